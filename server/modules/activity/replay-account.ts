import type { Instant } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import { eventKey } from '#engine/ids'
import { correctionsOf } from '#engine/member/corrections'
import { decide, isJudgedNow, type Decision } from '#engine/member/decide'
import { compareEvents, type MemberEvent } from '#engine/member/event'
import { handingOf, handingsBetween } from '#engine/member/hand-over'
import { fold, foldOn, inOrder, type Folded } from '#engine/member/fold'
import { duesOf } from '#engine/member/lot-ends'
import type { Fact, Posting } from '#engine/member/outcome'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { changePast, type Account, type NewPosting, type Past, type StandingPosting } from './account.ts'
import { isOfMerge } from './own-events.ts'
import type { ReadPast } from './read-past.ts'

/** Whether an event belongs before something that this member has seen (R41). */
export function isLate({ state, last }: Account, event: MemberEvent): boolean {
  return event.at < state.head.advancedTo || (last !== null && compareEvents(event, last) < 0)
}

/**
 * Opens the past of a member for late events: from then on the whole member is here. What was until `at`, when the first of them happens, is
 * folded once and kept apart, so that the parts it made are the same objects in every fold that goes on from there.
 */
export function openPast(timeline: Timeline, account: Account, { start, events: own, standing, at = Infinity }: ReadPast & { at?: Instant | undefined }): Past {
  const ordered = inOrder(own.map(({ event }) => event))
  const named = new Map(own.map(({ memberId, event }) => [eventKey(event.source, event.id), memberId]))
  const isPlain = own.every(({ memberId, event, isAmended }) => memberId === account.memberId && !isAmended && !isOfMerge(event))
  const past: Past = { start, ordered, named, isPlain, standing, facts: [], before: null }
  const { folded, count } = foldBefore(timeline, { past, at })
  const was = foldOn(timeline, folded, { ordered: ordered.slice(count), until: account.state.head.advancedTo })
  // Lots that were not read stand with the due they had, or an earlier one.
  for (const { lot, due } of duesOf(timeline, was.state, was.state.lots.values())) if (!account.dues.has(lot.id)) account.dues.set(lot.id, due)
  account.state = was.state
  return (account.past = { ...past, facts: was.facts })
}

/** A late event is judged where it stands in time; one that takes value, or undoes a spend, also on what is there now. */
export function judgeLate(timeline: Timeline, account: Account, { past, event }: { past: Past; event: MemberEvent }): Decision {
  const { folded, count } = foldBefore(timeline, { past, at: event.at })
  const there = decide(timeline, foldOn(timeline, folded, { ordered: past.ordered.slice(count, placeOf(past, event)) }).state, event)
  if (!there.accepted || !isJudgedNow(event)) return there
  const now = decide(timeline, account.state, { ...event, at: account.state.head.advancedTo })
  return now.accepted ? there : now
}

/** Where in the order an event belongs. */
function placeOf({ ordered }: Past, event: MemberEvent): number {
  const place = ordered.findIndex((other) => compareEvents(other, event) > 0)
  return place < 0 ? ordered.length : place
}

/** The fold of all events before an instant; kept, as many late events are of one instant or come in the order of time. */
function foldBefore(timeline: Timeline, { past, at }: { past: Past; at: Instant }): NonNullable<Past['before']> {
  const { start, before, ordered } = past
  if (before?.at === at) return before
  const from = before !== null && before.at < at ? before : { count: 0, folded: start.folded }
  const first = ordered.findIndex((event) => event.at >= at)
  const count = first < 0 ? ordered.length : first
  return (past.before = { at, count, folded: foldOn(timeline, from.folded, { ordered: ordered.slice(from.count, count) }) })
}

/** Works a member out anew with one event more: the parts that differ, the ledger's difference, and the facts that were not told before. */
export function replayAccount(timeline: Timeline, account: Account, { past, added }: { past: Past; added: MemberEvent }): { was: readonly Fact[]; is: readonly Fact[] } {
  const { folded, count } = foldBefore(timeline, { past, at: added.at })
  const ordered = past.ordered.toSpliced(placeOf(past, added), 0, added)
  const is = foldOn(timeline, folded, { ordered: ordered.slice(count), until: account.state.head.advancedTo })
  changePast(account, added.at)
  return takeFold(account, is, { past: { ...past, ordered }, cause: added })
}

/** The same with another past altogether, until an instant: after a merge was undone, or the other's past changed. The past must be whole. */
export function refoldAccount(timeline: Timeline, account: Account, { past, cause, until }: { past: Past; cause: MemberEvent; until: Instant }): { was: readonly Fact[]; is: readonly Fact[] } {
  const ordered = inOrder(past.ordered)
  account.last = ordered.at(-1) ?? null
  changePast(account, past.start.at)
  return takeFold(account, fold(timeline, account.memberId, { events: ordered, until }), { past: { ...past, ordered, before: null }, cause })
}

function takeFold(account: Account, is: Folded, { past, cause }: { past: Past; cause: MemberEvent }): { was: readonly Fact[]; is: readonly Fact[] } {
  takeParts(account, { was: account.state, is: is.state })
  // Nothing of this batch is booked yet: what will be is the difference to what stands.
  account.postings.splice(0, Infinity, ...correctionsOf(past.standing, is.postings).map(naming))
  const was = past.facts
  const fresh = newFacts(was, is.facts).filter((fact) => handingOf(account.memberId, fact) === null && (fact.name !== 'points.sent' || cause.kind === 'points.sent'))
  account.told.push(...[...fresh, ...handingsBetween(account.memberId, was, is.facts)].map((fact) => ({ fact, cause })))
  account.past = { ...past, facts: is.facts }
  account.state = is.state
  account.isChanged = true
  return { was, is: is.facts }
}

/** A reversal names what it takes back: of the postings that stand it is the swapped copy, number and all. */
function naming(posting: Posting | StandingPosting): NewPosting {
  if (!('postingNo' in posting)) return posting
  const { postingNo, ...reversal } = posting
  return { ...reversal, corrects: postingNo }
}

function takeParts({ changed, gone }: Account, { was, is }: { was: MemberState; is: MemberState }): void {
  const lotsOf = ({ lots, closedLots }: MemberState) => new Map([...lots, ...closedLots])
  const sides = [['lots', lotsOf(was), lotsOf(is)], ['awards', was.awards, is.awards], ['spends', was.spends, is.spends]] as const
  for (const [kind, before, after] of sides) {
    for (const [id, part] of after) if (isChanged(before.get(id), part)) changed[kind].add(id)
    for (const id of before.keys()) if (!after.has(id)) gone[kind].add(id)
    for (const id of gone[kind]) if (after.has(id)) gone[kind].delete(id)
    for (const id of changed[kind]) if (!after.has(id)) changed[kind].delete(id)
  }
}

/** What no event has touched since the folds parted is the same object in both. */
function isChanged(before: object | undefined, after: object): boolean {
  return before !== after && (before === undefined || canonicalJson(before) !== canonicalJson(after))
}

/** What the world has not heard yet. */
function newFacts(was: readonly Fact[], is: readonly Fact[]): Fact[] {
  const told = new Map<string, number>()
  for (const fact of was) told.set(canonicalJson(fact), (told.get(canonicalJson(fact)) ?? 0) + 1)
  return is.filter((fact) => {
    const left = told.get(canonicalJson(fact)) ?? 0
    if (left > 0) told.set(canonicalJson(fact), left - 1)
    return left === 0
  })
}
