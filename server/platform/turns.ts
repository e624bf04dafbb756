/** Lets so many go at once; the others wait in the order in which they came. */
export type Turns = { take: <T>(act: () => Promise<T>) => Promise<T> }

export function openTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let free = most
  return {
    async take(act) {
      if (free > 0) free -= 1
      else await new Promise<void>((go) => void waiting.push(go))
      try {
        return await act()
      } finally {
        const next = waiting.shift()
        if (next === undefined) free += 1
        else next()
      }
    },
  }
}
