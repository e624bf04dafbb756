import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'

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
