import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addPeriod, anniversaryAfter, anniversaryOnOrBefore, dayParts, dayText, instantText, nextPeriodStart, parseDay, parseInstant,
  startOfPeriod, subtractPeriod,
} from './calendar.ts'
import type { CalendarUnit, Day, Period } from './calendar.ts'

const DAY = 86_400_000
const SEED = 20_261_122
const UNITS: readonly CalendarUnit[] = ['day', 'week', 'month', 'quarter', 'half', 'year']

const daysOf1990To2040 = fc.integer({ min: parseDay('1990-01-01'), max: parseDay('2040-12-31') })
const periods: fc.Arbitrary<Period> = fc.record(
  { days: fc.nat({ max: 45 }), weeks: fc.nat({ max: 5 }), months: fc.nat({ max: 26 }), years: fc.nat({ max: 4 }) },
  { requiredKeys: [] },
)

describe('an instant', () => {
  test.each([
    ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00Z'],
    ['2026-01-05T10:00Z', '2026-01-05T10:00:00Z'],
    ['2026-01-05T10:00:00.5Z', '2026-01-05T10:00:00.500Z'],
    ['2026-01-05T10:00:00.1239Z', '2026-01-05T10:00:00.123Z'],
    ['2026-01-05T10:00:00+08:00', '2026-01-05T02:00:00Z'],
    ['2026-01-05T10:00:00-0330', '2026-01-05T13:30:00Z'],
    ['2024-02-29T23:59:59.999+14:00', '2024-02-29T09:59:59.999Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(instantText(parseInstant(text))).toBe(expected)
  })

  test.each([
    '2026-01-05', '2026-01-05T10:00:00', '2026-01-05 10:00:00Z', '2026-1-5T10:00:00Z', '2026-01-05T10:00:00+08', '1767607200000',
    '2026-02-29T10:00:00Z', '2100-02-29T10:00:00Z', '2026-04-31T10:00:00Z', '2026-13-01T10:00:00Z', '2026-00-05T10:00:00Z',
    '2026-01-00T10:00:00Z', '2026-01-05T24:00:00Z', '2026-01-05T10:60:00Z', '2026-01-05T10:00:60Z', '2026-01-05T10:00:00+24:00',
    '2026-01-05T10:00:00+08:60', '', 'yesterday',
  ])('is not %j, and the message shows one', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError)
    const message = `found ${JSON.stringify(text)} where a time with its offset was expected, such as "2026-01-05T10:00:00Z"`
    expect(() => parseInstant(text)).toThrow(message)
  })

  test('is read as Date reads it, and survives writing', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9999, 0) }), (at) => {
      expect(parseInstant(new Date(at).toISOString())).toBe(at)
      expect(parseInstant(instantText(at))).toBe(at)
    }))
  })
})

describe('a date', () => {
  test('is read, written and taken apart as Date does it', () => {
    fc.assert(fc.property(fc.integer({ min: parseDay('0001-01-01'), max: parseDay('9999-12-31') }), (day) => {
      const date = new Date(day * DAY)
      expect(dayText(day)).toBe(date.toISOString().slice(0, 10))
      expect(parseDay(dayText(day))).toBe(day)
      expect(dayParts(day)).toEqual({
        year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate(), weekday: date.getUTCDay() || 7,
      })
    }), { numRuns: 2000 })
  })

  const NO_DATES = [
    '2026-02-29', '2100-02-29', '2026-04-31', '2026-00-01', '2026-01-00', '2026-13-01', '2026-1-1', '20260105', '2026-01-05T00:00', '',
  ]
  test.each(NO_DATES)('is not %j', (text) => {
    const message = `found ${JSON.stringify(text)} where a date of the calendar was expected, such as "2026-02-28"`
    expect(() => parseDay(text)).toThrow(message)
  })

  test('has no text outside the years 0 to 9999', () => {
    expect(dayText(parseDay('9999-12-31'))).toBe('9999-12-31')
    expect(dayText(parseDay('0000-01-01'))).toBe('0000-01-01')
    expect(() => dayText(parseDay('9999-12-31') + 1)).toThrow(RangeError)
    expect(() => dayText(parseDay('0000-01-01') - 1)).toThrow(RangeError)
    expect(() => dayText(NaN)).toThrow(RangeError)
  })
})

