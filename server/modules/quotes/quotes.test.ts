import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { Good } from '#engine/pricing/cart'
import { quote } from '#engine/pricing/quote'
import { guest } from '#engine/pricing/scene'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { openTestServer, type TestServer } from '#server/app/testing'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Quote } from './schemas.ts'
import { AT, mugs, openShop, paths, PRICES, PRODUCTS, PROGRAM, seen, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

describe('a price list', () => {
  test('is seen by those whom it is for, while it runs, and by nobody else', async () => {
    const { quote } = await openShop(server)
    const everybody = [['quantity_break', 'retail', 800], ['retail', '', 1000]]
    expect(seen(await quote({ lines: mugs() }))).toEqual(everybody)
    expect(seen(await quote({ lines: mugs(), member: 'ann' }))).toEqual(everybody)
    expect(seen(await quote({ lines: mugs(), member: 'vip' }))).toEqual([['price_list', 'vip', 870], ...everybody])
    expect(seen(await quote({ lines: mugs(), member: 'gold' }))).toEqual([['price_list', 'gold', 860], ['quantity_break', 'retail', 800], ['tier', '', 880], ['retail', '', 1000]])
    for (const member of ['bo', 'acme']) expect(seen(await quote({ lines: mugs(), member }))).toEqual([['contract', 'acme', 950], ...everybody])
  })

  test('of a company is seen no more by who has stopped buying for it, and still by the buyers of the company that it became', async () => {
    const { ask, quote } = await openShop(server)
    await ask('POST', '/members', { externalIds: ['globex'], kind: 'company', joinedAt: '2026-01-05T09:00:00Z' })
    await ask('POST', '/members/globex/buyers', { buyer: 'ann', role: 'buyer' })
    expect(await ask('POST', '/events', { source: 'shop', id: 'merge', type: 'member.merged', occurredAt: '2026-01-05T09:30:00Z', member: 'globex', absorbed: 'acme' })).toMatchObject({ status: 201 })
    for (const member of ['bo', 'ann', 'globex']) expect(seen(await quote({ lines: mugs(), member }))[0], member).toEqual(['contract', 'acme', 950])
    expect((await ask('DELETE', '/members/globex/buyers/bo')).status).toBe(200)
    expect(seen(await quote({ lines: mugs(), member: 'bo' }))[0]).toEqual(['quantity_break', 'retail', 800])
  })

  test('of another store is seen by nobody here', async () => {
    const [ours] = [await openShop(server), await openShop(server)]
    await ours.ask('DELETE', '/catalogue/lists/retail')
    expect(await ours.quote({ lines: mugs() })).toMatchObject({ lines: [], unpriced: [{ sku: 'MUG', why: 'no_price' }], goodsMinor: 0 })
  })
})

describe('a quote', () => {
  test('is what the engine says of the same goods', async () => {
    const { quote: ask } = await openShop(server)
    const timeline = timelineOf(checkProgram(PROGRAM).program as Program)
    const goodOf = (sku: string): Good => {
      const { tags = [], isGiftCard = false, isSaleItem = false, costMinor = null } = PRODUCTS.find((one) => one.sku === sku) as { tags?: string[]; isGiftCard?: boolean; isSaleItem?: boolean; costMinor?: number }
      const steps = PRICES.filter(({ list, sku: of }) => list === 'retail' && of === sku)
      return { sku, tags, isGiftCard, isSaleItem, costMinor, retailMinor: steps.find(({ minQuantity }) => minQuantity === undefined)?.unitMinor ?? null, prices: steps.flatMap(({ minQuantity, unitMinor }) => (minQuantity === undefined ? [] : [{ source: 'quantity_break', list: 'retail', minQuantity, unitMinor }])) }
    }
    const lines = [{ id: 'a', sku: 'MUG', quantity: 12 }, { id: 'b', sku: 'HAT', quantity: 1 }, { id: 'c', sku: 'CARD', quantity: 1 }, { id: 'd', sku: 'NEW', quantity: 3 }]
    const cart = { id: 'x', market: 'eu', rate: null, lines: lines.map(({ id, sku, quantity }) => ({ id, quantity, good: goodOf(sku) })), coupons: [{ code: 'two_off', discount: 'two_off' }], left: {}, gifts: {}, points: 0, shippingMinor: 490, shippingCostMinor: 300, giftMinor: 0, granted: {} }
    const { margins, dropped, ...wanted } = quote(timeline, guest(), { cart, at: parseInstant(AT) })
    const quoted = await ask({ lines, coupons: ['TWOOFF'], shipping: { amountMinor: 490, costMinor: 300 } })
    expect(quoted.lines.map(({ id, unitMinor, source, candidates, amountMinor, discounts, netMinor }) => ({ id, unitMinor, source, candidates, amountMinor, discounts, netMinor }))).toEqual(wanted.lines.map(({ line, price, amountMinor, taken, netMinor }) => ({
      id: line.id, unitMinor: price.unitMinor, source: price.source, candidates: price.candidates, amountMinor, discounts: taken.map(({ discount, kind, minor }) => ({ discount, kind, minor })), netMinor,
    })))
    expect(quoted).toMatchObject({ unpriced: wanted.unpriced, untaken: wanted.untaken, goodsMinor: wanted.goodsMinor, shipping: wanted.shipping, toPayMinor: wanted.payMinor, earns: wanted.earns, staff: { margins, dropped, isShadow: false } })
    expect(dropped.length).toBeGreaterThan(0)
  })

  test.each([
    ['in the base currency', { market: 'eu', member: 'gold', lines: [{ sku: 'MUG', quantity: 30 }, { sku: 'HAT', quantity: 2 }, { sku: 'CARD', quantity: 1 }], coupons: ['TWOOFF'], shipping: { amountMinor: 490 } }],
    ['at the program\'s rate', { market: 'us', member: 'gold', lines: [{ sku: 'MUG', quantity: 12 }] }],
    ['at a rate that was told', { market: 'jp', member: 'vip', lines: [{ sku: 'MUG', quantity: 9 }], rate: '0.0062', coupons: ['TWOOFF'] }],
    ['for somebody new', { market: 'eu', member: 'ann', lines: [{ sku: 'MUG', quantity: 3 }] }],
    ['that points pay a part of', { market: 'eu', member: 'gold', lines: [{ sku: 'MUG', quantity: 20 }], points: 300 }],
  ])('%s earns what its order is then awarded', async (_, body) => {
    const { ask, quote } = await openShop(server)
    const record = async (id: string, event: object) => expect(await ask('POST', '/events', { source: 'shop', id, occurredAt: AT, member: body.member, ...event })).toMatchObject({ status: 201 })
    if (body.member !== 'ann') await record('before', { type: 'order.paid', order: { id: 'before', market: 'eu', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 40_000 }] } })
    const { lines, currency, points, earns, shipping } = await quote(body)
    const earned = async () => (await ask('GET', `/members/${body.member}`)).body['units'] as Record<string, { earned: number }>
    const before = (await earned())['points']?.earned ?? 0
    if (points.used > 0) await record('spend', { type: 'points.spent', points: points.used, purpose: 'checkout' })
    const rate = { us: { rate: '0.8', source: 'program', asOf: AT }, jp: { rate: '0.0062', source: 'api', asOf: AT }, eu: undefined }[body.market]
    await record('order', { type: 'order.paid', order: {
      id: 'o1', market: body.market, currency, ...(rate === undefined ? {} : { rate }), coupons: 'coupons' in body ? body.coupons : [], shippingMinor: shipping.payMinor, ...(points.used === 0 ? {} : { tenders: { points: { spendId: 'spend', amountMinor: points.worthMinor } } }),
      lines: lines.map(({ id, sku, quantity, amountMinor, netMinor }) => ({ id, sku, quantity, amountMinor, discountMinor: amountMinor - netMinor, ...flagsOf(sku) })),
    } })
    expect(earns.points).toBeGreaterThan(0)
    expect((await earned())['points']?.earned).toBe(before + earns.points)
    expect(points.used).toBe('points' in body ? 300 : 0)
  })

  test('counts on what all members together may still earn', async () => {
    const { ask, quote } = await openShop(server, { ...PROGRAM, earn: [...PROGRAM.earn, { id: 'launch', on: 'order.paid', points: 7, caps: { program: 10 } }] })
    const shown = async () => ((await ask('GET', '/prices?market=eu&sku=MUG')).body['prices'] as { points: number }[])[0]?.points
    expect([(await quote({ lines: mugs() })).earns.points, await shown()]).toEqual([17, 17])
    await ask('POST', '/events', { source: 'shop', id: 'p', type: 'order.paid', occurredAt: AT, member: 'ann', order: { id: 'o', market: 'eu', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1000 }] } })
    expect([(await quote({ lines: mugs() })).earns.points, await shown()]).toEqual([13, 13])
  })

  test('has the cost at the market\'s rate, and an unknown one where there is no rate', async () => {
    const { quote } = await openShop(server)
    const costOf = async (body: object) => (await quote({ lines: mugs(), ...body })).staff?.margins?.lines[0]?.costMinor
    expect(await costOf({ market: 'eu' })).toBe(400)
    expect(await costOf({ market: 'us' })).toBe(500)
    expect(await costOf({ market: 'jp', rate: '0.0062' })).toBe(1500)
  })

  test('tells what the store keeps to a key that may see costs, and to no other', async () => {
    const { askAs } = await openShop(server)
    const other = await askAs(PERMISSIONS.filter((permission) => permission !== 'catalogue:costs'))
    const cart = { market: 'eu', member: 'gold', lines: [{ sku: 'HAT', quantity: 1 }], coupons: ['TWOOFF'] }
    const all = await askAs(['catalogue:read', 'activity:read', 'catalogue:costs'])
    expect((await all('POST', '/quotes', cart)).body).toMatchObject({ staff: { margins: { lines: [{ costMinor: 1900 }] }, sentences: expect.arrayContaining([expect.stringContaining('HAT keeps')]) } })
    const { body, text } = await other('POST', '/quotes', cart)
    expect(body).not.toHaveProperty('staff')
    expect(text).not.toMatch(/keeps|1900|margin/)
  })

  test('of a member asks for the permission to look at members', async () => {
    const { askAs } = await openShop(server)
    const shop = await askAs(['catalogue:read'])
    expect(await shop('POST', '/quotes', { market: 'eu', lines: mugs() })).toMatchObject({ status: 200, body: { memberId: null } })
    expect(await shop('POST', '/quotes', { market: 'eu', lines: mugs(), member: 'gold' })).toMatchObject({ status: 403, body: { details: { permission: 'activity:read' } } })
  })

  test('says why, in the language that is asked for', async () => {
    const { key } = await openShop(server)
    const sentences = async (language: string) => {
      const { body } = await server.ask('POST', '/api/v1/quotes', { key, body: { market: 'eu', member: 'gold', lines: mugs() }, headers: { 'accept-language': language } })
      return (body as unknown as Quote).lines[0]?.sentences ?? []
    }
    expect(await sentences('en')).toEqual(expect.arrayContaining(['MUG: €8.60 each by the price list “gold”.', '“Member day” takes €1.72 off.']))
    expect((await sentences('zh')).join()).toContain('会员日')
  })

  test('that is asked for wrongly is refused with the place of each mistake', async () => {
    const { ask } = await openShop(server)
    const wrong = async (body: object) => paths(await ask('POST', '/quotes', { market: 'eu', lines: mugs(), ...body }))
    expect(await wrong({ lines: [{ sku: 'MUG', quantity: 1 }, { sku: 'CUP', quantity: 1 }, { sku: 'constructor', quantity: 1 }] })).toEqual(['lines[1].sku', 'lines[2].sku'])
    expect(await wrong({ currency: 'USD', rate: '1.1', lines: [{ id: 'a', sku: 'MUG', quantity: 1 }, { id: 'a', sku: 'MUG', quantity: 1 }] })).toEqual(['currency', 'lines[1].id', 'rate'])
    for (const market of ['moon', 'constructor']) expect(await wrong({ market })).toEqual(['market'])
    expect(await wrong({ market: 'jp' })).toEqual(['rate'])
    expect(await wrong({ market: 'jp', rate: '0.0' })).toEqual(['rate'])
    expect(await wrong({ lines: [] })).toEqual(['lines'])
    expect((await wrong({ lines: [{ sku: 'MUG', quantity: 0 }], shipping: { amountMinor: -1 }, points: 1.5 })).sort()).toEqual(['lines[0].quantity', 'points', 'shipping.amountMinor'])
    expect(await wrong({ market: 'us', rate: '999999', lines: Array.from({ length: 2 }, () => ({ sku: 'MUG', quantity: 1_000_000 })) })).toEqual(['lines'])
    expect(await ask('POST', '/quotes', { market: 'eu', lines: mugs(), member: 'nobody' })).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
  })

  test('leaves nothing behind', async () => {
    const { ask, quote } = await openShop(server)
    const look = async () => (await Promise.all(['/members/gold', '/members/gold/postings', '/members/gold/facts'].map((path) => ask('GET', path)))).map(({ body }) => body)
    const before = await look()
    const first = await quote({ member: 'gold', lines: mugs(40), points: 100 })
    expect(await quote({ member: 'gold', lines: mugs(40), points: 100 })).toEqual(first)
    expect(await look()).toEqual(before)
  })
})

