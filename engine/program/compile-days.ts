import { dayParts, parseDay, type Day } from '#engine/calendar'
import type { DayWindow } from './program.ts'

type Written = { dates?: readonly (string | { from: string; to: string })[] | undefined; weekdays?: readonly string[] | undefined; month_days?: readonly number[] | undefined }

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Days of the member's own calendar as a document names them. */
export function compileDays({ dates, weekdays, month_days: monthDays }: Written): DayWindow {
  return {
    dates: dates?.map((entry) => {
      const { from, to } = typeof entry === 'string' ? { from: entry, to: entry } : entry
      return { from: parseDay(from), to: parseDay(to) }
    }) ?? null,
    weekdays: weekdays === undefined ? null : new Set(weekdays.map((word) => WEEKDAYS.indexOf(word) + 1)),
    monthDays: monthDays === undefined ? null : new Set(monthDays),
  }
}

/** Whether a day is one of them: of all that is named, each must be so. */
export function isOnDay({ dates, weekdays, monthDays }: DayWindow, day: Day): boolean {
  if (dates !== null && !dates.some(({ from, to }) => from <= day && day <= to)) return false
  if (weekdays !== null && !weekdays.has(dayParts(day).weekday)) return false
  return monthDays === null || monthDays.has(dayParts(day).date)
}
