import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { rebuildMember, verifyStore } from '#server/modules/activity/index'
import { requireMember } from '#server/modules/members/index'
import type { Route } from '#server/platform/route'
import type { Quote } from './schemas.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const PROGRAM = {
  program: 'trade', name: 'Trade', currency: 'EUR', zone: 'UTC', expiry: 'never', earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  discounts: [{ id: 'two_off', kind: 'coupon', amount: { eu: '2' } }, { id: 'week', kind: 'promotion', amount: { eu: '3' }, when: 'order.items == 2', limits: [{ uses: 1, per: 'member' }] }],
}

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
type Shop = { storeId: string; ask: Ask; told: (member: string) => Promise<Record<string, unknown>> }

/** A shop whose customer acme is a company with 500 points: olga owns it, bob buys, fay keeps its books; cy has nothing to do with it. */
async function openShop(): Promise<Shop> {
  const { key, storeId } = await server.openStore()
  const ask: Ask = async (method, path, body) => {
    for (;;) {
      const answer = await server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
      // Of many at once some find no connection for so long; what is asked has a name, which makes asking again safe.
      if (answer.status !== 503) return answer
    }
  }
  const must = async (...asked: Parameters<Ask>) => expect((await ask(...asked)).status, JSON.stringify(asked)).toBeLessThan(300)
  await must('POST', '/programs', { program: PROGRAM, mode: 'all' })
  const joinedAt = '2026-01-05T08:00:00Z'
  for (const id of ['olga', 'bob', 'fay', 'cy']) await must('POST', '/members', { externalIds: [id], joinedAt })
  await must('POST', '/members', { externalIds: ['acme'], kind: 'company', joinedAt })
  for (const [buyer, role] of [['olga', 'owner'], ['bob', 'buyer'], ['fay', 'finance']]) await must('POST', '/members/acme/buyers', { buyer, role })
  await must('POST', '/members/acme/adjustments', { id: 'gift', points: 500, reason: 'test', author: 'mei' })
  await must('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await must('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1000 }] })
  return { storeId, ask, told: async (member) => ((await ask('GET', `/members/${member}`)).body['units'] as Record<string, Record<string, unknown>>)['points'] ?? {} }
}

const cart = (member: string, more: object = {}) => ({ market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], company: 'acme', member, ...more })
const held = (id: string, member: string, more: object = {}) => cart(member, { hold: true, id, ...more })
const quoteOf = ({ body }: Answered) => body as unknown as Quote
const couponFor = async ({ ask }: Shop, member: string) => (await ask('POST', '/coupons', { discount: 'two_off', member })).body['code'] as string
const usesOf = async ({ ask }: Shop, code: string) => { const { body } = await ask('GET', `/coupons/${code}`); return [body['status'], body['usesTaken'], body['usesHeld']] }
/** The ledger tells the truth, and the company is what its history makes of it. */
async function expectTruth({ storeId }: Shop): Promise<void> {
  const ctx = { storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() } as const
  await server.house.database.readStore(storeId, async (db) => {
    expect((await verifyStore({ ...ctx, db })).lie).toBe(null)
    expect(await rebuildMember({ ...ctx, db }, await requireMember({ ...ctx, db }, 'acme'))).toEqual([])
  })
}

