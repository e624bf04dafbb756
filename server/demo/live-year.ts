import { assert } from '#engine/assert'
import { dayText, instantText, localDay, startOfDay, type Instant } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { decide } from '#engine/member/decide'
import type { FrozenRate, MemberEvent, Order } from '#engine/member/event'
import { availableOf, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest } from '#engine/simulate/backtest'
import type { BacktestReport } from '#engine/simulate/report'
import { RATES, SHIPPING } from './catalogue.ts'
import { openChance } from './chance.ts'
import { FIRST_DAY, LAST_DAY, planYear, type Basket, type Happening, type Shopper } from './plan-year.ts'

/** The year as it was lived: every member's events and final state, and the report over all. */
export type Year = {
  program: Program
  shoppers: readonly Shopper[]
  eventsOf: ReadonlyMap<string, readonly MemberEvent[]>
  stateOf: (member: string) => MemberState
  report: BacktestReport
  /** The midnight that closes the year in the store's zone. */
  asOf: Instant
}

const SOURCE = 'demo'

/** Lives the year of a seed under a program. Spends are decided with the balance of the moment, everything else is fact. */
export function liveYear(program: Program, seed: number): Year {
  const chance = openChance(seed)
  const { shoppers, happenings } = planYear(chance)
  const timeline = timelineOf(program)
  const asOf = startOfDay(LAST_DAY + 1, program.zone)
  const backtest = openBacktest({ timeline, asOf })
  const eventsOf = new Map<string, MemberEvent[]>(shoppers.map(({ id }) => [id, []]))
  const tenders = new Map<string, NonNullable<Order['tenders']>>()

  function take(member: string, event: MemberEvent): void {
    if (event.at >= asOf) return
    backtest.take(member, event)
    eventsOf.get(member)?.push(event)
  }

  for (const happening of happenings) {
    const { shopper } = happening
    if (happening.what === 'checkout') {
      const state = backtest.member(shopper.id) ?? emptyMember(shopper.id)
      const spend = chance.isLucky(shopper.thrift) ? planSpend(program, state, happening) : null
      if (spend === null || !decide(timeline, state, spend).accepted) continue
      take(shopper.id, spend)
      tenders.set(happening.basket.orderId, { points: { spendId: spend.id, amountMinor: worthMinor(program, shopper, spend.points) } })
    } else {
      const order = 'basket' in happening ? happening.basket.orderId : ''
      take(shopper.id, eventOf(happening, tenders.get(order)))
    }
  }
  const report = backtest.finish(asOf)
  function stateOf(member: string): MemberState {
    const state = backtest.member(member)
    assert(state, 'every shopper of the year is a member', { member })
    return state
  }
  const joined = shoppers.filter(({ id }) => (eventsOf.get(id)?.length ?? 0) > 0)
  return { program, shoppers: joined, eventsOf, stateOf, report, asOf }
}

function eventOf(happening: Exclude<Happening, { what: 'checkout' }>, tenders: Order['tenders']): MemberEvent {
  const { at, shopper } = happening
  const stamp = { source: SOURCE, at }
  const { zone, region } = shopper.place
  switch (happening.what) {
    case 'join': return { ...stamp, id: `join-${shopper.id}`, kind: 'member.joined', profile: { zone, region, market: shopper.country.market, birthday: shopper.birthday } }
    case 'profile': return { ...stamp, id: `profile-${shopper.id}`, kind: 'activity', name: 'profile_completed' }
    case 'review': return { ...stamp, id: `review-${shopper.id}-${instantText(at)}`, kind: 'activity', name: 'reviewed', orderId: happening.orderId }
    case 'order': return { ...stamp, id: happening.basket.orderId, kind: 'order.paid', order: orderOf(happening.basket, tenders) }
    case 'refund': {
      const [item] = happening.basket.items
      const refund = happening.items === null || item === undefined ? {} : { lines: [{ line: item.product.sku, quantity: happening.items }] }
      return { ...stamp, id: `return-${happening.basket.orderId}`, kind: 'order.refunded', orderId: happening.basket.orderId, refund }
    }
  }
}

function orderOf({ orderId, shopper, at, items, hasCoupon }: Basket, tenders: Order['tenders']): Order {
  const { currency } = shopper.country
  const lines = items.map(({ product, quantity }) => ({
    id: product.sku, sku: product.sku, quantity, amountMinor: priceMinor(product.price, currency) * quantity,
    ...(product.isGiftCard ? { tags: ['gift-card'], isGiftCard: true } : {}),
  }))
  const goodsMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const rate = currency === 'USD' ? {} : { rate: rateOn(currency, at) }
  return {
    id: orderId, currency, ...rate, lines,
    discountMinor: hasCoupon ? Math.floor(goodsMinor / 10) : 0,
    shippingMinor: goodsMinor >= priceMinor(SHIPPING.freeFrom, currency) ? 0 : priceMinor(SHIPPING.usd, currency),
    ...(tenders === undefined ? {} : { tenders }),
  }
}

/** A dollar price in another currency, at an ordinary day's rate: whole units, whole hundreds of yen. */
function priceMinor(dollars: number, currency: string): number {
  const price = dollars / (RATES[currency]?.usd ?? 1)
  return currency === 'JPY' ? Math.round(price / 100) * 100 : Math.round(price) * 10 ** minorUnits(currency)
}

/** The rate that an order of that day freezes: it wanders about the ordinary one in slow waves. */
function rateOn(currency: string, at: Instant): FrozenRate {
  const { usd, drift } = RATES[currency] ?? { usd: 1, drift: 0 }
  const day = localDay(at, 'UTC')
  const wave = Math.sin(((day - FIRST_DAY) / 365) * 2 * Math.PI + currency.charCodeAt(0)) + Math.sin(((day - FIRST_DAY) / 47) * 2 * Math.PI) / 3
  return { rate: (usd * (1 + drift * wave)).toFixed(usd < 0.1 ? 6 : 4), source: 'demo', asOf: dayText(day) }
}

/** The points that a member uses for a basket: at most half of it, in the program's steps; null when there are too few. */
function planSpend(program: Program, state: MemberState, { at, shopper, basket }: Extract<Happening, { what: 'checkout' }>) {
  const order = orderOf(basket, undefined)
  const goodsMinor = order.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - (order.discountMinor ?? 0)
  const { spendMinimum, spendStep } = program.limits
  const step = worthMinor(program, shopper, spendStep)
  const most = Math.min(Math.floor(availableOf(state.head, program.mainUnit) / spendStep), Math.floor(goodsMinor / 2 / step)) * spendStep
  if (most < spendMinimum) return null
  return { source: SOURCE, id: `points-${basket.orderId}`, at, kind: 'points.spent' as const, points: most, purpose: 'checkout' as const, orderId: basket.orderId }
}

/** What points take off a price in the member's market. */
function worthMinor(program: Program, { country }: Shopper, points: number): number {
  const redeem = program.markets[country.market]?.redeem
  assert(redeem, 'points buy something in every market of the demo', { market: country.market })
  return Math.floor((points * redeem.worthMinor) / redeem.points)
}
