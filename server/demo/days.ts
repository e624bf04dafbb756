import { parseDay, startOfDay, type Day, type Instant, type Zone } from '#engine/calendar'
import type { Chance } from './chance.ts'

/** The year that the demo tells, in local dates. */
export const FIRST_DAY: Day = parseDay('2025-01-01')
export const LAST_DAY: Day = parseDay('2025-12-31')

/** When the year begins, in the first zone of the world where it does. */
export const YEAR_BEGINS: Instant = startOfDay(FIRST_DAY, 'Pacific/Kiritimati')

/** When the days end with which the store's home compares its last: of a month, a week and a day to date, and of three days. */
export const LOOKED_AT: readonly Instant[] = [parseDay('2025-11-30'), LAST_DAY - 7, parseDay('2025-12-28'), LAST_DAY - 1].map((day) => startOfDay(day + 1, 'Asia/Shanghai') - 1)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** When the story stands still: before its last day is over where the store is, so that what visitors do is of that year too, though the clock goes on with each deed. */
export function storyEnds(zone: Zone): Instant {
  return startOfDay(LAST_DAY + 1, zone) - 15 * MINUTE
}

/** A moment of the day when people shop: at lunch, and most in the evening. */
export function drawTime(chance: Chance, day: Day, { place }: { place: { zone: Zone } }): Instant {
  const hour = chance.weighted([[8, 3], [10, 5], [12, 8], [14, 5], [17, 6], [19, 9], [20, 11], [21, 10], [22, 5]])
  return startOfDay(day, place.zone) + hour * HOUR + chance.between(6, 59) * MINUTE + chance.between(0, 59) * 1000
}
