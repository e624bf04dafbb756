import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import type { Route } from '#server/platform/route'
import { erasePersonalData } from './personal-data.ts'
import type { PersonalData } from './schemas.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', expiry: 'never', earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  discounts: [{ id: 'two_off', kind: 'coupon', amount: { eu: '2' } }, { id: 'shared', kind: 'coupon', codes: 'shared', amount: { eu: '1' }, stacks_with: ['two_off'] }],
  rewards: [{ id: 'two', gives: { coupon: 'two_off' }, points: 10 }],
}

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
type Shop = { storeId: string; ask: Ask; textOf: () => Promise<string> }

/** A shop whose member anna has points, a coupon of her own that names her, one from a reward, and a code that is for all. */
async function openShop(): Promise<Shop> {
  const { key, storeId } = await server.openStore()
  const ask: Ask = (method, path, body) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const must = async (...asked: Parameters<Ask>) => expect((await ask(...asked)).status, JSON.stringify(asked)).toBeLessThan(300)
  await must('POST', '/programs', { program: PROGRAM, mode: 'all' })
  await must('POST', '/members', { externalIds: ['anna'], joinedAt: '2026-01-05T08:00:00Z' })
  await must('POST', '/members/anna/adjustments', { id: 'gift', points: 500, reason: 'test', author: 'mei' })
  await must('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await must('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1000 }] })
  await must('POST', '/coupons', { discount: 'two_off', member: 'anna', code: 'FORANNASCHMIDT' })
  await must('POST', '/coupons', { discount: 'shared', code: 'SUMMER' })
  return { storeId, ask, textOf: () => textOf(storeId) }
}

/** Every row of a store as one text. */
async function textOf(storeId: string): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(server.world.owner.bare)
  return server.world.owner.inStore(storeId, async (db) => {
    const texts: string[] = []
    for (const { name } of tables) texts.push(...(await sql.raw<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`).execute(db)).rows.map(({ row }) => row))
    return texts.join('\n')
  })
}

const held = (id: string, coupons: string[]) => ({ market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], member: 'anna', coupons, hold: true, id })
const exportOf = async ({ ask }: Shop) => (await ask('GET', '/members/anna/personal-data')).body as unknown as PersonalData
const orderWith = ({ ask }: Shop, coupons: string[]) => ask('POST', '/events', { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:30:00Z', member: 'anna', order: { id: 'o1', market: 'eu', currency: 'EUR', coupons, lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1000 }] } })
const couponsOf = async ({ storeId }: Shop) => (await server.house.database.inStore(storeId, (db) => sql<{ code: string; status: string; taken: number; held: number }>`select code, status, uses_taken as taken, uses_held as held from coupons order by discount, issued_at, code`.execute(db))).rows

describe('the coupons of a person', () => {
  test('are in the export, with the codes of their orders and held quotes, and what was taken', async () => {
    const shop = await openShop()
    const reward = String((await shop.ask('POST', '/members/anna/redemptions', { reward: 'two', id: 'r1' })).body['code'])
    await orderWith(shop, ['FORANNASCHMIDT', 'SUMMER'])
    expect((await shop.ask('POST', '/quotes', held('cart-1', [reward, 'annas-secret']))).status).toBe(201)
    const { coupons, quotes, sayings, stays } = await exportOf(shop)
    expect(coupons).toMatchObject([{ code: 'FORANNASCHMIDT', discount: 'two_off', origin: 'staff', status: 'used', usesTaken: 1 }, { code: reward, origin: 'reward', status: 'held', usesTaken: 0 }].sort((a, b) => (a.code < b.code ? -1 : 1)))
    expect(quotes).toEqual([{ quote: 'cart-1', codes: [reward, 'annas-secret'] }])
    expect(sayings).toContainEqual({ at: '2026-01-05T09:30:00Z', type: 'order.paid', values: { coupons: ['FORANNASCHMIDT', 'SUMMER'] } })
    expect(stays.uses).toMatchObject([{ orderId: 'o1', status: 'committed', codes: ['SUMMER'] }, { orderId: null, status: 'held', codes: [] }])
    // What they bought and what became of their points is known of them too.
    expect(stays).toMatchObject({ orders: [{ order: 'o1', totalMinor: 1_000, lines: [{ sku: 'MUG', quantity: 1 }] }], redemptions: [{ reward: 'two' }], postings: expect.arrayContaining([expect.objectContaining({ reason: 'spend' }), expect.objectContaining({ reason: 'earn', orderId: 'o1' })]) })
  })

  test('are erased: no code of theirs is left anywhere, none can be used, and what was taken adds up', async () => {
    const shop = await openShop()
    const reward = String((await shop.ask('POST', '/members/anna/redemptions', { reward: 'two', id: 'r1' })).body['code'])
    const open = String((await shop.ask('POST', '/members/anna/redemptions', { reward: 'two', id: 'r2' })).body['code'])
    await orderWith(shop, ['FORANNASCHMIDT', 'SUMMER'])
    await shop.ask('POST', '/quotes', held('cart-1', [reward, 'annas-secret']))
    const codes = ['FORANNASCHMIDT', reward, open, 'annas-secret']
    const before = await shop.textOf()
    for (const code of codes) expect(before, code).toContain(code)
    expect(await shop.ask('DELETE', '/members/anna/personal-data')).toMatchObject({ status: 200, body: { kept: [] } })
    const after = await shop.textOf()
    for (const code of codes) expect(after, code).not.toContain(code)
    expect((await couponsOf(shop)).map(({ status, taken, held: ofHold }) => [status, taken, ofHold]).sort()).toEqual([['issued', 1, 0], ['used', 1, 0], ['void', 0, 0], ['void', 0, 1]])
    for (const code of [open, 'FORANNASCHMIDT']) expect((await shop.ask('POST', '/quotes', { market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], coupons: [code] })).body).toMatchObject({ toPayMinor: 1000, coupons: [{ discount: null }] })
    // What was held is told as before, without its codes, and is paid or let go as ever.
    expect((await shop.ask('GET', '/quotes/cart-1')).body).toMatchObject({ toPayMinor: 800, coupons: [], hold: { status: 'held' } })
    expect(await shop.ask('POST', '/quotes/cart-1/commit', { orderId: 'o2' })).toMatchObject({ status: 200 })
    expect((await couponsOf(shop)).filter(({ held: ofHold }) => ofHold > 0)).toEqual([])
    expect((await shop.ask('GET', '/coupons/SUMMER')).body).toMatchObject({ usesTaken: 1, status: 'issued' })
  })

  test('leave no code where one is asked to be held while they are erased: whoever waited is told that they are gone', async () => {
    const shop = await openShop()
    const quoted = await server.house.database.inStore(shop.storeId, async (db) => {
      await erasePersonalData({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, { member: 'anna' })
      const sent = shop.ask('POST', '/quotes', held('cart-1', ['FORANNASCHMIDT']))
      await expect.poll(async () => (await sql`select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(server.world.owner.bare)).rows.length, { timeout: 20_000 }).toBeGreaterThan(0)
      return { sent }
    })
    expect(await quoted.sent).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    expect(await shop.textOf()).not.toContain('FORANNASCHMIDT')
  })
})
