import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { instantText, parseInstant } from '#engine/calendar'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { advanceStore } from '#server/modules/activity/index'
import { freeOver } from '#server/modules/coupons/index'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'
import type { Quote } from './schemas.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const AT = parseInstant('2026-01-05T10:00:00Z')
const LIFE = 15 * 60_000

const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', expiry: 'never', earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  discounts: [
    { id: 'two_off', kind: 'coupon', amount: { eu: '2' } }, { id: 'shared', kind: 'coupon', codes: 'shared', amount: { eu: '1' } },
    { id: 'week', kind: 'promotion', amount: { eu: '3' }, when: 'order.items == 2', limits: [{ money: { eu: '5' } }, { uses: 1, per: 'member' }] },
  ],
}

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
type Shop = { storeId: string; key: string; ask: Ask; askAs: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<Ask>; pass: (until: number) => Promise<void> }

/** A sandbox with a mug for 10.00 and members ann and bo, who has 500 points. */
async function openShop(kind: 'live' | 'sandbox' = 'sandbox'): Promise<Shop> {
  const { key, storeId, newKey } = await server.openStore({ kind })
  const askWith = (secret: string): Ask => (method, path, body) => server.ask(method, `/api/v1${path}`, { key: secret, ...(body === undefined ? {} : { body }) })
  const ask = askWith(key)
  const must = async (...asked: Parameters<Ask>) => {
    const { status, text } = await ask(...asked)
    expect(status, `${JSON.stringify(asked)} ${text}`).toBeLessThan(300)
  }
  if (kind === 'sandbox') await must('POST', '/clock', { to: instantText(AT) })
  await must('POST', '/programs', { program: PROGRAM, mode: 'all' })
  for (const externalId of ['ann', 'bo']) await must('POST', '/members', { externalIds: [externalId], joinedAt: '2026-01-05T09:00:00Z' })
  await must('POST', '/members/bo/adjustments', { id: 'gift', points: 500, reason: 'test', author: 'mei' })
  await must('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await must('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1000 }] })
  return { storeId, key, ask, askAs: async (scopes) => askWith(await newKey(scopes)), pass: async (until) => must('POST', '/clock', { to: instantText(until) }) }
}

const cart = (more: object = {}) => ({ market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], ...more })
const held = (id: string, more: object = {}) => cart({ hold: true, id, ...more })
const quoteOf = ({ body }: Answered) => body as unknown as Quote
const usesOf = async ({ ask }: Shop, code: string) => { const { body } = await ask('GET', `/coupons/${code}`); return [body['status'], body['usesTaken'], body['usesHeld']] }
const issue = async ({ ask }: Shop, body: object) => (await ask('POST', '/coupons', body)).body['code'] as string
const order = (id: string, coupons: string[] = []) => ({ type: 'order.paid', source: 'shop', id, occurredAt: instantText(AT), member: 'ann', order: { id, market: 'eu', currency: 'EUR', coupons, lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1000 }] } })

