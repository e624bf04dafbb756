import { expect, test } from 'vitest'
import { isTooMany, MOST_WITHOUT, targetOf } from './target.ts'

test('whom the list leaves out itself stay left out where somebody else is unmarked', () => {
  expect(targetOf({ isAll: true, ids: new Set(['mem_c', 'mem_b']) }, { kind: 'person', without: ['mem_a', 'mem_b'] })).toEqual({ filter: { kind: 'person', without: ['mem_a', 'mem_b', 'mem_c'] } })
  expect(targetOf({ isAll: true, ids: new Set() }, { tag: ['vip'] })).toEqual({ filter: { tag: ['vip'] } })
  expect(targetOf({ isAll: false, ids: new Set(['mem_a']) }, { without: ['mem_b'] })).toEqual({ members: ['mem_a'] })
})

test('all who are left out count for how many the server leaves out, whoever left them out', () => {
  const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, place) => `mem_${from + place}`)
  expect(isTooMany(targetOf({ isAll: true, ids: new Set(['mem_0']) }, { without: ids(1, MOST_WITHOUT - 1) }))).toBe(false)
  expect(isTooMany(targetOf({ isAll: true, ids: new Set(['mem_0']) }, { without: ids(1, MOST_WITHOUT) }))).toBe(true)
})
