import { dayParts, localDay, type Day, type Instant } from '#engine/calendar'
import type { EventOf, MemberEvent, OrderLine } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { handingOf } from '#engine/member/hand-over'
import type { Timeline } from '#engine/program/program'
import { PRODUCTS, SEASON, type Product } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { FIRMS, type Firm } from './companies.ts'
import { drawTime, FIRST_DAY, LAST_DAY } from './days.ts'
import { COUNTRIES } from './people.ts'
import { CARTON, cartonMinor, hasContract } from './trade-prices.ts'
import { drawShopper, type Shopper } from './shoppers.ts'

export type BuyerRole = 'owner' | 'buyer' | 'finance'
/** A company of the demo store, with its people. */
export type Company = { id: string; firm: Firm; people: readonly { shopper: Shopper; role: BuyerRole }[]; joinedAt: Instant; addedAt: Instant; sharesFrom: Instant | null }
/** Events of companies and of those who buy for them; `isHanded`: the store tells them itself. */
export type TradeEvent = { member: string; event: MemberEvent; isHanded: boolean }
export type Trade = { companies: Company[]; shoppers: Shopper[]; events: TradeEvent[] }

const SOURCE = 'demo'
const MINUTE = 60_000
const FIRST_BUYER = 8_001

/** The year of the companies. Nothing that they do depends on what they have, so it is known before the year of the others is lived. */
export function planTrade(chance: Chance, timeline: Timeline, asOf: Instant): Trade {
  let number = FIRST_BUYER
  let orders = 0
  const trade: Trade = { companies: [], shoppers: [], events: [] }
  for (const [index, firm] of FIRMS.entries()) {
    const country = COUNTRIES.find(({ market }) => market === firm.market)!
    const roles: BuyerRole[] = ['owner', 'buyer', ...(firm.size > 2 ? ['finance' as const] : []), ...(firm.size > 3 ? ['buyer' as const] : [])]
    const people = roles.map((role) => ({ role, shopper: { ...drawShopper(chance, number++, country), thrift: 0, tags: ['buyer'], source: { campaign: 'Canton Fair, spring 2025' }, notes: null } }))
    const company = openCompany(chance, { id: `c${String(index + 1).padStart(2, '0')}`, firm, people })
    const told = planCompany(chance, company, () => `W${501 + orders++}`).filter(({ at }) => at < asOf)
    const added = people.map(({ shopper }, place): MemberEvent => ({ source: SOURCE, id: `added-${company.id}-${place}`, at: company.addedAt, kind: 'company.buyer_added', buyer: shopper.id }))
    const { facts } = fold(timeline, company.id, { events: [...told, ...added], until: asOf - 1 })
    const handed = facts.flatMap((fact): TradeEvent[] => {
      const handing = handingOf(company.id, fact)
      return handing === null || handing.isEmpty ? [] : [{ member: handing.to, event: handing.event, isHanded: true }]
    })
    trade.companies.push(company)
    trade.shoppers.push(...people.map(({ shopper }) => shopper))
    trade.events.push(...told.map((event) => ({ member: company.id, event, isHanded: false })), ...added.map((event) => ({ member: company.id, event, isHanded: true })), ...handed)
    trade.events.push(...people.map(({ shopper }): TradeEvent => ({ member: shopper.id, event: joinOf(shopper, company.joinedAt + MINUTE), isHanded: false })))
  }
  return trade
}

/** When it came: most in the first half of the year. Its people are added three days later; a share is decided by some owners. */
function openCompany(chance: Chance, { id, firm, people }: Pick<Company, 'id' | 'firm' | 'people'>): Company {
  const day = FIRST_DAY + chance.between(3, 150)
  const joinedAt = drawTime(chance, day, { place: firm })
  const addedAt = drawTime(chance, day + 3, { place: firm })
  return { id, firm, people, joinedAt, addedAt, sharesFrom: firm.sector !== 'public_sector' && chance.isLucky(0.4) ? drawTime(chance, day + 11, { place: firm }) : null }
}

