import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayText, parseDay } from '#engine/calendar'
import type { Window } from '#engine/program/program'
import { addToSeries, fallingOut, sumOf, windowStart } from './windows.ts'
import type { Series } from './state.ts'

const anchors = { joined: parseDay('2024-02-29'), entered: parseDay('2025-07-20') }
const entries = fc.array(fc.record({ day: fc.integer({ min: 20_000, max: 20_800 }), amount: fc.integer({ min: 1, max: 9 }) }), { maxLength: 30 })
const seriesOf = (all: readonly { day: number; amount: number }[]) => all.reduce<Series | undefined>((series, { day, amount }) => addToSeries(series, day, amount), undefined)

describe('windows', () => {
  test.each<{ name: string; window: Window; day: string; from: string | null }>([
    { name: 'lifetime', window: { kind: 'lifetime' }, day: '2026-03-31', from: null },
    { name: '30 days are today and the 29 before', window: { kind: 'rolling', period: { days: 30 } }, day: '2026-03-31', from: '2026-03-02' },
    { name: 'one month from a month end', window: { kind: 'rolling', period: { months: 1 } }, day: '2026-03-31', from: '2026-03-01' },
    { name: 'a calendar quarter', window: { kind: 'calendar', unit: 'quarter' }, day: '2026-05-20', from: '2026-04-01' },
    { name: 'a calendar half', window: { kind: 'calendar', unit: 'half' }, day: '2026-12-31', from: '2026-07-01' },
    { name: 'the year of joining, of one who joined on a leap day', window: { kind: 'anniversary', of: 'joining' }, day: '2026-02-28', from: '2026-02-28' },
    { name: 'the day before that', window: { kind: 'anniversary', of: 'joining' }, day: '2026-02-27', from: '2025-02-28' },
    { name: 'the year of entry', window: { kind: 'anniversary', of: 'entry' }, day: '2026-07-19', from: '2025-07-20' },
  ])('$name', ({ window, day, from }) => {
    const start = windowStart(window, parseDay(day), anchors)
    expect(start === null ? null : dayText(start)).toBe(from)
  })

  test('a series sums the days between, whatever the order of their arrival', () => {
    fc.assert(fc.property(entries, fc.integer({ min: 19_990, max: 20_810 }), fc.integer({ min: 19_990, max: 20_810 }), (all, from, through) => {
      const wanted = all.filter(({ day }) => from <= day && day <= through).reduce((sum, { amount }) => sum + amount, 0)
      const upTo = all.filter(({ day }) => day <= through).reduce((sum, { amount }) => sum + amount, 0)
      for (const series of [seriesOf(all), seriesOf(all.toReversed())]) {
        expect(sumOf(series, from, through)).toBe(wanted)
        expect(sumOf(series, null, through)).toBe(upTo)
      }
    }))
  })

  test('each amount falls out of a rolling window on the first day whose window no longer reaches it', () => {
    const period = fc.oneof(fc.record({ days: fc.integer({ min: 1, max: 400 }) }), fc.record({ months: fc.integer({ min: 1, max: 14 }) }), fc.constant({ years: 1 }))
    fc.assert(fc.property(entries, period, (all, of) => {
      const window: Window = { kind: 'rolling', period: of }
      const series = seriesOf(all)
      for (const { day, amount } of fallingOut(series, window, { day: 20_800, anchors })) {
        const before = sumOf(series, windowStart(window, day - 1, anchors), 20_800)
        const after = sumOf(series, windowStart(window, day, anchors), 20_800)
        expect(before - after).toBeGreaterThanOrEqual(amount)
      }
      const start = windowStart(window, 20_800, anchors) as number
      const total = fallingOut(series, window, { day: 20_800, anchors }).reduce((sum, { amount }) => sum + amount, 0)
      expect(total).toBe(sumOf(series, start, 20_800))
    }))
  })

  test('days older than ten years leave the list and stay in the total', () => {
    const series = addToSeries(addToSeries(addToSeries(undefined, 10_000, 5), 20_000, 7), 10_000, -2)
    expect(series).toEqual({ total: 10, days: [20_000], amounts: [7] })
    expect(sumOf(series, null, 20_000)).toBe(10)
  })
})
