import { earliestShowing, instantOfSkip, offsetAt, offsetsAround, type Zone } from './zones.ts'

export { isZone, type Zone } from './zones.ts'

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A date on somebody's wall calendar, without zone: whole days since 1970-01-01. */
export type Day = number

/** A length on the calendar; the parts are whole numbers of 0 or more and are added together. */
export type Period = { readonly days?: number; readonly weeks?: number; readonly months?: number; readonly years?: number }

/** A stretch that the calendar itself marks out; weeks begin on Monday (ISO 8601), halves in January and July. */
export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Reads an ISO 8601 time with Z or an offset; digits beyond the millisecond are cut off.
 * @throws RangeError when the text is anything else or names a time that does not exist
 */
export function parseInstant(text: string): Instant {
  const match = INSTANT.exec(text)
  const wall = wallClock(match)
  const offset = (Number(match?.[9] ?? 0) * 60 + Number(match?.[10] ?? 0)) * MINUTE_MS
  if (wall === undefined || offset >= DAY_MS || Number(match?.[10] ?? 0) > 59) {
    throw unreadable(text, 'a time with its offset', '"2026-01-05T10:00:00Z" or "2026-01-05T10:00:00+08:00"')
  }
  return match?.[8] === '-' ? wall + offset : wall - offset
}

/** The instant as ISO 8601 in UTC: "2026-01-05T10:00:00Z", with milliseconds only where there are any. */
export function instantText(at: Instant): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** What a zone's clocks show at an instant, as spreadsheets read it: "2026-01-05 10:00:00". */
export function wallText(at: Instant, zone: Zone): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 19).replace('T', ' ')
}

/**
 * Reads a wall-clock time without offset ("2026-01-05", "2026-01-05T10:00", "2026-01-05 10:00:00") as it was in the zone.
 * A time that occurs twice is the earlier one; one that the clocks skipped is moved on by what they skipped.
 * @throws RangeError when the text is anything else or the zone is unknown
 */
export function parseLocal(text: string, zone: Zone): Instant {
  const wall = wallClock(LOCAL.exec(text))
  if (wall === undefined) throw unreadable(text, 'a local time without offset', '"2026-01-05" or "2026-01-05T10:00:00"')
  return earliestShowing(wall, zone) ?? wall - offsetsAround(wall, zone).before
}

/**
 * The date that a calendar on the wall shows at this instant in the zone. Where clocks fall back across midnight (St John's at
 * 00:01, until 2011) it shows the new date for a minute, then the old one for an hour again.
 * @throws RangeError for an unknown zone
 */
export function localDay(at: Instant, zone: Zone): Day {
  return Math.floor((at + offsetAt(at, zone)) / DAY_MS)
}

/**
 * The first instant of the date in the zone: midnight (the earlier, where it occurs twice), or where the clocks skip midnight the
 * moment after the gap. A date that the zone skipped altogether is empty: it starts where the next one does.
 * @throws RangeError for an unknown zone
 */
export function startOfDay(day: Day, zone: Zone): Instant {
  let starts = dayStarts.get(zone)
  let start = starts?.get(day)
  if (start === undefined) {
    start = earliestShowing(day * DAY_MS, zone) ?? instantOfSkip(day * DAY_MS, zone)
    if (!starts) dayStarts.set(zone, starts = new Map())
    starts.set(day, start)
  }
  return start
}

/** The instant that closes the date in the zone, itself outside: the start of the next day. */
export function endOfDay(day: Day, zone: Zone): Instant {
  return startOfDay(day + 1, zone)
}

/** Reads a date such as "2026-02-28". @throws RangeError when the text is anything else or the date does not exist */
export function parseDay(text: string): Day {
  const wall = wallClock(DAY.exec(text))
  if (wall === undefined) throw unreadable(text, 'a date of the calendar', '"2026-02-28"')
  return wall / DAY_MS
}

/** The date as "2026-02-28". @throws RangeError outside the years 0 to 9999 */
export function dayText(day: Day): string {
  const { year, month, date } = dayParts(day)
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`found day ${day} where one in the years 0 to 9999 was expected`)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** Year, month 1–12, date 1–31 and ISO weekday 1 (Monday) to 7 (Sunday) of a day. */
export function dayParts(day: Day): { year: number; month: number; date: number; weekday: number } {
  // civil_from_days of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years run from March, eras are 400 years.
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date, weekday: remainder(day + 3, 7) + 1 }
}

/**
 * The day one period later, or `times` periods, counted from the day itself (R17): months and years first, the date clamped to
 * the month's end, then weeks and days. 31 January and one month is 28 or 29 February; and two months, 31 March.
 * @throws RangeError unless the parts of the period are whole numbers of 0 or more
 */
