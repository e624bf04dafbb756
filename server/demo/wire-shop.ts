import { instantText } from '#engine/calendar'
import { recordEvents, type Recorder } from '#server/modules/activity/index'
import { findMembers } from '#server/modules/members/index'
import { joinMember } from '#server/modules/profiles/index'
import { createKey, listKeys } from '#server/modules/keys/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import type { Year } from './live-year.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const DAY = 24 * HOUR
const TESTER = 'test-checkout'
const KEY = 'Shop (staging)'

type Stage = { database: Database; recorder: Recorder; storeId: string }

/**
 * What whoever wires the shop leaves behind: a test member with an order, and events of the last days that the server refused, told as a shop tells them. Again it
 * changes nothing.
 */
export async function wireShop(year: Year, { database, recorder, storeId }: Stage): Promise<void> {
  const actor = { kind: 'system', job: 'demo' } as const
  const inStore = <T>(now: number, act: (ctx: WriteContext) => Promise<T>): Promise<T> => database.inStore(storeId, (db) => act({ db, storeId, actor, now }))
  const keyId = await inStore(year.asOf - 9 * DAY, async (ctx) => {
    if ((await findMembers(ctx, [TESTER])).size > 0) return null
    await joinMember(ctx, { externalIds: [TESTER], name: '结账测试账号', email: 'checkout-test@example.com', market: 'us', isTest: true })
    await createKey(ctx, { name: KEY, scopes: ['activity:record'] })
    return (await listKeys(ctx, { limit: 100 })).keys.find(({ name }) => name === KEY)?.key ?? null
  })
  if (keyId === null) return
  const call = (now: number): Call => ({
    storeId, actor: { kind: 'key', keyId, permissions: new Set(['activity:record']) }, now, locale: 'en', idempotencyKey: undefined, problemOf: () => ({}) as never,
    origin: { address: '127.0.0.1', cookie: '', userAgent: 'demo', isSecure: false, page: '', site: null },
  })
  const buyer = year.shoppers[3]?.id ?? TESTER
  for (const { ago, event } of toldOf(buyer)) {
    const now = year.asOf - ago
    await recordEvents({ database, recorder }, call(now), { events: [{ source: 'shop', occurredAt: instantText(now - MINUTE), ...event }] })
  }
}

type Told = { ago: number; event: Record<string, unknown> }

/** One order of the test member that stands, and what a wiring does wrong first: amounts as text, a time without its zone, an order twice, an unknown currency, a spend of what is not there. */
function toldOf(member: string): Told[] {
  const order = (id: string, more: object = {}, line: object = {}) => ({ type: 'order.paid', id: `order-${id}`, member, order: { id, currency: 'USD', market: 'us', lines: [{ id: '1', sku: 'HM-TWL', quantity: 2, amountMinor: 5_800, ...line }], ...more } })
  return [
    { ago: 8 * DAY, event: { ...order('S-1001'), member: TESTER } },
    { ago: 6 * DAY, event: order('S-1002', {}, { amountMinor: '58.00', quantity: '2' }) },
    { ago: 6 * DAY - 10 * MINUTE, event: order('S-1002', {}, { amountMinor: 58.5 }) },
    { ago: 3 * DAY, event: { ...order('S-1003', { currency: 'EUR' }) } },
    { ago: 2 * DAY, event: { type: 'order.refunded', id: 'refund-77', member, orderId: 'S-1001', refund: { amountMinor: -2_900 } } },
    { ago: 26 * HOUR, event: { ...order('S-1001', {}, { amountMinor: 6_200 }), member: TESTER } },
    { ago: 5 * HOUR, event: { type: 'points.spent', id: 'checkout-4711', member: TESTER, points: 500_000, purpose: 'checkout', orderId: 'S-1004' } },
    { ago: 2 * HOUR, event: { ...order('S-1005'), member: 'lena.k@example.com', occurredAt: '2026-01-04 18:20' } },
  ]
}
