import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { apply } from '#engine/member/apply'
import { decide } from '#engine/member/decide'
import type { EventKind, MemberEvent } from '#engine/member/event'
import { canonicalState, fold, inOrder } from '#engine/member/fold'
import type { Outcome, Posting } from '#engine/member/outcome'
import { availableOf, commit, copyState, emptyMember, totalsOf } from '#engine/member/parts'
import type { Lot, MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { history } from './arbitrary-history.ts'
import { REWARDS } from './arbitrary-program.ts'
import type { Deed, Plan } from './plan.ts'
import { property, seldom, type Property } from './property.ts'
import { assertSame } from './same.ts'
import { memberOf } from './scene.ts'
import { eventsByMember, tell } from './story.ts'

const BUSY: Partial<Record<Deed['kind'], number>> = { spend: 10, hold: 5, publish: 1, refund: 6 }
/** Nothing that a spend pays for, nor what only follows from one: an order paid with points earns less. */
const SPENDING: ReadonlySet<EventKind> = new Set(['reward.redeemed', 'points.spent', 'points.held', 'hold.committed', 'hold.released', 'spend.cancelled', 'points.sent'])

/** Where points are taken from, and what that changes (R3, R4, R8, R9, R22). */
export const spendingProperties: readonly Property[] = [
  seldom(0.5, property('points are spent in the order in which they would have expired', history({ members: 1, weights: BUSY }), spentInOrderOfExpiry)),
  property('a refund takes pending points of its order first, then its active ones, then others as they are spent', history({ members: 1, weights: { refund: 14, publish: 0 } }), clawedInOrder),
  seldom(0.25, property('a spend taken back at once leaves every lot as it was', history({ members: 1, weights: BUSY }), takenBackAtOnce)),
  seldom(0.5, property('a reward given back at once leaves every lot, limit and service as it was', history({ members: 1, weights: { ...BUSY, redeem: 8, use: 4 } }), givenBackAtOnce)),
  seldom(0.25, property('what is available can be spent, to the last point and no further', history({ members: 1, weights: BUSY }), availableIsSpendable)),
  property('levels are the same whether points are spent or not', history({ members: 1, weights: { ...BUSY, adjust: 0 } }), spendingMovesNoLevel),
]

type Moment = { timeline: Timeline; before: MemberState; event: MemberEvent; outcome: Outcome }

/** Each event of a history with the member just before it, time having passed until then. */
function moments(plan: Plan, look: (moment: Moment) => void): void {
  const { store, told } = tell(plan)
  for (const [id, events] of eventsByMember(told)) {
    let state = emptyMember(id)
    for (const event of inOrder(events)) {
      if (state.head.version > 0) state = commit(state, advance(store.timeline(), state, event.at))
      const outcome = apply(store.timeline(), state, event)
      look({ timeline: store.timeline(), before: state, event, outcome })
      state = commit(state, outcome)
    }
  }
}

const FOR_EVER: Instant = Date.UTC(2060, 0, 1)

/** When each free active lot ends if nothing else ever happens: found by letting time pass for these lots alone, not by asking. */
function endings(timeline: Timeline, state: MemberState): Map<string, Instant> {
  const known = timeline.slice(0, Math.max(1, state.head.version))
  const free = [...state.lots.values()].filter((lot) => !lot.isPending && lot.left > lot.held).map((lot): [string, Lot] => [lot.id, { ...lot, left: lot.left - lot.held, held: 0 }])
  const alone: MemberState = { ...emptyMember('alone'), head: { ...state.head, birthday: null, joinedAt: null }, lots: new Map(free) }
  const { postings } = advance(known, alone, FOR_EVER)
  return new Map(postings.flatMap(({ reason, lot, effectiveAt }): [string, Instant][] => (reason === 'expire' && lot !== null ? [[lot, effectiveAt]] : [])))
}

/** R4: earliest expiry first, then earliest earned, then id; never-expiring last. */
function inSpendOrder(lots: readonly Lot[], ends: ReadonlyMap<string, Instant>): Lot[] {
  const keyOf = (lot: Lot) => [ends.get(lot.id) ?? Infinity, lot.earnedAt, lot.id] as const
  return [...lots].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)]
    return x[0] !== y[0] ? (x[0] < y[0] ? -1 : 1) : x[1] !== y[1] ? x[1] - y[1] : x[2] < y[2] ? -1 : 1
  })
}

