import { endOfDay, instantText, parseDay, startOfDay } from '#engine/calendar'

/** The last day that a field of days takes: a browser lets longer years be typed where it knows none. */
export const LAST_DAY = '9999-12-31'

/** The instant at which a day that was picked ends in a zone: a last day is wholly in. What is no day stays as it is, and the server says what is wrong with it. */
export function endOf(day: string, zone: string): string {
  return instantOf(day, (read) => endOfDay(read, zone))
}

/** The instant at which a day that was picked begins in a zone. */
export function beginOf(day: string, zone: string): string {
  return instantOf(day, (read) => startOfDay(read, zone))
}

function instantOf(day: string, at: (day: number) => number): string {
  try {
    return instantText(at(parseDay(day)))
  } catch (error) {
    if (error instanceof RangeError) return day
    throw error
  }
}