export function addPeriod(day: Day, period: Period, times = 1): Day {
  const months = monthsIn(period) * times
  const days = daysIn(period) * times
  return (months === 0 ? day : addMonths(day, months)) + days
}

/** The day one period, or `times` periods, earlier; clamped as in addPeriod. */
export function subtractPeriod(day: Day, period: Period, times = 1): Day {
  return addPeriod(day, period, -times)
}

/** The first day of the calendar's day, week, month, quarter, half or year that holds this day. */
export function startOfPeriod(day: Day, unit: CalendarUnit): Day {
  if (unit === 'day') return day
  if (unit === 'week') return day - remainder(day + 3, 7)
  const { year, month } = dayParts(day)
  const length = MONTHS_IN[unit]
  return dayOf(year, month - ((month - 1) % length), 1)
}

/** The first day after the calendar's day, week, month, quarter, half or year that holds this day. */
export function nextPeriodStart(day: Day, unit: CalendarUnit): Day {
  if (unit === 'day') return day + 1
  const start = startOfPeriod(day, unit)
  return unit === 'week' ? start + 7 : addMonths(start, MONTHS_IN[unit])
}

/**
 * The latest day not after `day` that is a whole number of periods from the origin (R17); the origin itself is one, and before it
 * they run backwards. A birthday on 29 February is 28 February in a common year.
 * @throws RangeError when the period is empty
 */
export function anniversaryOnOrBefore(origin: Day, day: Day, period: Period): Day {
  return addPeriod(origin, period, anniversariesUntil(origin, day, period))
}

/** The first day after `day` that is a whole number of periods from the origin (R17). @throws RangeError for an empty period */
export function anniversaryAfter(origin: Day, day: Day, period: Period): Day {
  return addPeriod(origin, period, anniversariesUntil(origin, day, period) + 1)
}

/** The starts of days that were asked for. Measured on one core: 20 million/s, where the library alone makes 47,000 midnights/s. */
const dayStarts = new Map<Zone, Map<Day, Instant>>()

const MONTHS_IN = { month: 1, quarter: 3, half: 6, year: 12 } as const

function unreadable(text: string, expected: string, example: string): RangeError {
  return new RangeError(`found ${JSON.stringify(text)} where ${expected} was expected, such as ${example}`)
}

/** A matched wall-clock time as milliseconds since 1970-01-01T00:00, as if in UTC; undefined if there is no such time. */
function wallClock(match: RegExpExecArray | null): number | undefined {
  if (!match) return undefined
  const year = Number(match[1])
  const month = Number(match[2])
  const date = Number(match[3])
  const hour = Number(match[4] ?? 0)
  const minute = Number(match[5] ?? 0)
  const second = Number(match[6] ?? 0)
  if (month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const millisecond = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'))
  return dayOf(year, month, date) * DAY_MS + (hour * 60 + minute) * MINUTE_MS + second * 1000 + millisecond
}

function dayOf(year: number, month: number, date: number): Day {
  // Hinnant's days_from_civil, the inverse of dayParts.
  const yearFromMarch = month <= 2 ? year - 1 : year
  const era = Math.floor(yearFromMarch / 400)
  const yearOfEra = yearFromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The same date so many months on, or the last of that month where it is shorter. */
function addMonths(day: Day, months: number): Day {
  const { year, month, date } = dayParts(day)
  const count = year * 12 + month - 1 + months
  const toYear = Math.floor(count / 12)
  const toMonth = count - toYear * 12 + 1
  return dayOf(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)))
}

function monthsIn(period: Period): number {
  return wholePart(period.years, 'years') * 12 + wholePart(period.months, 'months')
}

function daysIn(period: Period): number {
  return wholePart(period.weeks, 'weeks') * 7 + wholePart(period.days, 'days')
}

function wholePart(count: number | undefined, name: string): number {
  if (count === undefined) return 0
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw new RangeError(`found ${count} ${name} where a whole number of 0 or more was expected`)
}

/** How many whole periods lie between the origin and the day: negative before the origin. */
function anniversariesUntil(origin: Day, day: Day, period: Period): number {
  // A mean month (146,097 days in 4,800 months) lands within a step or two of the answer; the loops settle it exactly.
  const length = daysIn(period) + (monthsIn(period) * 146_097) / 4800
  if (length === 0) throw new RangeError('found an empty period where one of at least a day was expected, such as { months: 1 }')
  let times = Math.floor((day - origin) / length)
  while (addPeriod(origin, period, times) > day) times -= 1
  while (addPeriod(origin, period, times + 1) <= day) times += 1
  return times
}

function remainder(n: number, by: number): number {
  return ((n % by) + by) % by
}
