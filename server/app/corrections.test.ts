import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rebuildMember, verifyStore } from '#server/modules/activity/index'
import { requireMember } from '#server/modules/members/index'
import { PERMISSIONS } from '#server/modules/keys/index'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const order = (amountMinor: number, more: object = {}) => ({
  source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] }, ...more,
})

/** A sandbox with a member who paid 50 euros, and a way to correct that. */
async function openMember() {
  const { key, newKey, storeId } = await server.openStore({ kind: 'sandbox' })
  const tell = (event: object) => server.ask('POST', '/api/v1/events', { key, body: { member: 'ada', ...event } })
  expect((await tell(order(5_000))).status).toBe(201)
  const inStore = server.house.database.inStore
  return {
    key, newKey, tell,
    correct: (body: object, as: { key?: string; member?: string } = {}) => server.ask('POST', `/api/v1/members/${as.member ?? 'ada'}/corrections`, { key: as.key ?? key, body }),
    passTo: (to: string) => server.ask('POST', '/api/v1/clock', { key, body: { to } }),
    points: async (query = '') => ((await server.ask('GET', `/api/v1/members/ada${query}`, { key })).body as { units: { points: { available: number; debt: number } } }).units.points,
    prove: () => inStore(storeId, async (db) => {
      const ctx = { db, storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() } as const
      expect((await verifyStore(ctx)).lie).toBeNull()
      expect(await rebuildMember(ctx, await requireMember(ctx, 'ada'))).toEqual([])
    }),
  }
}

