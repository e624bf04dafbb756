import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import type { ShownPrices } from './schemas.ts'
import { mugs, openShop, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const priceOf = async ({ ask }: Pick<Shop, 'ask'>, query: string) => ((await ask('GET', `/prices?market=eu&sku=MUG${query}`)).body as unknown as ShownPrices).prices[0]

describe('a price that is explained', () => {
  test('says of every price that a member could have why they have it or not, as their quote does, in the language of the reader', async () => {
    const shop = await openShop(server)
    const shown = await priceOf(shop, '&member=gold&explain=true&locale=en')
    expect(shown).toMatchObject({ unitMinor: 860, source: 'price_list' })
    const { lines: [line], staff } = await shop.quote({ lines: mugs(), member: 'gold', locale: 'en' })
    expect(shown?.sentences?.slice(0, line?.sentences.length)).toEqual(line?.sentences)
    expect(shown?.sentences).toEqual(expect.arrayContaining([
      'MUG: €8.60 each by the price list “gold”.', expect.stringMatching(/^Not the level’s price/), expect.stringMatching(/^Not the retail price/), expect.stringMatching(/^Not the quantity price, €8.00: it begins with 10 pieces/), '“Member day” takes €1.72 off.', ...(staff?.sentences ?? ['none']),
    ]))
    expect((await priceOf(shop, '&member=gold&explain=true&locale=zh-CN'))?.sentences?.join()).toContain('会员日')
    expect((await priceOf(shop, '&member=gold'))?.sentences).toBeUndefined()
  })

  test('is that of as many pieces as are asked for, and says why nothing is sold', async () => {
    const shop = await openShop(server)
    expect(await priceOf(shop, '&quantity=10&explain=true')).toMatchObject({ quantity: 10, unitMinor: 800, netMinor: 8000, sentences: expect.arrayContaining(['MUG: €8.00 each by the quantity price, 10 of them €80.00.']) as unknown })
    await shop.ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', minQuantity: 5 }] })
    expect(await priceOf(shop, '&quantity=2&explain=true')).toMatchObject({ quantity: 2, unitMinor: null, unpriced: { why: 'too_few' }, sentences: ['MUG: is sold from 5 pieces on.'] })
  })

  test('tells what the store keeps to whoever may see costs, and shoppers nothing of the other price lists', async () => {
    const shop = await openShop(server)
    const [told, hidden] = [await priceOf(shop, '&explain=true'), await priceOf({ ask: await shop.askAs(['catalogue:read']) }, '&explain=true')]
    expect(told?.sentences?.at(-1)).toMatch(/^MUG keeps €/)
    expect(hidden?.sentences).toEqual(told?.sentences?.slice(0, -1))
    const { body } = await server.ask('GET', '/api/v1/prices?market=eu&sku=MUG&explain=true', { headers: { 'rockpool-store': shop.storeId } })
    expect([(body as unknown as ShownPrices).prices[0]?.unitMinor, (body as unknown as ShownPrices).prices[0]?.sentences]).toEqual([1000, undefined])
  })
})
