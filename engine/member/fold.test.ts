import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { EventBody, MemberEvent } from './event.ts'
import { canonicalState, fold } from './fold.ts'
import type { MemberState } from './state.ts'

const timeline = timelineOf(compileProgram({ program: 'folding', name: 'Folding', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [] }))
const event = (id: string, time: string, body: EventBody): MemberEvent => ({ source: 'test', id, at: parseInstant(`${time}Z`), ...body })
const gift = (id: string, time: string, points: number) => event(id, time, { kind: 'points.adjusted', points, reason: 'a gift', author: 'mei' })

describe('a member', () => {
  test('whose merge into another was undone has what was theirs', () => {
    const events = [gift('g', '2026-01-05T10:00', 10), event('m', '2026-01-06T10:00', { kind: 'member.absorbed', into: 'ada' })]
    expect(fold(timeline, 'bob', { events }).state.head.units).toMatchObject({ points: { active: 0 } })
    const undone = [...events, event('u', '2026-01-07T10:00', { kind: 'member.unmerged', mergeSource: 'test', mergeId: 'm' })]
    expect(fold(timeline, 'bob', { events: undone }).state.head.units).toMatchObject({ points: { active: 10 } })
    const another = [...events, event('u', '2026-01-07T10:00', { kind: 'member.unmerged', mergeSource: 'elsewhere', mergeId: 'm' })]
    expect(fold(timeline, 'bob', { events: another }).state.head.units).toMatchObject({ points: { active: 0 } })
  })

  test('is one text: the same whatever the order in which the parts came to be kept, another for another member', () => {
    const { state } = fold(timeline, 'ada', { events: [gift('b', '2026-01-05T10:00', 1), gift('a', '2026-01-06T10:00', 2), gift('c', '2026-01-07T10:00', 3)] })
    const turned: MemberState = { ...state, lots: new Map([...state.lots].reverse()) }
    expect(canonicalState(turned)).toBe(canonicalState(state))
    expect(JSON.parse(canonicalState(state))).toMatchObject({ lots: ['a', 'b', 'c'].map((sourceId) => ({ sourceId })) })
    expect(canonicalState(fold(timeline, 'ada', { events: [gift('b', '2026-01-05T10:00', 1)] }).state)).not.toBe(canonicalState(state))
  })
})
