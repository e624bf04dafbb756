/** Where values stand in a drawing: round steps that hold all of them, and 0. */
export type Scale = { from: number; to: number; ticks: number[] }

const STEPS = [1, 2, 5, 10]

/** About so many steps, each of 1, 2 or 5 with zeros, as people count; whole numbers, as nothing here has parts. */
export function scaleOf(values: readonly number[], about = 4): Scale {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const step = stepOf((high - low) / about)
  const from = Math.floor(low / step) * step
  const to = Math.max(Math.ceil(high / step) * step, from + step)
  return { from, to, ticks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step) }
}

function stepOf(least: number): number {
  if (least <= 1) return 1
  const ten = 10 ** Math.floor(Math.log10(least))
  return (STEPS.find((step) => step * ten >= least) ?? 10) * ten
}

/** Which of so many names there is room for: the last always, the others as far apart as they need to be. */
export function namedPlaces(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)))
  return Array.from({ length: count }, (_, place) => place).filter((place) => (count - 1 - place) % every === 0)
}
