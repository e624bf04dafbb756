import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { ProgramDocument } from '#engine/program/schema'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'

type Units = NonNullable<ProgramDocument['units']>

const event = (id: string, time: string, body: EventBody): MemberEvent => ({ source: 'test', id, at: parseInstant(`${time}Z`), ...body })
const gift = (id: string, time: string, { points, kept }: { points?: number; kept?: number }) =>
  event(id, time, { kind: 'points.adjusted', unit: kept === undefined ? 'points' : 'kept', points: kept ?? points ?? 0, reason: 'a gift', author: 'mei' })

/** Every warning that goes out, in its order: on which day, what, of how many points, so many days before which last day. */
function warned(units: Units, events: readonly MemberEvent[]): string[] {
  const timeline = timelineOf(compileProgram({ program: 'ends', name: 'Ends', currency: 'USD', zone: 'UTC', units, markets: { us: { currency: 'USD' } }, earn: [] }))
  const { facts } = fold(timeline, 'ada', { events, until: parseInstant('2026-12-31T00:00Z') })
  return facts.filter(({ name }) => name === 'points.expiring' || name === 'points.expiry_notice')
    .map(({ at, name, points, unit, days, lastDay }) => `${new Date(at).toISOString().slice(0, 10)} ${name} ${points} ${unit}, ${days} before ${lastDay}`)
}

describe('what will end is told', () => {
  test('once for each unit and last day, whichever was earned first', () => {
    const reminders = { days: [7, 3], above: 4 }
    const units: Units = {
      points: { kind: 'spendable', expiry: { after: { days: 30 }, reminders } }, kept: { kind: 'spendable', expiry: { after: { days: 26 }, reminders } },
    }
    expect(warned(units, [
      gift('a', '2026-01-05T10:00', { points: 10 }), gift('b', '2026-01-05T11:00', { points: 5 }), gift('c', '2026-01-09T10:00', { points: 20 }), gift('d', '2026-01-09T11:00', { kept: 4 }), gift('e', '2026-01-09T12:00', { kept: 30 }),
      event('h', '2026-01-10T10:00', { kind: 'points.held', points: 8, until: parseInstant('2026-12-01T00:00Z') }),
    ])).toEqual([
      '2026-01-28 points.expiring 34 kept, 7 before 2026-02-04', '2026-01-28 points.expiring 7 points, 7 before 2026-02-04',
      '2026-02-01 points.expiring 34 kept, 3 before 2026-02-04', '2026-02-01 points.expiring 7 points, 3 before 2026-02-04', '2026-02-01 points.expiring 20 points, 7 before 2026-02-08',
      '2026-02-05 points.expiring 20 points, 3 before 2026-02-08',
    ])
  })

  test('as the notice of the law on its day, as a reminder on the others, and of no more than the least not at all', () => {
    const units: Units = {
      points: { kind: 'spendable', expiry: { inactivity: { days: 90 }, activities: ['visit'], notice_days: 30, reminders: { days: [30, 7], above: 5 } } },
      kept: { kind: 'spendable', expiry: { inactivity: { days: 90 }, activities: ['visit'], notice_days: 20 } },
    }
    expect(warned(units, [gift('a', '2026-01-05T10:00', { points: 10 }), gift('b', '2026-01-15T10:00', { points: 5 }), gift('c', '2026-01-05T10:00', { kept: 3 })])).toEqual([
      '2026-03-06 points.expiry_notice 10 points, 30 before 2026-04-05', '2026-03-06 points.expiring 10 points, 30 before 2026-04-05',
      '2026-03-16 points.expiry_notice 3 kept, 20 before 2026-04-05', '2026-03-16 points.expiry_notice 5 points, 30 before 2026-04-15',
      '2026-03-29 points.expiring 10 points, 7 before 2026-04-05',
    ])
  })

  test('nothing of what is all reserved', () => {
    const units: Units = { points: { kind: 'spendable', expiry: { after: { days: 30 }, reminders: { days: [7] } } } }
    expect(warned(units, [gift('a', '2026-01-05T10:00', { points: 10 }), event('h', '2026-01-10T10:00', { kind: 'points.held', points: 10, until: parseInstant('2026-12-01T00:00Z') })])).toEqual([])
  })
})
