import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRatios, multiplyRatios, parseRatio, ratio, ratioText, scale, type Ratio, type Rounding } from './ratio.ts'

const ROUNDINGS: readonly Rounding[] = ['floor', 'half_even', 'half_away', 'ceil']
const MAX = Number.MAX_SAFE_INTEGER

/** Numbers of every size: most are small, where ties are common, some reach the edge of the safe integers. */
const naturals = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 1_000_000 }), fc.maxSafeNat())
const amounts = fc.tuple(naturals, fc.boolean()).map(([n, isNegative]) => (isNegative ? 0 - n : n))
const ratios = fc.tuple(naturals, naturals.map((n) => Math.max(n, 1))).map(([n, d]) => ratio(n, d))

describe('a ratio', () => {
  test.each<[string, Ratio]>([
    ['0', [0, 1]], ['1', [1, 1]], ['0.95', [19, 20]], ['1.5', [3, 2]], ['0.10', [1, 10]], ['2.00', [2, 1]], ['0.000', [0, 1]],
    ['0.1', [1, 10]], ['0.333', [333, 1000]], ['9007199254740991', [MAX, 1]], ['1.100000000000000000', [11, 10]],
  ])('reads %s exactly', (text, expected) => {
    expect(parseRatio(text)).toEqual(expected)
  })

  const NO_DECIMALS = ['', '-1', '+1', '.5', '1.', '1e3', '1,5', ' 1', '1/3', 'NaN', 'Infinity', '0x10', '1_000']
  test.each(NO_DECIMALS)('refuses %j and says what would be right', (text) => {
    expect(() => parseRatio(text)).toThrow(RangeError)
    const message = `found ${JSON.stringify(text)} where a decimal of 0 or more was expected, such as "1", "0.95" or "1.5"`
    expect(() => parseRatio(text)).toThrow(message)
  })

  test('refuses a decimal that safe integers cannot hold', () => {
    expect(() => parseRatio('9007199254740992')).toThrow(RangeError)
    expect(() => parseRatio('0.12345678901234567')).toThrow('does not fit')
  })

  test('is in lowest terms', () => {
    expect(ratio(6, 4)).toEqual([3, 2])
    expect(ratio(0, 7)).toEqual([0, 1])
    expect(ratio(MAX, MAX)).toEqual([1, 1])
  })

  test.each([[1, 0], [-1, 2], [1, -2], [1.5, 2], [1, 2.5], [NaN, 1], [MAX + 1, 1]])('is not made of %d over %d', (n, d) => {
    expect(() => ratio(n, d)).toThrow(RangeError)
  })

  test('is written as a decimal where one ends, else as a fraction', () => {
    const cases: [Ratio, string][] = [
      [[19, 20], '0.95'], [[3, 2], '1.5'], [[1, 8], '0.125'], [[1, 1], '1'], [[0, 1], '0'], [[100, 1], '100'],
      [[1, 150], '1/150'], [[1, 3], '1/3'], [[MAX, MAX - 1], `${MAX}/${MAX - 1}`],
    ]
    for (const [value, text] of cases) expect(ratioText(value)).toBe(text)
  })

  test('survives writing and reading', () => {
    fc.assert(fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 0, max: 9 }), (digits, places) => {
      const value = ratio(digits, 10 ** places)
      expect(parseRatio(ratioText(value))).toEqual(value)
    }))
  })
})

describe('multiplied ratios', () => {
  test('are exact and reduced, also where the product needs more than safe integers on the way', () => {
    expect(multiplyRatios([3, 2], [1, 100])).toEqual([3, 200])
    expect(multiplyRatios([MAX, 2], [2, MAX])).toEqual([1, 1])
    expect(multiplyRatios([0, 1], [MAX, MAX - 1])).toEqual([0, 1])
  })

  test('refuse what does not fit', () => {
    expect(() => multiplyRatios([MAX, 1], [2, 1])).toThrow(RangeError)
    expect(() => multiplyRatios([1, MAX], [1, 2])).toThrow('does not fit')
  })

  test('equal the product of fractions, or do not fit', () => {
    fc.assert(fc.property(ratios, ratios, (a, b) => {
      const n = BigInt(a[0]) * BigInt(b[0])
      const d = BigInt(a[1]) * BigInt(b[1])
      const divisor = gcd(n, d)
      if (n / divisor > MAX || d / divisor > MAX) expect(() => multiplyRatios(a, b)).toThrow(RangeError)
      else expect(multiplyRatios(a, b)).toEqual([Number(n / divisor), Number(d / divisor)])
    }))
  })
})

