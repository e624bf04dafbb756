import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'
import { forgetPerson, personalValuesOf } from './forget.ts'
import { snapshotOf } from './parts.ts'

const PURCHASE = { id: 'purchase', on: 'order.paid', rate: 'market' }
const under = (...earn: (typeof PURCHASE | { id: string; on: string; points: number; when?: string })[]) => timelineOf(compileProgram({ program: 'forgetting', name: 'Forgetting', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [PURCHASE, ...earn] }))
const plain = under()
const event = (id: string, time: string, body: EventBody): MemberEvent => ({ source: 'test', id, at: parseInstant(`${time}Z`), ...body })
const joined = event('j', '2026-01-05T10:00', { kind: 'member.joined', profile: { birthday: '02-03', tags: ['vip', 'pregnant'], market: 'us' } })
const paid = event('p', '2026-01-06T10:00', { kind: 'order.paid', order: { id: 'o1', currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 2_000 }] } })
const gift = event('g', '2026-01-07T10:00', { kind: 'points.adjusted', points: 5, reason: 'Anna waited long', author: 'mei' })
const quiz = event('q', '2026-01-08T10:00', { kind: 'activity', name: 'quiz', fields: { answer: 'my knee hurts', score: 7 } })
const until = parseInstant('2026-03-01T00:00Z')

/** The events that are left of one member, as one text, and what had to stay. */
function left(timeline: typeof plain, ...events: MemberEvent[]): { text: string; kept: string[] } {
  const { histories, kept } = forgetPerson(timeline, [{ member: 'ada', events, until }])
  const [before, after] = [events, histories[0]?.events ?? []].map((told) => fold(timeline, 'ada', { events: told, until }))
  expect(after?.postings).toEqual(before?.postings)
  return { text: JSON.stringify(histories), kept }
}

describe('forgetting a person', () => {
  test('takes birthday, tags, reasons and texts out of the events, and nothing else', () => {
    const { text, kept } = left(plain, joined, paid, gift, quiz)
    expect(kept).toEqual([])
    for (const gone of ['02-03', 'vip', 'pregnant', 'Anna', 'knee']) expect(text).not.toContain(gone)
    for (const stays of ['"market":"us"', '"author":"mei"', '"score":7', '"points":5']) expect(text).toContain(stays)
  })

  test('takes the codes out of orders, unless a rule asked for one', () => {
    const coded = event('p', '2026-01-06T10:00', { kind: 'order.paid', order: { id: 'o1', currency: 'USD', coupons: ['FORANNA'], lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 2_000 }] } })
    expect(personalValuesOf(coded)).toEqual({ coupons: ['FORANNA'] })
    const { text, kept } = left(plain, joined, coded)
    expect([text.includes('FORANNA'), kept]).toEqual([false, []])
    const asked = left(under({ id: 'more', on: 'order.paid', points: 7, when: '"FORANNA" in order.coupons' }), joined, coded)
    expect([asked.text.includes('FORANNA'), asked.kept]).toEqual([true, ['coupons']])
  })

  test('leaves a birthday that paid', () => {
    const { text, kept } = left(under({ id: 'cake', on: 'birthday', points: 50 }), joined, paid)
    expect(kept).toEqual(['birthday'])
    expect(text).toContain('02-03')
    expect(text).not.toContain('vip')
  })

  test('leaves the tag that a rule asked for, and takes the others', () => {
    const { text, kept } = left(under({ id: 'more', on: 'order.paid', points: 7, when: '"vip" in member.tags' }), joined, paid)
    expect(kept).toEqual(['tags'])
    expect(text).toContain('["vip"]')
    expect(text).not.toContain('pregnant')
  })

  test('leaves the text that a rule asked for', () => {
    const rule = { id: 'knees', on: 'quiz', points: 3, when: 'event.answer == "my knee hurts"' }
    const timeline = timelineOf(compileProgram({ program: 'f', name: 'F', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, events: { quiz: { answer: 'text' } }, earn: [rule] }))
    expect(left(timeline, joined, quiz).kept).toEqual(['fields'])
  })

  test('reaches those who were merged into the member, and what they brought', () => {
    const absorbed = snapshotOf(fold(plain, 'bob', { events: [joined, paid], until: parseInstant('2026-01-10T10:00Z') }).state)
    const merged = event('m', '2026-01-10T10:00', { kind: 'member.merged', absorbed })
    const histories = [{ member: 'bob', events: [joined, paid], until: merged.at }, { member: 'ada', events: [gift, merged], until }]
    const forgotten = forgetPerson(plain, histories)
    expect(forgotten.kept).toEqual([])
    expect(personalValuesOf(forgotten.forget(quiz))).toBe(null)
    for (const gone of ['02-03', 'vip', 'Anna']) expect(JSON.stringify(forgotten.histories)).not.toContain(gone)
    expect(fold(plain, 'ada', { events: forgotten.histories[1]?.events ?? [], until }).state.head).toMatchObject({ birthday: null, tags: [], units: { points: { active: 25 } } })
  })
})

test('what an event says of a person is told by part, and of most events there is nothing', () => {
  expect([joined, paid, gift, quiz].map(personalValuesOf)).toEqual([
    { birthday: '02-03', tags: ['vip', 'pregnant'] }, null, { reason: 'Anna waited long' }, { fields: { answer: 'my knee hurts' } },
  ])
})
