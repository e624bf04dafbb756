import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>

async function openShop(): Promise<{ ask: Ask; askAs: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<Ask> }> {
  const { key, newKey } = await server.openStore()
  const askWith = (secret: string): Ask => (method, path, body) => server.ask(method, `/api/v1${path}`, { key: secret, ...(body === undefined ? {} : { body }) })
  return { ask: askWith(key), askAs: async (scopes) => askWith(await newKey(scopes)) }
}

const outcomes = ({ body }: Answered) => (body['results'] as { status: number; outcome?: string }[]).map(({ status, outcome }) => [status, outcome])
const problems = ({ body }: Answered) => (body['results'] as { problem?: { code: string; errors?: { path: string }[] } }[]).map(({ problem }) => problem && [problem.code, ...(problem.errors ?? []).map(({ path }) => path)])
const paths = ({ body }: Answered) => (body['errors'] as { path: string }[]).map(({ path }) => path)
const putProducts = (ask: Ask, ...skus: string[]) => ask('POST', '/catalogue/products', { products: skus.map((sku) => ({ sku })) })
const retail = { list: 'retail', kind: 'retail', market: 'eu' }

describe('products', () => {
  test('are put whole, and read without what they cost', async () => {
    const { ask } = await openShop()
    const mug = { sku: 'MUG', name: 'Enamel mug', tags: ['kitchen', 'gift'], isSaleItem: true, costMinor: 620 }
    expect(outcomes(await ask('POST', '/catalogue/products', { products: [mug, { sku: 'CARD', isGiftCard: true }] }))).toEqual([[201, 'created'], [201, 'created']])
    expect((await ask('GET', '/catalogue/products/MUG')).body).toEqual({ sku: 'MUG', name: 'Enamel mug', tags: ['kitchen', 'gift'], isGiftCard: false, isSaleItem: true, minQuantity: 1, increment: 1, isRetired: false, access: [] })
    expect((await ask('GET', '/catalogue/costs')).body).toEqual({ costs: [{ sku: 'CARD', costMinor: null, freightMinor: 0, dutyMinor: 0 }, { sku: 'MUG', costMinor: 620, freightMinor: 0, dutyMinor: 0 }], next: null })
    expect(outcomes(await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] }))).toEqual([[200, 'changed']])
    expect((await ask('GET', '/catalogue/products/MUG')).body).toEqual({ sku: 'MUG', name: null, tags: [], isGiftCard: false, isSaleItem: false, minQuantity: 1, increment: 1, isRetired: false, access: [] })
    expect(await ask('GET', '/catalogue/products/CUP')).toMatchObject({ status: 404, body: { code: 'catalogue.product_unknown' } })
  })

  test('put twice are put once, and of one that comes twice in a request the last counts', async () => {
    const { ask } = await openShop()
    const products = [{ sku: 'A', costMinor: 1 }, { sku: 'B' }, { sku: 'A', costMinor: 2 }]
    expect(outcomes(await ask('POST', '/catalogue/products', { products }))).toEqual([[201, 'created'], [201, 'created'], [201, 'created']])
    expect(outcomes(await ask('POST', '/catalogue/products', { products }))).toEqual([[200, 'unchanged'], [200, 'unchanged'], [200, 'unchanged']])
    expect((await ask('GET', '/catalogue/costs')).body['costs']).toMatchObject([{ sku: 'A', costMinor: 2 }, { sku: 'B', costMinor: null }])
  })

  test('that are wrong fail no other, and a request has at most 1,000', async () => {
    const { ask } = await openShop()
    const answer = await ask('POST', '/catalogue/products', { products: [{ sku: '' }, { sku: 'A' }, 7, { sku: 'B', costMinor: -1, colour: 'red' }, { sku: 'C', costMinor: 1.5 }] })
    expect(answer.status).toBe(200)
    expect(outcomes(answer).map(([status]) => status)).toEqual([422, 201, 422, 422, 422])
    expect(problems(answer)).toEqual([['http.wrong_shape', 'sku'], undefined, ['http.wrong_shape', ''], ['http.wrong_shape', 'colour', 'costMinor'], ['http.wrong_shape', 'costMinor']])
    for (const body of [{ products: Array.from({ length: 1_001 }, (_, n) => ({ sku: `P${n}` })) }, { products: [] }, {}]) expect(paths(await ask('POST', '/catalogue/products', body))).toEqual(['products'])
    expect(paths(await ask('POST', '/catalogue/products', { products: [{ sku: 'D' }], more: 1 }))).toEqual(['more'])
    expect((await ask('GET', '/catalogue/products')).body).toMatchObject({ products: [{ sku: 'A' }] })
  })

  test('are listed in pages', async () => {
    const { ask } = await openShop()
    await putProducts(ask, 'c 3', 'a1', 'b/2')
    const first = await ask('GET', '/catalogue/products?limit=2')
    expect(first.body).toMatchObject({ products: [{ sku: 'a1' }, { sku: 'b/2' }], next: 'b/2' })
    expect((await ask('GET', `/catalogue/products?limit=2&after=${encodeURIComponent(String(first.body['next']))}`)).body).toMatchObject({ products: [{ sku: 'c 3' }], next: null })
  })

  test('are found by how their SKU or name begins, in any case of letters, and some by their SKUs', async () => {
    const { ask } = await openShop()
    await ask('POST', '/catalogue/products', { products: [{ sku: 'A1', name: 'Linen towel' }, { sku: 'B%2', name: '亚麻浴巾' }, { sku: 'lin-9' }, { sku: 'C', name: 'A linen bag' }, { sku: 'D_1' }, { sku: 'DX1' }] })
    const found = async (query: object) => ((await ask('GET', `/catalogue/products?${new URLSearchParams({ ...query })}`)).body['products'] as { sku: string }[]).map(({ sku }) => sku)
    expect(await found({ begins: 'LIN' })).toEqual(['A1', 'lin-9'])
    expect([await found({ begins: '亚麻' }), await found({ begins: 'b%' }), await found({ begins: '%' }), await found({ begins: 'd_' }), await found({ begins: '\\' })]).toEqual([['B%2'], ['B%2'], [], ['D_1'], []])
    expect([await found({ begins: 'lin', limit: 1 }), await found({ begins: 'lin', after: 'A1' })]).toEqual([['A1'], ['lin-9']])
    expect((await ask('GET', '/catalogue/products?skus=C&skus=NONE&skus=A1')).body).toMatchObject({ products: expect.arrayContaining([expect.objectContaining({ sku: 'A1', name: 'Linen towel' }), expect.objectContaining({ sku: 'C' })]) as unknown, next: null })
    expect(await found({ skus: 'NONE' })).toEqual([])
    expect(outcomes(await ask('POST', '/catalogue/products', { products: [{ sku: 'A1', name: 'Bath towel' }, { sku: 'C', name: 'A linen bag' }] }))).toEqual([[200, 'changed'], [200, 'unchanged']])
  })

  test('tell what they cost to nobody without the permission', async () => {
    const { ask, askAs } = await openShop()
    await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG', costMinor: 620 }] })
    const other = await askAs(PERMISSIONS.filter((permission) => permission !== 'catalogue:costs'))
    expect(await other('GET', '/catalogue/costs')).toMatchObject({ status: 403 })
    expect((await other('GET', '/catalogue/products')).text).not.toContain('620')
  })

  test('cost what they did before, when somebody puts them who may not see costs and names none', async () => {
    const { ask, askAs } = await openShop()
    await ask('POST', '/catalogue/products', { products: [{ sku: 'CUP' }, { sku: 'MUG', costMinor: 620, freightMinor: 85 }] })
    const other = await askAs(['catalogue:write'])
    expect(outcomes(await other('POST', '/catalogue/products', { products: [{ sku: 'MUG', tags: ['kitchen'] }, { sku: 'CUP', costMinor: 5 }, { sku: 'NEW' }] }))).toEqual([[200, 'changed'], [200, 'changed'], [201, 'created']])
    expect((await ask('GET', '/catalogue/costs?sku=MUG')).body).toEqual({ costs: [{ sku: 'MUG', costMinor: 620, freightMinor: 85, dutyMinor: 0 }], next: null })
    expect((await ask('GET', '/catalogue/costs?sku=CUP')).body['costs']).toMatchObject([{ costMinor: 5 }])
    await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
    expect((await ask('GET', '/catalogue/costs?sku=MUG')).body['costs']).toEqual([{ sku: 'MUG', costMinor: null, freightMinor: 0, dutyMinor: 0 }])
  })
})

