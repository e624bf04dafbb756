import { canonicalJson } from '#engine/canonical'
import type { Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { Timeline } from '#engine/program/program'
import { advance } from './advance.ts'
import { amendmentsIn, asAmended } from './amend.ts'
import { apply } from './apply.ts'
import { compareEvents, type MemberEvent } from './event.ts'
import type { Fact, Outcome, Posting, Trace } from './outcome.ts'
import { commit, copyState, emptyMember, snapshotOf } from './parts.ts'
import type { MemberState } from './state.ts'

/** A member's whole history: the state it ends in, and everything that it posted, announced and explained on the way. */
export type Folded = { state: MemberState; postings: Posting[]; facts: Fact[]; trace: Trace[] }

/** state = fold(apply, empty, events in order): sorts them, drops repetitions and retracted merges, applies all, and advances to `until`. */
export function fold(timeline: Timeline, member: string, { events, until }: { events: readonly MemberEvent[]; until?: Instant }): Folded {
  const empty: Folded = { state: emptyMember(member), postings: [], facts: [], trace: [] }
  return foldOn(timeline, empty, { ordered: inOrder(events), ...(until === undefined ? {} : { until }) })
}

/** Goes on from where a fold ended, which stays as it is, with events that come after it in the one order. */
export function foldOn(timeline: Timeline, from: Folded, { ordered, until }: { ordered: readonly MemberEvent[]; until?: Instant }): Folded {
  const folded: Folded = { state: copyState(from.state), postings: [...from.postings], facts: [...from.facts], trace: [...from.trace] }
  for (const event of ordered) add(folded, apply(timeline, folded.state, event))
  if (until !== undefined && until > folded.state.head.advancedTo) add(folded, advance(timeline, folded.state, until))
  return folded
}

function add(folded: Folded, outcome: Outcome): void {
  folded.state = commit(folded.state, outcome)
  folded.postings.push(...outcome.postings)
  folded.facts.push(...outcome.facts)
  folded.trace.push(...outcome.trace)
}

/** The events that count, in the one order they have (R41): each once, corrections in the place of what they correct, and no merge that was undone. */
export function inOrder(told: readonly MemberEvent[]): MemberEvent[] {
  const amendments = amendmentsIn(told)
  const events = told.flatMap((event) => asAmended(event, amendments) ?? [])
  const retracted = new Set<string>()
  for (const event of events) if (event.kind === 'member.unmerged') retracted.add(eventKey(event.mergeSource, event.mergeId))
  const unique = new Map<string, MemberEvent>()
  for (const event of events) {
    const key = eventKey(event.source, event.id)
    const isRetracted = (event.kind === 'member.merged' || event.kind === 'member.absorbed') && retracted.has(key)
    if (!isRetracted && !unique.has(key)) unique.set(key, event)
  }
  return [...unique.values()].sort(compareEvents)
}

/** One text for a member's whole state: equal members have equal texts (invariant 5). */
export function canonicalState(state: MemberState): string {
  return canonicalJson(snapshotOf(state))
}
