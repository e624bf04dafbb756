import { expect, test } from 'vitest'
import { dayOfEnd, dayOfStart, endOfDay, startOfDay } from './days.ts'

test.each(['2026-01-01', '2026-02-28', '2026-03-29', '2026-10-25', '2026-12-31'])('the day %s is read again from where it begins and where it is over', (day) => {
  expect(dayOfStart(startOfDay(day))).toBe(day)
  expect(dayOfEnd(endOfDay(day))).toBe(day)
  expect(Date.parse(endOfDay(day))).toBeGreaterThan(Date.parse(startOfDay(day)))
})
