import { describe, expect, test } from 'vitest'
import { addCost, addCosts, costMinor, type CostSum } from './cost.ts'

describe('a sum of costs', () => {
  test('is rounded half to even, once, after adding up', () => {
    const sum: CostSum = []
    addCost(sum, [1, 2], 1)
    expect(costMinor(sum)).toBe(0)
    addCost(sum, [1, 2], 2)
    expect(costMinor(sum)).toBe(2)
    addCost(sum, [1, 3], 1)
    addCost(sum, [1, 6], 1)
    expect(costMinor(sum)).toBe(2)
  })

  test('is exact where parts of a unit would be lost one by one', () => {
    const sum: CostSum = []
    for (let lot = 0; lot < 300; lot += 1) addCost(sum, [1, 3], 1)
    expect(costMinor(sum)).toBe(100)
    expect(sum).toHaveLength(1)
  })

  test('falls with points that leave, also below zero', () => {
    const sum: CostSum = []
    addCost(sum, [5, 1], 10)
    addCosts(sum, [{ cost: [5, 1], points: -11 }, { cost: [1, 2], points: -1 }])
    expect(costMinor(sum)).toBe(-6)
  })

  test('holds more than a float could', () => {
    expect(costMinor([{ cost: [3, 7], points: 1_000_000_000_000 }, { cost: [9_007_199_254_740_991, 9_007_199_254_740_990], points: 7 }])).toBe(428_571_428_578)
  })
})
