import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { EventKind, MemberEvent } from '#engine/member/event'
import { canonicalState, fold } from '#engine/member/fold'
import type { Program } from '#engine/program/program'
import { compileProgram } from '#engine/program/compile'
import { timelineOf } from '#engine/program/timeline'
import { openStore, type Receipt, type Store } from '#engine/simulate/store'
import { history } from './arbitrary-history.ts'
import type { Deed, Plan } from './plan.ts'
import { addPostings, sumsText } from './promises.ts'
import { assertSame } from './same.ts'
import { property, seldom, type Property } from './property.ts'
import { drawFrom, shuffled, type Draw } from './random.ts'
import type { Told } from './scene.ts'
import { eventsByMember, tell, type Story } from './story.ts'

/** Facts: nobody asks whether they may happen, so that when they come to be known changes nothing. */
const ONLY_FACTS: Partial<Record<Deed['kind'], number>> = { settle: 0, spend: 0, hold: 0, end_hold: 0, cancel: 0, redeem: 0, give_back: 0, use: 0, withdraw: 0, adjust: 0, forgive: 0, tier: 0, send: 0 }

/** R40, R41, invariants 4 and 5: in whatever order, with whatever delay, however often events arrive. */
export const arrivalProperties: readonly Property[] = [
  seldom(0.5, property('accepted events, shuffled and repeated, fold to the same state and the same sums', history(), shuffledFold)),
  property('facts that arrive late and shuffled end as they do in order', history({ weights: ONLY_FACTS }), lateFacts),
  property('whatever is accepted, however late, ends as the fold of what was accepted', history(), lateRequests),
  seldom(0.25, property('the same event twice is once, and another under its name is a conflict', history(), repetitions)),
]

function shuffledFold(plan: Plan): void {
  const { store, told, ended } = tell(plan)
  const draw = drawFrom(plan.salt)
  for (const [id, events] of eventsByMember(told)) {
    const inOrder = fold(store.timeline(), id, { events, until: ended })
    const twice = events.flatMap((event) => (draw(3) === 0 ? [event, JSON.parse(JSON.stringify(event)) as MemberEvent] : [event]))
    const mixed = fold(store.timeline(), id, { events: shuffled(twice, draw), until: ended })
    assertSame(canonicalState(mixed.state), canonicalState(inOrder.state), 'a shuffled history ends in the same state')
    assert(JSON.stringify(mixed) === JSON.stringify(inOrder), 'a shuffled history posts, tells and explains the same')
    assertStands(store, id, { events, ended })
  }
}

/** The store's member is the fold of its events, and its ledger adds up to that fold's. */
export function assertStands(store: Store, id: string, { events, ended }: { events: readonly MemberEvent[]; ended: Instant }): void {
  store.advance(ended)
  const folded = fold(store.timeline(), id, { events, until: ended })
  assertSame(canonicalState(store.member(id)), canonicalState(folded.state), 'what a store holds is the fold of what it accepted')
  assertSame(sumsText(addPostings(new Map(), store.postings(id))), sumsText(addPostings(new Map(), folded.postings)), 'the corrected ledger adds up to that of the fold')
}

const DAY = 86_400_000
export const LATEST = 40 * DAY

/** A parcel of the post: what arrives when. */
type Arrival = { at: Instant; sort: number; told: Told & { act: 'event' } }

/** Half of the events arrive when they happen, the others up to forty days later. */
function delayed(told: readonly Told[], draw: Draw): Arrival[] {
  return told
    .flatMap((one) => (one.act === 'event' ? [one] : []))
    .map((one) => ({ told: one, at: one.event.at + (draw(2) === 0 ? 0 : draw(LATEST)), sort: draw(1_000) }))
    .sort((a, b) => a.at - b.at || a.sort - b.sort)
}

/** A store that is told of the same events as they arrive, its clock going on meanwhile; versions are published when they were. */
export function deliver({ told, published, ended }: Story, plan: Plan): { store: Store; answers: Told[] } {
  const draw = drawFrom(plan.salt)
  const store = openStore(timelineOf(compileProgram(plan.programs[0] as Plan['programs'][number]) as Program))
  const answers: Told[] = []
  const waiting = [...published]
  for (const { at, told: one } of delayed(told, draw)) {
    while (waiting[0] !== undefined && waiting[0].at <= at) store.publish((waiting.shift() as (typeof waiting)[number]).publication)
    if (draw(2) === 0) store.advance(at)
    const [receipt] = store.record([{ member: one.member, event: one.event }]) as [Receipt]
    answers.push({ ...one, receipt })
  }
  for (const { publication } of waiting) store.publish(publication)
  store.advance(ended)
  return { store, answers }
}

/** Refused in order, refused late: only what is a fact when told in order is told late. */
function lateFacts(plan: Plan): void {
  const inOrder = tell(withoutPointsAsMoney(plan))
  const facts = inOrder.told.filter(({ receipt }) => receipt.status === 'accepted')
  const late = deliver({ ...inOrder, told: facts }, plan)
  const ended = inOrder.ended + LATEST
  // Two refunds of one unit at one instant are both accepted where the later one sorts first: told the other way round the second is refused.
  if (late.answers.some(({ receipt }) => receipt.refusal?.code === 'refund.quantity_above_left')) return
  for (const { receipt } of late.answers) assert(receipt.status === 'accepted', 'a fact is accepted whenever it comes', receipt.refusal)
  late.store.advance(ended)
  inOrder.store.advance(ended)
  for (const id of inOrder.store.members()) {
    assertSame(canonicalState(late.store.member(id)), canonicalState(inOrder.store.member(id)), 'late facts end in the same state')
    assertSame(sumsText(addPostings(new Map(), late.store.postings(id))), sumsText(addPostings(new Map(), inOrder.store.postings(id))), 'late facts end in the same sums')
  }
}

/** An order paid with points begins with a spend, which is a request. */
function withoutPointsAsMoney(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.map(({ deed, ...step }) => ({ ...step, deed: 'order' in deed ? { ...deed, order: { ...deed.order, paidByPoints: 0 } } : deed })) }
}

function lateRequests(plan: Plan): void {
  const inOrder = tell(plan)
  const { store, answers } = deliver(inOrder, plan)
  for (const [id, events] of eventsByMember(answers)) assertStands(store, id, { events, ended: inOrder.ended + LATEST })
}

const OTHER: EventKind = 'company.volume'

function repetitions(plan: Plan): void {
  const { store, told, ended } = tell(plan)
  const before = store.members().map((id) => `${canonicalState(store.member(id))}${store.postings(id).length}`)
  for (const one of told) {
    if (one.act !== 'event' || one.receipt.status !== 'accepted') continue
    const { member, event } = one
    const other = { source: event.source, id: event.id, at: event.at, kind: OTHER, baseMinor: 1_000_000 } as MemberEvent
    const [again, conflict, elsewhere] = store.record([{ member, event: JSON.parse(JSON.stringify(event)) as MemberEvent }, { member, event: other }, { member: `not ${member}`, event }]) as [Receipt, Receipt, Receipt]
    assert(again.status === 'duplicate' && JSON.stringify(again.postings) === JSON.stringify(one.receipt.postings), 'a repetition gets the first answer again', { status: again.status, ended })
    assert(conflict.status === 'conflict' && elsewhere.status === 'conflict', 'an id names one event for ever', event)
  }
  assertSame(store.members().filter((id) => !id.startsWith('not ')).map((id) => `${canonicalState(store.member(id))}${store.postings(id).length}`).join('\n'), before.join('\n'), 'repetitions change nothing')
}
