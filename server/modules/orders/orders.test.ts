import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'

/** Points that wait for a hand, one a euro. */
const BY_HAND = {
  program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market', pending: { by_hand: true } }], expiry: { after: { years: 1 } },
}

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
})

function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}

const orderOf = (id: string, amountMinor: number) => ({ id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 2, amountMinor }] })

async function tell(type: string, said: { id: string; [field: string]: unknown }): Promise<void> {
  const { status, body } = await ask('POST /events', { source: 'shop', type, occurredAt: '2026-01-05T09:00:00Z', member: 'ada', ...said })
  expect([status, body]).toEqual([201, expect.anything()])
}
const pay = (order: string, amountMinor = 2_900, more: object = {}) => tell('order.paid', { id: `paid-${order}`, order: orderOf(order, amountMinor), ...more })

const points = (count: number) => [{ unit: 'points', points: count }]

describe('an order', () => {
  test('tells what it earned by which rule, and what a refund took', async () => {
    await pay('1001')
    await tell('order.refunded', { id: 'r1', occurredAt: '2026-01-05T09:30:00Z', orderId: '1001', refund: { lines: [{ line: '1', quantity: 1 }] } })
    const { status, body } = await ask('GET /orders/1001')
    expect([status, body]).toEqual([200, { order: '1001', members: [{
      member: { memberId: expect.stringMatching(/^mem_/), name: null, externalId: 'ada', isTest: false }, zone: 'UTC', paidAt: '2026-01-05T09:00:00Z', currency: 'EUR', market: 'eu', totalMinor: 2900, isWhollyRefunded: false,
      lines: [{ id: '1', sku: 'MUG', quantity: 2, amountMinor: 2900 }], rules: [{ rule: 'purchase', version: 1, unit: 'points', earned: 29, clawed: 15, waived: 0 }], pending: [],
      steps: [
        { at: '2026-01-05T09:00:00Z', type: 'order.paid', source: 'shop', id: 'paid-1001', moves: [{ unit: 'points', from: 'issued', to: 'active', reason: 'earn', points: 29 }], cause: { type: 'order.paid', name: null, orderId: '1001', purpose: null } },
        { at: '2026-01-05T09:30:00Z', type: 'order.refunded', source: 'shop', id: 'r1', moves: [{ unit: 'points', from: 'active', to: 'revoked', reason: 'claw', points: 15 }], cause: { type: 'order.refunded', name: null, orderId: '1001', purpose: null } },
      ],
    }] }])
    const why = await ask('GET /members/ada/explanations?event=r1&locale=zh-CN')
    expect(why.body['sentences']).toEqual(expect.arrayContaining([expect.stringContaining('扣回')]))
  })

  test('tells until when its points are pending, and they are approved from there, once', async () => {
    store = await server.openStore({ document: BY_HAND })
    await pay('1001')
    const pending = async () => (((await ask('GET /orders/1001')).body['members'] as [{ pending: { lotId: string }[] }])[0]).pending
    const [lot] = await pending()
    expect(lot).toMatchObject({ points: 29, waits: 'hand', activatesAt: null, orderId: '1001' })
    const said = { lotId: lot?.lotId, reason: 'Looked through', author: 'mei', id: 'a1' }
    const answers = [await ask('POST /members/ada/activations', said), await ask('POST /members/ada/activations', said)]
    expect(answers.map(({ status, body }) => [status, (body['balances'] as { points: { active: number } }).points.active])).toEqual([[201, 29], [200, 29]])
    expect(await pending()).toEqual([])
  })

  test('tells what else took of its points, by what it was for, and by whose days', async () => {
    store = await server.openStore({ document: { ...BY_HAND, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], rewards: [{ id: 'mug', name: 'A mug', gives: { product: 'MUG' }, points: 20 }] } })
    await pay('1001')
    await tell('member.changed', { id: 'u1', occurredAt: '2026-01-05T09:10:00Z', profile: { zone: 'Asia/Tokyo' } })
    expect((await ask('POST /members/ada/redemptions', { reward: 'mug', id: 'm1' })).status).toBe(201)
    const { members: [telling] } = (await ask('GET /orders/1001')).body as { members: [{ zone: string; steps: object[] }] }
    expect([telling.zone, telling.steps[1]]).toMatchObject(['Asia/Tokyo', { type: null, moves: [{ reason: 'spend', points: 20 }], cause: { type: 'reward.redeemed', name: 'mug', orderId: null, purpose: null } }])
  })

  test('is found by its whole number alone, and in its own store alone', async () => {
    await pay('A/1 001')
    expect((await ask(`GET /orders/${encodeURIComponent('A/1 001')}`)).status).toBe(200)
    expect((await ask('GET /orders/A')).body).toMatchObject({ status: 404, code: 'orders.unknown' })
    const other = await server.openStore()
    expect((await ask(`GET /orders/${encodeURIComponent('A/1 001')}`, undefined, other.key)).body).toMatchObject({ status: 404, code: 'orders.unknown' })
    expect((await ask('GET /orders', undefined, other.key)).body).toEqual({ orders: [], next: null, seenTo: null })
  })

  test('of somebody who was merged is that of the one that goes on, with what it earned before', async () => {
    await pay('1001')
    await pay('1002', 1_000, { member: 'bob', id: 'paid-1002' })
    await tell('member.merged', { id: 'm1', member: 'bob', absorbed: 'ada', occurredAt: '2026-01-05T09:40:00Z' })
    const bob = (await ask('GET /members/bob')).body['memberId']
    const { members } = (await ask('GET /orders/1001')).body as { members: { member: { memberId: string }; steps: { type: string | null }[]; rules: { earned: number }[] }[] }
    expect(members.map(({ member: { memberId }, steps, rules }) => [memberId, steps.map(({ type }) => type), rules.map(({ earned }) => earned)])).toEqual([[bob, ['order.paid'], [29]]])
    expect((await ask('GET /orders')).body).toMatchObject({ orders: [{ order: '1002', member: { memberId: bob }, earned: points(10) }, { order: '1001', member: { memberId: bob }, earned: points(29) }] })
  })

  test('that was corrected counts as it stands', async () => {
    await pay('1001')
    const { status } = await ask('POST /members/ada/corrections', { event: { source: 'shop', id: 'paid-1001', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', order: orderOf('1001', 1_000) } })
    expect(status).toBeLessThan(300)
    expect((await ask('GET /orders/1001')).body).toMatchObject({ members: [{ totalMinor: 1000, rules: [{ earned: 10 }], steps: [{ moves: [{ points: 10 }] }] }] })
    expect((await ask('GET /orders')).body).toMatchObject({ orders: [{ order: '1001', earned: points(10) }] })
  })
})

describe('what a member has ordered', () => {
  test('is told with its lines, as it was told last, by whoever they were', async () => {
    await pay('1001')
    await tell('order.paid', { id: 'paid-1002', member: 'bob', occurredAt: '2026-01-05T09:10:00Z', order: { id: '1002', currency: 'EUR', lines: [{ id: '1', sku: 'CUP, blue', quantity: 3, amountMinor: 900 }, { id: '2', sku: 'MUG', quantity: 1, amountMinor: 900 }] } })
    const mug = [{ sku: 'MUG', quantity: 2 }]
    expect((await ask('GET /members/ada/orders')).body).toEqual({ orders: [{ order: '1001', at: '2026-01-05T09:00:00Z', totalMinor: 2_900, currency: 'EUR', lines: mug }], next: null })
    await ask('POST /members/ada/corrections', { event: { source: 'shop', id: 'paid-1001', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', order: { ...orderOf('1001', 1_000), lines: [{ id: '1', sku: 'MUG', quantity: 5, amountMinor: 1_000 }] } } })
    await tell('member.merged', { id: 'm1', member: 'ada', absorbed: 'bob', occurredAt: '2026-01-05T09:40:00Z' })
    expect((await ask('GET /members/ada/orders')).body).toMatchObject({ orders: [{ order: '1002', lines: [{ sku: 'CUP, blue', quantity: 3 }, { sku: 'MUG', quantity: 1 }] }, { order: '1001', totalMinor: 1_000, lines: [{ sku: 'MUG', quantity: 5 }] }] })
    const first = (await ask('GET /members/ada/orders?limit=1')).body
    expect((await ask(`GET /members/ada/orders?limit=3&after=${String(first['next'])}`)).body).toMatchObject({ orders: [{ order: '1001' }], next: null })
  })
})

describe('the list of orders', () => {
  test('is told the newest first, page by page, whatever came between', async () => {
    for (const [index, order] of ['1', '2', '3'].entries()) {
      await pay(order, 1_000 * (index + 1), { occurredAt: `2026-01-05T09:0${index}:00Z` })
      await tell('activity', { id: `a${order}`, occurredAt: `2026-01-05T09:0${index}:30Z`, name: 'visited' })
    }
    await tell('order.refunded', { id: 'r', occurredAt: '2026-01-05T09:30:00Z', orderId: '2', refund: {} })
    const first = (await ask('GET /orders?limit=2')).body
    expect(first).toMatchObject({ orders: [{ order: '3', totalMinor: 3000, earned: points(30), clawed: [] }, { order: '2', earned: [], clawed: points(20), isWhollyRefunded: true }] })
    const second = (await ask(`GET /orders?limit=3&after=${String(first['next'])}`)).body
    expect(second).toMatchObject({ orders: [{ order: '1' }], next: null })
  })

  test('is not for whoever may not see points', async () => {
    const key = await store.newKey(['members:read'])
    for (const path of ['/orders', '/orders/1', '/feed', '/feed/pending', '/feed/debts', '/feed/export?part=debts']) expect((await ask(`GET ${path}`, undefined, key)).status, path).toBe(403)
  })
})