describe('how many are sold at once', () => {
  test('is a thing of the product and of each price; a change of it is a change, and nothing less than one is', async () => {
    const { ask } = await openShop()
    await ask('POST', '/catalogue/lists', retail)
    const mug = { sku: 'MUG', minQuantity: 12, increment: 6 }
    expect(outcomes(await ask('POST', '/catalogue/products', { products: [mug, { ...mug, sku: 'A', increment: 0 }] })).map(([status]) => status)).toEqual([201, 422])
    expect(outcomes(await ask('POST', '/catalogue/products', { products: [{ ...mug, increment: 3 }] }))).toEqual([[200, 'changed']])
    expect((await ask('GET', '/catalogue/products/MUG')).body).toMatchObject({ minQuantity: 12, increment: 3 })
    const price = { list: 'retail', sku: 'MUG', minQuantity: 12, unitMinor: 700 }
    const put = async (more: object) => outcomes(await ask('POST', '/catalogue/prices', { prices: [{ ...price, ...more }] }))[0]
    expect([await put({}), await put({ increment: 6 }), await put({ increment: 6 })]).toEqual([[201, 'created'], [200, 'changed'], [200, 'unchanged']])
    expect((await ask('GET', '/catalogue/lists/retail/prices')).body['prices']).toEqual([{ sku: 'MUG', minQuantity: 12, increment: 6, unitMinor: 700 }])
  })
})