function freeLots({ lots }: MemberState, unit: string): Lot[] {
  return [...lots.values()].filter((lot) => lot.unit === unit && !lot.isPending && lot.left > lot.held)
}

/** So many points from these lots, one after the other: lot and points, as text. */
function taken(lots: readonly Lot[], points: number): string[] {
  let wanting = points
  return lots.flatMap(({ id, left, held }) => {
    const part = Math.min(wanting, left - held)
    wanting -= part
    return part === 0 ? [] : [`${part} of ${id}`]
  })
}

const TAKES: Readonly<Partial<Record<EventKind, Posting['reason']>>> = { 'points.spent': 'spend', 'reward.redeemed': 'spend', 'points.held': 'hold', 'points.sent': 'send', 'points.adjusted': 'adjust', 'credit.noted': 'claw' }

function spentInOrderOfExpiry(plan: Plan): void {
  moments(plan, ({ timeline, before, event, outcome }) => {
    const reason = TAKES[event.kind]
    if (reason === undefined) return
    const moved = outcome.postings.filter((posting) => posting.reason === reason && posting.from === 'active' && posting.unit === 'points')
    const points = moved.reduce((sum, posting) => sum + posting.points, 0)
    if (points === 0) return
    const found = moved.map((posting) => `${posting.points} of ${posting.lot}`)
    const order = inSpendOrder(freeLots(before, 'points'), endings(timeline, before))
    if (event.kind === 'credit.noted') assertSameLots(found, order, points)
    else assert(JSON.stringify(found) === JSON.stringify(taken(order, points)), 'points are taken from what expires first', { found, expected: taken(order, points) })
  })
}

/** Several rules may each take some: what was taken of each lot in all is compared. */
function assertSameLots(found: readonly string[], order: readonly Lot[], points: number): void {
  const sums = (parts: readonly string[]) => {
    const byLot: Record<string, number> = {}
    for (const part of parts) {
      const [count, id] = part.split(' of ') as [string, string]
      byLot[id] = (byLot[id] ?? 0) + Number(count)
    }
    return JSON.stringify(Object.entries(byLot).sort())
  }
  assert(sums(found) === sums(taken(order, points)), 'a credit note takes what expires first', { found, expected: taken(order, points) })
}

function clawedInOrder(plan: Plan): void {
  moments(plan, ({ timeline, before, event, outcome }) => {
    if (event.kind !== 'order.refunded' && event.kind !== 'order.charged_back') return
    const award = before.awards.get(`order:${event.orderId}`)
    if (award === undefined || award.earnings.length !== 1) return
    const [earning] = award.earnings as [(typeof award.earnings)[number]]
    const after = outcome.awards.find(({ id }) => id === award.id)?.earnings[0]
    if (after === undefined) return
    const claws = outcome.postings.filter(({ reason, orderId, unit }) => reason === 'claw' && orderId === event.orderId && unit === earning.unit)
    const owed = claws.filter(({ lot }) => lot === null).reduce((sum, { points }) => sum + points, 0)
    const moved = firstOf(claws.filter(({ lot }) => lot !== null), after.clawed - earning.clawed - owed)
    if (moved.length === 0) return
    const mine = earning.lots.flatMap((id) => before.lots.get(id) ?? [])
    const others = inSpendOrder(freeLots(before, earning.unit).filter(({ id }) => !earning.lots.includes(id)), endings(timeline, before))
    const { claw } = (timeline[before.head.version - 1] as Timeline[number]).program.refund
    const order = [...mine.filter(({ isPending }) => isPending), ...(claw === 'only_pending' ? [] : [...mine.filter(({ isPending }) => !isPending), ...others])]
    const found = moved.map(({ points, lot }) => `${points} of ${lot}`)
    const expected = taken(order, moved.reduce((sum, { points }) => sum + points, 0))
    assert(JSON.stringify(found) === JSON.stringify(expected), 'a refund takes its own points first', { found, expected })
  })
}

/** The postings that move the first points: what was taken for the order itself. A bonus that its return undid is taken after it, perhaps also from its lots. */
function firstOf(postings: readonly Posting[], points: number): Posting[] {
  let left = points
  return postings.filter((posting) => {
    const isMine = left > 0
    left -= posting.points
    return isMine
  })
}

function spendOf(state: MemberState, points: number): MemberEvent {
  return { source: 'test', id: 'spend', at: state.head.advancedTo, kind: 'points.spent', purpose: 'reward', points }
}

