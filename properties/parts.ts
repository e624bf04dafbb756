import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import type { MemberEvent } from '#engine/member/event'
import { inOrder } from '#engine/member/fold'
import { duesOf } from '#engine/member/lot-ends'
import type { Outcome } from '#engine/member/outcome'
import { commit, copyState, emptyMember } from '#engine/member/parts'
import { needsOf, PartMissing } from '#engine/member/present'
import type { Lot, MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { history } from './arbitrary-history.ts'
import type { Plan } from './plan.ts'
import { property, type Property } from './property.ts'
import { eventsByMember, tell } from './story.ts'

/** A member is read in part: an event finds what it asks for, and does what it does to the whole. */
export const partProperties: readonly Property[] = [property('an event does the same to a member of whom only what it asks for was read', history(), partsSuffice)]

/** A member as a database keeps it: the whole, and when time next does something to each open lot, as that was known when the lot was last written. */
type Shelf = { timeline: Timeline; kept: MemberState; dues: Map<string, Instant | null> }
type Asked = { lots: Set<string>; awards: Set<string>; spends: Set<string>; hasAllLots: boolean; hasHeldSpends: boolean }

function partsSuffice(plan: Plan): void {
  const { store, told } = tell(plan)
  for (const [id, events] of eventsByMember(told)) {
    const shelf: Shelf = { timeline: store.timeline(), kept: emptyMember(id), dues: new Map() }
    let whole = emptyMember(id)
    for (const event of inOrder(events)) {
      const { part, outcome } = applyInPart(shelf, event)
      const expected = apply(shelf.timeline, whole, event)
      assert(textOf(outcome) === textOf(expected), 'a part does what the whole does', { event, part: textOf(outcome), whole: textOf(expected) })
      putBack(shelf, part, outcome)
      whole = commit(whole, expected)
    }
  }
}

function applyInPart({ timeline, kept, dues }: Shelf, event: MemberEvent): { part: MemberState; outcome: Outcome } {
  const needs = needsOf(event)
  const asked: Asked = { lots: new Set(needs.lots === 'all' ? [] : needs.lots), awards: new Set(needs.awards), spends: new Set(needs.spends), hasAllLots: needs.lots === 'all', hasHeldSpends: false }
  for (;;) {
    const part = read(kept, { asked, dues, until: event.at })
    try {
      return { part, outcome: apply(timeline, part, event) }
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error
      if (error.id !== null) asked[error.kind].add(error.id)
      else if (error.kind === 'lots') asked.hasAllLots = true
      else asked.hasHeldSpends = true
    }
  }
}

function read(kept: MemberState, { asked, dues, until }: { asked: Asked; dues: Shelf['dues']; until: Instant }): MemberState {
  const dueOf = ({ id }: Lot) => dues.get(id) ?? Infinity
  const isHere = (lot: Lot) => asked.hasAllLots || asked.lots.has(lot.id) || dueOf(lot) <= until
  const later = Math.min(...[...kept.lots.values()].filter((lot) => !isHere(lot)).map(dueOf))
  const only = <T>(parts: ReadonlyMap<string, T>, isWanted: (part: T, id: string) => boolean) => new Map([...parts].filter(([id, part]) => isWanted(part, id)))
  return {
    head: kept.head, lots: only(kept.lots, isHere), closedLots: only(kept.closedLots, ({ id }) => asked.lots.has(id)), awards: only(kept.awards, (_, id) => asked.awards.has(id)),
    spends: only(kept.spends, ({ status }, id) => asked.spends.has(id) || (asked.hasHeldSpends && status === 'held')),
    present: { nextLot: later === Infinity ? null : later, hasAllLots: asked.hasAllLots, hasHeldSpends: asked.hasHeldSpends, asked },
  }
}

/** Writes what changed, and when time next does something to the lots that were read. */
function putBack(shelf: Shelf, part: MemberState, outcome: Outcome): void {
  const after = commit(copyState(part), outcome)
  for (const { lot, due } of duesOf(shelf.timeline, after, after.lots.values())) shelf.dues.set(lot.id, due)
  shelf.kept = commit(shelf.kept, outcome)
}

/** All that was done, but for when lots are looked at next: that may be early, since an end that slid is known of lots that were read only. */
function textOf({ head: { nextDue: _, due: { lots: __, ...due }, ...head }, ...outcome }: Outcome): string {
  return JSON.stringify({ ...outcome, head: { ...head, due } })
}
