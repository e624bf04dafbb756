/** Seconds that something takes. */
export async function secondsOf(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return (performance.now() - started) / 1_000
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** What 99 of 100 stay below. */
export function p99(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(figures.length * 0.99) - 1)] ?? Number.NaN
}

/** Does something with every item, so many at once. */
export async function atOnce<T>(items: readonly T[], lanes: number, act: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values()
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (const item of waiting) await act(item)
  }))
}

/** Tells what is going on, on the error stream: the tables alone are the output. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`)
}
