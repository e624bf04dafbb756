import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal, formatInteger, formatMoney, moneyText, parseMoney, splitByLargestRemainder } from './money.ts'

const MAX = Number.MAX_SAFE_INTEGER
const naturals = fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 100_000 }), fc.maxSafeNat())

describe('a total split by largest remainder', () => {
  test('shares the order discount of R6', () => {
    expect(splitByLargestRemainder(500, [1000, 1000, 999])).toEqual([167, 167, 166])
  })

  test.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [2, [1, 1, 1], [1, 1, 0]],
    [1, [1, 2, 1], [0, 1, 0]],
    [10, [0, 1, 0, 1], [0, 5, 0, 5]],
    [5, [1, 2, 2], [1, 2, 2]],
    [7, [0, 0, 0], [7, 0, 0]],
    [7, [0], [7]],
    [7, [], []],
    [0, [3, 4], [0, 0]],
    [MAX, [MAX, MAX], [(MAX + 1) / 2, (MAX - 1) / 2]],
    [MAX, [1, MAX - 1], [1, MAX - 1]],
    [1, [MAX - 1, MAX, MAX], [0, 1, 0]],
  ])('%d over %j is %j', (total, weights, shares) => {
    expect(splitByLargestRemainder(total, weights)).toEqual(shares)
  })

  test('loses and invents nothing, stays within one unit of the ideal, and gives the heavier no less', () => {
    fc.assert(fc.property(naturals, fc.array(naturals, { minLength: 1, maxLength: 12 }), (total, weights) => {
      const shares = splitByLargestRemainder(total, weights)
      expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(total))
      const sum = weights.reduce((running, weight) => running + BigInt(weight), 0n)
      if (sum === 0n) return
      for (const [index, weight] of weights.entries()) {
        const error = BigInt(shares[index]!) * sum - BigInt(total) * BigInt(weight)
        expect(error < sum && error > -sum).toBe(true)
        const isOutranked = (other: number, at: number) => weight < other || (weight === other && index > at)
        expect(weights.every((other, at) => isOutranked(other, at) || shares[index]! >= shares[at]!)).toBe(true)
      }
    }), { numRuns: 2000 })
  })

  test('is the same whether or not the products need more than safe integers', () => {
    const small = fc.nat({ max: 1000 })
    fc.assert(fc.property(small, fc.array(small, { minLength: 1, maxLength: 8 }), (total, weights) => {
      const huge = weights.map((weight) => weight * 1_000_000_000_000)
      expect(splitByLargestRemainder(total, huge)).toEqual(splitByLargestRemainder(total, weights))
    }))
  })

  const REFUSED: [number, number[]][] = [[-1, [1]], [1.5, [1]], [1, [-1, 2]], [1, [0.5]], [MAX + 1, [1]]]
  test.each(REFUSED)('refuses %d over %j', (total, weights) => {
    expect(() => splitByLargestRemainder(total, weights)).toThrow(RangeError)
  })
})