describe('a period', () => {
  for (const [from, period, times, expected] of [
    ['2026-01-31', { months: 1 }, 1, '2026-02-28'],
    ['2026-01-31', { months: 1 }, 2, '2026-03-31'],
    ['2028-01-31', { months: 1 }, 1, '2028-02-29'],
    ['2026-01-30', { months: 1 }, 1, '2026-02-28'],
    ['2024-02-29', { years: 1 }, 1, '2025-02-28'],
    ['2024-02-29', { years: 1 }, 4, '2028-02-29'],
    ['2096-02-29', { years: 4 }, 1, '2100-02-28'],
    ['2023-03-01', { years: 1 }, 1, '2024-03-01'],
    ['2026-08-31', { months: 6 }, 1, '2027-02-28'],
    ['2026-11-30', { months: 3 }, 1, '2027-02-28'],
    ['2026-12-31', { days: 1 }, 1, '2027-01-01'],
    ['2026-02-26', { weeks: 1, days: 1 }, 2, '2026-03-14'],
    ['2026-01-31', { months: 1, days: 1 }, 1, '2026-03-01'],
    ['2025-01-31', { years: 1, months: 1 }, 1, '2026-02-28'],
    ['2026-01-31', {}, 5, '2026-01-31'],
    ['2026-01-31', { months: 1 }, 0, '2026-01-31'],
  ] as [string, Period, number, string][]) {
    test(`${from} and ${times} × ${JSON.stringify(period)} is ${expected}`, () => {
      expect(dayText(addPeriod(parseDay(from), period, times))).toBe(expected)
    })
  }

  for (const [from, period, times, expected] of [
    ['2026-03-31', { months: 1 }, 1, '2026-02-28'],
    ['2026-03-31', { months: 1 }, 2, '2026-01-31'],
    ['2028-02-29', { years: 1 }, 1, '2027-02-28'],
    ['2026-01-15', { months: 1 }, 1, '2025-12-15'],
    ['2026-03-01', { days: 1 }, 1, '2026-02-28'],
    ['2026-03-31', { months: 1, days: 1 }, 1, '2026-02-27'],
  ] as [string, Period, number, string][]) {
    test(`${from} less ${times} × ${JSON.stringify(period)} is ${expected}`, () => {
      expect(dayText(subtractPeriod(parseDay(from), period, times))).toBe(expected)
    })
  }

  test('is added as plain date arithmetic adds it, forwards and backwards', () => {
    fc.assert(fc.property(daysOf1990To2040, periods, fc.integer({ min: 0, max: 40 }), (day, period, times) => {
      expect(addPeriod(day, period, times)).toBe(additionOracle(day, period, times))
      expect(subtractPeriod(day, period, times)).toBe(additionOracle(day, period, -times))
    }), { seed: SEED, numRuns: 3000 })
  })

  test.each<Period>([{ months: -1 }, { days: 1.5 }, { years: NaN }, { weeks: Infinity }])('refuses %j', (period) => {
    expect(() => addPeriod(0, period)).toThrow(RangeError)
    expect(() => anniversaryAfter(0, 0, period)).toThrow(RangeError)
  })
})

