import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import { openDraft } from './draft.ts'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'
import { paidOrder } from './paid-order.ts'
import { scopeOf } from './scope.ts'

const timeline = timelineOf(compileProgram({
  program: 'scopes', name: 'Scopes', currency: 'USD', zone: 'America/New_York',
  market: 'us', markets: { us: { currency: 'USD' }, eu: { currency: 'EUR', zone: 'Europe/Berlin' } },
  earn: [], tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '20' } }] }],
}))

let ids = 0
const event = (time: string, body: EventBody): MemberEvent => ({ source: 'test', id: `e${ids += 1}`, at: parseInstant(`${time}Z`), ...body })
const order = {
  id: 'o2', currency: 'EUR', market: 'eu', rate: { rate: '1.1', source: 'ECB', asOf: '2026-01-31' },
  lines: [
    { id: '1', sku: 'HAT', quantity: 2, amountMinor: 2000, tags: ['new', 'summer'] }, { id: '2', sku: 'CARD', quantity: 1, amountMinor: 500, isGiftCard: true },
    { id: '3', sku: 'PIN', quantity: 4, amountMinor: 10, tags: ['new'] },
  ],
}

/** What a condition reads after these events, on the evening of 31 January in New York, where it is 1 February in Berlin. */
function scopeAfter(events: readonly MemberEvent[], occasion: Partial<Parameters<typeof scopeOf>[1]> = {}) {
  const { state } = fold(timeline, 'ada', { events, until: parseInstant('2026-02-01T01:00Z') })
  return scopeOf(openDraft(timeline, state), { name: 'order.paid', award: 'a', ...occasion })
}

describe('what a condition may read', () => {
  const joined = event('2026-01-01T04:00', { kind: 'member.joined', profile: { region: 'US-NY', tags: ['vip', 'early'] } })
  const bought = event('2026-01-05T10:00', { kind: 'order.paid', order: { id: 'o1', currency: 'USD', lines: [{ id: '1', sku: 'HAT', quantity: 1, amountMinor: 2550 }] } })

  test('of the member: level, tags, market, region, orders, spend, and days since the local day of joining', () => {
    expect(scopeAfter([joined, bought]).member)
      .toEqual({ level: 'gold', levels: ['gold'], tags: ['early', 'vip'], market: 'us', region: 'US-NY', orders: 1n, spend: 25.5, days: 31n })
  })

  test('of a member of whom little is known', () => {
    expect(scopeAfter([event('2026-01-31T10:00', { kind: 'company.volume', baseMinor: 1 })]).member)
      .toEqual({ level: 'base', levels: ['base'], tags: [], market: 'us', region: '', orders: 0n, spend: 0, days: 0n })
  })

  test('of the day where the member lives', () => {
    expect(scopeAfter([joined]).today).toEqual({ date: '2026-01-31', year: 2026n, month: 1n, day: 31n, weekday: 6n })
    expect(scopeAfter([joined, event('2026-01-02T10:00', { kind: 'member.changed', profile: { market: 'eu' } })]).today)
      .toEqual({ date: '2026-02-01', year: 2026n, month: 2n, day: 1n, weekday: 7n })
  })

  test('of the event: its name and its fields, whole numbers as such', () => {
    expect(scopeAfter([joined], { name: 'quiz_passed', fields: { score: 9, topic: 'tea', isFirst: true, answers: ['a'] } }).event)
      .toEqual({ name: 'quiz_passed', score: 9n, topic: 'tea', isFirst: true, answers: ['a'] })
  })

  test('of the order, where there is one: what of it is eligible, in its currency and in the base currency, and what is in it', () => {
    const { state } = fold(timeline, 'ada', { events: [joined] })
    const told = { order: { id: 'o2', paid: paidOrder(openDraft(timeline, state), order), lines: order.lines, coupons: ['SPRING'] } }
    const scope = scopeAfter([joined], told).order
    expect(scope).toEqual({
      id: 'o2', currency: 'EUR', market: 'eu', total: 20.1, base_total: 22.11, skus: ['HAT', 'CARD', 'PIN'], tags: ['new', 'summer'], coupons: ['SPRING'],
      lines: 3n, items: 7n, is_first: true,
    })
    expect(scopeAfter([joined, bought], told).order?.['is_first']).toBe(false)
    expect(scopeAfter([joined]).order).toBeUndefined()
  })
})
