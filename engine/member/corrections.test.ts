import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correctionsOf } from './corrections.ts'
import type { Account, Posting } from './outcome.ts'

const ACCOUNTS: Account[] = ['issued', 'active', 'spent', 'debt']
const posting = fc.record({
  unit: fc.constantFrom('points', 'credit'), from: fc.constantFrom(...ACCOUNTS), to: fc.constantFrom(...ACCOUNTS), points: fc.integer({ min: 1, max: 3 }),
  effectiveAt: fc.constantFrom(1, 2), reason: fc.constant('earn' as const), source: fc.constant('shop'), sourceId: fc.constantFrom('a', 'b'), lot: fc.constant(null), orderId: fc.constant(null),
}) satisfies fc.Arbitrary<Posting>

function balances(postings: readonly Posting[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { unit, from, to, points } of postings) {
    sums[`${unit} ${from}`] = (sums[`${unit} ${from}`] ?? 0) - points
    sums[`${unit} ${to}`] = (sums[`${unit} ${to}`] ?? 0) + points
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
}

describe('correctionsOf', () => {
  test('a ledger with its corrections adds up to what the replay says, account by account', () => {
    fc.assert(fc.property(fc.array(posting), fc.array(posting), (stood, replayed) => {
      expect(balances([...stood, ...correctionsOf(stood, replayed)])).toEqual(balances(replayed))
    }))
  })

  test('a replay that finds the same books nothing', () => {
    fc.assert(fc.property(fc.array(posting), (stood) => {
      expect(correctionsOf(stood, stood.toReversed())).toEqual([])
    }))
  })

  test('of equal postings as many stand as the replay has', () => {
    const earned: Posting = { unit: 'points', from: 'issued', to: 'active', points: 8, effectiveAt: 1, reason: 'earn', source: 'shop', sourceId: 'a', lot: 'l', orderId: 'o' }
    const reversed: Posting = { ...earned, from: 'active', to: 'issued' }
    expect(correctionsOf([earned, earned, earned], [earned])).toEqual([reversed, reversed])
    expect(correctionsOf([earned], [earned, earned, earned])).toEqual([earned, earned])
  })

  test('what no longer stands is reversed by a posting the other way, never taken away', () => {
    const earned: Posting = { unit: 'points', from: 'issued', to: 'active', points: 8, effectiveAt: 1, reason: 'earn', source: 'shop', sourceId: 'a', lot: 'l', orderId: 'o' }
    expect(correctionsOf([earned], [{ ...earned, points: 9 }])).toEqual([{ ...earned, from: 'active', to: 'issued' }, { ...earned, points: 9 }])
  })
})