describe('a quote below the floor', () => {
  const cart = { member: 'gold', lines: [{ sku: 'HAT', quantity: 2 }], coupons: ['TWOOFF'] }
  const override = { reason: 'agreed by phone' }

  test('keeps its benefits for a key that may override, and is recorded: who, when, why, which lines, by how much', async () => {
    const shop = await openShop(server)
    const { key, ask } = { key: await shop.askAs(['catalogue:read', 'activity:read', 'quotes:override']), ask: shop.ask }
    const plain = await shop.quote(cart)
    expect(plain).toMatchObject({ goodsMinor: 4000, lines: [{ source: 'retail', discounts: [] }] })
    const { status, body } = await key('POST', '/quotes', { market: 'eu', ...cart, override })
    expect([status, body]).toMatchObject([200, { goodsMinor: 3320, override: { reason: 'agreed by phone', kept: [{ benefit: 'two_off', kind: 'coupon', line: '1' }, { benefit: 'tier', kind: 'tier', line: '1' }] } }])
    expect(body).not.toHaveProperty('staff')
    const { overrides: [made], next } = (await ask('GET', '/quotes/overrides')).body as unknown as { overrides: [{ lines: [{ marginMinor: number; floorMinor: number }]; shortMinor: number; id: string }]; next: null }
    // 33.20 less 38.00, 1.26 of fees (2.9 % and 0.30) and 0.33 for 33 points are −6.39, and 3.32 must stay.
    expect([made, next]).toMatchObject([{ id: (body['override'] as { id: string }).id, reason: 'agreed by phone', by: expect.stringMatching(/^key_/), memberId: body['memberId'], market: 'eu', currency: 'EUR', kept: [{ benefit: 'two_off' }, { benefit: 'tier' }], lines: [{ sku: 'HAT', quantity: 2, netMinor: 3320, floorMinor: 332 }] }, null])
    const [{ marginMinor, floorMinor }] = made.lines
    expect(made.shortMinor).toBe(floorMinor - marginMinor)
    expect(made.shortMinor).toBeGreaterThan(800)
  })

  test('is nothing to override without the permission, without a reason, or where nothing would be taken away', async () => {
    const { ask, askAs, quote } = await openShop(server)
    const other = await askAs(PERMISSIONS.filter((permission) => permission !== 'quotes:override'))
    expect(await other('POST', '/quotes', { market: 'eu', ...cart, override })).toMatchObject({ status: 403, body: { details: { permission: 'quotes:override' } } })
    expect((await other('GET', '/quotes/overrides')).status).toBe(403)
    expect(paths(await ask('POST', '/quotes', { market: 'eu', ...cart, override: { reason: '' } }))).toEqual(['override.reason'])
    expect(await quote({ lines: mugs(), override })).not.toHaveProperty('override')
    expect((await ask('GET', '/quotes/overrides')).body).toEqual({ overrides: [], next: null })
  })

  test('counts freight, duty and a gift as costs', async () => {
    const { ask, quote } = await openShop(server)
    await ask('POST', '/catalogue/products', { products: [{ ...PRODUCTS[0], freightMinor: 30, dutyMinor: 20 }] })
    expect((await ask('GET', '/catalogue/costs')).body['costs']).toContainEqual({ sku: 'MUG', costMinor: 400, freightMinor: 30, dutyMinor: 20 })
    expect((await quote({ lines: mugs(2), giftCostMinor: 150 })).staff?.margins?.lines).toMatchObject([{ costMinor: 800, freightMinor: 60, dutyMinor: 40, giftMinor: 150 }])
    expect((await quote({ market: 'us', lines: mugs() })).staff?.margins?.lines).toMatchObject([{ costMinor: 500, freightMinor: 38, dutyMinor: 25 }])
  })
})