describe('a held quote', () => {
  test('keeps its coupon for 15 minutes, and its order takes it', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'two_off' })
    const answer = await shop.ask('POST', '/quotes', held('cart-1', { coupons: [code] }))
    expect([answer.status, quoteOf(answer).toPayMinor, quoteOf(answer).hold]).toEqual([201, 800, { quote: 'cart-1', status: 'held', until: '2026-01-05T10:15:00Z', orderId: null, spendId: null }])
    expect(await usesOf(shop, code)).toEqual(['held', 0, 1])
    expect(quoteOf(await shop.ask('POST', '/quotes', cart({ coupons: [code] })))).toMatchObject({ toPayMinor: 1000, coupons: [{ code, discount: null, isUsed: false }], sentences: expect.arrayContaining([`The code “${code}” cannot be used.`]) })
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })).toMatchObject({ status: 200, body: { hold: { status: 'committed', orderId: 'o1' } } })
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })).toMatchObject({ status: 200 })
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o2' })).toMatchObject({ status: 409, body: { code: 'quotes.committed_already' } })
    expect(await usesOf(shop, code)).toEqual(['used', 1, 0])
  })

  test('is the same quote when it is asked for again, by its id or by Idempotency-Key, and another cart under its name is refused', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'two_off' })
    const first = await shop.ask('POST', '/quotes', held('cart-1', { coupons: [code] }))
    const again = await shop.ask('POST', '/quotes', held('cart-1', { coupons: [code] }))
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([200, first.body, 'true'])
    expect(await shop.ask('POST', '/quotes', held('cart-1'))).toMatchObject({ status: 409, body: { code: 'quotes.other_body' } })
    const keyed = () => server.ask('POST', '/api/v1/quotes', { key: shop.key, body: cart({ hold: true, coupons: [] }), headers: { 'idempotency-key': 'k1' } })
    expect([(await keyed()).status, (await keyed()).status, quoteOf(await keyed()).hold?.quote]).toEqual([201, 200, 'k1'])
    expect(quoteOf(await shop.ask('POST', '/quotes', cart({ hold: true }))).hold?.quote).toMatch(/^quo_/)
    for (let n = 0; n < 25; n += 1) expect((await shop.ask('POST', '/quotes', held('cart-1', { coupons: [code] }))).status).toBe(200)
    expect((await shop.ask('GET', '/quotes/cart-1')).body).toEqual(first.body)
    expect((await shop.ask('GET', '/quotes/cart-2')).status).toBe(404)
  })

  test('that is released, or over, has let go of everything', async () => {
    const shop = await openShop()
    const codes = [await issue(shop, { discount: 'two_off' }), await issue(shop, { discount: 'two_off' })]
    for (const [index, code] of codes.entries()) await shop.ask('POST', '/quotes', held(`cart-${index}`, { coupons: [code], member: 'bo', points: 200 }))
    expect((await shop.ask('GET', '/members/bo')).body).toMatchObject({ units: { points: { active: 100, reserved: 400 } } })
    expect(await shop.ask('DELETE', '/quotes/cart-0')).toMatchObject({ status: 200, body: { hold: { status: 'released' } } })
    expect(await shop.ask('DELETE', '/quotes/cart-0')).toMatchObject({ status: 200, body: { hold: { status: 'released' } } })
    expect((await shop.ask('GET', '/members/bo')).body).toMatchObject({ units: { points: { active: 300, reserved: 200 } } })
    await shop.pass(AT + LIFE - 1)
    expect(await usesOf(shop, codes[1] as string)).toEqual(['held', 0, 1])
    await shop.pass(AT + LIFE)
    expect(await usesOf(shop, codes[1] as string)).toEqual(['issued', 0, 0])
    expect((await shop.ask('GET', '/members/bo')).body).toMatchObject({ units: { points: { active: 500, reserved: 0 } } })
    for (const id of ['cart-0', 'cart-1']) expect(await shop.ask('POST', `/quotes/${id}/commit`, { orderId: 'o' })).toMatchObject({ status: 409, body: { code: 'quotes.not_held' } })
    expect((await shop.ask('GET', '/quotes/cart-1')).body).toMatchObject({ hold: { status: 'over' } })
  })

  test('holds points, which its order spends', async () => {
    const shop = await openShop()
    expect(quoteOf(await shop.ask('POST', '/quotes', held('cart-1', { member: 'bo', points: 300 })))).toMatchObject({ toPayMinor: 700, hold: { spendId: 'quote/cart-1' } })
    await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })
    expect((await shop.ask('GET', '/members/bo')).body).toMatchObject({ units: { points: { active: 200, reserved: 0, spent: 300 } } })
    expect(await shop.ask('DELETE', '/quotes/cart-1')).toMatchObject({ status: 409 })
  })

  test('tells what the store keeps to nobody who may not see it, and holds for nobody who may not hold', async () => {
    const shop = await openShop()
    await shop.ask('POST', '/quotes', held('cart-1'))
    const other = await shop.askAs(['catalogue:read'])
    expect((await other('GET', '/quotes/cart-1')).body).not.toHaveProperty('staff')
    expect(await other('POST', '/quotes', held('cart-2'))).toMatchObject({ status: 403, body: { details: { permission: 'quotes:hold' } } })
  })
})

