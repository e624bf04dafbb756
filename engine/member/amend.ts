import { canonicalJson } from '#engine/canonical'
import { eventKey } from '#engine/ids'
import type { EventKind, MemberEvent } from './event.ts'

/** The source of events that a store makes itself: nobody outside names events by it. */
export const OUR_SOURCE = 'rockpool'

/** The source of corrections: nobody outside names events by it. */
export const AMENDED = 'rockpool:amended'

/** What a shop's own record may have told wrongly. What was decided about a member (a spend, a level, a merge) is undone by an event of its own. */
export const AMENDABLE = ['order.paid', 'order.refunded', 'credit.noted'] as const satisfies readonly EventKind[]

/** An event as it stands, and how often it was corrected. */
export type Standing = { event: MemberEvent; n: number }

/** The corrections among events that stand, by the key of what they correct: of several of one event the last in number. */
export function amendmentsIn(events: readonly MemberEvent[]): ReadonlyMap<string, MemberEvent> {
  const standing = new Map<string, MemberEvent>()
  for (const event of events) {
    if (event.amends === undefined) continue
    const key = eventKey(event.amends.source, event.amends.id)
    if (event.amends.n > (standing.get(key)?.amends?.n ?? 0)) standing.set(key, event)
  }
  return standing
}

/**
 * An event as it counts: with the content of the correction that stands, at the time that it says, and under the name that the event has
 * always had, so that everything derived from the name stays what it is. Null for a correction itself, which counts in the place of another.
 */
export function asAmended(event: MemberEvent, amendments: ReadonlyMap<string, MemberEvent>): MemberEvent | null {
  if (event.amends !== undefined) return null
  const { source, id } = event
  const amendment = amendments.get(eventKey(source, id))
  if (amendment === undefined) return event
  const { amends: _, ...content } = amendment
  return { ...content, source, id }
}

/** How the event of a name stands among these; undefined: none has it. */
export function standingOf(events: readonly MemberEvent[], { source, id }: Pick<MemberEvent, 'source' | 'id'>): Standing | undefined {
  const amendments = amendmentsIn(events)
  const told = events.find((event) => event.source === source && event.id === id)
  const event = told && asAmended(told, amendments)
  return event ? { event, n: amendments.get(eventKey(source, id))?.amends?.n ?? 0 } : undefined
}

/** The correction after so many others of an event: a fact of its own that names what it corrects, and says how that should have been told. */
export function amendmentOf(event: MemberEvent, corrections: number): MemberEvent {
  const { source, id } = event
  const n = corrections + 1
  return { ...event, source: AMENDED, id: `${eventKey(source, id)}/${n}`, amends: { source, id, n } }
}

/** The next correction of an event; that of the last one again, where this says what stands by it already. */
export function nextAmendment(event: MemberEvent, { event: stands, n }: Standing): MemberEvent {
  return amendmentOf(event, n > 0 && isSameContent(stands, event) ? n - 1 : n)
}

/** Whether two tellings of one event say the same. */
export function isSameContent({ granted: _, ...one }: MemberEvent, { granted: __, ...other }: MemberEvent): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
