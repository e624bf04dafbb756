import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { implies, leavesOf, longestDays, shortestDays } from './criteria.ts'
import type { Criteria, Leaf } from './program.ts'

const lifetime = { kind: 'lifetime' } as const
const year = { kind: 'rolling', period: { days: 365 } } as const
const spend = (need: number, window: (Leaf & { kind: 'series' })['window'] = lifetime): Criteria => ({ kind: 'series', measure: 'spend', series: 'spend', need, window })
const orders = (need: number): Criteria => ({ kind: 'series', measure: 'orders', series: 'orders', need, window: lifetime })
const tag = (name: string): Criteria => ({ kind: 'tag', tag: name })
const all = (...of: Criteria[]): Criteria => ({ kind: 'all', of })
const any = (...of: Criteria[]): Criteria => ({ kind: 'any', of })

describe('criteria imply', () => {
  test.each<[string, Criteria | null, Criteria | null, boolean]>([
    ['more the less', spend(200), spend(100), true],
    ['as much as much', spend(100), spend(100), true],
    ['less not the more', spend(100), spend(200), false],
    ['spend not orders', spend(100), orders(1), false],
    ['a year the lifetime', spend(100, year), spend(100), true],
    ['a lifetime not the year', spend(100), spend(100, year), false],
    ['both the one', all(spend(100), orders(3)), orders(3), true],
    ['the one not both', orders(3), all(spend(100), orders(3)), false],
    ['the one either', orders(3), any(spend(100), orders(3)), true],
    ['either not the one', any(spend(100), orders(3)), orders(3), false],
    ['either either in another order', any(orders(3), spend(100)), any(spend(50), orders(2)), true],
    ['everything everyone', spend(100), null, true],
    ['everyone nothing', null, spend(100), false],
    ['a tag itself', tag('a'), tag('a'), true],
    ['a tag no other', tag('a'), tag('b'), false],
    ['two years the one', { kind: 'member_age', period: { years: 2 } }, { kind: 'member_age', period: { years: 1 } }, true],
    ['a month not 31 days', { kind: 'member_age', period: { months: 1 } }, { kind: 'member_age', period: { days: 31 } }, false],
  ])('%s', (...[, a, b, answer]) => {
    expect(implies(a, b)).toBe(answer)
  })

  test('nothing across windows when only the same are compared', () => {
    expect([implies(spend(100, year), spend(100), 'same_windows'), implies(spend(100, year), spend(50, year), 'same_windows')]).toEqual([false, true])
  })

  test('never what some member shows to be false', () => {
    const leaf = fc.oneof(fc.integer({ min: 1, max: 4 }).map((need) => spend(need)), fc.integer({ min: 1, max: 4 }).map(orders), fc.constantFrom('a', 'b').map(tag))
    const tree = fc.letrec<{ criteria: Criteria }>((tie) => ({
      criteria: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('criteria'), { minLength: 1, maxLength: 3 }).map((of) => all(...of)), fc.array(tie('criteria'), { minLength: 1, maxLength: 3 }).map((of) => any(...of))),
    })).criteria
    const isMet = (criteria: Criteria, member: { spend: number; orders: number; tags: string[] }): boolean => {
      if (criteria.kind === 'all') return criteria.of.every((part) => isMet(part, member))
      if (criteria.kind === 'any') return criteria.of.some((part) => isMet(part, member))
      if (criteria.kind === 'tag') return member.tags.includes(criteria.tag)
      return criteria.kind === 'series' && member[criteria.measure as 'spend' | 'orders'] >= criteria.need
    }
    const member = fc.record({ spend: fc.nat(5), orders: fc.nat(5), tags: fc.subarray(['a', 'b']) })
    fc.assert(fc.property(tree, tree, member, (a, b, someone) => {
      if (implies(a, b) && isMet(a, someone)) expect(isMet(b, someone)).toBe(true)
    }), { numRuns: 3_000 })
  })
})

test('leaves come in the order of the document', () => {
  expect(leavesOf(all(orders(1), any(tag('a'), spend(5)))).map(({ kind }) => kind)).toEqual(['series', 'tag', 'series'])
  expect(leavesOf(null)).toEqual([])
})

test('a period has its fewest and most days', () => {
  expect([shortestDays({ months: 1 }), longestDays({ months: 1 }), shortestDays({ years: 1 }), longestDays({ years: 1 }), shortestDays({ months: 12 }), shortestDays({ weeks: 2, days: 1 })]).toEqual([28, 31, 365, 366, 365, 15])
})
