import { describe, expect, test } from 'vitest'
import { namedPlaces, scaleOf } from './scale.ts'

describe('the scale of a chart', () => {
  test.each([
    { values: [0, 3], ticks: [0, 1, 2, 3] },
    { values: [0, 97], ticks: [0, 50, 100] },
    { values: [12, 388], ticks: [0, 100, 200, 300, 400] },
    { values: [-30, 90], ticks: [-50, 0, 50, 100] },
    { values: [1_234_567], ticks: [0, 500_000, 1_000_000, 1_500_000] },
  ])('holds $values between round steps, and 0', ({ values, ticks }) => expect(scaleOf(values).ticks).toEqual(ticks))

  test('is there where there is nothing', () => expect(scaleOf([0, 0])).toEqual({ from: 0, to: 1, ticks: [0, 1] }))

  test('names as many parts as there is room for, and the last', () => {
    expect(namedPlaces(12, 12)).toHaveLength(12)
    expect(namedPlaces(30, 5)).toEqual([5, 11, 17, 23, 29])
    expect(namedPlaces(3, 0)).toEqual([2])
    expect(namedPlaces(0, 5)).toEqual([])
  })
})
