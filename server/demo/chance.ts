/** Chance that anyone can repeat: the same seed draws the same numbers on every machine. */
export type Chance = {
  /** A number in [0, 1). */
  draw: () => number
  /** A whole number from low to high, both included. */
  between: (low: number, high: number) => number
  /** True with this probability. */
  isLucky: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** One of several, each as likely as its weight. */
  weighted: <T>(from: readonly (readonly [T, number])[]) => T
}

/** Opens the stream of a seed: the generator mulberry32 (Tommy Ettinger, public domain), plenty for a story. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0
  function draw(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    draw,
    between: (low, high) => low + Math.floor(draw() * (high - low + 1)),
    isLucky: (probability) => draw() < probability,
    pick: (from) => from[Math.floor(draw() * from.length)]!,
    weighted(from) {
      let left = draw() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [what, weight] of from) {
        left -= weight
        if (left < 0) return what
      }
      return from.at(-1)![0]
    },
  }
}
