import { endOfDay, instantText, parseDay, startOfDay } from '#engine/calendar'

/** The instant at which a day that was picked ends in a zone: a last day is wholly in. */
export function endOf(day: string, zone: string): string {
  return instantText(endOfDay(parseDay(day), zone))
}

/** The instant at which a day that was picked begins in a zone. */
export function beginOf(day: string, zone: string): string {
  return instantText(startOfDay(parseDay(day), zone))
}
