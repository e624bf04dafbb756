import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { emptyMember } from '#engine/member/parts'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { jsonb, openDatabase } from '#server/platform/database'
import { migrate } from './index.ts'
import { insertFirstStore } from './testing.ts'

const STORE = 'str_figures'

test('what members bought before is summed up as what they buy from now on', async () => {
  const { url, close } = await openTestDatabase({ name: 'rockpool_before_figures', migrate: async (ownerUrl) => void (await migrate(ownerUrl, null, { to: '0017-redeemers-and-forgetting' })) })
  const owner = openDatabase(url, { connections: 2 })
  const head = (member: string, orders: object, spend: object) => ({ ...emptyMember(member).head, version: 1, series: { orders, spend } })
  const sold = head('mem_a', { total: 3, days: [20_000, 20_005, 20_010], amounts: [2, 0, 1] }, { total: 795, days: [20_000, 20_010, 20_020], amounts: [500, 300, -5] })
  await owner.inStore(STORE, async (db) => {
    await insertFirstStore(db, STORE)
    await sql`insert into activity_heads (store_id, member_id, head, version, events, into_member_id, into_at) values (${STORE}, 'mem_a', ${jsonb(sold)}, 1, 3, null, null), (${STORE}, 'mem_b', ${jsonb(emptyMember('mem_b').head)}, 1, 1, null, null),
      (${STORE}, 'mem_c', ${jsonb({ ...sold, member: 'mem_c' })}, 1, 1, 'mem_a', 0)`.execute(db)
  })
  expect(await migrate(url)).toContain('0020-figures')
  const { rows } = await owner.inStore(STORE, (db) => sql`select member_id as member, day, prev_day as prev, orders, minor, bought from activity_news order by day nulls last, member_id`.execute(db))
  expect(rows).toEqual([
    { member: 'mem_a', day: 20_000, prev: -1_000_000, orders: 2, minor: 500, bought: 1 },
    { member: 'mem_a', day: 20_005, prev: null, orders: 0, minor: 0, bought: 0 },
    { member: 'mem_a', day: 20_010, prev: 20_000, orders: 1, minor: 300, bought: 1 },
    { member: 'mem_a', day: 20_020, prev: null, orders: 0, minor: -5, bought: 0 },
    ...['mem_a', 'mem_b', 'mem_c'].map((member) => ({ member, day: null, prev: null, orders: 0, minor: 0, bought: 0 })),
  ])
  await owner.close()
  await close()
}, 120_000)
