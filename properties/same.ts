import { assert } from '#engine/assert'

/** Asserts that two texts are equal; what is said of a difference is where it begins. */
export function assertSame(found: string, expected: string, promise: string): void {
  if (found === expected) return
  let from = 0
  while (found[from] === expected[from]) from++
  assert(false, promise, { found: found.slice(Math.max(0, from - 120), from + 120), expected: expected.slice(Math.max(0, from - 120), from + 120) })
}
