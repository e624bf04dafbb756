import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { emptyMember } from '#engine/member/parts'
import { advanceStore, listDueStores, openRecorder, readState } from '#server/modules/activity/index'
import { publishProgram } from '#server/modules/programs/index'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { jsonb, openDatabase } from '#server/platform/database'
import { migrate, servingUrl } from './index.ts'
import { insertFirstStore } from './testing.ts'

const NOW = parseInstant('2026-01-05T10:00:00Z')
const STORE = 'str_companies'
const PROGRAM = {
  program: 'trade', name: 'Trade', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'trade', levels: [{ id: 'base' }, { id: 'vip', entry: { company_volume: '100' } }] }],
}

test('whoever bought for a company before is told to it: what it buys counts for them', async () => {
  const { url, close } = await openTestDatabase({ name: 'rockpool_before_companies', migrate: async (ownerUrl) => void (await migrate(ownerUrl, null, { to: '0013-selling' })) })
  const [owner, database] = [openDatabase(url, { connections: 2 }), openDatabase(servingUrl(url))]
  const context = { storeId: STORE, actor: { kind: 'system', job: 'test' }, now: NOW } as const
  await owner.inStore(STORE, async (db) => {
    await insertFirstStore(db, STORE)
    await sql`insert into members (store_id, member_id, kind, created_at, merged_into) values (${STORE}, 'mem_acme', 'company', 0, null), (${STORE}, 'mem_bob', 'person', 0, null), (${STORE}, 'mem_rob', 'person', 0, 'mem_bob')`.execute(db)
    await sql`insert into members_external_ids (store_id, external_id, member_id) values (${STORE}, 'acme', 'mem_acme'), (${STORE}, 'bob', 'mem_bob')`.execute(db)
    await sql`insert into members_buyers (store_id, company_id, buyer_id, role, since) values (${STORE}, 'mem_acme', 'mem_bob', 'buyer', ${NOW - 1_000}), (${STORE}, 'mem_acme', 'mem_rob', 'buyer', ${NOW - 1_000})`.execute(db)
    await sql`insert into activity_heads (store_id, member_id, head, version, events) values (${STORE}, 'mem_acme', ${jsonb(emptyMember('mem_acme').head)}, 0, 0)`.execute(db)
  })
  expect(await migrate(url)).toContain('0015-companies')

  const due = async () => (await listDueStores(database, NOW)).map(({ storeId }) => storeId)
  // Nobody is told anything before there is a program to judge it by.
  await advanceStore({ database }, { storeId: STORE, until: NOW })
  expect(await due()).toEqual([STORE])
  await database.inStore(STORE, (db) => publishProgram({ ...context, db }, { document: PROGRAM }))
  const recorder = openRecorder(database)
  const order = { id: 'o1', currency: 'USD', buyer: 'bob', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 20_000 }] }
  expect(await recorder.record(context, [{ member: { externalId: 'acme' }, event: { source: 'shop', id: 'p1', at: NOW, kind: 'order.paid', order } }])).toMatchObject([{ status: 'accepted' }])
  await advanceStore({ database }, { storeId: STORE, until: NOW })
  expect(await due()).toEqual([])
  const { state } = await database.readStore(STORE, (db) => readState({ ...context, db }, { memberId: 'mem_bob', allLots: true }))
  expect([state.head.series['company_volume']?.total, state.head.standings['trade']?.levelId]).toEqual([20_000, 'vip'])
  await recorder.close()
  await Promise.all([owner.close(), database.close()])
  await close()
}, 120_000)
