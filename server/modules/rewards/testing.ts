import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Answered, TestServer } from '#server/app/testing'
import type { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'
import type { Redemption, Reward } from './schemas.ts'

/** A program with a reward of each kind. */
export const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', units: { points: { kind: 'spendable' } },
  markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } }, us: { currency: 'USD', earn: '0.9', redeem: { points: 100, worth: '1.10' }, reference_rate: '0.9' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: 'never',
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['returns'] }] }],
  discounts: [{ id: 'five_off', kind: 'coupon', name: 'Five off', amount: { eu: '5', us: '5' } }],
  entitlements: [{ id: 'returns', name: { en: 'Free returns', 'zh-CN': '免费退货' }, uses: 2, cost: '6.50' }],
  rewards: [
    { id: 'five', name: { en: 'Five off', 'zh-CN': '减五元' }, gives: { coupon: 'five_off' }, points: 50, level_points: { gold: 40 }, valid: { days: 30 } },
    { id: 'mug', name: 'A mug', gives: { product: 'MUG' }, points: 50, stock: 'counted', cost: { eu: '4.20' } },
    { id: 'card', gives: { gift_card: { eu: '10', us: '11' } }, points: 50, valid: { days: 30 } },
    { id: 'credit', gives: { store_credit: { eu: '10' } }, points: 50 },
    { id: 'talk', gives: { entitlement: 'returns', uses: 1 }, points: 50 },
    { id: 'gift', gives: { donation: 'Red Cross' }, points: 50 },
    { id: 'film', gives: { voucher: 'cinema' }, points: 50 },
    { id: 'rare', gives: { sample: 'SERUM' }, points: 50, limits: [{ uses: 3 }] },
    { id: 'once', gives: { sample: 'SERUM' }, points: 50, limits: [{ uses: 1, per: 'member', in: 'year' }] },
  ],
}

/** Behind all that a test does at once. */
export const LATER = '2026-01-05T10:01:00Z'

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
/** A shop under test, and what is asked of it. */
export type Shop = { server: TestServer; storeId: string; key: string; ask: Ask; askAs: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<Ask>; redeem: (member: string, reward: string, id?: string) => Promise<Answered>; balanceOf: (member: string) => Promise<number> }

/** A shop where each member has points. */
export async function openShop(server: TestServer, points: Readonly<Record<string, number>> = { ann: 500 }, program: object = PROGRAM): Promise<Shop> {
  const { key, newKey, storeId } = await server.openStore()
  const askWith = (secret: string): Ask => (method, path, body) => server.ask(method, `/api/v1${path}`, { key: secret, ...(body === undefined ? {} : { body }) })
  const ask = askWith(key)
  expect(await ask('POST', '/programs', { program, mode: 'all' })).toMatchObject({ status: 201 })
  for (const [member, amount] of Object.entries(points)) await ask('POST', '/events', { source: 'shop', id: `p-${member}`, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order: { id: `o-${member}`, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: amount * 100 }] } })
  return {
    server, storeId, key, ask, askAs: async (scopes) => askWith(await newKey(scopes)), redeem: (member, reward, id) => ask('POST', `/members/${member}/redemptions`, { reward, ...(id === undefined ? {} : { id }) }),
    // The clock of the test stands, and what is asked for within one instant happens one after the other.
    balanceOf: async (member) => ((await ask('GET', `/members/${member}?at=${LATER}`)).body['units'] as { points: { available: number } }).points.available,
  }
}

/** A redemption as it is answered. */
export const redemptionOf = ({ body }: Answered) => body as unknown as Redemption
/** Asks for a redemption to be taken back. */
export const cancel = ({ ask }: Shop, { body }: Answered, more: object = {}) => ask('POST', `/members/${String(body['memberId'])}/redemptions/${String(body['redemption'])}/cancellations`, more)

/** What is left of a reward. */
export async function stockOf({ ask }: Shop, wanted: string): Promise<number | null | undefined> {
  return ((await ask('GET', '/rewards')).body['rewards'] as Reward[]).find(({ reward }) => reward === wanted)?.stock
}

/** Runs a statement as the store itself would. */
export function within({ storeId, server }: Shop, statement: ReturnType<typeof sql>) {
  return server.house.database.inStore(storeId, (db) => statement.execute(db))
}

/** All coupons of the store. */
export async function couponsOf(shop: Shop): Promise<Record<string, unknown>[]> {
  return (await within(shop, sql`select code, discount, member_id as "memberId", origin, status from coupons`)).rows as Record<string, unknown>[]
}
