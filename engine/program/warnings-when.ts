import { dayParts, dayText, type Day } from '#engine/calendar'
import { constantAnswer } from './condition-check.ts'
import { vocabularyOf } from './conditions.ts'
import type { Path } from './problem.ts'
import type { DayWindow } from './program.ts'
import type { Whole } from './warnings.ts'

/** Notes a condition that is never true. */
export function warnOfFalse({ document, notes }: Whole, path: Path, { on, when, code }: { on: string; when: string | undefined; code: string }): void {
  if (when !== undefined && constantAnswer(when, vocabularyOf(on, document.events ?? {})) === false) notes.warning(path, code, { found: when })
}

/** Notes dates that no other of the named days meets, and dates that are all past. */
export function warnOfDays({ notes, today }: Whole, path: Path, { id, days, codes }: { id: string; days: DayWindow; codes: { never: string; past: string } }): void {
  const { dates } = days
  if (dates === null) return
  const last = Math.max(...dates.map(({ to }) => to))
  if (!dates.some((range) => hasDay(range, days))) notes.warning(path, codes.never, { found: id })
  else if (today !== null && last < today) notes.warning(path, codes.past, { found: dayText(last), values: { today: dayText(today) } })
}

/** Whether a day of the range is one of the weekdays and days of the month; every pair of them occurs within four years. */
function hasDay({ from, to }: { from: Day; to: Day }, { weekdays, monthDays }: DayWindow): boolean {
  for (let day = from; day <= Math.min(to, from + 1_500); day += 1) {
    const { weekday, date } = dayParts(day)
    if ((weekdays?.has(weekday) ?? true) && (monthDays?.has(date) ?? true)) return true
  }
  return false
}
