import { addPeriod, anniversaryAfter, anniversaryOnOrBefore, nextPeriodStart, startOfPeriod, subtractPeriod, type Day } from '#engine/calendar'
import type { Window } from '#engine/program/program'
import type { Series } from './state.ts'

/** Days of a series that are kept apart: more than the longest window a program may have, so that the head stays bounded. */
export const KEPT_DAYS = 3_700

const EMPTY: Series = Object.freeze({ total: 0, days: [], amounts: [] })
const YEAR = { years: 1 }

/** The series with an amount (negative: taken back) added to one of its days. A day older than the kept ones changes only the total. */
export function addToSeries(series: Series = EMPTY, day: Day, amount: number): Series {
  const total = series.total + amount
  const { days, amounts } = series
  const newest = days.at(-1)
  if (newest === undefined || day > newest) {
    const first = newest === undefined || dayAt(days, 0) > day - KEPT_DAYS ? 0 : indexOf(days, day - KEPT_DAYS + 1)
    return { total, days: [...(first === 0 ? days : days.slice(first)), day], amounts: [...(first === 0 ? amounts : amounts.slice(first)), amount] }
  }
  const index = indexOf(days, day)
  if (days[index] === day) return { total, days, amounts: amounts.with(index, (amounts[index] as number) + amount) }
  if (day <= newest - KEPT_DAYS) return { total, days, amounts }
  return { total, days: days.toSpliced(index, 0, day), amounts: amounts.toSpliced(index, 0, amount) }
}

function dayAt(days: readonly Day[], index: number): Day {
  return days[index] as Day
}

/** Index of the first day that is not before `day`. */
function indexOf(days: readonly Day[], day: Day): number {
  let low = 0
  let high = days.length
  if (high === 0 || dayAt(days, high - 1) < day) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (dayAt(days, middle) < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Where a member's windows are anchored. */
export type Anchors = { joined: Day; entered: Day }

/** First day of a window that ends with `day`; null: since ever (R24). A rolling window of N days is `day` and the N − 1 before it. */
export function windowStart(window: Window, day: Day, anchors: Anchors): Day | null {
  switch (window.kind) {
    case 'lifetime': return null
    case 'rolling': return subtractPeriod(day, window.period) + 1
    case 'calendar': return startOfPeriod(day, window.unit)
    case 'anniversary': return anniversaryOnOrBefore(anchors[ANCHOR[window.of]], day, YEAR)
  }
}

const ANCHOR = { joining: 'joined', entry: 'entered' } as const

/** What a series adds up to from `from` (null: ever) through `through`, both days included. */
export function sumOf(series: Series | undefined, from: Day | null, through: Day): number {
  if (series === undefined) return 0
  const { days, amounts, total } = series
  let sum = 0
  if (from === null) {
    for (let i = days.length - 1; i >= 0 && dayAt(days, i) > through; i--) sum += amounts[i] as number
    return total - sum
  }
  for (let i = indexOf(days, from); i < days.length && dayAt(days, i) <= through; i++) sum += amounts[i] as number
  return sum
}

/** What leaves a window when `day` becomes the next one on which something leaves it. */
export type FallingOut = { day: Day; amount: number }

/** For a window that ends with `day`: the days to come on which amounts fall out of it, soonest first (R28). */
export function fallingOut(series: Series | undefined, window: Window, { day, anchors }: { day: Day; anchors: Anchors }): FallingOut[] {
  const from = windowStart(window, day, anchors)
  if (series === undefined || from === null) return []
  if (window.kind === 'lifetime') return []
  if (window.kind !== 'rolling') {
    const sum = sumOf(series, from, day)
    return sum === 0 ? [] : [{ day: nextWindowStart(window, day, anchors), amount: sum }]
  }
  const out: FallingOut[] = []
  for (let i = indexOf(series.days, from); i < series.days.length && dayAt(series.days, i) <= day; i++) {
    const amount = series.amounts[i] as number
    if (amount !== 0) out.push({ day: lastDayInWindow(series.days[i] as Day, window.period) + 1, amount })
  }
  return out
}

/** The first day to come on which what is left in the window, by time alone, is as `isWanted` says; null if that never comes. */
export function firstDayWhen(series: Series | undefined, window: Window, { day, anchors, isWanted }: { day: Day; anchors: Anchors; isWanted: (left: number) => boolean }): Day | null {
  const from = windowStart(window, day, anchors)
  if (series === undefined || from === null || window.kind === 'lifetime') return null
  if (window.kind !== 'rolling') return isWanted(0) ? nextWindowStart(window, day, anchors) : null
  const { days, amounts } = series
  let left = sumOf(series, from, day)
  for (let i = indexOf(days, from); i < days.length && dayAt(days, i) <= day; i++) {
    left -= amounts[i] as number
    if (isWanted(left)) return lastDayInWindow(dayAt(days, i), window.period) + 1
  }
  return null
}

function nextWindowStart(window: Exclude<Window, { kind: 'lifetime' | 'rolling' }>, day: Day, anchors: Anchors): Day {
  return window.kind === 'calendar' ? nextPeriodStart(day, window.unit) : anniversaryAfter(anchors[ANCHOR[window.of]], day, YEAR)
}

/** The last day whose rolling window still reaches back to `day`. Month ends clamp, so the inverse is found, not computed. */
function lastDayInWindow(day: Day, period: Parameters<typeof addPeriod>[1]): Day {
  let last = addPeriod(day, period) - 1
  while (subtractPeriod(last + 1, period) + 1 <= day) last++
  while (subtractPeriod(last, period) + 1 > day) last--
  return last
}
