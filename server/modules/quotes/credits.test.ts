import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { AT, openShop, PROGRAM, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Credit = { memberId: string; orderId: string; line: string; quantity: number; paidMinor: number; nowMinor: number; creditMinor: number; why: string; gives: { unit: string; points: number } | null; isGiven: boolean }

const protecting = (protection: object, more: object = {}) => ({ ...PROGRAM, discounts: [], margin: { floor: '10' }, prices: { protection }, ...more })
const POINTS = { days: 14, as: 'points' }

const record = async ({ ask }: Shop, id: string, event: object) => expect(await ask('POST', '/events', { source: 'shop', id, ...event }), id).toMatchObject({ status: 201 })
/** Mugs that a member bought at 12.00 each. */
const buy = (shop: Shop, member: string, { order = 'o1', at = '2026-01-02T10:00:00Z', quantity = 2, line = {} }: { order?: string; at?: string; quantity?: number; line?: object } = {}) => record(shop, order, {
  type: 'order.paid', occurredAt: at, member, order: { id: order, market: 'eu', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity, amountMinor: 1_200 * quantity, ...line }] },
})
const list = async ({ ask }: Shop, query = '') => (await ask('GET', `/price-credits${query}`)).body as unknown as { credits: Credit[]; next: string | null }
const give = async ({ ask }: Shop, body: object = {}) => (await ask('POST', '/price-credits', body)).body as unknown as { given: Credit[]; next: string | null }
const pointsOf = async ({ ask }: Shop, member: string, unit = 'points') => ((await ask('GET', `/members/${member}`)).body['units'] as Record<string, { active: number } | undefined>)[unit]?.active ?? 0

describe('a price that fell after a purchase (R39)', () => {
  test('is listed with what the member would get, and is given once for a line, whatever becomes of the price', async () => {
    const shop = await openShop(server, protecting(POINTS))
    await buy(shop, 'ann')
    await buy(shop, 'bo', { order: 'o2', at: '2025-12-22T09:59:59Z' })
    const { credits, next } = await list(shop)
    expect([credits, next]).toMatchObject([[{ orderId: 'o1', line: '1', quantity: 2, paidMinor: 2400, nowMinor: 2000, creditMinor: 400, why: 'fell', gives: { unit: 'points', points: 400 }, isGiven: false }], null])
    const before = await pointsOf(shop, 'ann')
    expect((await give(shop)).given).toMatchObject([{ orderId: 'o1', isGiven: true }])
    expect(await pointsOf(shop, 'ann')).toBe(before + 400)
    expect((await list(shop)).credits).toMatchObject([{ isGiven: true }])
    await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 700 }] })
    expect([(await give(shop)).given, await pointsOf(shop, 'ann')]).toEqual([[], before + 400])
    const told = (await shop.ask('GET', '/members/ann/postings')).text
    expect(told).toContain('price-protection')
    const { rows } = await server.world.owner.inStore(shop.storeId, (db) => sql<{ author: string }>`select event->>'author' as author from activity_events where store_id = ${shop.storeId} and event->>'source' = 'price-protection'`.execute(db))
    expect(rows).toEqual([{ author: 'Test' }])
  })

  test('counts what was kept, what was really paid, and what this member would pay now', async () => {
    const shop = await openShop(server, protecting(POINTS))
    await buy(shop, 'gold', { line: { discountMinor: 100 } })
    await buy(shop, 'ann', { order: 'o3', quantity: 3 })
    await record(shop, 'r1', { type: 'order.refunded', occurredAt: '2026-01-03T10:00:00Z', member: 'ann', orderId: 'o3', refund: { lines: [{ line: '1', quantity: 1 }] } })
    await buy(shop, 'bo', { order: 'o4' })
    await record(shop, 'r2', { type: 'order.refunded', occurredAt: '2026-01-03T10:00:00Z', member: 'bo', orderId: 'o4', refund: {} })
    await buy(shop, 'acme', { order: 'o5', at: '2026-01-05T09:30:00Z', line: { amountMinor: 1_900 } })
    // Gold pays 8.60 each by a list of theirs; the company's contract is 9.50, which is what it paid.
    expect((await list(shop)).credits.map(({ orderId, quantity, paidMinor, nowMinor }) => [orderId, quantity, paidMinor, nowMinor])).toEqual([['o1', 2, 2300, 1720], ['o3', 2, 2400, 2000]])
  })

  test('gives nothing below the floor, and store credit in the money of the market', async () => {
    const shop = await openShop(server, protecting({ days: 14, as: 'store_credit' }, { units: { points: { kind: 'spendable', name: 'Points' }, credit: { kind: 'store_credit', name: 'Credit', currency: 'EUR' } } }))
    await buy(shop, 'ann')
    await shop.ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', costMinor: 950 }] })
    expect([(await list(shop)).credits, (await give(shop)).given]).toMatchObject([[{ creditMinor: 0, why: 'floor', gives: null }], []])
    await shop.ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', costMinor: 400 }] })
    expect((await give(shop)).given).toMatchObject([{ gives: { unit: 'credit', points: 400 } }])
    expect(await pointsOf(shop, 'ann', 'credit')).toBe(400)
  })

  test('is looked for order by order, once each', async () => {
    const shop = await openShop(server, protecting(POINTS))
    for (const [n, member] of ['ann', 'bo', 'vip', 'ann'].entries()) await buy(shop, member, { order: `p${n}`, at: AT.replace('05T10', '04T10') })
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const page: { credits: Credit[]; next: string | null } = await list(shop, `?limit=1${after === '' ? '' : `&after=${after}`}`)
      seen.push(...page.credits.map(({ orderId }) => orderId))
      after = page.next
    }
    expect(seen.sort()).toEqual(['p0', 'p1', 'p2', 'p3'])
    expect((await shop.ask('GET', '/price-credits?after=bm8')).status).toBe(422)
  })

  test('is nothing where the program does not say so, and for a key that may not', async () => {
    const shop = await openShop(server)
    await buy(shop, 'ann')
    expect([(await list(shop)).credits, (await give(shop)).given]).toEqual([[], []])
    expect((await (await shop.askAs(['activity:read']))('POST', '/price-credits', {})).status).toBe(403)
  })
})