describe('the prices of products', () => {
  const read = async ({ ask }: Shop, query: string) => ask('GET', `/prices?${query}`)

  test('are those for this shopper, of one piece each, with what it earns', async () => {
    const shop = await openShop(server)
    const skus = 'sku=MUG&sku=HAT&sku=NEW&sku=CUP&sku=MUG'
    const hat = { sku: 'HAT', quantity: 1, retailMinor: 2000, unitMinor: 2000, source: 'retail', netMinor: 2000, points: 0, prior: { quantity: 1, beganAt: AT, lowestMinor: null } }
    const unpriced = { sku: 'NEW', quantity: 1, retailMinor: null, unitMinor: null, source: null, netMinor: null, points: 0, unpriced: { why: 'no_price', from: null } }
    expect((await read(shop, `market=eu&${skus}`)).body).toEqual({ market: 'eu', currency: 'EUR', prices: [{ sku: 'MUG', quantity: 1, retailMinor: 1000, unitMinor: 1000, source: 'retail', netMinor: 1000, points: 10 }, hat, unpriced], unknown: ['CUP'] })
    // The level's price of the hat would leave too little.
    expect((await read(shop, `market=eu&member=gold&${skus}`)).body['prices']).toMatchObject([{ sku: 'MUG', retailMinor: 1000, unitMinor: 860, source: 'price_list', netMinor: 688, points: 6 }, hat, unpriced])
    expect((await read(shop, 'market=us&sku=MUG')).body).toMatchObject({ currency: 'USD', prices: [{ unitMinor: 1300, points: 11 }] })
    expect((await read(shop, 'market=jp&sku=MUG&rate=0.0062')).body).toMatchObject({ currency: 'JPY', prices: [{ unitMinor: 1500, points: 10 }] })
  })

  test('are those of a quote of one piece', async () => {
    const shop = await openShop(server)
    for (const member of ['ann', 'vip', 'gold', 'bo']) {
      const { lines: [line], earns } = await shop.quote({ member, lines: mugs() })
      expect((await read(shop, `market=eu&sku=MUG&member=${member}`)).body['prices'], member).toEqual([{ sku: 'MUG', quantity: 1, retailMinor: 1000, unitMinor: line?.unitMinor, source: line?.source, netMinor: line?.netMinor, points: earns.points }])
    }
  })

  test('are kept by caches for guests, with a tag that changes with them, and never for members', async () => {
    const { key, ask } = await openShop(server)
    const get = (query: string, headers: Record<string, string> = {}) => server.ask('GET', `/api/v1/prices?market=eu&sku=MUG${query}`, { key, headers })
    const first = await get('')
    const tag = String(first.headers['etag'])
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=60', etag: expect.stringMatching(/^"[\w-]{22}"$/), vary: 'Accept-Language, Authorization, Cookie, Origin, Rockpool-Store, Rockpool-Caller, Rockpool-Impersonation', 'content-type': 'application/json; charset=utf-8' })
    for (const known of [tag, `"x", W/${tag}`, '*']) expect(await get('', { 'if-none-match': known })).toMatchObject({ status: 304, text: '' })
    for (const member of ['&member=ann', '&member=gold']) {
      const answer = await get(member, { 'if-none-match': tag })
      expect([answer.status, answer.headers['cache-control'], answer.headers['etag']]).toEqual([200, 'no-store', undefined])
    }
    await ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 990 }] })
    const changed = await get('', { 'if-none-match': tag })
    expect([changed.status, changed.headers['etag'] === tag, (changed.body['prices'] as { unitMinor: number }[])[0]?.unitMinor]).toEqual([200, false, 990])
    expect((await server.ask('POST', '/api/v1/quotes', { key, body: { market: 'eu', lines: mugs() } })).headers['cache-control']).toBe('no-store')
    expect((await get('&sku=')).headers['cache-control']).toBe('no-store')
  })

  test('are asked for 200 at a time, and of a member by whom may look at members', async () => {
    const shop = await openShop(server)
    const many = (count: number) => Array.from({ length: count }, (_, n) => `sku=S${n}`).join('&')
    expect((await read(shop, `market=eu&${many(200)}`)).body['unknown']).toHaveLength(200)
    for (const query of [`market=eu&${many(201)}`, 'market=eu']) expect(paths(await read(shop, query))).toEqual(['sku'])
    expect(paths(await read(shop, 'market=jp&sku=MUG'))).toEqual(['rate'])
    const other = await shop.askAs(['catalogue:read'])
    expect(await other('GET', '/prices?market=eu&sku=MUG')).toMatchObject({ status: 200 })
    expect(await other('GET', '/prices?market=eu&sku=MUG&member=gold')).toMatchObject({ status: 403 })
  })
})

function flagsOf(sku: string): { tags: string[]; isGiftCard: boolean; isSaleItem: boolean } {
  const { tags = [], isGiftCard = false, isSaleItem = false } = PRODUCTS.find((one) => one.sku === sku) as { tags?: string[]; isGiftCard?: boolean; isSaleItem?: boolean }
  return { tags, isGiftCard, isSaleItem }
}
