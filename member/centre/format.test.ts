import { expect, test } from 'vitest'
import { formatIn } from './format.ts'

const format = formatIn('en', (key, values = {}) => `${key} ${Object.values(values).join()}`)

test('what ends at a midnight of its zone has a last day, and what ends within a day its hour with the zone', () => {
  expect(format.ends('2026-03-02T05:00:00Z', 'America/New_York')).toBe('lot.ends Mar 1, 2026')
  expect(format.ends('2026-03-02T00:00:00Z', 'UTC')).toBe('lot.ends Mar 1, 2026')
  expect(format.ends('2026-03-02T00:00:00Z', 'America/New_York')).toMatch(/^coupon\.until Mar [12], 2026, \d+:\d\d\s[AP]M \S+$/)
  // Beirut's clocks went from 0 to 1 o'clock on March 29: that day began at 1.
  expect(format.ends('2026-03-28T22:00:00Z', 'Asia/Beirut')).toBe('lot.ends Mar 28, 2026')
})

test('an hour is told with the zone that it is of', () => {
  expect(format.time('2026-03-02T05:00:00Z')).toMatch(/\d\s[AP]M \S+$/)
})
