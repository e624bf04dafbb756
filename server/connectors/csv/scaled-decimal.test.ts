import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaledDecimal } from './scaled-decimal.ts'

describe('a scaled decimal', () => {
  test.each([
    ['0.335', 4, 3350], ['-12.5', 4, -125_000], ['7', 4, 70_000], ['0', 4, 0], ['-0', 4, 0], ['2.550000', 4, 25_500], ['007', 0, 7], ['-80995', 0, -80_995],
    ['9007199254740991', 0, 9_007_199_254_740_991], ['900719925474.0991', 4, 9_007_199_254_740_991],
  ])('%s with %i decimals is %i', (text, decimals, expected) => {
    expect(scaledDecimal(text, decimals)).toBe(expected)
  })

  test.each([
    ['', 4], ['-', 4], ['.', 4], ['.5', 4], ['5.', 4], ['1.2.3', 4], ['+1', 4], ['--1', 4], ['1e3', 4], ['0x10', 4], ['1,000', 4], ['1 000', 4], ['١', 4], ['NaN', 4],
    ['0.33501', 4], ['6.0', 0], ['6.', 0], ['9007199254740992', 0], ['900719925474.0992', 4], ['1'.repeat(400), 0],
  ])('%s with %i decimals is no number', (text, decimals) => {
    expect(scaledDecimal(text, decimals)).toBeNaN()
  })

  test('says of every number what its digits say', () => {
    fc.assert(fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 4 }), (value, decimals) => {
      const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
      const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
      expect(scaledDecimal((value < 0 ? '-' : '') + text, decimals)).toBe(value)
    }))
  })
})