describe('an anniversary', () => {
  test('stays anchored on the original date: 31 Jan, 28 Feb, 31 Mar', () => {
    const origin = parseDay('2026-01-31')
    const ends: string[] = []
    for (let day = origin; ends.length < 4;) {
      day = anniversaryAfter(origin, day, { months: 1 })
      ends.push(dayText(day))
    }
    expect(ends).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
  })

  test('of 29 February is 28 February in a common year', () => {
    const birthday = parseDay('2000-02-29')
    const next = (date: string) => dayText(anniversaryAfter(birthday, parseDay(date), { years: 1 }))
    expect([next('2026-01-01'), next('2026-02-27'), next('2026-02-28'), next('2027-12-31'), next('2028-02-28')])
      .toEqual(['2026-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2028-02-29'])
    expect(dayText(anniversaryOnOrBefore(birthday, parseDay('2026-02-28'), { years: 1 }))).toBe('2026-02-28')
    expect(dayText(anniversaryOnOrBefore(birthday, parseDay('2026-02-27'), { years: 1 }))).toBe('2025-02-28')
  })

  test('on the origin is the origin, and before it the periods run backwards', () => {
    const origin = parseDay('2026-01-31')
    expect(anniversaryOnOrBefore(origin, origin, { months: 1 })).toBe(origin)
    expect(anniversaryAfter(origin, origin - 1, { months: 1 })).toBe(origin)
    expect(dayText(anniversaryOnOrBefore(origin, origin - 1, { months: 1 }))).toBe('2025-12-31')
  })

  test('is not thrown off by long months in a row, nor by short ones', () => {
    const last = (origin: string, day: string) => dayText(anniversaryOnOrBefore(parseDay(origin), parseDay(day), { months: 1 }))
    expect(last('2026-07-01', '2026-08-31')).toBe('2026-08-01')
    expect(last('2026-02-01', '2026-03-01')).toBe('2026-03-01')
    expect(last('2026-03-01', '2026-02-01')).toBe('2026-02-01')
    expect(last('2026-09-01', '2026-07-31')).toBe('2026-07-01')
  })

  test('is the one that counting periods one by one finds', () => {
    const lengths = periods.filter((period) => Object.values(period).some((count) => count !== 0))
    fc.assert(fc.property(daysOf1990To2040, fc.integer({ min: -800, max: 4000 }), lengths, (origin, distance, period) => {
      const day = origin + distance
      let times = 0
      while (additionOracle(origin, period, times) > day) times -= 1
      while (additionOracle(origin, period, times + 1) <= day) times += 1
      expect(anniversaryOnOrBefore(origin, day, period)).toBe(additionOracle(origin, period, times))
      expect(anniversaryAfter(origin, day, period)).toBe(additionOracle(origin, period, times + 1))
    }), { seed: SEED, numRuns: 1000 })
  })

  test('needs a period of some length', () => {
    expect(() => anniversaryAfter(0, 10, {})).toThrow('found an empty period')
    expect(() => anniversaryOnOrBefore(0, 10, { months: 0 })).toThrow(RangeError)
  })
})

describe('a stretch of the calendar', () => {
  for (const [date, unit, start, next] of [
    ['2026-11-22', 'day', '2026-11-22', '2026-11-23'],
    ['2026-11-22', 'week', '2026-11-16', '2026-11-23'],
    ['2026-11-23', 'week', '2026-11-23', '2026-11-30'],
    ['2027-01-01', 'week', '2026-12-28', '2027-01-04'],
    ['1969-12-31', 'week', '1969-12-29', '1970-01-05'],
    ['2026-02-28', 'month', '2026-02-01', '2026-03-01'],
    ['2026-12-31', 'month', '2026-12-01', '2027-01-01'],
    ['2026-03-31', 'quarter', '2026-01-01', '2026-04-01'],
    ['2026-11-22', 'quarter', '2026-10-01', '2027-01-01'],
    ['2026-06-30', 'half', '2026-01-01', '2026-07-01'],
    ['2026-07-01', 'half', '2026-07-01', '2027-01-01'],
    ['2024-02-29', 'year', '2024-01-01', '2025-01-01'],
  ] as [string, CalendarUnit, string, string][]) {
    test(`${date} is in the ${unit} from ${start} until ${next}`, () => {
      expect(dayText(startOfPeriod(parseDay(date), unit))).toBe(start)
      expect(dayText(nextPeriodStart(parseDay(date), unit))).toBe(next)
    })
  }

  test('holds its days, and the next one begins where it ends', () => {
    fc.assert(fc.property(daysOf1990To2040, fc.constantFrom(...UNITS), (day, unit) => {
      let start = day
      while (!opens(start, unit)) start -= 1
      let next = day + 1
      while (!opens(next, unit)) next += 1
      expect([startOfPeriod(day, unit), nextPeriodStart(day, unit)]).toEqual([start, next])
    }), { seed: SEED, numRuns: 500 })
  })
})

/** Months and years by Date's own overflow into the first of a month, clamped to its last day; then days. */
function additionOracle(day: Day, { days = 0, weeks = 0, months = 0, years = 0 }: Period, times: number): Day {
  const date = new Date(day * DAY)
  const year = date.getUTCFullYear() + years * times
  const month = date.getUTCMonth() + months * times
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY + (days + weeks * 7) * times
}

/** Whether a unit of the calendar begins on this day, told from Date. */
function opens(day: Day, unit: CalendarUnit): boolean {
  const date = new Date(day * DAY)
  if (unit === 'day') return true
  if (unit === 'week') return date.getUTCDay() === 1
  const every = { month: 1, quarter: 3, half: 6, year: 12 }[unit]
  return date.getUTCDate() === 1 && date.getUTCMonth() % every === 0
}
