import { expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { ProgramDocument } from '#engine/program/schema'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'

type Caps = NonNullable<ProgramDocument['earn'][number]['caps']>

/** The counters of a member who takes a quiz on each of these days. */
function countersAfter(caps: Caps, days: readonly string[]): Readonly<Record<string, number>> {
  const timeline = timelineOf(compileProgram({
    program: 'caps', name: 'Caps', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [{ id: 'quiz', on: 'quiz', points: 5, caps }, { id: 'q', on: 'quiz', points: 1, caps: { day: 9 } }],
  }))
  const events = days.map((day): MemberEvent => ({ source: 'test', id: day, at: parseInstant(`${day}T10:00Z`), kind: 'activity', name: 'quiz' }))
  return fold(timeline, 'ada', { events }).state.head.used
}

test('a member keeps a counter for each cap, not for each day of a lifetime', () => {
  const used = countersAfter({ day: 100, month: 100, times: { day: 3, member: 9 } }, ['2026-01-05', '2026-01-20', '2026-01-30', '2026-02-15', '2026-03-20'])
  expect(Object.values(used).sort((a, b) => a - b)).toEqual([1, 1, 5, 5, 5])
})

test('a counter outlives its day by two, so that one who flies back over the date line finds it', () => {
  expect(Object.keys(countersAfter({ day: 100 }, ['2026-01-05', '2026-01-07'])).length).toBe(4)
  expect(Object.keys(countersAfter({ day: 100 }, ['2026-01-05', '2026-01-08'])).length).toBe(2)
})

test('a member who sends points each month keeps one counter of it, beside those of their caps', () => {
  const timeline = timelineOf(compileProgram({
    program: 'caps', name: 'Caps', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [{ id: 'quiz', on: 'quiz', points: 50, caps: { member: 90 } }], limits: { transfers_per_month: 30 },
  }))
  const event = (id: string, day: string, body: EventBody): MemberEvent => ({ source: 'test', id, at: parseInstant(`${day}T10:00Z`), ...body })
  const sends = (id: string, day: string, points: number) => event(id, day, { kind: 'points.sent', points, to: 'bob' })
  const { used } = fold(timeline, 'ada', { events: [event('q', '2026-01-05', { kind: 'activity', name: 'quiz' }), sends('s1', '2026-01-06', 10), sends('s2', '2026-02-05', 7), sends('s3', '2026-02-06', 5)] }).state.head
  expect(Object.values(used).sort((a, b) => a - b)).toEqual([12, 50])
})