describe('an order', () => {
  test('that came without a quote takes its coupons, once; what was held for it is taken once too', async () => {
    const shop = await openShop()
    const [alone, shared] = [await issue(shop, { discount: 'two_off' }), await issue(shop, { discount: 'shared', code: 'ALL-26' })]
    for (let turn = 0; turn < 2; turn += 1) await shop.ask('POST', '/events', order('o1', [alone, 'all 26', 'NOBODYS']))
    expect([await usesOf(shop, alone), await usesOf(shop, shared)]).toEqual([['used', 1, 0], ['issued', 1, 0]])
    await shop.ask('POST', '/quotes', held('cart-1', { coupons: ['ALL26'] }))
    await shop.ask('POST', '/events', order('o2', ['ALL26']))
    await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o2' })
    expect(await usesOf(shop, shared)).toEqual(['issued', 2, 0])
    await shop.ask('POST', '/quotes', held('cart-2', { coupons: ['ALL26'] }))
    await shop.ask('POST', '/quotes/cart-2/commit', { orderId: 'o3' })
    await shop.ask('POST', '/events', order('o3', ['ALL26']))
    expect(await usesOf(shop, shared)).toEqual(['issued', 3, 0])
  })

  test('that came back whole gives its coupons and limits back; in part it does not (R35)', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'two_off' })
    const two = { member: 'ann', lines: [{ sku: 'MUG', quantity: 2 }] }
    expect(quoteOf(await shop.ask('POST', '/quotes', held('cart-1', { coupons: [code], ...two }))).toPayMinor).toBe(1500)
    await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })
    const again = async () => { const { toPayMinor, untaken } = quoteOf(await shop.ask('POST', '/quotes', cart(two))); return [toPayMinor, untaken.map(({ why }) => why)] }
    await shop.ask('POST', '/events', order('o1'))
    const refund = (id: string, refunded: object) => shop.ask('POST', '/events', { type: 'order.refunded', source: 'shop', id, occurredAt: instantText(AT), member: 'ann', orderId: 'o1', refund: refunded })
    await refund('r1', { amountMinor: 400 })
    expect([await again(), await usesOf(shop, code)]).toEqual([[2000, ['used_up']], ['used', 1, 0]])
    await refund('r2', {})
    expect([await again(), await usesOf(shop, code)]).toEqual([[1700, []], ['issued', 0, 0]])
    expect((await shop.ask('GET', '/quotes/cart-1')).body).toMatchObject({ hold: { status: 'returned' } })
  })
})

/** Asks again where the server had no connection for so long; what is asked has a name, which makes that safe. */
async function insistOn(shop: Shop, ...asked: Parameters<Ask>): Promise<Answered> {
  for (;;) {
    const answer = await shop.ask(...asked)
    if (answer.status !== 503) return answer
  }
}

const insist = (shop: Shop, body: object) => insistOn(shop, 'POST', '/quotes', body)