describe('a held quote of a company', () => {
  test('keeps the points of the company for its owner, and its order spends them, though the owner has left meanwhile', async () => {
    const shop = await openShop()
    const answer = await shop.ask('POST', '/quotes', held('cart-1', 'olga', { points: 300 }))
    expect([answer.status, quoteOf(answer).toPayMinor, quoteOf(answer).hold?.spendId]).toEqual([201, 700, 'quote/cart-1'])
    expect(await shop.told('acme')).toMatchObject({ active: 200, reserved: 300 })
    const olga = (await shop.ask('GET', '/members/olga')).body['memberId']
    const { rows } = await server.house.database.inStore(shop.storeId, (db) => sql`select event->>'by' as "by" from activity_events where event->>'id' = 'quote/cart-1'`.execute(db))
    expect(rows).toEqual([{ by: olga }])
    await shop.ask('POST', '/members/acme/buyers', { buyer: 'cy', role: 'owner' })
    expect((await shop.ask('DELETE', '/members/acme/buyers/olga')).status).toBe(200)
    expect(await shop.ask('POST', '/quotes', held('cart-2', 'olga', { points: 10 }))).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown' } })
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })).toMatchObject({ status: 200 })
    expect(await shop.told('acme')).toMatchObject({ active: 200, reserved: 0, spent: 300 })
    await expectTruth(shop)
  })

  test('has no points for whoever is not its owner, and everything else; what they would pay is told to all who buy', async () => {
    const shop = await openShop()
    const code = await couponFor(shop, 'acme')
    for (const member of ['bob', 'fay']) {
      expect(await shop.ask('POST', '/quotes', held('cart-1', member, { points: 10 }))).toMatchObject({ status: 409, body: { code: 'members.role_may_not', details: { buyer: member, needed: 'owner' } } })
      expect(quoteOf(await shop.ask('POST', '/quotes', cart(member, { points: 100 }))).points.used).toBe(100)
    }
    expect(await shop.told('acme')).toMatchObject({ active: 500, reserved: 0 })
    expect(quoteOf(await shop.ask('POST', '/quotes', held('cart-1', 'bob', { coupons: [code], points: 0 })))).toMatchObject({ toPayMinor: 800, hold: { status: 'held', spendId: null } })
    expect(await usesOf(shop, code)).toEqual(['held', 0, 1])
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o1' })).toMatchObject({ status: 200 })
    expect(await usesOf(shop, code)).toEqual(['used', 1, 0])
    for (const member of ['cy', 'acme']) expect(await shop.ask('POST', '/quotes', held('cart-3', member))).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown' } })
    expect(await shop.ask('POST', '/quotes', { ...held('cart-3', 'bob'), member: undefined })).toMatchObject({ status: 422 })
  })

  test('takes what is the company’s: its coupons and limits, not those of the buyer', async () => {
    const shop = await openShop()
    const [ofAcme, ofBob] = [await couponFor(shop, 'acme'), await couponFor(shop, 'bob')]
    const two = { lines: [{ sku: 'MUG', quantity: 2 }] }
    expect(quoteOf(await shop.ask('POST', '/quotes', held('cart-1', 'bob', { ...two, coupons: [ofBob, ofAcme] })))).toMatchObject({ toPayMinor: 1500, coupons: [{ discount: null }, { code: ofAcme, isUsed: true }] })
    // Each member has the promotion once: the company has had it, by whomever; bob himself has not.
    expect(quoteOf(await shop.ask('POST', '/quotes', cart('olga', two))).toPayMinor).toBe(2000)
    expect(quoteOf(await shop.ask('POST', '/quotes', { market: 'eu', ...two, member: 'bob', coupons: [ofBob] })).toPayMinor).toBe(1500)
    // Codes of the company are no guesses.
    for (let n = 0; n < 30; n += 1) expect((await shop.ask('POST', '/quotes', cart('bob', { coupons: [ofAcme] }))).status).toBe(200)
  })
})

describe('at once', () => {
  const times = <T>(n: number, act: (index: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, index) => act(index)))

  test('owners who want the last points of their company, and one has them', async () => {
    const shop = await openShop()
    await shop.ask('POST', '/members/acme/buyers', { buyer: 'cy', role: 'owner' })
    const answers = await times(60, (n) => shop.ask('POST', '/quotes', held(`cart-${n}`, n % 2 === 0 ? 'olga' : 'cy', { points: 500 })))
    expect([answers.filter(({ status }) => status === 201).length, answers.filter((answer) => quoteOf(answer).points.used === 500).length]).toEqual([60, 1])
    expect(await shop.told('acme')).toMatchObject({ active: 0, reserved: 500 })
    await expectTruth(shop)
  })

  test('an owner who holds at a checkout and spends beside it has the points once', async () => {
    const shop = await openShop()
    const [quoted, spent] = await Promise.all([
      times(20, (n) => shop.ask('POST', '/quotes', held(`cart-${n}`, 'olga', { points: 100 }))),
      times(20, (n) => shop.ask('POST', '/members/acme/spends', { id: `s${n}`, points: 100, purpose: 'reward', by: 'olga' })),
    ])
    const [byQuotes, bySpends] = [quoted.reduce((sum, answer) => sum + (quoteOf(answer).points?.used ?? 0), 0), 100 * spent.filter(({ status }) => status === 201).length]
    expect([byQuotes + bySpends, new Set(quoted.map(({ status }) => status))]).toEqual([500, new Set([201])])
    expect(await shop.told('acme')).toMatchObject({ active: 0, reserved: byQuotes, spent: bySpends })
    await expectTruth(shop)
  })

  test('buyers who want the last use of their company’s coupon, and one has it', async () => {
    const shop = await openShop()
    const code = await couponFor(shop, 'acme')
    const answers = await times(60, (n) => shop.ask('POST', '/quotes', held(`cart-${n}`, ['bob', 'fay', 'olga'][n % 3] as string, { coupons: [code] })))
    expect([answers.filter(({ status }) => status === 201).length, answers.filter((answer) => quoteOf(answer).toPayMinor === 800).length]).toEqual([60, 1])
    expect(await usesOf(shop, code)).toEqual(['held', 0, 1])
  })

  test('a buyer who is let go while they hold has the hold, or is told that they buy no more', async () => {
    const shop = await openShop()
    for (let n = 0; n < 15; n += 1) {
      const [answer, left] = await Promise.all([shop.ask('POST', '/quotes', held(`cart-${n}`, 'bob')), shop.ask('DELETE', '/members/acme/buyers/bob')])
      expect([left.status, answer.status === 201 || answer.body['code'] === 'members.buyer_unknown']).toEqual([200, true])
      expect((await shop.ask('GET', `/quotes/cart-${n}`)).status).toBe(answer.status === 201 ? 200 : 404)
      await shop.ask('POST', '/members/acme/buyers', { buyer: 'bob', role: 'buyer' })
    }
  })
})
