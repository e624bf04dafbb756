import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'

const timeline = timelineOf(compileProgram({
  program: 'trade', name: 'Trade', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, companies: { sharing: {} },
  units: { points: { kind: 'spendable' }, bonus: { kind: 'spendable' }, growth: { kind: 'qualifying' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: { points: 1, per: '1' } }, { id: 'extra', on: 'order.paid', unit: 'bonus', points: 7 }, { id: 'growth', on: 'order.paid', unit: 'growth', points: 90 }],
}))

type Told = [at: string, body: EventBody]
const at = (text: string) => parseInstant(`2026-${text}:00Z`)
const order = (id: string, dollars: number, buyer = 'bob'): EventBody => ({ kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'pan', quantity: 1, amountMinor: dollars * 100 }], buyer } })
const sharing = (percent: string, perMonth: number | null = null, leaver: 'keep' | 'forfeit' = 'keep'): EventBody => ({ kind: 'company.sharing_set', percent, perMonth, leaver, by: 'olga' })

function told(events: readonly Told[], member = 'acme') {
  const all = events.map(([when, body], n): MemberEvent => ({ source: 'shop', id: `e${n}`, at: at(when), ...body }))
  const { facts, state } = fold(timeline, member, { events: all })
  return { state, facts, shared: facts.filter(({ name }) => name === 'points.shared').map(({ to, unit, orderId, pieces }) => [to, unit, orderId, (pieces as { points: number }[]).reduce((sum, { points }) => sum + points, 0)]) }
}

describe('of what an order earns', () => {
  test('each unit that can be spent is shared by itself, and what only counts for levels is not', () => {
    expect(told([['03-01T09:00', sharing('50')], ['03-01T10:00', order('o1', 100)]]).shared).toEqual([['bob', 'points', 'o1', 50], ['bob', 'bonus', 'o1', 3]])
  })

  test('an order without a buyer shares nothing, nor does a part that is less than a point', () => {
    const { buyer: _, ...bare } = (order('o1', 100) as Extract<EventBody, { kind: 'order.paid' }>).order as { buyer?: string } & Extract<EventBody, { kind: 'order.paid' }>['order']
    expect(told([['03-01T09:00', sharing('50')], ['03-01T10:00', { kind: 'order.paid', order: bare }]]).shared).toEqual([])
    expect(told([['03-01T09:00', sharing('10')], ['03-01T10:00', order('o1', 9)]]).shared).toEqual([])
  })

  test('orders that are earned after somebody left, or at that moment, give them nothing', () => {
    const left: Told = ['03-02T10:00', { kind: 'company.buyer_left', buyer: 'bob' }]
    const before: Told[] = [['03-01T09:00', sharing('50')], ['03-01T09:00', { kind: 'company.buyer_added', buyer: 'bob' }]]
    expect(told([...before, left, ['03-03T10:00', order('o1', 100)]]).shared).toEqual([['bob', 'points', 'o1', 50], ['bob', 'bonus', 'o1', 3]])
    expect(told([...before, ['03-02T10:00', order('o1', 100)], left]).shared).toEqual(told([...before, left]).shared)
    expect(told([...before, ['03-02T09:00', order('o1', 100, 'cy')], left]).shared).toHaveLength(2)
  })
})

describe('the room of a month', () => {
  test('is counted by unit and buyer, and those of other months are forgotten', () => {
    const { shared, state } = told([['03-01T09:00', sharing('50', 60)], ['03-01T10:00', order('o1', 100)], ['03-31T23:59', order('o2', 100)], ['04-01T00:00', order('o3', 100)], ['04-02T00:00', order('o4', 100, 'cy')]])
    expect(shared.filter(([, unit]) => unit === 'points')).toEqual([['bob', 'points', 'o1', 50], ['bob', 'points', 'o2', 10], ['bob', 'points', 'o3', 50], ['cy', 'points', 'o4', 50]])
    expect(state.head.used).toEqual({ '@share:bonus:bob:2026-04': 3, '@share:points:bob:2026-04': 50, '@share:bonus:cy:2026-04': 3, '@share:points:cy:2026-04': 50 })
  })
})

describe('who leaves and forfeits', () => {
  const received = (unit: string, points: number, n: number): Told => [`03-0${n}T10:00`, { kind: 'points.received', unit, from: 'acme', pieces: [{ points, expiresOn: null, zone: 'UTC' }], isShare: true } as EventBody]

  test('gives back what is free of each unit, by names of their own, and keeps what is reserved and what is theirs', () => {
    const { facts, state } = told([
      received('points', 50, 1), received('bonus', 9, 1), ['03-02T10:00', { kind: 'points.adjusted', points: 5, reason: 'a gift', author: 'mei' }],
      ['03-03T10:00', { kind: 'points.held', points: 20, until: at('03-09T10:00') } as EventBody], ['03-04T10:00', { kind: 'company.left', companies: ['acme'] }],
    ], 'bob')
    const forfeited = facts.filter(({ name }) => name === 'points.forfeited')
    expect(forfeited.map(({ to, unit, pieces }) => [to, unit, (pieces as { points: number }[]).map(({ points }) => points)])).toEqual([['acme', 'bonus', [9]], ['acme', 'points', [30]]])
    expect(new Set(forfeited.map(({ key }) => key)).size).toBe(2)
    expect(state.head.units['points']).toMatchObject({ active: 5, reserved: 20, spent: 30 })
  })
})
