import { describe, expect, test } from 'vitest'
import { dayText, parseDay } from '#engine/calendar'
import { AppError } from '#server/platform/errors'
import { partsOf, spansOf } from './spans.ts'

describe('the spans of figures', () => {
  test('are of a period to date against as many days of the one before, and of no span that is none', () => {
    const today = parseDay('2026-03-31')
    const told = (asked: Parameters<typeof spansOf>[0]) => Object.values(spansOf(asked, today)).map(({ from, to }) => [dayText(from), dayText(to)])
    expect(told({ period: 'month' })).toEqual([['2026-03-01', '2026-03-31'], ['2026-02-01', '2026-02-28']])
    expect(told({ period: 'week' })).toEqual([['2026-03-30', '2026-03-31'], ['2026-03-23', '2026-03-24']])
    expect(told({ period: 'year' })).toEqual([['2026-01-01', '2026-03-31'], ['2025-01-01', '2025-03-31']])
    expect(told({ period: 'day' })).toEqual([['2026-03-31', '2026-03-31'], ['2026-03-30', '2026-03-30']])
    expect(told({})).toEqual([['2026-03-02', '2026-03-31'], ['2026-01-31', '2026-03-01']])
    expect(told({ from: '2026-02-10', to: '2026-02-19' })).toEqual([['2026-02-10', '2026-02-19'], ['2026-01-31', '2026-02-09']])
    for (const asked of [{ period: 'day', from: '2026-01-01' }, { from: '2026-02-30' }, { from: '2026-03-02', to: '2026-03-01' }] as const) expect(() => spansOf(asked, today)).toThrow(AppError)
    expect(partsOf({ from: parseDay('2026-01-30'), to: parseDay('2026-03-02') }, 'month').map(({ from, to }) => [dayText(from), dayText(to)])).toEqual([['2026-01-30', '2026-01-31'], ['2026-02-01', '2026-02-28'], ['2026-03-01', '2026-03-02']])
    expect(() => partsOf({ from: 0, to: 500 }, 'day')).toThrow(AppError)
  })
})
