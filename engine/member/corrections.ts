import type { Posting } from './outcome.ts'

/**
 * What a replay adds to a ledger that is only ever appended to: for each posting that stood and no longer does a reversal, for each
 * new one the posting itself. Reversals come first, each kind in the ledger's order.
 */
export function correctionsOf(stood: readonly Posting[], replayed: readonly Posting[]): Posting[] {
  const standing = new Map<string, number>()
  for (const posting of replayed) count(standing, posting, 1)
  const reversals: Posting[] = []
  for (const posting of stood) {
    if (!take(standing, posting)) reversals.push({ ...posting, from: posting.to, to: posting.from })
  }
  const known = new Map<string, number>()
  for (const posting of stood) count(known, posting, 1)
  return [...reversals, ...replayed.filter((posting) => !take(known, posting))]
}

function count(counts: Map<string, number>, posting: Posting, n: number): void {
  const key = keyOf(posting)
  counts.set(key, (counts.get(key) ?? 0) + n)
}

function take(counts: Map<string, number>, posting: Posting): boolean {
  const key = keyOf(posting)
  const left = counts.get(key) ?? 0
  if (left === 0) return false
  counts.set(key, left - 1)
  return true
}

function keyOf({ unit, from, to, points, effectiveAt, reason, source, sourceId, lot, orderId }: Posting): string {
  return JSON.stringify([unit, from, to, points, effectiveAt, reason, source, sourceId, lot, orderId])
}
