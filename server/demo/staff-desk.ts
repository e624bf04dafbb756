import type { Instant } from '#engine/calendar'
import { parseMoney } from '#engine/money'
import { addAddress } from '#server/modules/addresses/index'
import { changeLimit, keepRequest, refuseApproval } from '#server/modules/approvals/index'
import { changeTerms } from '#server/modules/companies/index'
import { createCoupon } from '#server/modules/coupons/index'
import { addNote, setManager } from '#server/modules/desk/index'
import { requirePerson } from '#server/modules/members/index'
import { invite, putSeat } from '#server/modules/seats/index'
import { acceptPassword, makePerson, newToken, selectByEmail } from '#server/modules/staff/index'
import type { Actor, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import { COLLEAGUES } from './colleagues.ts'
import { CREDIT } from './companies.ts'
import { deedsByHand, keepAudit, type StaffDeed } from './keep-audit.ts'
import type { Year } from './live-year.ts'
import type { Shopper } from './shoppers.ts'
import { tellStories } from './stories.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Who is asked to come, and has not answered yet. */
const INVITED = { email: 'zhao.lin@example.com', name: '赵琳', role: 'analyst' }
/** Members who spent most have somebody of their own, and so has every company. */
const LOOKED_AFTER = 24
const LIMIT = 5_000

const NOTES_ON_PEOPLE = [
  { text: 'Rang about the parcel that the carrier left with a neighbour. Found; she was glad to hear the points count from the day of the order.', ticket: 'CS-2841' },
  { text: '客户询问退货后积分为何减少，已把“为什么”的说明发给她，她表示理解。', ticket: 'CS-2877' },
  { text: 'Birthday coupon would not apply to a sale item. Explained the rule; he ordered the towels at full price instead.' },
  { text: '想在春节前收到货，已备注仓库优先发出。', ticket: 'CS-2902' },
] as const
const NOTES_ON_COMPANIES = [
  { text: '电话回访：下季度计划增加浴室系列，约定三月初发新品册和合同价。' },
  { text: 'Wants two people to order and only the owner to use the points. Set up as agreed.', ticket: 'CS-2790' },
  { text: '对账单已发，客户财务确认无误。' },
] as const

/** Gives a recorded year its staff: who looks after whom, what they noted, who is invited, and what waits for a second pair of eyes. Again it changes nothing. */
export async function staffDesk(year: Year, { database, storeId }: { database: Database; storeId: string }): Promise<void> {
  if ((await selectByEmail(database.bare, COLLEAGUES.mei.email)) !== undefined) return
  const hashes = await Promise.all(Object.keys(COLLEAGUES).map(() => acceptPassword(newToken().token, [])))
  await database.inStore(storeId, async (db) => {
    const at = (now: Instant, actor: Actor): WriteContext => ({ db, storeId, actor, now })
    const seated = await Promise.all(Object.entries(COLLEAGUES).map(async ([who, colleague], place) => [who, await seat(at(year.asOf - 90 * DAY, DEMO), colleague, hashes[place] as string)] as const))
    const { min, mei, tao, sofia } = Object.fromEntries(seated) as Record<keyof typeof COLLEAGUES, Seated>
    const gone = new Set(year.told.flatMap((told) => ('deed' in told && told.deed.do === 'erase' ? [told.member] : [])))
    const people = year.shoppers.filter(({ id }) => !gone.has(id)).sort((a, b) => spent(year, b.id) - spent(year, a.id)).slice(0, LOOKED_AFTER).map(({ id }) => id)
    const deeds: StaffDeed[] = deedsByHand(year, { staff: new Map(seated.map(([, { name, staffId }]) => [name, staffId])), since: year.asOf - 90 * DAY })
    /** Does something as one of the staff, at a time, and keeps that it was done. */
    const does = async <T>(who: Seated, when: Instant, { act, ...deed }: Pick<StaffDeed, 'deed' | 'member' | 'body' | 'reason'> & { act: (ctx: WriteContext) => Promise<T> }): Promise<T> => {
      deeds.push({ at: when, staffId: who.staffId, ...deed })
      return act(at(when, who))
    }
    for (const [place, member] of [...year.companies.map(({ id }) => id), ...people].entries()) {
      const body = { staff: (place % 3 === 2 ? sofia : mei).staffId }
      await does(min, year.asOf - 60 * DAY + place * 60_000, { deed: 'POST /members/:member/manager', member, body, act: (ctx) => setManager(ctx, { member, ...body }) })
    }
    const stories = tellStories(year).map(({ shopper }) => shopper.id)
    const noted = (who: Seated, when: Instant, { member, ...body }: { member: string; text: string; ticket?: string }) => does(who, when, { deed: 'POST /members/:member/notes', member, body, act: (ctx) => addNote(ctx, { member, ...body }) })
    for (const [place, note] of NOTES_ON_PEOPLE.entries()) await noted(place % 2 === 0 ? sofia : mei, year.asOf - (12 - 3 * place) * DAY, { member: stories[place % stories.length] ?? (people[place] as string), ...note })
    for (const [place, note] of NOTES_ON_COMPANIES.entries()) await noted(place === 1 ? sofia : mei, year.asOf - (20 - 6 * place) * DAY, { member: (year.companies[place * 2] as { id: string }).id, ...note })
    for (const [place, { member, ...body }] of creditOf(year).entries()) await does(place % 2 === 0 ? sofia : mei, year.asOf - (50 - 7 * place) * DAY, { deed: 'PATCH /companies/:member/terms', member, body, act: (ctx) => changeTerms(ctx, { member, ...body }) })
    for (const member of stories) await does(sofia, year.asOf - 5 * DAY, { deed: 'POST /coupons', body: { discount: 'sorry', member }, act: (ctx) => createCoupon(ctx, { discount: 'sorry', member, id: `demo-sorry-${member}`, locale: 'en' }) })
    for (const { shopper } of tellStories(year)) await tellAddresses(at(year.asOf - 40 * DAY, DEMO), shopper)
    await does(min, year.asOf - 61 * DAY, { deed: 'POST /approval-limit', body: { points: LIMIT }, act: (ctx) => changeLimit(ctx, { points: LIMIT }) })
    const asks = (who: Seated, when: Instant, { member, ...asked }: { member: string; points: number; reason: string }) => {
      const body = { ...asked, author: who.name }
      return does(who, when, { deed: 'POST /members/:member/adjustments', member, body, reason: body.reason, act: (ctx) => askFor(ctx, { member, ...body }) })
    }
    await asks(mei, year.asOf - 3 * HOUR, { member: people[0] as string, points: 8_000, reason: '大客户投诉：整批包裹丢失的补偿' })
    const { approval } = await asks(sofia, year.asOf - 2 * DAY, { member: people[3] as string, points: 20_000, reason: 'Sorry for the wrong colour' })
    await does(min, year.asOf - 2 * HOUR, { deed: 'POST /invitations', body: INVITED, act: ({ now }) => invite(at(now, DEMO), INVITED) })
    const note = '金额过高，换货即可'
    await does(tao, year.asOf - 47 * HOUR, { deed: 'POST /approvals/:approval/refusals', body: { note }, reason: note, act: (ctx) => refuseApproval(ctx, { approval, note }) })
    await keepAudit(at(year.asOf, DEMO), deeds)
  })
}

const DEMO: Actor = { kind: 'system', job: 'demo' }

/** The companies that buy on credit, in the currency of their market. */
function creditOf({ companies, program }: Year): { member: string; netDays: number; limitMinor: number; currency: string; text: string }[] {
  return companies.flatMap(({ id, firm }) => {
    const credit = CREDIT[firm.name]
    if (credit === undefined) return []
    const { currency } = program.markets[firm.market]!
    return [{ member: id, netDays: credit.netDays, limitMinor: parseMoney(credit.limit, currency), currency, text: credit.text }]
  })
}

/** Where a member of a story has their parcels sent: home, and to the office. */
async function tellAddresses(ctx: WriteContext, { id, name, country, place }: Shopper): Promise<void> {
  const at = { member: id, country: country.code, city: place.city, region: place.region.split('-')[1] ?? null }
  await addAddress(ctx, { ...at, name, lines: ['12 Harbour Lane', '3rd floor'] })
  await addAddress(ctx, { ...at, name: `${name} (office)`, lines: ['Unit 4, 88 Station Road'] })
}

type Seated = Extract<Actor, { kind: 'staff' }> & { name: string }

/** Somebody with a place in the store. */
async function seat(ctx: WriteContext, { name, email, locale, role }: (typeof COLLEAGUES)[keyof typeof COLLEAGUES], hash: string): Promise<Seated> {
  const staffId = await makePerson(ctx.db, { name, email, locale, hash, now: ctx.now })
  await putSeat(ctx, { seat: newId('sea', ctx.now), staffId, role, since: ctx.now })
  return { kind: 'staff', staffId, permissions: new Set(), name }
}

function spent(year: Year, member: string): number {
  return year.stateOf(member).head.series['spend']?.total ?? 0
}

/** Points that are more than one gives alone. */
async function askFor(ctx: WriteContext, input: { member: string; points: number; reason: string; author: string }): Promise<{ approval: string }> {
  const { member, points, reason } = input
  const { memberId } = await requirePerson(ctx, member)
  return keepRequest(ctx, { wanted: { deed: 'adjustment', member: memberId, members: 1, points, unit: null, reason }, route: 'POST /members/:member/adjustments', input, requestKey: null })
}
