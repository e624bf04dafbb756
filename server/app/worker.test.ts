import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLog } from '#server/platform/log'
import { openTestServer, type TestServer } from './testing.ts'
import { startWorker, type Worker } from './worker.ts'

const PROGRAM = {
  program: 'coupons', name: 'Coupons', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, earn: [],
  discounts: [{ id: 'two_off', kind: 'coupon', amount: { eu: '2' } }, { id: 'spring', kind: 'coupon', percent: '10', codes: 'shared', limits: [{ uses: 1 }] }],
}

let server: TestServer
let worker: Worker
/** How far the world's clock is ahead of that of the test's requests. */
let aheadMs = 0
let cleared = 0
beforeAll(async () => {
  server = await openTestServer()
  worker = startWorker({ ...server.house, clock: () => server.house.clock() + aheadMs }, { log: openLog({ to: { write: () => {} } }), metrics: { countCleared: (facts) => void (cleared += facts) }, lookMs: 10 })
}, 120_000)
afterAll(async () => {
  await worker?.close()
  await server?.close()
})

/** A store in which nothing of any member's is due. */
async function openQuiet() {
  const { key, storeId } = await server.openStore({ document: PROGRAM })
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  return { ask, storeId }
}

test('codes are made in a store in which nothing else is due', async () => {
  const { ask } = await openQuiet()
  expect((await ask('POST', '/coupons/batches', { batch: 'fair', discount: 'two_off', count: 200 })).status).toBe(201)
  await expect.poll(async () => (await ask('GET', '/coupons/batches/fair')).body['made'], { timeout: 15_000 }).toBe(200)
})

test('what is held past its time is let go in a store in which nothing else is due', async () => {
  const { ask, storeId } = await openQuiet()
  await ask('POST', '/coupons', { discount: 'spring', code: 'SPRING10' })
  await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await ask('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1_450 }] })
  const hold = (id: string) => ask('POST', '/quotes', { market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], coupons: ['SPRING10'], hold: true, id })
  expect((await hold('cart-1')).body).toMatchObject({ hold: { status: 'held' }, coupons: [{ isUsed: true }] })
  aheadMs = 16 * 60_000
  // Whoever reads the quote is told so at once; that the row says it too is the worker's doing.
  const held = () => server.world.owner.inStore(storeId, async (db) => (await sql<{ status: string }>`select status from coupons_uses where store_id = ${storeId}`.execute(db)).rows.map(({ status }) => status))
  await expect.poll(held, { timeout: 15_000 }).toEqual(['over'])
})

test('what was told is cleared from the outbox after 30 days, but for what mails have not taken', async () => {
  const { storeId } = await openQuiet()
  const DAY = 86_400_000
  const now = server.house.clock() + aheadMs
  const tell = (topic: string, at: number) => server.world.owner.inStore(storeId, (db) => sql`insert into outbox (store_id, topic, payload, created_at) values (${storeId}, ${topic}, '{}', ${at})`.execute(db))
  const left = () => server.world.owner.inStore(storeId, async (db) => (await sql<{ topic: string }>`select topic from outbox where store_id = ${storeId} order by outbox_no`.execute(db)).rows.map(({ topic }) => topic))
  // A transaction that never ends keeps mails from going on.
  await server.world.owner.inStore(storeId, (db) => sql`insert into messages_marks (store_id, is_on, watches_levels, done_no, seen_no, seen_xid) values (${storeId}, true, false, 0, 9000000000000, 9000000000000)`.execute(db))
  for (const [topic, at] of [['order.counted', now - 31 * DAY], ['tier.changed', now - 31 * DAY], ['order.counted', now - 29 * DAY]] as const) await tell(topic, at)
  // A store in which it fails holds up no other.
  const broken = await openQuiet()
  await server.world.owner.inStore(broken.storeId, (db) => sql`insert into outbox (store_id, topic, payload, created_at) values (${broken.storeId}, 'order.counted', '{}', ${now - 31 * DAY})`.execute(db))
  await sql`create function break_clearing() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`.execute(server.world.owner.bare)
  await sql.raw(`create trigger break_clearing before delete on outbox for each row when (old.store_id = '${broken.storeId}') execute function break_clearing()`).execute(server.world.owner.bare)
  // Mails have taken nothing: all of it stays. Another store is cleared meanwhile.
  const other = await openQuiet()
  await server.world.owner.inStore(other.storeId, (db) => sql`insert into outbox (store_id, topic, payload, created_at) values (${other.storeId}, 'order.counted', '{}', ${now - 31 * DAY})`.execute(db))
  await expect.poll(() => cleared, { timeout: 15_000 }).toBeGreaterThan(0)
  expect(await left()).toEqual(['order.counted', 'tier.changed', 'order.counted'])
  await server.world.owner.inStore(storeId, (db) => sql`update messages_marks set done_no = (select min(outbox_no) from outbox where store_id = ${storeId}) where store_id = ${storeId}`.execute(db))
  await expect.poll(left, { timeout: 15_000 }).toEqual(['tier.changed', 'order.counted'])
  await server.world.owner.inStore(storeId, (db) => sql`update messages_marks set is_on = false where store_id = ${storeId}`.execute(db))
  await expect.poll(left, { timeout: 15_000 }).toEqual(['order.counted'])
  await sql`drop function break_clearing cascade`.execute(server.world.owner.bare)
})
