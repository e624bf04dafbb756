import { assert } from '#engine/assert'
import { apply } from '#engine/member/apply'
import { advance } from '#engine/member/advance'
import type { MemberEvent } from '#engine/member/event'
import { inOrder } from '#engine/member/fold'
import { commit, copyState, emptyMember } from '#engine/member/parts'
import type { MemberState, PaidOrder, UnitTotals } from '#engine/member/state'
import { compileProgram } from '#engine/program/compile'
import type { EarnRuleDocument, ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import fc from 'fast-check'
import { history, orderPlan } from './arbitrary-history.ts'
import type { Deed, OrderPlan, Plan } from './plan.ts'
import { property, seldom, type Property } from './property.ts'
import { assertSame } from './same.ts'
import { memberOf } from './scene.ts'
import { eventsByMember, tell } from './story.ts'
import { orderOf } from './wares.ts'

type Undone = { plan: Plan; order: OrderPlan }
type Worth = { order: OrderPlan; rate: string; per: 'order' | 'line'; rounding: 'floor' | 'half_even' | 'ceil'; minimum: string | null; threshold: 'recompute' | 'keep'; returns: number[] }

/** What would take a level's ground away by itself, or change what a milestone is. */
const UNMOVED: Partial<Record<Deed['kind'], number>> = { join: 0, profile: 0, adjust: 0, credit: 0, volume: 0, publish: 0 }

const undone: fc.Arbitrary<Undone> = fc.record({ plan: history({ members: 1, steps: 14, weights: UNMOVED }), order: orderPlan }, { noNullPrototype: true })
const worth: fc.Arbitrary<Worth> = fc.record({
  order: orderPlan, rate: fc.constantFrom('1', '0.3', '2.5', '0.07'), per: fc.constantFrom('order', 'line'), rounding: fc.constantFrom('floor', 'half_even', 'ceil'),
  minimum: fc.constantFrom(null, '20', '100'), threshold: fc.constantFrom('recompute', 'keep'), returns: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
}, { noNullPrototype: true })

/** Orders that come back, against another calculation (R6, R7, R11, R31). */
export const undoingProperties: readonly Property[] = [
  seldom(0.5, property('an order refunded at once leaves points, levels, caps and counts as they were', undone, leavesAllAsItWas)),
  property('lines that come back leave what the others alone are worth', worth, leavesWhatIsWorth),
]

const AT = Date.UTC(2026, 4, 5, 12)

function leavesAllAsItWas({ plan, order }: Undone): void {
  const { store, told, ended } = tell({ ...plan, programs: plan.programs.map(levelsOfTheirOwn) })
  let before = emptyMember(memberOf(0))
  for (const event of inOrder(eventsByMember(told).get(memberOf(0)) ?? [])) {
    const after = commit(copyState(before), apply(store.timeline(), before, event))
    if (takesAway(event, before, after)) return
    before = after
  }
  before = commit(before, apply(store.timeline(), before, { source: 'test', id: 'look', at: ended, kind: 'company.volume', baseMinor: 0 }))
  const sold: MemberEvent = { source: 'test', id: 'sold', at: ended, kind: 'order.paid', order: orderOf('test', order) }
  const paid = commit(copyState(before), apply(store.timeline(), before, sold))
  const back = commit(copyState(paid), apply(store.timeline(), paid, { source: 'test', id: 'back', at: ended, kind: 'order.refunded', orderId: 'test', refund: {} }))
  const waived = Object.keys(back.head.units).some((unit) => back.head.units[unit]?.waived !== (before.head.units[unit]?.waived ?? 0))
  if (waived || takesAway(sold, before, paid) || isRenewed(before, paid) || Object.values(before.head.units).some(({ debt }) => debt > 0)) return
  const kept = new Set(Object.keys(paid.head.used))
  assertSame(factsOf(back, kept), factsOf(before, kept), 'an order that came back at once leaves all as it was')
  assert(advance(store.timeline(), copyState(back), ended).postings.length === 0, 'nothing is left to do')
}

/** Levels that ask for no spendable points: what entries earn cannot hold up other entries, of which two could hold up each other. */
function levelsOfTheirOwn(program: ProgramDocument): ProgramDocument {
  return { ...program, tiers: JSON.parse(JSON.stringify(program.tiers ?? []).replaceAll('"unit":"points"', '"unit":"qp"')) as NonNullable<ProgramDocument['tiers']> }
}

/** Whether an order renewed a level that was held before. */
function isRenewed(before: MemberState, paid: MemberState): boolean {
  const held = Object.values(before.head.standings).flatMap(({ holds }) => holds)
  return Object.values(paid.head.standings).flatMap(({ holds }) => holds).some((hold) => held.some(({ levelId, since, day, graceUntil }) => levelId === hold.levelId && since === hold.since && (day !== hold.day || graceUntil !== hold.graceUntil)))
}

/**
 * Whether an order takes away from what was spent, as lines below zero do when the others are paid with store credit: with it goes a level's
 * ground, which another order may lend for a moment.
 */
function takesAway({ kind }: MemberEvent, before: MemberState, after: MemberState): boolean {
  const spent = ({ head }: MemberState) => head.series['spend']?.total ?? 0
  return kind === 'order.paid' && spent(after) < spent(before)
}

/** What a member has and is: open lots, accounts, levels, series, milestones, and the caps used of periods that are not over; not what passed through them. */
function factsOf({ lots, head }: MemberState, capsKept: ReadonlySet<string>): string {
  const accounts = Object.entries(head.units).map(([unit, { pending, active, reserved, debt }]: [string, UnitTotals]) => [unit, pending, active, reserved, debt])
  const days = Object.entries(head.series).map(([name, { total, days: on, amounts }]) => [name, total, ...on.flatMap((day, n) => (amounts[n] === 0 ? [] : [`${day}:${amounts[n]}`]))])
  const levels = Object.entries(head.standings).map(([track, { levelId, waiting, holds }]) => [track, levelId, waiting?.levelId ?? null, holds.map((hold) => [hold.levelId, hold.validUntil])])
  const used = Object.entries(head.used).filter(([key, count]) => count !== 0 && capsKept.has(key)).map(([key, count]) => `${key} ${count}`)
  const sorted = (rows: unknown[][]) => rows.filter((row) => row.slice(1).some((value) => value !== 0)).map((row) => JSON.stringify(row)).sort()
  return JSON.stringify({
    lots: [...lots.values()].map(({ id, left, held }) => `${id} ${left} ${held}`).sort(), accounts: sorted(accounts), levels: levels.map((row) => JSON.stringify(row)).sort(), days: sorted(days), used: used.sort(),
    milestones: Object.entries(head.milestones).filter(([, { count }]) => count > 0).map(([rule, { count, paid }]) => `${rule} ${count} ${paid}`).sort(),
  })
}

function leavesWhatIsWorth(tried: Worth): void {
  const { order, rate, per, rounding, minimum, threshold, returns } = tried
  const rule: EarnRuleDocument = { id: 'purchase', on: 'order.paid', rate, per, rounding, ...(minimum === null ? {} : { minimum }) }
  const timeline = timelineOf(compileProgram({ program: 'one', name: 'One', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [rule], refund: { threshold, claw: 'unlimited' } }))
  const sold = orderOf('o', { ...order, market: 'us' })
  let state = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 'shop', id: 'paid', at: AT, kind: 'order.paid', order: sold }))
  const award = () => state.awards.get('order:o') as { paid: PaidOrder; earnings: readonly { earned: number; clawed: number; waived: number }[]; isWhollyRefunded: boolean }
  const eligible = eligibleLines(sold, order)
  assert(JSON.stringify(award().paid.lines.map((line) => line.eligibleMinor)) === JSON.stringify(eligible.map(Number)), 'what of each line is eligible', { found: award().paid.lines, eligible: eligible.map(String) })
  const gone = new Set<number>()
  // A line that took money off may raise what is left: what was clawed stays clawed.
  let kept = pointsOf({ ...tried, threshold: 'recompute' }, eligible)
  for (const [n, line] of returns.map((drawn) => drawn % sold.lines.length).entries()) {
    state = commit(state, apply(timeline, state, { source: 'shop', id: `back${n}`, at: AT + n + 1, kind: 'order.refunded', orderId: 'o', refund: { lines: [{ line: `l${line}` }] } }))
    gone.add(line)
    const earning = award().earnings[0]
    const left = award().isWhollyRefunded ? 0n : pointsOf(tried, eligible.map((minor, at) => (gone.has(at) ? 0n : minor)))
    if (left < kept) kept = left
    assert((earning === undefined ? 0 : earning.earned - earning.clawed - earning.waived) === Number(kept), 'what is left of an order is worth what is kept', { earning, expected: String(kept), eligible: eligible.map(String) })
  }
}

