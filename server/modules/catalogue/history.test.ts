import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openOwner } from '#server/app/staff-testing'
import { askOf, openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { mugs, openShop, PROGRAM, type Shop } from '#server/modules/quotes/testing'
import { openTestClock } from '#server/modules/signups/testing'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Change = { list: string; isForAll: boolean; fromMinor: number | null; toMinor: number | null; changedAt: string; changedBy: string; changedByName: string | null; effectiveAt: string; until: string | null }
const changesOf = async ({ ask }: Shop, sku = 'MUG', market = 'eu') => ((await ask('GET', `/catalogue/changes?sku=${sku}&market=${market}`)).body['changes'] as Change[])
const steps = (changes: readonly Change[], list: string) => changes.filter((change) => change.list === list).map(({ fromMinor, toMinor }) => [fromMinor, toMinor])
const put = ({ ask }: Shop, prices: object[]) => ask('POST', '/catalogue/prices', { prices })
const tell = async ({ ask }: Shop, changes: object[]) => ((await ask('POST', '/catalogue/changes', { changes })).body['results'] as { status: number; outcome?: string; problem?: { code: string } }[]).map(({ status, outcome, problem }) => [status, outcome ?? problem?.code])
const statuses = ({ body }: Answered) => (body['results'] as { status: number }[]).map(({ status }) => status)

/** A shop with a promotion that begins on 8 January, whose clock the test moves; `prior`: since when a mug is reduced at an instant, and the lowest price before. */
async function openMoved(opened: TestServer) {
  const time = openTestClock(Date.parse('2026-01-05T10:00:00Z'))
  const edge = opened.openEdge({ house: { ...opened.house, clock: time.clock } })
  const shop = await openShop({ ...opened, ask: (method, path, asking) => askOf(edge, { method, path, ...asking }) })
  await shop.ask('POST', '/catalogue/lists', { list: 'reef', kind: 'promotion', market: 'eu', from: '2026-01-08T00:00:00Z' })
  await put(shop, [{ list: 'reef', sku: 'MUG', unitMinor: 600 }])
  const at = (text: string) => { time.now = Date.parse(text) }
  return {
    shop, at, change: async (body: object) => expect((await shop.ask('PATCH', '/catalogue/lists/reef', body)).status).toBe(200),
    prior: async (text: string) => {
      at(text)
      const [price] = (await shop.ask('GET', '/prices?market=eu&sku=MUG')).body['prices'] as { prior?: { beganAt: string; lowestMinor: number | null } }[]
      return price?.prior === undefined ? null : [price.prior.beganAt.slice(0, 16), price.prior.lowestMinor]
    },
  }
}

describe('the history of a price', () => {
  test('has who changed it when, from what to what, and from when on; what changes nothing is no change', async () => {
    const shop = await openShop(server)
    await put(shop, [{ list: 'acme', sku: 'MUG', unitMinor: 900 }])
    await put(shop, [{ list: 'acme', sku: 'MUG', unitMinor: 900 }])
    await put(shop, [{ list: 'acme', sku: 'MUG', unitMinor: null }])
    const changes = await changesOf(shop)
    expect(steps(changes, 'acme')).toEqual([[null, 950], [950, 900], [900, null]])
    expect(steps(changes, 'retail')).toEqual([[null, 1000], [null, 800]])
    expect(changes.find(({ list }) => list === 'acme')).toMatchObject({ isForAll: false, changedBy: expect.stringMatching(/^key_/), until: null })
    expect(changes.find(({ list }) => list === 'retail')).toMatchObject({ isForAll: true })
    // The sale begins a day after it was told; the other one ended at once.
    expect(changes.find(({ list }) => list === 'sale')).toMatchObject({ effectiveAt: '2026-01-06T00:00:00Z', changedAt: changes[0]?.changedAt })
    expect(changes.find(({ list }) => list === 'over')).toMatchObject({ until: '2026-01-05T10:00:00Z' })
    expect(await changesOf(shop, 'MUG', 'us')).toHaveLength(1)
    expect(await changesOf(await openShop(server))).toHaveLength(7)
  })

  test('names who of the staff changed it, and which key', async () => {
    const shop = await openShop(server)
    const owner = await openOwner(server)
    expect((await owner.ask('POST', '/catalogue/prices', { store: shop.storeId, body: { prices: [{ list: 'acme', sku: 'MUG', unitMinor: 900 }] } })).status).toBe(200)
    const changes = (await changesOf(shop)).filter(({ list }) => list === 'acme')
    expect(changes.map(({ changedByName }) => changedByName)).toEqual(['Test', 'Olga Owner'])
  })

  test('stays when a list or a product goes', async () => {
    const shop = await openShop(server)
    await shop.ask('DELETE', '/catalogue/lists/vip')
    await shop.ask('DELETE', '/catalogue/products/MUG')
    const changes = await changesOf(shop)
    expect([steps(changes, 'vip'), steps(changes, 'gold')]).toEqual([[[null, 870], [870, null]], [[null, 860], [860, null]]])
  })

  test('of a list that is changed ends as the list was and begins as it is; of one that is only theirs nothing is everybody’s any more', async () => {
    const shop = await openShop(server)
    const change = (list: string, body: object) => shop.ask('PATCH', `/catalogue/lists/${list}`, body)
    const [known] = [(await shop.ask('GET', '/catalogue/lists/sale')).body]
    expect(await change('sale', { from: '2026-01-05T11:00:00Z', until: '2026-03-01T00:00:00Z' })).toMatchObject({ status: 200, body: { ...known, from: '2026-01-05T11:00:00Z', until: '2026-03-01T00:00:00Z' } })
    const price = (await changesOf(shop)).find(({ list }) => list === 'sale')?.toMinor as number
    const told = async (list: string) => (await changesOf(shop)).filter((one) => one.list === list).map(({ fromMinor, toMinor, effectiveAt, until, isForAll }) => [fromMinor, toMinor, effectiveAt, until, isForAll])
    // It would have begun on the 6th: there it ends as it was, and goes on as it is.
    expect((await told('sale')).slice(1)).toEqual([[price, null, '2026-01-06T00:00:00Z', known['until'], true], [null, price, '2026-01-05T11:00:00Z', '2026-03-01T00:00:00Z', true], [null, price, '2026-01-06T00:00:00Z', '2026-03-01T00:00:00Z', true]])
    expect(await change('sale', { tag: 'trade', isOnly: true })).toMatchObject({ status: 200, body: { tag: 'trade', isOnly: true, from: '2026-01-05T11:00:00Z' } })
    expect((await told('sale')).slice(4)).toEqual([[price, null, '2026-01-05T11:00:00Z', '2026-03-01T00:00:00Z', true], [null, price, '2026-01-05T11:00:00Z', '2026-03-01T00:00:00Z', false]])
    expect((await shop.ask('GET', '/audit?limit=1')).body['entries']).toMatchObject([{ deed: 'PATCH /catalogue/lists/:list', before: { tag: null }, after: { isOnly: true } }])
    expect(await change('sale', { tag: null })).toMatchObject({ status: 422, body: { errors: [{ path: 'isOnly' }] } })
    expect([await change('retail', { until: '2026-03-01T00:00:00Z' }), await change('none', {}), await change('acme', { member: null })]).toMatchObject([{ status: 422, body: { errors: [{ path: 'until' }] } }, { status: 404 }, { status: 422, body: { errors: [{ path: 'member' }] } }])
    expect((await shop.ask('GET', '/catalogue/lists?member=acme')).body['lists']).toMatchObject([{ list: 'acme' }])
  })

  test('goes on where the level of a list has left the program: what is not said anew is not judged anew', async () => {
    const { shop, at } = await openMoved(server)
    const change = (list: string, body: object) => shop.ask('PATCH', `/catalogue/lists/${list}`, body)
    expect((await shop.ask('POST', '/programs', { program: { ...PROGRAM, tiers: [], benefits: {} }, mode: 'all' })).status).toBe(201)
    at('2026-01-05T12:00:00Z')
    expect(await change('gold', { until: '2026-03-01T00:00:00Z' })).toMatchObject({ status: 200, body: { level: 'gold', until: '2026-03-01T00:00:00Z' } })
    expect(await change('vip', { level: 'gold' })).toMatchObject({ status: 422, body: { errors: [{ path: 'level' }] } })
  })

  test('of a list that is moved earlier is what was told of it last, also where it would have begun later', async () => {
    const { shop, change, at, prior } = await openMoved(server)
    await change({ from: '2026-01-05T11:00:00Z' })
    at('2026-01-05T12:00:00Z')
    await put(shop, [{ list: 'reef', sku: 'MUG', unitMinor: 650 }])
    expect(await prior('2026-01-09T00:00:00Z')).toEqual(['2026-01-05T12:00', 600])
    await shop.ask('DELETE', '/catalogue/lists/reef')
    expect([await prior('2026-01-09T00:00:01Z'), await prior('2026-01-10T00:00:00Z')]).toEqual([['2026-01-09T00:00', 600], ['2026-01-09T00:00', 600]])
  })

  test('of a list that was moved earlier, and is theirs alone since, is nobody else’s where it would have begun later either', async () => {
    const { change, at, prior } = await openMoved(server)
    await change({ from: '2026-01-05T11:00:00Z' })
    at('2026-01-05T12:00:00Z')
    await change({ tag: 'trade' })
    // The sale began on the 6th; the lowest price before is that of the hour in which the list was everybody's.
    expect(await prior('2026-01-09T00:00:00Z')).toEqual(['2026-01-06T00:00', 600])
    await change({ tag: null })
    expect(await prior('2026-01-10T00:00:00Z')).toEqual(['2026-01-09T00:00', 600])
  })

  test('of a list that is moved later, and earlier again, has no hole', async () => {
    const { change, prior } = await openMoved(server)
    await change({ from: '2026-01-12T00:00:00Z' })
    expect(await prior('2026-01-07T00:00:00Z')).toEqual(['2026-01-06T00:00', 1000])
    await change({ from: '2026-01-08T00:00:00Z' })
    expect([await prior('2026-01-09T00:00:00Z'), await prior('2026-01-13T00:00:00Z')]).toEqual([['2026-01-08T00:00', 850], ['2026-01-08T00:00', 850]])
  })

  test('from before is told once, in any order, and changes nothing that is known', async () => {
    const shop = await openShop(server)
    const before = (day: string, unitMinor: number | null, more: object = {}) => ({ list: 'retail', sku: 'MUG', at: `2025-12-${day}T00:00:00Z`, unitMinor, ...more })
    expect(await tell(shop, [before('20', 900), before('01', 1100), before('01', 5, { list: 'none' }), before('01', 5, { sku: 'CUP' })])).toEqual([[201, 'created'], [201, 'created'], [422, 'catalogue.list_unknown'], [422, 'catalogue.product_unknown']])
    expect(await tell(shop, [before('20', 900), before('10', 1), before('20', 901)])).toEqual([[200, 'unchanged'], [409, 'catalogue.price_known'], [409, 'catalogue.price_known']])
    expect(steps(await changesOf(shop), 'retail')).toEqual([[null, 1000], [null, 800], [null, 1100], [1100, 900]])
  })

  test('holds when two change one price at once: each change begins where the one before ended', async () => {
    const shop = await openShop(server)
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => put(shop, [{ list: 'retail', sku: 'HAT', unitMinor: n }, { list: 'retail', sku: 'MUG', unitMinor: n }])))
    expect(answers.flatMap(statuses).every((status) => status === 200)).toBe(true)
    for (const [sku, first] of [['HAT', 2000], ['MUG', 1000]] as const) {
      const chain = (await changesOf(shop, sku)).filter(({ list, fromMinor, toMinor }) => list === 'retail' && (fromMinor !== null || toMinor === first))
      expect(chain).toHaveLength(7)
      for (const [index, { fromMinor }] of chain.entries()) expect(fromMinor).toBe(index === 0 ? null : chain[index - 1]?.toMinor)
    }
  })
})

