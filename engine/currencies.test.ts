import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isCurrency, minorUnits } from './currencies.ts'

/** ISO 4217 beside what CLDR and Intl say; kept outside the project. */
const REFERENCE = new URL('../../shared/data/reference/minor_units.json', import.meta.url)

describe('a currency', () => {
  test('has the decimals of ISO 4217, also where Intl shows none', () => {
    expect(['JPY', 'USD', 'KWD', 'CLF'].map(minorUnits)).toEqual([0, 2, 3, 4])
    expect(['HUF', 'IDR', 'COP', 'PKR'].map(minorUnits)).toEqual([2, 2, 2, 2])
  })

  test.each(['XAU', 'XXX', 'usd', 'US', 'DOLLAR', '', 'USD GBP', 'constructor'])('is not %j', (code) => {
    expect(isCurrency(code)).toBe(false)
    expect(() => minorUnits(code)).toThrow(`found ${JSON.stringify(code)} where an ISO 4217 currency code was expected`)
  })

  test('is known exactly when the reference gives it a minor unit, with the same decimals', ({ skip }) => {
    if (!existsSync(REFERENCE)) skip('the reference data (shared/data/reference) is not here')
    type Digits = { iso4217_minor_units: number | null }
    const reference = Object.entries(JSON.parse(readFileSync(REFERENCE, 'utf8')) as Record<string, Digits>)
    expect(reference.length).toBeGreaterThan(170)
    for (const [code, { iso4217_minor_units: digits }] of reference) {
      expect([code, isCurrency(code) ? minorUnits(code) : null]).toEqual([code, digits])
    }
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const known = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c))).filter(isCurrency)
    expect(known.filter((code) => !reference.some(([other]) => other === code))).toEqual([])
  })
})
