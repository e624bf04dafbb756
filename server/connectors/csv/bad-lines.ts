import type { BadLine } from './types.ts'

/** A report that nobody reads to its end is cut here; the count goes on. */
export const MOST_LISTED = 1000
const LONGEST_FOUND = 80

/** Bad lines as they come: all counted, the first 1,000 kept. */
export type BadLines = { add(bad: BadLine): void; count(): number; listed(): BadLine[] }

export function createBadLines(): BadLines {
  const listed: BadLine[] = []
  let count = 0
  return {
    add(bad) {
      count += 1
      if (listed.length < MOST_LISTED) listed.push({ ...bad, found: shown(bad.found) })
    },
    count: () => count,
    listed: () => listed,
  }
}

/** A copy, cut at 80 characters: a field as it comes is a slice that keeps the whole piece of the file in memory. */
function shown(found: string): string {
  const text = found.length > LONGEST_FOUND ? `${found.slice(0, LONGEST_FOUND - 1)}…` : found
  return Buffer.from(text).toString()
}
