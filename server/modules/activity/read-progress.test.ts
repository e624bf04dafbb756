import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LeafProgress } from '#engine/member/progress'
import type { Criteria } from '#engine/program/program'
import { openTestServer, type TestServer } from '#server/app/testing'
import { nearestWay } from './nearest-way.ts'

const TIERED = {
  program: 'tiered', name: 'Tiered', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: { after: { months: 6 }, reminders: { days: [30, 7] } },
  tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '500', window: { rolling: { days: 365 } } } }, { id: 'ruby', entry: { spend: '9000' } }] }],
}

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

test('a level is foretold past the end of all points that the member has', async () => {
  const { key } = await server.openStore({ kind: 'sandbox' })
  await server.ask('POST', '/api/v1/programs', { key, body: { program: TIERED, mode: 'all' } })
  const order = (id: string, occurredAt: string, amountMinor: number) => ({ source: 'shop', id, type: 'order.paid', occurredAt, member: 'ada', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] } })
  await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-03-01T00:00:00Z' } })
  await server.ask('POST', '/api/v1/events', { key, body: { events: [order('o1', '2026-02-05T09:00:00Z', 60_000), order('o2', '2026-02-20T09:00:00Z', 1_000)] } })
  const { status, body } = await server.ask('GET', '/api/v1/members/ada/progress', { key })
  expect({ status, ...body }).toMatchObject({ status: 200, tracks: [{ track: 'main', level: 'gold', next: 'ruby', projected: { level: 'base', at: '2027-02-05T00:00:00Z' }, isAtRisk: true }] })
})

test('a level that asks for several things at once is as near as all of them, and one of several ways the nearest', async () => {
  const { key } = await server.openStore({ kind: 'sandbox' })
  const all = { all: [{ spend: '1000' }, { orders: 1 }, { any: [{ spend: '100' }, { orders: 90 }] }] }
  const program = { ...TIERED, tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'gold', entry: all }] }] }
  await server.ask('POST', '/api/v1/programs', { key, body: { program, mode: 'all' } })
  const order = { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'ada', order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 10_000 }] } }
  await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-01-05T10:00:00Z' } })
  await server.ask('POST', '/api/v1/events', { key, body: { events: [order] } })
  const { body } = await server.ask('GET', '/api/v1/members/ada/progress', { key })
  // 10 %, 100 % and 100 %: the ninety orders are not asked for beside a hundred euros.
  expect(body).toMatchObject({ tracks: [{ next: 'gold', nearest: { percent: 70, needs: [0, 1, 2] } }] })
})

test('what a member can do nothing for is not the nearest way, and nothing is whole before it is met', () => {
  const leaf = (measure: string, have: number, need: number) => ({ leaf: { kind: 'series', measure }, have, need, isMet: have >= need }) as unknown as LeafProgress
  const tag = { leaf: { kind: 'tag' }, have: 0, need: 1, isMet: false } as unknown as LeafProgress
  const criteria = (kind: 'all' | 'any', leaves: readonly LeafProgress[]) => ({ kind, of: leaves.map((one) => one.leaf) }) as unknown as Criteria
  const told = (kind: 'all' | 'any', ...leaves: LeafProgress[]) => nearestWay(criteria(kind, leaves), leaves)
  expect(told('any', tag, leaf('company_volume', 0, 9), leaf('spend', 0, 9))).toEqual({ percent: 0, needs: [2] })
  expect(told('any', leaf('spend', -5, 9), leaf('company_volume', 3, 9))).toEqual({ percent: 33, needs: [1] })
  expect(told('all', leaf('spend', 99_999, 100_000), leaf('orders', 5, 5))).toEqual({ percent: 99, needs: [0, 1] })
  expect(nearestWay(null, [])).toEqual({ percent: 100, needs: [] })
})
