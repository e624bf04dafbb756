import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '#server/platform/cluster/test-database'
import { openDatabase } from '#server/platform/database'
import { migrate, requireSchema } from './index.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database.close())

const check = () => requireSchema({ ownerUrl: database.url, appUrl: null })

test('an empty database is older than this code needs, by every migration; a migration brings it up, once', async () => {
  await expect(check()).rejects.toMatchObject({ code: 'database.schema_old', details: { missing: expect.stringMatching(/^0001-value, 0002-keys, /) as string } })
  const [first, second] = await Promise.all([migrate(database.url), migrate(database.url)])
  expect([first.length, second.length].sort()).toEqual([0, Math.max(first.length, second.length)])
  await check()
})

test('a schema that is newer than this code is refused, and nothing is changed', async () => {
  const owner = openDatabase(database.url, { connections: 1 })
  await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '')`.execute(owner.bare)
  for (const act of [() => migrate(database.url), check]) await expect(act()).rejects.toMatchObject({ code: 'database.schema_new', details: { unknown: '9999-tomorrow' } })
  await sql`delete from kysely_migration where name = '9999-tomorrow'`.execute(owner.bare)
  await owner.close()
  await check()
})