describe('an amount scaled', () => {
  for (const [amount, by, rounding, expected] of [
    [2499, [1, 100], 'floor', 24], [2499, [1, 100], 'ceil', 25], [2400, [1, 100], 'ceil', 24],
    [-5, [0, 1], 'ceil', 0], [5, [1, 2], 'half_even', 2], [7, [1, 2], 'half_even', 4], [1, [1, 2], 'half_even', 0],
    [5, [1, 2], 'half_away', 3], [1, [1, 2], 'half_away', 1], [1, [1, 3], 'half_away', 0],
    [-5, [1, 2], 'half_even', -2], [-7, [1, 2], 'half_even', -4], [-2, [1, 3], 'half_even', -1],
    [-5, [1, 2], 'half_away', -3], [-1, [1, 3], 'half_away', 0],
    [-5, [1, 2], 'floor', -3], [-5, [1, 2], 'ceil', -2], [-1, [1, 3], 'floor', -1], [-1, [1, 3], 'ceil', 0],
    // As floats, the products of these lose their last digits.
    [MAX - 1, [1, MAX], 'floor', 0], [MAX - 2, [MAX, MAX - 1], 'floor', MAX - 2],
    [MAX - 2, [MAX, MAX - 1], 'ceil', MAX - 1], [MAX, [1, 1], 'ceil', MAX], [0 - MAX, [1, 1], 'floor', 0 - MAX],
  ] as [number, Ratio, Rounding, number][]) {
    test(`${amount} × ${by.join('/')} by ${rounding} is ${expected}`, () => {
      expect(scale(amount, by, rounding)).toBe(expected)
    })
  }

  test('agrees with whole-number arithmetic of any size, for every rounding', () => {
    fc.assert(fc.property(amounts, ratios, fc.constantFrom(...ROUNDINGS), (amount, by, rounding) => {
      const expected = oracle(amount, by, rounding)
      if (expected > MAX || expected < -MAX) expect(() => scale(amount, by, rounding)).toThrow(RangeError)
      else expect(scale(amount, by, rounding)).toBe(Number(expected))
    }), { numRuns: 5000 })
  })

  test('is mirrored by its sign for the halves, and floor mirrors ceil', () => {
    const small = fc.integer({ min: 1, max: 1000 })
    fc.assert(fc.property(fc.nat({ max: 1_000_000 }), small, small, (amount, n, d) => {
      const by = ratio(n, d)
      expect(scale(0 - amount, by, 'half_even')).toBe(0 - scale(amount, by, 'half_even'))
      expect(scale(0 - amount, by, 'half_away')).toBe(0 - scale(amount, by, 'half_away'))
      expect(scale(0 - amount, by, 'floor')).toBe(0 - scale(amount, by, 'ceil'))
    }))
  })

  test.each([1.5, NaN, Infinity, MAX + 1])('refuses the amount %d', (amount) => {
    expect(() => scale(amount, [2, 1], 'floor')).toThrow(RangeError)
  })

  test('refuses a result beyond the safe integers', () => {
    expect(() => scale(MAX, [2, 1], 'floor')).toThrow('is beyond')
  })
})

describe('ratios compared', () => {
  test('are ordered exactly, also where floats see no difference', () => {
    expect(compareRatios([1, 3], [1, 2])).toBe(-1)
    expect(compareRatios([3, 2], [3, 2])).toBe(0)
    expect(compareRatios([MAX, MAX - 1], [MAX - 1, MAX - 2])).toBe(-1)
    expect(compareRatios([MAX - 1, MAX - 2], [MAX, MAX - 1])).toBe(1)
    expect(compareRatios([MAX, MAX - 1], [MAX, MAX - 1])).toBe(0)
  })
})

/** Rounds by asking which whole number is nearest, in integers that do not overflow. */
function oracle(amount: number, [n, d]: Ratio, rounding: Rounding): bigint {
  const product = BigInt(amount) * BigInt(n)
  const below = floorDivision(product, BigInt(d))
  const rest = product - below * BigInt(d)
  if (rest === 0n) return below
  if (rounding === 'floor') return below
  if (rounding === 'ceil') return below + 1n
  const toBelow = rest * 2n - BigInt(d)
  if (toBelow !== 0n) return toBelow < 0n ? below : below + 1n
  if (rounding === 'half_even') return below % 2n === 0n ? below : below + 1n
  return product < 0n ? below : below + 1n
}

function floorDivision(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}
