import { expect, test } from 'vitest'
import { beginOf, endOf } from './days.ts'
import { pointsIn } from './points-in.ts'

test('a last day is wholly in, where the member lives, also when clocks change on it', () => {
  expect([endOf('2026-03-29', 'Europe/Berlin'), endOf('2026-12-31', 'Asia/Shanghai'), beginOf('2026-03-29', 'Europe/Berlin')]).toEqual(['2026-03-29T22:00:00Z', '2026-12-31T16:00:00Z', '2026-03-28T23:00:00Z'])
})

test('a day that no calendar has is left to the server, and takes no screen down', () => {
  expect([endOf('12026-03-29', 'UTC'), beginOf('2026-02-30', 'Europe/Berlin'), endOf('9999-12-31', 'UTC')]).toEqual(['12026-03-29', '2026-02-30', '+010000-01-01T00:00:00Z'])
})

test('fifteen of store credit are fifteen dollars, and fifteen of points fifteen points', () => {
  expect([pointsIn('15', 'USD'), pointsIn('-0.5', 'USD'), pointsIn('15', 'JPY'), pointsIn('1.5', 'KWD'), pointsIn('15', undefined)]).toEqual([1500, -50, 15, 1500, 15])
  for (const [typed, currency] of [['', undefined], ['1.5', undefined], ['-', undefined], ['1.005', 'USD'], ['1.5', 'JPY'], ['', 'USD']] as const) expect([typed, pointsIn(typed, currency)]).toEqual([typed, null])
})