function takenBackAtOnce(plan: Plan): void {
  moments(plan, ({ timeline, before }) => {
    const available = availableOf(before.head, 'points')
    if (available === 0) return
    const spent = commit(copyState(before), apply(timeline, before, spendOf(before, Math.ceil(available / 2))))
    const back = commit(spent, apply(timeline, spent, { source: 'test', id: 'undo', at: before.head.advancedTo, kind: 'spend.cancelled', spendId: 'spend' }))
    const lotsOf = (state: MemberState) => canonicalState({ ...emptyMember('x'), lots: state.lots })
    assert(lotsOf(back) === lotsOf(before), 'every lot is as it was', { before: [...before.lots.values()], back: [...back.lots.values()] })
    assert(JSON.stringify(back.head.units) === JSON.stringify(before.head.units), 'every total is as it was', { before: before.head.units, back: back.head.units })
  })
}

function givenBackAtOnce(plan: Plan): void {
  moments(plan, ({ timeline, before }) => {
    const at = before.head.advancedTo
    for (const reward of REWARDS) {
      const had = decide(timeline, copyState(before), { source: 'test', id: 'had', at, kind: 'reward.redeemed', reward, granted: { 'reward:rare::ever:': 1 } })
      if (!had.accepted) continue
      const returned = decide(timeline, commit(copyState(before), had.outcome), { source: 'test', id: 'undo', at, kind: 'spend.cancelled', spendId: 'had', ofRedemption: true })
      assert(returned.accepted, 'a reward is given back before it is used', returned)
      const after = commit(commit(copyState(before), had.outcome), returned.outcome)
      const lotsOf = (state: MemberState) => canonicalState({ ...emptyMember('x'), lots: state.lots })
      assert(lotsOf(after) === lotsOf(before), 'every lot is as it was', { reward })
      for (const account of ['active', 'pending', 'reserved', 'spent', 'expired', 'debt'] as const) for (const unit of ['points', 'wallet']) assert(totalsOf(after.head, unit)[account] === totalsOf(before.head, unit)[account], 'every account is as it was', { reward, account })
      assert(leftOf(after) === leftOf(before), 'every service is as it was', { reward })
      for (const key in after.head.used) assert(after.head.used[key] === (before.head.used[key] ?? 0), 'every limit is as it was', { reward, key })
    }
  })
}

/** What is issued, used and left of services, as one text. */
function leftOf({ head }: MemberState): string {
  return JSON.stringify(Object.entries(head.entitlements ?? {}).map(([id, { issued, used, grants, before }]) => [id, issued, used, grants, before]).filter(([, issued, used, grants]) => issued !== 0 || used !== 0 || (grants as unknown[]).length > 0))
}

function availableIsSpendable(plan: Plan): void {
  moments(plan, ({ timeline, before }) => {
    const { active, debt } = totalsOf(before.head, 'points')
    const available = Math.max(0, active - debt)
    assert(availableOf(before.head, 'points') === available, 'available is what is active less what is owed')
    const held = (points: number) => decide(timeline, before, { source: 'test', id: 'hold', at: before.head.advancedTo, kind: 'points.held', points, until: before.head.advancedTo + 1 })
    const { isPaused } = (timeline[before.head.version - 1] ?? publicationAt(timeline, before.head.advancedTo)).program
    assert(available === 0 || held(available).accepted !== isPaused, 'what is shown can be spent, unless the program is paused', { available, isPaused })
    const more = held(available + 1)
    assert(!more.accepted && more.refusal.code === (isPaused ? 'program.paused' : 'points.insufficient'), 'no more than what is shown can be spent', { available, isPaused })
  })
}

/** R22: the same history without its spends; levels, when they began and how long they last are the same. */
function spendingMovesNoLevel(plan: Plan): void {
  const { store, told, ended } = tell({ ...plan, steps: plan.steps.map(({ deed, ...step }) => ({ ...step, deed: 'order' in deed ? { ...deed, order: { ...deed.order, paidByPoints: 0 } } : deed })) })
  const events = eventsByMember(told).get(memberOf(0)) ?? []
  const levels = (kept: readonly MemberEvent[]) => JSON.stringify(Object.entries(fold(store.timeline(), memberOf(0), { events: kept, until: ended }).state.head.standings).sort())
  const without = events.filter(({ kind }) => !SPENDING.has(kind))
  if (without[0] === undefined || without[0].at !== Math.min(...events.map(({ at }) => at))) return
  assertSame(levels(events), levels(without), 'levels do not know of spending')
}
