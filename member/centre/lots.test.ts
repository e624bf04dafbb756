import { expect, test } from 'vitest'
import { termsOf } from './lots.ts'

const of = (...points: number[]) => points.map((one) => ({ points: one }))

test('a balance is the sum of its parts, the first of many', () => {
  expect(termsOf(of(5, 10), { debt: 0, most: 8 })).toEqual([5, 10])
  expect(termsOf(of(1, 2, 3), { debt: 0, most: 2 })).toEqual([1, 2, '…'])
})

test('a balance of whoever owes is told as no sum: it is never below zero, and theirs is', () => {
  expect(termsOf(of(5, 10), { debt: 40, most: 8 })).toEqual([])
})
