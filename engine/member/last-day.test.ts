import { expect, test } from 'vitest'
import { dayText, parseDay, parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { ProgramDocument } from '#engine/program/schema'
import { fold } from './fold.ts'
import type { MemberEvent } from './event.ts'

const at = (text: string): number => parseInstant(`${text}Z`)
const lastDay = parseDay('2026-03-10')
const given: MemberEvent = { source: 'test', id: 'g', at: at('2026-01-05T10:00'), kind: 'points.adjusted', points: 40, expiresOn: lastDay, reason: 'brought along', author: 'mei' }
const bought: MemberEvent = { source: 'test', id: 'v', at: at('2026-03-01T10:00'), kind: 'activity', name: 'visit' }

test.each<[string, NonNullable<ProgramDocument['expiry']>]>([
  ['after a year', { after: { years: 1 } }], ['never', 'never'], ['ever later, by activities that extend them', { inactivity: { days: 90 }, activities: ['visit'], notice_days: 7 }],
])('points that are given with a last day end with it, though others would end %s', (_, expiry) => {
  const timeline = timelineOf(compileProgram({ program: 'ends', name: 'Ends', currency: 'USD', zone: 'UTC', expiry, events: { visit: {} }, markets: { us: { currency: 'USD' } }, earn: [] }))
  const active = (until: string) => fold(timeline, 'ada', { events: [given, bought], until: at(until) }).state.head.units['points']?.active
  expect([active('2026-03-10T23:59'), active('2026-03-11T00:00')]).toEqual([40, 0])
  const [lot] = fold(timeline, 'ada', { events: [given], until: at('2026-01-06T00:00') }).state.lots.values()
  expect([lot?.expiresOn === null ? null : dayText(lot?.expiresOn ?? 0), lot?.isSliding]).toEqual(['2026-03-10', false])
})