describe('a price list', () => {
  test('is made once, also when it is asked for twice, and a name is one list', async () => {
    const { ask } = await openShop()
    const vip = { list: 'vip', kind: 'price_list', market: 'eu', tag: 'vip', from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00+01:00' }
    const made = await ask('POST', '/catalogue/lists', vip)
    expect(made).toMatchObject({ status: 201, body: { list: 'vip', tag: 'vip', level: null, memberId: null, from: '2026-01-01T00:00:00Z', until: '2026-01-31T23:00:00Z' } })
    expect((await ask('POST', '/catalogue/lists', vip)).body).toEqual(made.body)
    expect(await ask('POST', '/catalogue/lists', { ...vip, tag: 'other' })).toMatchObject({ status: 409, body: { code: 'catalogue.list_taken' } })
    expect((await ask('GET', '/catalogue/lists')).body).toEqual({ lists: [made.body], next: null })
  })

  test('of retail prices is one in each market, also where many are made at once', async () => {
    const { ask } = await openShop()
    const MANY = Array.from({ length: 6 }, (_, n) => n)
    // Each then has a connection of its own, and none waits for another's.
    await Promise.all(MANY.map(() => ask('GET', '/catalogue/lists')))
    const answers = await Promise.all(MANY.map((n) => ask('POST', '/catalogue/lists', { ...retail, list: `retail-${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'catalogue.retail_taken' })
  })

  test('that cannot be is refused with the place of each mistake', async () => {
    const { ask } = await openShop()
    await ask('POST', '/members', { externalIds: ['anna'] })
    const wrong = async (more: object) => paths(await ask('POST', '/catalogue/lists', { list: 'x', kind: 'price_list', market: 'eu', ...more }))
    expect(await wrong({ market: 'moon', level: 'gold' })).toEqual(['market', 'level'])
    expect(await wrong({ kind: 'contract' })).toEqual(['member'])
    expect(await wrong({ tag: 'vip', member: 'anna' })).toEqual(['member'])
    expect(await wrong({ kind: 'retail', tag: 'vip', until: '2027-01-01T00:00:00Z' })).toEqual(['tag', 'until'])
    expect(await wrong({ from: '2026-01-02T00:00:00Z', until: '2026-01-02T00:00:00Z' })).toEqual(['until'])
    expect(await ask('POST', '/catalogue/lists', { list: 'x', kind: 'contract', market: 'eu', member: 'anna' })).toMatchObject({ status: 422, body: { code: 'members.not_a_company' } })
    expect(await ask('POST', '/catalogue/lists', { list: 'x', kind: 'contract', market: 'eu', member: 'nobody' })).toMatchObject({ status: 404 })
    expect((await ask('GET', '/catalogue/lists')).body).toEqual({ lists: [], next: null })
  })

  test('of a company is told with its name, as is a product that is sold to it; of one that was merged with the name of whom goes on', async () => {
    const { ask } = await openShop()
    const [acme, other] = [(await ask('POST', '/members', { externalIds: ['acme'], kind: 'company', name: 'Acme', joinedAt: '2026-01-02T10:00:00Z' })).body['memberId'], (await ask('POST', '/members', { externalIds: ['nord'], kind: 'company', name: 'Nord', joinedAt: '2026-01-02T10:00:00Z' })).body['memberId']]
    await putProducts(ask, 'MUG')
    const named = { memberId: acme, name: 'Acme', externalId: 'acme', isTest: false }
    expect((await ask('POST', '/catalogue/lists', { list: 'c', kind: 'contract', market: 'eu', member: 'acme' })).body).toMatchObject({ memberId: acme, member: named })
    await ask('POST', '/catalogue/access', { products: [{ sku: 'MUG', access: [{ member: 'acme' }, { tag: 'vip' }] }] })
    expect((await ask('PATCH', '/catalogue/lists/c', { until: '2027-01-01T00:00:00Z' })).body['member']).toEqual(named)
    expect((await ask('GET', '/catalogue/products/MUG')).body['access']).toMatchObject([{ memberId: acme, member: named }, { memberId: null, member: null }])
    expect(await ask('POST', '/events', { source: 'crm', id: 'm1', type: 'member.merged', occurredAt: '2026-01-05T10:00:00Z', member: 'nord', absorbed: 'acme' })).toMatchObject({ status: 201 })
    for (const told of [(await ask('GET', '/catalogue/lists')).body['lists'], (await ask('GET', '/catalogue/products')).body['products']]) expect(JSON.stringify(told)).toContain(JSON.stringify({ memberId: other, name: 'Nord' }).slice(0, -1))
    expect((await ask('DELETE', '/catalogue/lists/c')).body).toMatchObject({ memberId: acme, member: { memberId: other } })
  })

  test('goes with its prices', async () => {
    const { ask } = await openShop()
    await putProducts(ask, 'MUG')
    await ask('POST', '/catalogue/lists', retail)
    await ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 900 }] })
    expect(await ask('DELETE', '/catalogue/lists/retail')).toMatchObject({ status: 200, body: { list: 'retail' } })
    expect(await ask('DELETE', '/catalogue/lists/retail')).toMatchObject({ status: 404, body: { code: 'catalogue.list_unknown' } })
    await ask('POST', '/catalogue/lists', retail)
    expect((await ask('GET', '/catalogue/lists/retail/prices')).body).toEqual({ prices: [], next: null })
  })
  test('that is taken away while prices are put takes them along, or they are told that it is gone', async () => {
    const { ask } = await openShop()
    const skus = Array.from({ length: 500 }, (_, n) => `S${n}`)
    await putProducts(ask, ...skus)
    for (let round = 0; round < 5; round += 1) {
      await ask('POST', '/catalogue/lists', retail)
      const puts = [0, 1, 2, 3].map((of) => ask('POST', '/catalogue/prices', { prices: skus.map((sku) => ({ list: 'retail', sku, minQuantity: of + 1, unitMinor: 900 })) }))
      const [deleted, ...answers] = await Promise.all([ask('DELETE', '/catalogue/lists/retail'), ...puts])
      expect(deleted.status).toBe(200)
      for (const answer of answers) {
        expect(answer.status).toBe(200)
        expect(new Set(outcomes(answer).map(([status]) => status)).size).toBe(1)
      }
      expect((await ask('GET', '/catalogue/lists/retail/prices')).status).toBe(404)
    }
  })
})

describe('prices', () => {
  test('are put once however often, changed, taken away, and listed in pages', async () => {
    const { ask } = await openShop()
    await putProducts(ask, 'A', 'B:1')
    await ask('POST', '/catalogue/lists', retail)
    const price = (sku: string, minQuantity: number, unitMinor: number | null) => ({ list: 'retail', sku, minQuantity, unitMinor })
    const put = async (...prices: unknown[]) => outcomes(await ask('POST', '/catalogue/prices', { prices }))
    expect(await put(price('A', 1, 900), price('A', 10, 800), { list: 'retail', sku: 'B:1', unitMinor: 500 })).toEqual([[201, 'created'], [201, 'created'], [201, 'created']])
    expect(await put(price('A', 1, 900), price('A', 10, 700), price('B:1', 5, null))).toEqual([[200, 'unchanged'], [200, 'changed'], [200, 'unchanged']])
    const first = await ask('GET', '/catalogue/lists/retail/prices?limit=2')
    expect(first.body).toEqual({ prices: [{ sku: 'A', minQuantity: 1, increment: 1, unitMinor: 900 }, { sku: 'A', minQuantity: 10, increment: 1, unitMinor: 700 }], next: '10:A' })
    expect((await ask('GET', `/catalogue/lists/retail/prices?limit=2&after=${first.body['next']}`)).body).toEqual({ prices: [{ sku: 'B:1', minQuantity: 1, increment: 1, unitMinor: 500 }], next: null })
    expect((await ask('GET', '/catalogue/lists/retail/prices?limit=1&after=1:A')).body).toEqual({ prices: [{ sku: 'A', minQuantity: 10, increment: 1, unitMinor: 700 }], next: '10:A' })
    const audited = async () => ((await ask('GET', '/audit?limit=100')).body['entries'] as unknown[]).length
    const known = await audited()
    const tried = await ask('POST', '/catalogue/prices', { isDryRun: true, prices: [price('A', 1, 1), price('A', 10, 700), price('B:1', 7, 5), price('C', 1, 5)] })
    expect([outcomes(tried), problems(tried).at(-1), tried.body['floors']]).toEqual([[[200, 'changed'], [200, 'unchanged'], [201, 'created'], [422, undefined]], ['catalogue.product_unknown'], undefined])
    expect(await ask('GET', '/catalogue/lists/retail/prices?limit=2')).toMatchObject({ body: { prices: [{ unitMinor: 900 }, { unitMinor: 700 }] } })
    expect([await audited(), paths(await ask('POST', '/catalogue/prices', { isDryRun: 1, prices: [price('A', 1, 1)] }))]).toEqual([known, ['isDryRun']])
    expect(await put(price('A', 10, null), price('A', 10, null))).toEqual([[200, 'deleted'], [200, 'deleted']])
    expect((await ask('GET', '/catalogue/lists/retail/prices')).body['prices']).toHaveLength(2)
  })

  test('of one product are listed over all lists, in pages', async () => {
    const { ask } = await openShop()
    await putProducts(ask, 'A', 'B')
    for (const list of [retail, { list: 'b/2', kind: 'price_list', market: 'eu', tag: 'trade' }]) await ask('POST', '/catalogue/lists', list)
    const price = (list: string, sku: string, [minQuantity, unitMinor]: [number, number]) => ({ list, sku, minQuantity, unitMinor })
    await ask('POST', '/catalogue/prices', { prices: [price('retail', 'A', [1, 900]), price('retail', 'A', [10, 800]), price('retail', 'B', [1, 1]), price('b/2', 'A', [6, 700])] })
    const told = (list: string, kind: string, [minQuantity, unitMinor]: [number, number]) => ({ list, kind, market: 'eu', minQuantity, increment: 1, unitMinor })
    expect((await ask('GET', '/catalogue/products/A/prices?limit=2')).body).toEqual({ prices: [told('b/2', 'price_list', [6, 700]), told('retail', 'retail', [1, 900])], next: '1:retail' })
    expect((await ask('GET', '/catalogue/products/A/prices?limit=2&after=1:retail')).body).toEqual({ prices: [told('retail', 'retail', [10, 800])], next: null })
    expect(await ask('GET', '/catalogue/products/C/prices')).toMatchObject({ status: 404, body: { code: 'catalogue.product_unknown' } })
  })

  test('of no list, no product or no sense fail no other', async () => {
    const { ask } = await openShop()
    await putProducts(ask, 'A')
    await ask('POST', '/catalogue/lists', retail)
    const answer = await ask('POST', '/catalogue/prices', { prices: [
      { list: 'none', sku: 'A', unitMinor: 1 }, { list: 'retail', sku: 'B', unitMinor: 1 }, { list: 'retail', sku: 'A', minQuantity: 0, unitMinor: 1 }, { list: 'retail', sku: 'A' }, { list: 'retail', sku: 'A', unitMinor: 1 },
    ] })
    expect(problems(answer)).toEqual([['catalogue.list_unknown'], ['catalogue.product_unknown'], ['http.wrong_shape', 'minQuantity'], ['http.wrong_shape', 'unitMinor'], undefined])
    expect(outcomes(answer).at(-1)).toEqual([201, 'created'])
  })

  test('of another store are nobody\'s to see or to change', async () => {
    const [ours, theirs] = [await openShop(), await openShop()]
    await putProducts(theirs.ask, 'MUG')
    await theirs.ask('POST', '/catalogue/lists', retail)
    await theirs.ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 900 }] })
    for (const path of ['/catalogue/products/MUG', '/catalogue/lists/retail/prices']) expect(await ours.ask('GET', path)).toMatchObject({ status: 404 })
    expect(await ours.ask('DELETE', '/catalogue/lists/retail')).toMatchObject({ status: 404 })
    expect(outcomes(await putProducts(ours.ask, 'MUG'))).toEqual([[201, 'created']])
    expect(problems(await ours.ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1 }] }))).toEqual([['catalogue.list_unknown']])
    expect((await theirs.ask('GET', '/catalogue/lists/retail/prices')).body).toEqual({ prices: [{ sku: 'MUG', minQuantity: 1, increment: 1, unitMinor: 900 }], next: null })
  })
})
