import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { canonicalJson } from '#engine/canonical'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { emptyMember, snapshotOf } from '#engine/member/parts'
import { openRecorder } from '#server/modules/activity/index'
import { publishProgram } from '#server/modules/programs/index'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { jsonb, openDatabase } from '#server/platform/database'
import { migrate, servingUrl } from './index.ts'
import { insertFirstStore } from './testing.ts'

const NOW = parseInstant('2026-01-05T10:00:00Z')
const STORE = 'str_people'
const PROGRAM = { program: 'plain', name: 'Plain', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }] }
const paid: MemberEvent = { source: 'shop', id: 'p1', at: NOW, kind: 'order.paid', order: { id: 'o1', currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 5_000 }] } }
const answer = { status: 'accepted', memberId: 'mem_a', balances: {} }

test('a database full of members gets people: what was recorded is recognised, what was tagged is found, and no merge tells of another', async () => {
  const { url, close } = await openTestDatabase({ name: 'rockpool_before_people', migrate: async (ownerUrl) => void (await migrate(ownerUrl, null, { to: '0004-guests' })) })
  const [owner, database] = [openDatabase(url, { connections: 2 }), openDatabase(servingUrl(url))]
  const context = { storeId: STORE, actor: { kind: 'system', job: 'test' }, now: NOW } as const
  await owner.inStore(STORE, async (db) => {
    await insertFirstStore(db, STORE)
    await sql`insert into members (store_id, member_id, kind, created_at) values (${STORE}, 'mem_a', 'person', 0), (${STORE}, 'mem_b', 'person', 0)`.execute(db)
    await sql`insert into members_external_ids (store_id, external_id, member_id) values (${STORE}, 'ada', 'mem_a')`.execute(db)
    await sql`insert into activity_heads (store_id, member_id, head, version, events) values (${STORE}, 'mem_a', ${jsonb({ ...emptyMember('mem_a').head, tags: ['vip', 'early'] })}, 0, 0)`.execute(db)
    await sql`insert into activity_heads (store_id, member_id, head, version, events, into_member_id, into_at) values (${STORE}, 'mem_b', ${jsonb(emptyMember('mem_b').head)}, 1, 2, 'mem_a', ${NOW})`.execute(db)
    await sql`insert into activity_keys (store_id, source, source_id, member_id, hash, answer) values (${STORE}, 'shop', 'p1', 'mem_a', ${canonicalJson({ memberId: 'mem_a', event: paid })}, ${JSON.stringify(answer)}::json)`.execute(db)
    const merged = { source: 'crm', id: 'm1', at: NOW, kind: 'member.merged', absorbed: snapshotOf({ ...emptyMember('mem_b'), head: { ...emptyMember('mem_b').head, birthday: '07-14' } }) }
    await sql`insert into activity_events (store_id, member_id, event_no, occurred_at, recorded_at, event) values (${STORE}, 'mem_a', 1, ${NOW}, ${NOW}, ${jsonb(merged)})`.execute(db)
  })
  expect(await migrate(url)).toContain('0005-people')

  const { rows: tags } = await database.inStore(STORE, (db) => sql<{ tag: string }>`select tag from activity_tags where member_id = 'mem_a' order by tag`.execute(db))
  expect(tags.map(({ tag }) => tag)).toEqual(['early', 'vip'])
  const { rows: [kept] } = await database.inStore(STORE, (db) => sql<{ event: { absorbed: unknown } }>`select event from activity_events`.execute(db))
  expect(kept?.event.absorbed).toEqual({ head: { member: 'mem_b' }, lots: [], awards: [], spends: [] })
  const { rows: merged } = await database.inStore(STORE, (db) => sql<{ into: string | null }>`select merged_into as into from members order by member_id`.execute(db))
  expect(merged).toEqual([{ into: null }, { into: 'mem_a' }])
  await database.inStore(STORE, (db) => publishProgram({ ...context, db }, { document: PROGRAM }))
  const recorder = openRecorder(database)
  const record = async (event: MemberEvent) => (await recorder.record(context, [{ member: { externalId: 'ada' }, event }]))[0]
  expect(await record(paid)).toEqual({ ...answer, status: 'duplicate' })
  expect(await record({ ...paid, at: NOW + 1 })).toEqual({ status: 'conflict' })
  await recorder.close()
  await Promise.all([owner.close(), database.close()])
  await close()
}, 120_000)
