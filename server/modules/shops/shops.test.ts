import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Shop = { storeId: string; staff: (...asked: ['GET' | 'PATCH' | 'POST', string, unknown?]) => Promise<Answered>; guest: (store?: string) => Promise<Answered> }

async function openShop(): Promise<Shop> {
  const { storeId, key } = await server.openStore()
  return {
    storeId, staff: (...[method, path, body]) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) }),
    guest: (store = storeId) => server.ask('GET', '/api/v1/shop', { headers: { 'rockpool-store': store } }),
  }
}

describe('the settings of a shop', () => {
  test('are as they come until somebody sets them, and what is not sent stays', async () => {
    const { staff } = await openShop()
    const { body: before } = await staff('GET', '/shop-settings')
    expect(before).toMatchObject({ isOpen: true, origins: [], ways: { code: true, password: false }, secrets: [], changedAt: null })
    const { body: after } = await staff('PATCH', '/shop-settings', { origins: ['https://shop.example.com'], stepUpPoints: 500 })
    expect(after).toEqual({ ...before, origins: ['https://shop.example.com'], stepUpPoints: 500, changedAt: '2026-01-05T10:00:00Z' })
    expect((await staff('PATCH', '/shop-settings', { isOpen: false })).body).toEqual({ ...after, isOpen: false })
  })

  test.each([
    [{ origins: ['https://shop.example.com/path'] }], [{ origins: ['http://shop.example.com'] }], [{ origins: ['*'] }], [{ handle: 'UPPER' }], [{ handle: '-a-' }], [{ languages: [] }], [{ languages: ['xx'] }], [{ theme: { accent: 'red' } }],
    [{ links: { shop: 'javascript:alert(1)', centre: null, terms: null, privacy: null } }], [{ widget: { isOn: true, position: 'middle', offsetX: 0, offsetY: 0, texts: {} } }], [{ ageGate: { minimum: 99, byCountry: {} } }], [{ unknown: 1 }],
  ])('are refused where they are none: %j', async (said) => {
    expect(await (await openShop()).staff('PATCH', '/shop-settings', said)).toMatchObject({ status: 422, body: { code: 'http.wrong_shape' } })
  })

  test('have the launcher on some pages of the shop, by how their paths begin, and name the one that is none', async () => {
    const { staff, guest } = await openShop()
    const { body: { widget } } = await staff('GET', '/shop-settings')
    const put = (pages: object) => staff('PATCH', '/shop-settings', { widget: { ...widget as object, pages } })
    expect(await put({ which: 'except', paths: ['/checkout', '/商品'] })).toMatchObject({ status: 200 })
    expect((await guest()).body).toMatchObject({ widget: { pages: { which: 'except', paths: ['/checkout', '/商品'] } } })
    for (const path of ['cart', '/', '/cart/*', '/cart?step=1', 'https://shop.example.com/cart', '/my cart']) {
      expect(await put({ which: 'only', paths: ['/fine', path] }), path).toMatchObject({ status: 422, body: { errors: [{ path: 'widget.pages.paths[1]', found: JSON.stringify(path), wanted: expect.stringContaining('how the path of a page begins, such as "/cart"') }] } })
    }
    expect(await put({ which: 'only', paths: [] })).toMatchObject({ status: 422, body: { errors: [{ path: 'widget.pages.paths' }] } })
    // Sent without them, it is on all pages again.
    expect((await staff('PATCH', '/shop-settings', { widget })).body).toMatchObject({ widget })
    expect((await guest()).text).not.toContain('/checkout')
  })

  test('lead “order again” to a page of the shop, by its order and lines alone', async () => {
    const { staff, guest } = await openShop()
    const put = async (body: object) => (await staff('PATCH', '/shop-settings', body)).status
    const LINKS = { shop: 'https://shop.example.com/en', centre: null, terms: null, privacy: null }
    expect(await put({ orderAgainUrl: 'https://any.example/cart?add={lines}&from={order}', origins: [] })).toBe(200)
    // What stays as it was is no mistake of whoever says which pages are the shop's.
    expect([await put({ origins: ['https://own.example'] }), await put({ origins: [], links: LINKS })]).toEqual([200, 200])
    expect(await staff('PATCH', '/shop-settings', { orderAgainUrl: 'https://other.example/{lines}' })).toMatchObject({ status: 422, body: { errors: [{ path: 'orderAgainUrl', wanted: 'an address of the shop: https://shop.example.com' }] } })
    expect(await put({ links: LINKS, orderAgainUrl: 'https://shop.example.com/cart/{lines}' })).toBe(200)
    for (const orderAgainUrl of ['https://shop.example.com/cart', 'https://shop.example.com/cart?{member}', 'https://shop.example.com/{lines', 'https://{order}.example.com/', 'https://shop.example.com.evil.example/{lines}', 'http://shop.example.com/{lines}', 'javascript:alert({lines})', 'https://shop.example.com@evil.example/{lines}']) {
      expect(await put({ orderAgainUrl }), orderAgainUrl).toBe(422)
    }
    expect((await guest()).body).toMatchObject({ orderAgainUrl: 'https://shop.example.com/cart/{lines}' })
    // Whoever takes its page away is told so, by the field that they sent.
    expect(await put({ origins: ['https://own.example'] })).toBe(200)
    expect(await staff('PATCH', '/shop-settings', { links: { ...LINKS, shop: null } })).toMatchObject({ status: 422, body: { errors: [{ path: 'links.shop', found: null, wanted: expect.stringMatching(/^https:\/\/shop\.example\.com among .*orderAgainUrl/) }] } })
    expect([await put({ origins: ['https://shop.example.com'] }), await put({ links: { ...LINKS, shop: null } })]).toEqual([200, 200])
    expect(await staff('PATCH', '/shop-settings', { origins: ['https://own.example'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'origins' }] } })
    expect(await put({ origins: [], links: LINKS })).toBe(200)
    expect(await put({ orderAgainUrl: null })).toBe(200)
  })

  test('tell anybody what shoppers need, and nothing of origins and secrets', async () => {
    const { staff, guest } = await openShop()
    await staff('PATCH', '/shop-settings', { origins: ['https://shop.example.com'] })
    const { body: { value, secret } } = await staff('POST', '/shop-settings/secrets', {})
    const { status, text, headers } = await guest()
    expect(status).toBe(200)
    for (const own of ['shop.example.com', String(value), String(secret), 'origins', 'secrets']) expect(text).not.toContain(own)
    expect(headers['cache-control']).toBe('public, max-age=60')
  })

  test('show a secret once, keep it sealed, and of two that work only their ids', async () => {
    const { staff, storeId } = await openShop()
    const first = await staff('POST', '/shop-settings/secrets', {})
    await staff('POST', '/shop-settings/secrets', { overlapHours: 1 })
    const { body, text } = await staff('GET', '/shop-settings')
    expect(body['secrets']).toHaveLength(2)
    expect(text).not.toContain(String(first.body['value']))
    const { rows } = await server.house.database.readStore(storeId, (db) => sql<{ row: string }>`select to_jsonb(s)::text as row from shops_secrets s`.execute(db))
    expect(rows.map(({ row }) => row).join()).not.toContain(String(first.body['value']))
  })
})

describe('a handle', () => {
  test('is made from the name, is one store\'s, and leads nowhere once it was changed', async () => {
    const [ours, theirs] = [await openShop(), await openShop()]
    const handleOf = async ({ staff }: Shop) => String((await staff('GET', '/shop-settings')).body['handle'])
    expect(await handleOf(theirs)).toMatch(/^test-[0-9a-f]{6}$/)
    const old = await handleOf(ours)
    expect((await ours.staff('PATCH', '/shop-settings', { handle: 'reef-supplies' })).body).toMatchObject({ handle: 'reef-supplies' })
    expect(await theirs.staff('PATCH', '/shop-settings', { handle: 'reef-supplies', isOpen: false })).toMatchObject({ status: 409, body: { code: 'stores.handle_taken' } })
    expect((await theirs.staff('GET', '/shop-settings')).body).toMatchObject({ isOpen: true })
    expect((await ours.guest('reef-supplies')).body).toMatchObject({ handle: 'reef-supplies' })
    expect((await ours.guest(old)).status).toBe(401)
  })
})