describe('an amount as text', () => {
  test.each<[string, string, number]>([
    ['24.99', 'USD', 2499], ['24.9', 'USD', 2490], ['24', 'USD', 2400], ['-0.05', 'USD', -5], ['-0', 'USD', 0],
    ['150', 'JPY', 150], ['1.234', 'KWD', 1234], ['0.0001', 'CLF', 1], ['90071992547409.91', 'USD', MAX],
    // Read as floats and multiplied, these would fall short by one or need rounding.
    ['0.29', 'USD', 29], ['1.15', 'EUR', 115], ['8.41', 'GBP', 841],
  ])('%s %s is %d minor units', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
  })

  test('refuses more decimals than the currency has, and names both', () => {
    expect(() => parseMoney('24.999', 'USD')).toThrow(new RangeError('found "24.999" with 3 decimals, but USD has 2'))
    expect(() => parseMoney('150.0', 'JPY')).toThrow(new RangeError('found "150.0" with 1 decimal, but JPY has 0'))
  })

  const NO_AMOUNTS = ['', '24,99', '1 000', '+1', '1e3', '.5', '5.', '--1', '$5', 'NaN', '1.2.3', '٣']
  test.each(NO_AMOUNTS)('refuses %j and shows an amount', (text) => {
    const message = `found ${JSON.stringify(text)} where an amount of USD was expected, such as "24.99"`
    expect(() => parseMoney(text, 'USD')).toThrow(message)
  })

  test('refuses what safe integers cannot hold, and unknown currencies', () => {
    expect(() => parseMoney('90071992547409.92', 'USD')).toThrow('beyond')
    expect(() => parseMoney('1', 'XXX')).toThrow('ISO 4217')
    expect(() => moneyText(1, 'XXX')).toThrow('ISO 4217')
    expect(() => moneyText(0.5, 'USD')).toThrow(RangeError)
  })

  test('has every decimal of its currency', () => {
    expect(moneyText(2499, 'USD')).toBe('24.99')
    expect(moneyText(5, 'USD')).toBe('0.05')
    expect(moneyText(-5, 'USD')).toBe('-0.05')
    expect(moneyText(0, 'KWD')).toBe('0.000')
    expect(moneyText(150, 'JPY')).toBe('150')
    expect(moneyText(-150, 'JPY')).toBe('-150')
  })

  test('survives writing and reading', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.constantFrom('JPY', 'USD', 'KWD', 'CLF'), (minor, currency) => {
      expect(parseMoney(moneyText(minor, currency), currency)).toBe(minor + 0)
    }))
  })
})

describe('an amount for people', () => {
  test('is written by their locale', () => {
    expect(formatMoney(156576809, 'GBP', 'en')).toBe('£1,565,768.09')
    expect(formatMoney(156576809, 'EUR', 'de')).toBe('1.565.768,09\u00a0€')
    expect(formatMoney(123456, 'CNY', 'zh-CN')).toBe('¥1,234.56')
    expect(formatMoney(-500, 'USD', 'en')).toBe('-$5.00')
  })

  test('has the decimals of ISO 4217, not of the locale', () => {
    expect(formatMoney(123456, 'HUF', 'en')).toBe('HUF\u00a01,234.56')
    expect(formatMoney(150, 'JPY', 'en')).toBe('¥150')
    expect(formatMoney(1234, 'KWD', 'en')).toBe('KWD\u00a01.234')
  })

  test('shows every digit of an amount that a float of its major units would round', () => {
    expect(formatMoney(MAX, 'USD', 'en')).toBe('$90,071,992,547,409.91')
    expect(formatMoney(MAX, 'CLF', 'en')).toBe('CLF\u00a0900,719,925,474.0991')
  })

  test('keeps the formatters of two currencies and two locales apart', () => {
    const texts = () => ['en', 'de'].flatMap((locale) => [formatMoney(150, 'USD', locale), formatMoney(150, 'JPY', locale)])
    expect(texts()).toEqual(['$1.50', '¥150', '1,50\u00a0$', '150\u00a0¥'])
    expect(texts()).toEqual(['$1.50', '¥150', '1,50\u00a0$', '150\u00a0¥'])
  })
})

test('a whole number is grouped by the locale', () => {
  expect(formatInteger(1564474, 'en')).toBe('1,564,474')
  expect(formatInteger(1564474, 'de')).toBe('1.564.474')
  expect(formatInteger(-191, 'zh-CN')).toBe('-191')
})

test('an amount in a language from right to left is one piece', () => {
  expect(formatMoney(-6000, 'USD', 'ar')).toMatch(/^\u2066[^\u200f]*-60\.00\sUS\$\u2069$/)
  expect(formatMoney(-6000, 'USD', 'en')).toBe('-$60.00')
})

test.each([['1234.50', 'de', '1.234,50'], ['0.0067', 'fr', '0,0067'], ['-1234567890123456789.1', 'en', '-1,234,567,890,123,456,789.1'], ['7', 'ar', '7']])('the decimal %s in %s is %s', (text, locale, shown) => {
  expect(formatDecimal(text, locale)).toBe(shown)
})
