import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '#server/platform/cluster/test-database'
import { openDatabase, type Database } from '#server/platform/database'
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

const SOON = { lockMs: 100, tries: 2, pauseMs: 10 }

/** A database that lacks the newest migration, in which somebody reads what that one alters, and has not finished. */
async function openLocked(): Promise<{ url: string; asReader: Database['bare']; release: () => Promise<void>; close: () => Promise<void> }> {
  const { url, close } = await openTestDatabase({ name: 'rockpool_before_drafts', migrate: async (ownerUrl) => void (await migrate(ownerUrl, null, { to: '0005-people' })) })
  const owner = openDatabase(url, { connections: 2 })
  const reading = await owner.bare.startTransaction().execute()
  await sql`select count(*) from programs_versions`.execute(reading)
  return {
    url, asReader: owner.bare,
    release: async () => void (await reading.commit().execute()),
    close: async () => {
      await owner.close()
      await close()
    },
  }
}

test('a migration that waits for a lock gives way to those behind it, and is done when the lock is let go; who needs the schema waits for it', async () => {
  const { url, asReader, release, close } = await openLocked()
  const migrating = migrate(url, null, { patience: { ...SOON, tries: 100 } })
  const isWaiting = sql<{ is: boolean }>`select exists (select from pg_locks where relation = 'programs_versions'::regclass and mode = 'AccessExclusiveLock' and not granted) as is`
  await vi.waitFor(async () => expect((await isWaiting.execute(asReader)).rows).toEqual([{ is: true }]), { timeout: 10_000, interval: 5 })
  await asReader.connection().execute(async (db) => {
    await sql`set statement_timeout = 5000`.execute(db)
    await sql`select count(*) from programs_versions`.execute(db)
  })
  await expect(requireSchema({ ownerUrl: url, appUrl: null }, { waitMs: 50 })).rejects.toMatchObject({ code: 'database.migrating' })
  const waiting = requireSchema({ ownerUrl: url, appUrl: null })
  await release()
  expect(await migrating).toContain('0006-drafts')
  await waiting
  await close()
})

test('a migration that never gets its lock says so, and has changed nothing', async () => {
  const { url, release, close } = await openLocked()
  await expect(migrate(url, null, { patience: SOON })).rejects.toMatchObject({ kind: 'unavailable', code: 'database.locked', details: { tries: 2 } })
  await expect(requireSchema({ ownerUrl: url, appUrl: null })).rejects.toMatchObject({ details: { missing: expect.stringContaining('0006-drafts') as string } })
  await release()
  expect(await migrate(url, null, { patience: SOON })).toContain('0006-drafts')
  await close()
})
