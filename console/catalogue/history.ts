import type { PriceChange } from '#sdk/index'

/** How a price went: its list, from how many pieces on, and what it was at each of some instants; null where there was none. */
export type PriceLine = { list: string; minQuantity: number; isForAll: boolean; values: (number | null)[] }
export type PriceSeries = { at: number[]; lines: PriceLine[] }

/** A drawing has no more room. */
const MOST_POINTS = 90
/** Tones of a drawing. */
const MOST_LINES = 3
const DAY_MS = 86_400_000

/**
 * How the prices of a product went until now, at instants that are equally far apart: whole days, so many that no more than 90 are looked at. Retail comes first, then
 * what everybody could have, then the rest; of each list the price of the fewest pieces.
 */
export function seriesOf(changes: readonly PriceChange[], now: number): PriceSeries {
  const from = Math.min(...changes.map(({ effectiveAt }) => Date.parse(effectiveAt)))
  if (changes.length === 0 || from > now) return { at: [], lines: [] }
  const stepMs = DAY_MS * Math.max(1, Math.ceil((now - from) / DAY_MS / MOST_POINTS))
  const at = Array.from({ length: Math.ceil((now - from) / stepMs) + 1 }, (_, place) => Math.min(now, from + place * stepMs))
  const byList = Map.groupBy(changes, ({ list }) => list)
  const lines = [...byList.values()].map((told) => {
    const least = Math.min(...told.map(({ minQuantity }) => minQuantity))
    const [first] = told as [PriceChange]
    return { rank: first.kind === 'retail' ? 0 : first.isForAll ? 1 : 2, line: { list: first.list, minQuantity: least, isForAll: first.isForAll, values: at.map((instant) => priceAt(told.filter(({ minQuantity }) => minQuantity === least), instant)) } }
  }).filter(({ line }) => line.values.some((value) => value !== null))
  return { at, lines: lines.toSorted((one, other) => one.rank - other.rank).slice(0, MOST_LINES).map(({ line }) => line) }
}

/** The price at an instant: what was told last of what counted by then, unless it was over. */
function priceAt(changes: readonly PriceChange[], instant: number): number | null {
  let last: PriceChange | undefined
  for (const change of changes) {
    const from = Date.parse(change.effectiveAt)
    if (from <= instant && (last === undefined || from >= Date.parse(last.effectiveAt))) last = change
  }
  return last === undefined || (last.until !== null && Date.parse(last.until) <= instant) ? null : last.toMinor
}
