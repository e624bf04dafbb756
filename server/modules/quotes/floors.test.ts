import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { openShop, PROGRAM, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const draftOf = async ({ ask }: Shop, change: object) => String((await ask('POST', '/programs/drafts', { name: 'Next', program: { ...PROGRAM, discounts: [], ...change } })).body['draft'])
const check = async ({ ask }: Shop, body: object = {}) => (await ask('POST', '/floor-checks', body)).body
const buy = async ({ ask }: Shop, member: string, { order, at = '2026-01-02T10:00:00Z', lines = [{ sku: 'MUG', quantity: 2 }] }: { order: string; at?: string; lines?: { sku: string; quantity: number }[] }) => expect(await ask('POST', '/events', {
  source: 'shop', id: order, type: 'order.paid', occurredAt: at, member, order: { id: order, market: 'eu', currency: 'EUR', lines: lines.map((line, n) => ({ id: String(n + 1), ...line, amountMinor: 1_000 * line.quantity })) },
})).toMatchObject({ status: 201 })

describe('a check of floors on past orders', () => {
  test('says before a draft is published which orders of the store would leave too little, the worst first', async () => {
    const shop = await openShop(server, { ...PROGRAM, discounts: [], margin: { floor: '5' } })
    await buy(shop, 'ann', { order: 'o1' })
    await buy(shop, 'gold', { order: 'o2', lines: [{ sku: 'MUG', quantity: 1 }, { sku: 'HAT', quantity: 1 }] })
    await buy(shop, 'ann', { order: 'old', at: '2025-11-01T10:00:00Z' })
    // A hat costs 19.00: at 20.00 it keeps its floor of 5 %, and at the 17.60 of gold it does not.
    expect(await check(shop)).toMatchObject({ hasFloor: true, orders: 2, lines: 3, notSold: 0, ordersBelow: 1, linesBelow: 1, worst: [{ orderId: 'o2', line: '2', sku: 'HAT', currency: 'EUR', netMinor: 1760 }], next: null })
    const draft = await draftOf(shop, { benefits: { ...PROGRAM.benefits, gold_price: { kind: 'discount', name: '70 % off', percent: '70' } }, margin: { floor: '50', mode: 'shadow' } })
    const { worst, ...counts } = await check(shop, { draft })
    expect(counts).toMatchObject({ orders: 2, ordersBelow: 1, linesBelow: 2 })
    expect(worst).toMatchObject([{ sku: 'HAT', netMinor: 600, floorMinor: 300 }, { sku: 'MUG', netMinor: 300, marginMinor: -101, floorMinor: 150, shortBaseMinor: 251 }])
    // Three points for the mug are shared over both lines: one of them, and 3.00 less 4.00.
    expect((await shop.ask('GET', '/programs')).status).toBe(200)
    expect(await check(shop, { days: 90 })).toMatchObject({ orders: 3 })
  })

  test('sees prices and costs that were put just now, and goes on order by order', async () => {
    const shop = await openShop(server, { ...PROGRAM, discounts: [], margin: { floor: '5' } })
    for (const order of ['o1', 'o2', 'o3']) await buy(shop, 'ann', { order })
    expect(await check(shop)).toMatchObject({ orders: 3, ordersBelow: 0, worst: [] })
    await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 410 }] })
    const first = await check(shop, { limit: 2 })
    expect(first).toMatchObject({ orders: 2, ordersBelow: 2 })
    expect(await check(shop, { limit: 2, after: first['next'] })).toMatchObject({ orders: 1, ordersBelow: 1, next: null })
    await shop.ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', isRetired: true }] })
    expect(await check(shop)).toMatchObject({ orders: 3, lines: 0, notSold: 3, ordersBelow: 0 })
  })

  test('has nothing to say of a program without a floor, of a draft that is not there, or to a key that may not see costs', async () => {
    const shop = await openShop(server, { ...PROGRAM, margin: undefined })
    await buy(shop, 'ann', { order: 'o1' })
    expect(await check(shop)).toMatchObject({ hasFloor: false, orders: 0, ordersBelow: 0 })
    expect(await shop.ask('POST', '/floor-checks', { draft: 'drf_none' })).toMatchObject({ status: 404, body: { code: 'programs.draft_unknown' } })
    expect((await (await shop.askAs(['catalogue:read', 'catalogue:write']))('POST', '/floor-checks', {})).status).toBe(403)
  })
})
