import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { AT, mugs, openShop, paths, PRODUCTS, seen, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

describe('a product', () => {
  const prices = async ({ ask }: Shop, member?: string) => (await ask('GET', `/prices?market=eu&sku=MUG${member === undefined ? '' : `&member=${member}`}`)).text
  const sellTo = async ({ ask }: Shop, access: object[], skus = ['MUG']) => (await ask('POST', '/catalogue/access', { products: skus.map((sku) => ({ sku, access })) })).body['results'] as { status: number; outcome?: string; problem?: { errors?: { path: string }[]; code: string } }[]

  test('of members alone has no price for a guest, anywhere in the answer', async () => {
    const shop = await openShop(server)
    expect(await sellTo(shop, [{ isMembers: true }])).toEqual([{ status: 200, outcome: 'changed' }])
    expect(await sellTo(shop, [{ isMembers: true }])).toEqual([{ status: 200, outcome: 'unchanged' }])
    const { status, text } = await shop.ask('POST', '/quotes', { market: 'eu', lines: mugs(12) })
    expect([status, /1000|800|12000|9600/.test(text)]).toEqual([200, false])
    expect(JSON.parse(text)).toMatchObject({ lines: [], unpriced: [{ line: '1', sku: 'MUG', why: 'not_for_shopper', from: null }], goodsMinor: 0 })
    expect(JSON.parse(await prices(shop))).toMatchObject({ prices: [{ sku: 'MUG', retailMinor: null, unitMinor: null, netMinor: null, points: 0, unpriced: { why: 'not_for_shopper' } }], unknown: [] })
    expect(await prices(shop, 'ann')).toContain('"unitMinor":1000')
    expect(await sellTo(shop, [])).toEqual([{ status: 200, outcome: 'changed' }])
    expect(await prices(shop)).toContain('"unitMinor":1000')
  })

  test('comes early to a tag, a level or a company, and putting it again leaves that as it is', async () => {
    const shop = await openShop(server)
    const later = '2026-01-05T10:00:01Z'
    for (const [whom, members] of [[{ tag: 'vip' }, ['vip']], [{ level: 'gold' }, ['gold']], [{ member: 'acme' }, ['bo', 'acme']]] as const) {
      expect(await sellTo(shop, [{ ...whom, from: AT }, { from: later }])).toEqual([{ status: 200, outcome: 'changed' }])
      await shop.ask('POST', '/catalogue/products', { products: [{ ...PRODUCTS[0], tags: ['again', ...members] }] })
      for (const member of ['ann', 'vip', 'gold', 'bo', 'acme']) expect((await shop.quote({ lines: mugs(), member })).unpriced, `${JSON.stringify(whom)} ${member}`).toMatchObject((members as readonly string[]).includes(member) ? [] : [{ why: 'not_yet', from: later }])
    }
    expect((await shop.ask('GET', '/catalogue/products/MUG')).body['access']).toMatchObject([{ isMembers: false, tag: null, from: AT, until: null }, { memberId: null, from: later }])
  })

  test('that is told wrongly fails no other', async () => {
    const shop = await openShop(server)
    const wrong = async (access: object) => { const [{ status, problem }] = (await sellTo(shop, [access])) as [{ status: number; problem: { code: string; errors?: { path: string }[] } }]; return [status, problem?.code, problem?.errors?.[0]?.path] }
    expect(await wrong({ level: 'lead' })).toEqual([422, 'http.wrong_shape', 'access[0].level'])
    expect(await wrong({ from: AT, until: AT })).toEqual([422, 'http.wrong_shape', 'access[0].until'])
    expect(await wrong({ member: 'ann' })).toEqual([422, 'members.not_a_company', undefined])
    expect(await wrong({ member: 'nobody' })).toEqual([404, 'members.unknown', undefined])
    expect((await sellTo(shop, [{ tag: 'vip' }], ['MUG', 'CUP'])).map(({ status, outcome }) => [status, outcome])).toEqual([[200, 'changed'], [422, undefined]])
  })

  test('that is retired is sold to nobody and keeps its cost; one that is deleted takes its prices along', async () => {
    const shop = await openShop(server)
    await shop.ask('POST', '/catalogue/products', { products: [{ ...PRODUCTS[0], isRetired: true }] })
    expect(await shop.quote({ lines: mugs(), member: 'gold' })).toMatchObject({ lines: [], unpriced: [{ why: 'retired' }] })
    expect((await shop.ask('GET', '/catalogue/costs')).body['costs']).toContainEqual({ sku: 'MUG', costMinor: 400, freightMinor: 0, dutyMinor: 0 })
    expect(await shop.ask('DELETE', '/catalogue/products/MUG')).toMatchObject({ status: 200, body: { sku: 'MUG', isRetired: true } })
    expect(paths(await shop.ask('POST', '/quotes', { market: 'eu', lines: mugs() }))).toEqual(['lines[0].sku'])
    expect((await shop.ask('GET', '/catalogue/lists/vip/prices')).body['prices']).toEqual([])
    expect((await shop.ask('DELETE', '/catalogue/products/MUG')).status).toBe(404)
  })
})

describe('a list that is its audience\'s only one', () => {
  test('hides all others from them, their level\'s price too, and says so to staff alone', async () => {
    const shop = await openShop(server)
    const list = { list: 'trade', kind: 'price_list', market: 'eu', tag: 'gold', isOnly: true }
    expect(await shop.ask('POST', '/catalogue/lists', list)).toMatchObject({ status: 201, body: { isOnly: true } })
    await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'trade', sku: 'MUG', minQuantity: 6, unitMinor: 990 }] })
    const quoted = await shop.quote({ lines: [...mugs(6), { sku: 'HAT', quantity: 1 }], member: 'gold' })
    expect(seen(quoted)).toEqual([['price_list', 'trade', 990]])
    expect(quoted).toMatchObject({ unpriced: [{ sku: 'HAT', why: 'no_price' }], staff: { only: ['trade'], sentences: expect.arrayContaining(['This shopper sees the prices of trade alone.']) } })
    expect((await shop.ask('GET', '/prices?market=eu&sku=MUG&member=gold')).body['prices']).toMatchObject([{ quantity: 6, retailMinor: null, unitMinor: 990 }])
    const other = await shop.askAs(['catalogue:read', 'activity:read'])
    expect((await other('POST', '/quotes', { market: 'eu', lines: mugs(6), member: 'gold' })).text).not.toMatch(/"only"|alone/)
    expect((await shop.quote({ lines: mugs(), member: 'ann' })).staff?.only).toEqual([])
  })

  test('does not hide what was agreed with a company', async () => {
    const shop = await openShop(server)
    await shop.ask('POST', '/members/acme/tags', { tags: ['trade'] })
    await shop.ask('POST', '/catalogue/lists', { list: 'trade', kind: 'price_list', market: 'eu', tag: 'trade', isOnly: true })
    await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'trade', sku: 'MUG', unitMinor: 980 }, { list: 'trade', sku: 'HAT', unitMinor: 1_900 }] })
    for (const who of [{ member: 'acme' }, { member: 'bo', company: 'acme' }]) {
      const quoted = await shop.quote({ ...who, lines: [...mugs(), { sku: 'HAT', quantity: 1 }] })
      expect(quoted).toMatchObject({ lines: [{ unitMinor: 950, source: 'contract' }, { unitMinor: 1_900, source: 'price_list' }], staff: { only: ['acme', 'trade'] } })
    }
  })

  test('has an audience', async () => {
    const { ask } = await openShop(server)
    expect(paths(await ask('POST', '/catalogue/lists', { list: 'all', kind: 'price_list', market: 'eu', isOnly: true }))).toEqual(['isOnly'])
    expect((await ask('POST', '/catalogue/lists', { list: 'vip', kind: 'price_list', market: 'eu', tag: 'vip', isOnly: true })).status).toBe(409)
  })
})