describe('at once', () => {
  const takers = Array.from({ length: 200 }, (_, index) => index)

  test('200 takers of the last use of a coupon: one gets it', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'two_off' })
    const answers = await Promise.all(takers.map((n) => insist(shop, held(`cart-${n}`, { coupons: [code] }))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(answers.filter((answer) => quoteOf(answer).toPayMinor === 800).length).toBe(1)
    expect(await usesOf(shop, code)).toEqual(['held', 0, 1])
  })

  test('200 takers of the last cent of a limit: never more than is left is given', async () => {
    const shop = await openShop()
    for (const n of takers) if (n < 40) await shop.ask('POST', '/members', { externalIds: [`m${n}`] })
    const answers = await Promise.all(takers.map((n) => insist(shop, held(`cart-${n}`, { member: `m${n % 40}`, lines: [{ sku: 'MUG', quantity: 2 }] }))))
    const off = answers.map((answer) => 2000 - quoteOf(answer).toPayMinor)
    expect([off.reduce((sum, minor) => sum + minor, 0), off.filter((minor) => minor === 300).length, off.filter((minor) => minor === 200).length]).toEqual([500, 1, 1])
  })

  test('20 who ask for the same quote get one, and its coupon is held once', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'shared', code: 'ALL' })
    const answers = await Promise.all(takers.slice(0, 20).map(() => shop.ask('POST', '/quotes', held('cart', { coupons: ['ALL'], member: 'bo', points: 100 }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201])
    expect(await usesOf(shop, code)).toEqual(['issued', 0, 1])
    expect((await shop.ask('GET', '/members/bo')).body).toMatchObject({ units: { points: { active: 400, reserved: 100 } } })
  })

  test('a hold that is committed at the moment at which it is over is one of both', async () => {
    const shop = await openShop('live')
    const { database } = server.house
    const actor = { kind: 'system', job: 'test' } as const
    for (const n of takers.slice(0, 20)) {
      const code = await issue(shop, { discount: 'two_off' })
      await shop.ask('POST', '/quotes', held(`cart-${n}`, { coupons: [code], member: 'bo', points: 10 }))
      const [committed] = await Promise.all([
        shop.ask('POST', `/quotes/cart-${n}/commit`, { orderId: `o${n}` }),
        database.inStore(shop.storeId, (db) => freeOver({ db, storeId: shop.storeId, actor, now: AT + LIFE })),
      ])
      const isTaken = committed.status === 200
      expect(await usesOf(shop, code)).toEqual(isTaken ? ['used', 1, 0] : ['issued', 0, 0])
      expect((await shop.ask('GET', `/quotes/cart-${n}`)).body).toMatchObject({ hold: { status: isTaken ? 'committed' : 'over' } })
    }
    await advanceStore(server.house, { storeId: shop.storeId, until: AT + LIFE })
    expect((await shop.ask('GET', `/members/bo?at=${instantText(AT + LIFE + 1)}`)).body).toMatchObject({ units: { points: { reserved: 0 } } })
  })

  test('a coupon that is made void while a quote takes it is one of both', async () => {
    const shop = await openShop()
    for (const n of takers.slice(0, 20)) {
      const code = await issue(shop, { discount: 'two_off' })
      const [quoted, voided] = await Promise.all([shop.ask('POST', '/quotes', held(`cart-${n}`, { coupons: [code] })), shop.ask('DELETE', `/coupons/${code}`)])
      const isHeld = quoteOf(quoted).toPayMinor === 800
      expect([voided.status, await usesOf(shop, code)]).toEqual(isHeld ? [409, ['held', 0, 1]] : [200, ['void', 0, 0]])
    }
  })

  test('an order that is told while it is committed takes its coupon once', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'shared', code: 'ALL' })
    for (const n of takers.slice(0, 20)) {
      await shop.ask('POST', '/quotes', held(`cart-${n}`, { coupons: ['ALL'] }))
      const answers = await Promise.all([shop.ask('POST', `/quotes/cart-${n}/commit`, { orderId: `o${n}` }), shop.ask('POST', '/events', order(`o${n}`, ['ALL']))])
      expect(answers.map(({ status }) => status)).toEqual([200, 201])
    }
    expect(await usesOf(shop, code)).toEqual(['issued', 20, 0])
  })

  test('holds, commits, releases and orders of the same members and limits end, and add up', async () => {
    const shop = await openShop()
    const code = await issue(shop, { discount: 'shared', code: 'ALL' })
    await Promise.all(takers.slice(0, 60).map(async (n) => {
      const id = `cart-${n}`
      const member = n % 2 === 0 ? 'ann' : 'bo'
      const good = async (...asked: Parameters<Ask>) => {
        const { status, text } = await insistOn(shop, ...asked)
        expect(status, text).toBeLessThan(300)
      }
      await good('POST', '/quotes', held(id, { member, coupons: ['ALL'], lines: [{ sku: 'MUG', quantity: 2 }], points: 10 }))
      if (n % 3 === 0) await good('DELETE', `/quotes/${id}`)
      else if (n % 3 === 1) await good('POST', `/quotes/${id}/commit`, { orderId: id })
      if (n % 6 === 1) await good('POST', '/events', { ...order(id, ['ALL']), member })
    }))
    expect(await usesOf(shop, code)).toEqual(['issued', 20, 20])
  })
})