describe('a reduction', () => {
  test('is told with the lowest price of the 30 days before, to members too, and a member price is none', async () => {
    const shop = await openShop(server)
    const prior = async (query: string) => ((await shop.ask('GET', `/prices?market=eu&sku=MUG${query}`)).body['prices'] as { prior?: { lowestMinor: number | null; quantity: number } }[])[0]?.prior
    expect([await prior(''), await prior('&member=gold')]).toEqual([undefined, undefined])
    await tell(shop, [{ list: 'retail', sku: 'MUG', at: '2025-12-20T00:00:00Z', unitMinor: 930 }, { list: 'retail', sku: 'MUG', at: '2025-12-01T00:00:00Z', unitMinor: 1100 }])
    await shop.ask('POST', '/catalogue/lists', { list: 'spring', kind: 'promotion', market: 'eu' })
    await put(shop, [{ list: 'spring', sku: 'MUG', unitMinor: 820 }])
    for (const member of ['', '&member=ann', '&member=gold']) expect(await prior(member)).toMatchObject({ quantity: 1, lowestMinor: 930 })
    expect((await shop.quote({ lines: mugs(3) })).lines[0]).toMatchObject({ prior: { lowestMinor: 930 }, sentences: expect.arrayContaining(['Lowest price in the 30 days before the reduction: €9.30.']) })
  })
})
