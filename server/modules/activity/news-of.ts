import type { Day } from '#engine/calendar'
import type { Series } from '#engine/member/state'
import { KEPT_DAYS } from '#engine/member/windows'

/** The day before somebody's first purchase. */
const NEVER = -1_000_000

/**
 * That a member changed and, by local day, what orders and their net base amount changed by. A pair of days says on which day somebody bought and
 * when they had bought before; `bought` says whether it came (1) or went (-1).
 */
export type NewsRow = { memberId: string; day: Day | null; prevDay: Day | null; orders: number; minor: number; bought: number }

type SeriesByName = Readonly<Record<string, Series>>

/**
 * What there is to sum up of a member whose daily totals were and are so: one row at least. Buyers of any span of days are its pairs whose earlier day is before
 * the span, so that they add up without anybody being counted twice.
 */
export function newsOf(memberId: string, { was, is }: { was: SeriesByName; is: SeriesByName }): NewsRow[] {
  const rows = new Map<string, NewsRow>()
  const rowOf = (day: Day, prevDay: Day | null): NewsRow => {
    const key = `${day} ${prevDay ?? ''}`
    let row = rows.get(key)
    if (row === undefined) rows.set(key, (row = { memberId, day, prevDay, orders: 0, minor: 0, bought: 0 }))
    return row
  }
  if (was['orders'] !== is['orders']) for (const { day, prevDay, change } of pairsBetween(was['orders'], is['orders'])) rowOf(day, prevDay).bought += change
  const places = new Map([...rows.values()].map((row) => [row.day, row]))
  for (const [name, field] of [['orders', 'orders'], ['spend', 'minor']] as const) {
    if (was[name] !== is[name]) for (const { day, change } of changesBetween(was[name], is[name])) (places.get(day) ?? rowOf(day, null))[field] += change
  }
  const told = [...rows.values()].filter(({ orders, minor, bought }) => orders !== 0 || minor !== 0 || bought !== 0)
  return told.length > 0 ? told : [{ memberId, day: null, prevDay: null, orders: 0, minor: 0, bought: 0 }]
}

/** Days older than a series keeps are no change. */
function floorOf(was: Series | undefined, is: Series | undefined): Day {
  return Math.max(was?.days.at(-1) ?? -Infinity, is?.days.at(-1) ?? -Infinity) - KEPT_DAYS
}

function* changesBetween(was: Series | undefined, is: Series | undefined): Generator<{ day: Day; change: number }> {
  const floor = floorOf(was, is)
  const [days, amounts] = [was?.days ?? [], was?.amounts ?? []]
  const [newDays, newAmounts] = [is?.days ?? [], is?.amounts ?? []]
  for (let i = 0, j = 0; i < days.length || j < newDays.length;) {
    const [before, after] = [days[i] ?? Infinity, newDays[j] ?? Infinity]
    const day = Math.min(before, after)
    const change = (after === day ? (newAmounts[j] as number) : 0) - (before === day ? (amounts[i] as number) : 0)
    if (before === day) i += 1
    if (after === day) j += 1
    if (change !== 0 && day > floor) yield { day, change }
  }
}

/** The pairs that went and came: those behind what both lists of days begin with, through the first day of what both end with. */
function pairsBetween(was: Series | undefined, is: Series | undefined): { day: Day; prevDay: Day; change: number }[] {
  const floor = floorOf(was, is)
  const [before, after] = [buyingDays(was, floor), buyingDays(is, floor)]
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return [...pairsIn(before, { head, tail, change: -1 }), ...pairsIn(after, { head, tail, change: 1 })]
}

function pairsIn(days: readonly Day[], { head, tail, change }: { head: number; tail: number; change: number }): { day: Day; prevDay: Day; change: number }[] {
  const last = Math.min(days.length, days.length - tail + 1)
  return days.slice(head, last).map((day, index) => ({ day, prevDay: days[head + index - 1] ?? NEVER, change }))
}

function buyingDays(series: Series | undefined, floor: Day): Day[] {
  return series === undefined ? [] : series.days.filter((day, index) => day > floor && (series.amounts[index] as number) > 0)
}
