import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { openShop, PROGRAM, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const WITH_FLOOR = { ...PROGRAM, discounts: [], margin: { floor: '5' } }
const WITHOUT_FLOOR = { ...PROGRAM, discounts: [], margin: undefined }
/** A program of which nothing that was sold keeps enough. */
const TOO_LOW = { ...WITH_FLOOR, margin: { floor: '90', mode: 'shadow' } }
const buy = async ({ ask }: Shop, order: string, { at = '2026-01-02T10:00:00Z', sku = 'MUG' } = {}) => expect(await ask('POST', '/events', {
  source: 'shop', id: order, type: 'order.paid', occurredAt: at, member: 'ann', order: { id: order, market: 'eu', currency: 'EUR', lines: [{ id: '1', sku, quantity: 1, amountMinor: 2_000 }] },
})).toMatchObject({ status: 201 })
const put = async ({ ask }: Shop, unitMinor: number, sku = 'MUG') => (await ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku, unitMinor }] })).body
const cost = async ({ ask }: Shop, costMinor: number) => (await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', tags: ['kitchen'], costMinor }] })).body

describe('what is saved and would put past orders below their floor', () => {
  test('is said with the prices and the costs that were put, of the orders that have them alone; nothing is refused', async () => {
    const shop = await openShop(server, WITH_FLOOR)
    for (const order of ['o1', 'o2']) await buy(shop, order)
    await buy(shop, 'o3', { sku: 'HAT' })
    await buy(shop, 'old', { at: '2025-11-01T10:00:00Z' })
    expect(await put(shop, 990)).toMatchObject({ floors: { days: 30, orders: 2, lines: 2, ordersBelow: 0, linesBelow: 0, worst: [] } })
    expect(await put(shop, 410)).toMatchObject({
      results: [{ status: 200, outcome: 'changed' }],
      floors: { orders: 2, ordersBelow: 2, linesBelow: 2, worst: [{ sku: 'MUG', netMinor: 410, floorMinor: 20 }, { sku: 'MUG' }], message: 'Of 2 orders of the last 30 days 2 would leave less than must stay.' },
    })
    expect((await shop.quote({ lines: [{ sku: 'MUG', quantity: 1 }] })).goodsMinor).toBe(410)
    expect(await put(shop, 1_000)).toMatchObject({ floors: { ordersBelow: 0 } })
    expect(await cost(shop, 980)).toMatchObject({ floors: { orders: 2, ordersBelow: 2 } })
  })

  test('is not looked at where nothing changed, nothing has a floor, or the key may not see costs', async () => {
    const shop = await openShop(server, WITH_FLOOR)
    await buy(shop, 'o1')
    await put(shop, 410)
    expect(await put(shop, 410)).toEqual({ results: [{ status: 200, outcome: 'unchanged' }] })
    expect((await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'none', sku: 'MUG', unitMinor: 1 }, 'no row'] })).body).not.toHaveProperty('floors')
    const blind = await shop.askAs(['catalogue:write', 'programs:publish'])
    expect((await blind('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 411 }] })).body).toEqual({ results: [{ status: 200, outcome: 'changed' }] })
    expect((await blind('POST', '/programs', { program: TOO_LOW })).body).not.toHaveProperty('floors')
    const bare = await openShop(server, WITHOUT_FLOOR)
    await buy(bare, 'o1')
    expect(await put(bare, 1)).toEqual({ results: [{ status: 200, outcome: 'changed' }] })
  })

  test('is said with a program that is published, also from a later time on, and with a draft that is saved', async () => {
    const shop = await openShop(server, WITHOUT_FLOOR)
    await buy(shop, 'o1')
    const { body: saved } = await shop.ask('POST', '/programs/drafts', { name: 'Next', program: TOO_LOW })
    expect(saved).toMatchObject({ isValid: true, floors: { orders: 1, ordersBelow: 1, worst: [{ orderId: 'o1', netMinor: 1_000, floorMinor: 900 }] } })
    const draft = `/programs/drafts/${String(saved['draft'])}`
    expect((await shop.ask('PATCH', draft, { revision: 1, program: { ...TOO_LOW, zone: 'Mars' } })).body).not.toHaveProperty('floors')
    expect(await shop.ask('PATCH', draft, { revision: 1, name: 'Late' })).toMatchObject({ status: 409 })
    expect((await shop.ask('PATCH', draft, { revision: 2, program: WITH_FLOOR })).body).toMatchObject({ revision: 3, floors: { orders: 1, ordersBelow: 0 } })
    expect(await shop.ask('POST', `${draft}/publications`, { from: '2026-03-01T00:00:00Z' })).toMatchObject({ status: 201, body: { version: 3, floors: { ordersBelow: 0 } } })
    expect(await shop.ask('POST', '/programs', { program: TOO_LOW, from: '2026-04-01T00:00:00Z' })).toMatchObject({ status: 201, body: { version: 4, floors: { ordersBelow: 1 } } })
    expect(((await shop.ask('GET', '/programs')).body['programs'] as unknown[]).length).toBe(4)
  })

  test('is null where it could not be looked at, and what was saved stays saved', async () => {
    const shop = await openShop(server, WITH_FLOOR)
    await buy(shop, 'o1')
    const read = vi.spyOn(server.house.database, 'readStore').mockRejectedValueOnce(new Error('the database went'))
    const answer = await shop.ask('POST', '/programs', { program: TOO_LOW, from: '2026-04-01T00:00:00Z' })
    read.mockRestore()
    expect(answer).toMatchObject({ status: 201, body: { version: 3, floors: null } })
    expect(((await shop.ask('GET', '/programs')).body['programs'] as unknown[]).length).toBe(3)
  })

  test('is said of twenty orders at most, the newest, in the language of whoever saves', async () => {
    const shop = await openShop(server, WITH_FLOOR)
    for (let n = 0; n < 25; n += 1) await buy(shop, `o${n}`, { at: `2026-01-02T10:00:${10 + n}Z` })
    const { body } = await server.ask('POST', '/api/v1/catalogue/prices', { key: shop.key, headers: { 'accept-language': 'zh-CN' }, body: { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 410 }] } })
    expect(body).toMatchObject({ floors: { orders: 20, ordersBelow: 20, message: '查看了近 30 天的 20 张订单，其中 20 张低于毛利底线。' } })
    const { worst } = body['floors'] as { worst: { orderId: string }[] }
    expect([worst.length, worst.every(({ orderId }) => Number(orderId.slice(1)) >= 5)]).toEqual([5, true])
  })
})