/** R31: each line net of its discounts and tax and of what store credit paid of it; a gift card is nothing. */
function eligibleLines({ lines, discountMinor = 0, taxIncluded = false, tenders }: ReturnType<typeof orderOf>, { lines: plans }: OrderPlan): bigint[] {
  const gross = lines.map(({ amountMinor, discountMinor: off = 0 }) => BigInt(amountMinor - off))
  const nets = hamilton(BigInt(discountMinor), gross).map((share, n) => (gross[n] as bigint) - share - (taxIncluded ? BigInt(lines[n]?.taxMinor ?? 0) : 0n))
  return hamilton(BigInt(tenders?.storeCreditMinor ?? 0), nets).map((share, n) => (plans[n]?.isGiftCard === true ? 0n : (nets[n] as bigint) - share))
}

/** Hamilton's largest remainders: whole quotas first, then one each by the largest rest, the first of equals first. */
function hamilton(total: bigint, weights: readonly bigint[]): bigint[] {
  const positive = weights.map((weight) => (weight > 0n ? weight : 0n))
  const sum = positive.reduce((all, weight) => all + weight, 0n)
  if (sum === 0n) return positive
  const shared = total > sum ? sum : total
  const shares = positive.map((weight) => (shared * weight) / sum)
  const byRest = positive.map((weight, n) => ({ n, rest: (shared * weight) % sum })).sort((a, b) => (a.rest === b.rest ? a.n - b.n : a.rest > b.rest ? -1 : 1))
  let left = shared - shares.reduce((all, share) => all + share, 0n)
  for (const { n } of byRest) {
    if (left === 0n) break
    shares[n] = (shares[n] as bigint) + 1n
    left -= 1n
  }
  return shares
}

/** R32: points of these lines by the rule, in USD cents. */
function pointsOf({ rate, per, rounding, minimum, threshold }: Worth, lines: readonly bigint[]): bigint {
  const all = lines.reduce((sum, minor) => sum + minor, 0n)
  if (minimum !== null && threshold === 'recompute' && all < BigInt(minimum) * 100n) return 0n
  const [whole, decimals = ''] = rate.split('.') as [string, string?]
  const [n, d] = [BigInt(whole + decimals), 10n ** BigInt(decimals.length + 2)]
  return (per === 'line' ? [...lines] : [all]).reduce((sum, minor) => sum + (minor <= 0n ? 0n : rounded(minor * n, d, rounding)), 0n)
}

function rounded(n: bigint, d: bigint, rounding: Worth['rounding']): bigint {
  const [down, rest] = [n / d, n % d]
  if (rest === 0n || rounding === 'floor') return down
  return rounding === 'ceil' || rest * 2n > d || (rest * 2n === d && down % 2n === 1n) ? down + 1n : down
}