function planCompany(chance: Chance, company: Company, nextOrder: () => string): MemberEvent[] {
  const { id, firm, people, joinedAt, sharesFrom } = company
  const stamp = { source: SOURCE }
  const owner = people[0]!.shopper
  const joined: MemberEvent = { ...stamp, id: `join-${id}`, at: joinedAt, kind: 'member.joined', profile: { zone: firm.zone, region: firm.region, market: 'trade', tags: ['trade', firm.sector] } }
  const sharing: MemberEvent[] = sharesFrom === null ? [] : [{ ...stamp, id: `share-${id}`, at: sharesFrom, kind: 'company.sharing_set', percent: '10', perMonth: 200, leaver: 'keep', by: owner.id }]
  const days = orderDays(chance, localDay(joinedAt, firm.zone) + 14, firm.size)
  const orders = days.flatMap((day): MemberEvent[] => {
    const buyer = chance.pick(people.filter(({ role }) => role !== 'finance')).shopper
    const paid: EventOf<'order.paid'> = { ...stamp, id: nextOrder(), at: drawTime(chance, day, { place: firm }), kind: 'order.paid', order: { id: '', currency: 'USD', market: 'trade', buyer: buyer.id, lines: drawLines(chance, company, day) } }
    const event = { ...paid, order: { ...paid.order, id: paid.id } }
    return [event, ...(chance.isLucky(0.12) ? [returnOf(chance, event, firm)] : [])]
  })
  return [joined, ...sharing, ...orders]
}

function orderDays(chance: Chance, from: Day, size: number): Day[] {
  const left = Array.from({ length: Math.max(0, LAST_DAY - from + 1) }, (_, index) => [from + index, SEASON[dayParts(from + index).month - 1]!] as const)
  return left.length === 0 ? [] : [...new Set(Array.from({ length: chance.between(2, 2 + size) }, () => chance.weighted(left)))].sort((a, b) => a - b)
}

function drawLines(chance: Chance, { id, firm }: Company, day: Day): OrderLine[] {
  const shelf = PRODUCTS.filter(({ isGiftCard, weight }) => !isGiftCard && weight > 0).map((product) => [product, product.weight * (fits(product, firm, day) ? 3 : 1)] as const)
  const chosen = new Set(Array.from({ length: chance.between(2, 4) }, () => chance.weighted(shelf)))
  return [...chosen].map((product) => {
    const quantity = CARTON * chance.between(1, product.price > 90 ? 1 : 3)
    return { id: product.sku, sku: product.sku, quantity, amountMinor: cartonMinor(product, quantity, hasContract(id)) * quantity, tags: product.tags }
  })
}

function fits({ tags }: Product, { sector }: Firm, day: Day): boolean {
  if (sector === 'hotel') return tags.includes('home') || tags.includes('bed')
  if (sector === 'homeware') return tags.includes('home') || tags.includes('table')
  return tags.includes(dayParts(day).month < 8 ? 'swim' : 'clothing')
}

/** One carton of the first line, damaged on the way. */
function returnOf(chance: Chance, { id, at, order }: EventOf<'order.paid'>, { zone }: Firm): MemberEvent {
  const line = order.lines[0]!
  return { source: SOURCE, id: `return-${id}`, at: drawTime(chance, localDay(at, zone) + chance.between(12, 30), { place: { zone } }), kind: 'order.refunded', orderId: id, refund: { lines: [{ line: line.id, quantity: CARTON }] } }
}

/** How somebody is told of who joins. */
export function joinOf({ id, place: { zone, region }, country: { market }, birthday, tags }: Shopper, at: Instant): MemberEvent {
  return { source: SOURCE, id: `join-${id}`, at, kind: 'member.joined', profile: { zone, region, market, birthday, ...(tags.length === 0 ? {} : { tags }) } }
}
