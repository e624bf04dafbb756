import { eventKey } from '#engine/ids'
import type { MemberEvent } from './event.ts'

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