describe('a correction', () => {
  test('lets an order count as it should have been told, and what was known before can still be read', async () => {
    const ada = await openMember()
    await ada.tell({ source: 'shop', id: 's1', type: 'points.spent', occurredAt: '2026-01-05T09:30:00Z', points: 30, purpose: 'checkout' })
    await ada.passTo('2026-01-07T00:00:00Z')
    expect(await ada.correct({ event: order(2_000) })).toMatchObject({ status: 201, body: { source: 'shop', id: 'o1', member: 'ada', number: 1, balances: { points: { available: 0, debt: 10 } } } })
    expect(await ada.points()).toMatchObject({ available: 0, debt: 10 })
    expect(await ada.points('?knownAt=2026-01-06T00:00:00Z')).toMatchObject({ available: 20, debt: 0 })
    const { body } = await server.ask('GET', '/api/v1/members/ada/explanations?event=o1', { key: ada.key })
    expect((body['sentences'] as string[]).join()).toContain('20 points for order o1')
    // The shop's first telling is still a repetition of what it told.
    expect(await ada.tell(order(5_000))).toMatchObject({ status: 200, body: { balances: { points: { available: 50 } } } })
    await ada.prove()
  })

  test('of a refund or a credit note, and of its time, counts likewise', async () => {
    const ada = await openMember()
    const refund = (amountMinor: number) => ({ source: 'shop', id: 'r1', type: 'order.refunded', occurredAt: '2026-01-05T09:10:00Z', orderId: 'o1', refund: { amountMinor } })
    const credit = (amountMinor: number) => ({ source: 'shop', id: 'c1', type: 'credit.noted', occurredAt: '2026-01-05T09:20:00Z', currency: 'EUR', amountMinor })
    await ada.tell(refund(4_000))
    await ada.tell(credit(500))
    expect(await ada.correct({ event: refund(1_000) })).toMatchObject({ status: 201, body: { balances: { points: { available: 35 } } } })
    expect(await ada.correct({ event: credit(700) })).toMatchObject({ status: 201, body: { balances: { points: { available: 33 } } } })
    expect(await ada.correct({ event: order(5_000, { occurredAt: '2025-12-24T09:00:00Z' }) })).toMatchObject({ status: 201 })
    expect((await server.ask('GET', '/api/v1/members/ada/lots', { key: ada.key })).body['lots']).toMatchObject([{ earnedAt: '2025-12-24T09:00:00Z', left: 33 }])
    await ada.prove()
  })

  test('is made once: the same number names it for ever, and without one the same again is a repetition', async () => {
    const ada = await openMember()
    const first = await ada.correct({ event: order(2_000), number: 1 })
    expect(first).toMatchObject({ status: 201, body: { number: 1 } })
    for (const body of [{ event: order(2_000), number: 1 }, { event: order(2_000) }, { event: { ...order(2_000), member: 'ada' } }]) {
      expect(await ada.correct(body)).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' }, body: first.body })
    }
    expect(await ada.correct({ event: order(2_500), number: 1 })).toMatchObject({ status: 409, body: { code: 'activity.other_correction', details: { source: 'shop', id: 'o1', number: 1 } } })
    expect(await ada.correct({ event: order(2_500), number: 3 })).toMatchObject({ status: 409, body: { code: 'activity.correction_ahead', details: { last: 1 } } })
    expect(await ada.correct({ event: order(3_000) })).toMatchObject({ status: 201, body: { number: 2, balances: { points: { available: 30 } } } })
    expect(await ada.correct({ event: order(5_000) })).toMatchObject({ status: 201, body: { number: 3, balances: { points: { available: 50 } } } })
    expect(await ada.correct({ event: order(2_000), number: 1 })).toMatchObject({ status: 200, body: first.body })
    expect(await ada.points()).toMatchObject({ available: 50 })
    await ada.prove()
  })

  test('of two at once with other contents is one; the other is told', async () => {
    const ada = await openMember()
    const answers = await Promise.all([1_000, 2_000].map((amount) => ada.correct({ event: order(amount), number: 1 })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    await ada.prove()
  })

  test('of what the member was not told of, or of another type, is refused and changes nothing', async () => {
    const ada = await openMember()
    await ada.tell({ ...order(700, { id: 'o2', member: 'bo' }), order: { ...order(700).order, id: 'o2' } })
    const notTold = { status: 422, body: { code: 'event.not_amendable' } }
    expect(await ada.correct({ event: order(100, { id: 'o9' }) })).toMatchObject({ ...notTold, body: { ...notTold.body, details: { source: 'shop', id: 'o9' } } })
    expect(await ada.correct({ event: order(100, { id: 'o9' }), number: 4 })).toMatchObject(notTold)
    expect(await ada.correct({ event: order(100, { id: 'o2' }) })).toMatchObject(notTold)
    expect(await ada.correct({ event: { source: 'shop', id: 'o1', type: 'credit.noted', occurredAt: '2026-01-05T09:20:00Z', currency: 'EUR', amountMinor: 100 } })).toMatchObject(notTold)
    expect(await ada.correct({ event: order(100) }, { member: 'nobody' })).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    expect(await ada.correct({ event: order(5_000, { order: { ...order(1).order, currency: 'USD' } }) })).toMatchObject({ status: 422, body: { code: expect.stringMatching(/^order\./) as string } })
    expect(await ada.points()).toMatchObject({ available: 50 })
    await ada.correct({ event: order(3_000) })
    expect(await ada.correct({ event: order(100) }, { member: 'bo' })).toMatchObject({ status: 422, body: { code: 'event.not_amendable', details: { source: 'shop', id: 'o1' } } })
  })

  test('that is told wrongly has the path of each mistake', async () => {
    const ada = await openMember()
    const wrong = async (body: object, path: string) => expect(await ada.correct(body), path).toMatchObject({ status: 422, body: { code: 'http.wrong_shape', errors: [{ path }] } })
    await wrong({}, 'event')
    await wrong({ event: { type: 'points.spent', source: 'shop', id: 's1' } }, 'event.type')
    await wrong({ event: order(100, { member: 'bo' }) }, 'event.member')
    await wrong({ event: order(100, { occurredAt: '2026-01-05T10:06:00Z' }) }, 'event.occurredAt')
    await wrong({ event: order(100, { source: 'rockpool:amended' }) }, 'event.source')
    await wrong({ event: order(1.5) }, 'event.order.lines[0].amountMinor')
    await wrong({ event: order(100), number: 0 }, 'number')
  })

  test('asks for a permission of its own', async () => {
    const ada = await openMember()
    const others = PERMISSIONS.filter((permission) => permission !== 'activity:correct')
    expect(await ada.correct({ event: order(100) }, { key: await ada.newKey(others) })).toMatchObject({ status: 403 })
    expect(await ada.correct({ event: order(100) }, { key: await ada.newKey(['activity:correct']) })).toMatchObject({ status: 201 })
  })

  test('comes too late once the member was merged into another', async () => {
    const ada = await openMember()
    await ada.tell({ source: 'crm', id: 'm1', type: 'member.merged', occurredAt: '2026-01-05T09:30:00Z', member: 'bo', absorbed: 'ada' })
    expect(await ada.correct({ event: order(100) })).toMatchObject({ status: 422, body: { code: 'event.not_amendable', detail: expect.stringContaining('merged') as string } })
  })
})
