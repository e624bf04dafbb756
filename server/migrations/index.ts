import { createHmac } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { NoTables } from '#server/platform/context'
import { openDatabase, type Database } from '#server/platform/database'
import { up as value } from './0001-value.ts'
import { up as keys } from './0002-keys.ts'
import { up as jobs } from './0003-jobs.ts'
import { up as guests } from './0004-guests.ts'

/** The one ordered list; forward only. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-value': { up: value },
  '0002-keys': { up: keys },
  '0003-jobs': { up: jobs },
  '0004-guests': { up: guests },
}

/** A migration that waits longer than this for a lock gives way to the traffic that it would stop, and is tried again. */
const LOCK_TIMEOUT = '3s'
/** Processes that start together migrate one after the other. */
const TURN = 7_263_001
const SERVING = 'rockpool_app'

/**
 * Brings a database to the newest schema, as its owner, and sees to the role that serves it. Says which migrations ran.
 * @throws whatever the first migration that fails throws; those before it stay
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const database = openDatabase(ownerUrl, { connections: 2 })
  try {
    return await database.bare.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(${TURN})`.execute(db)
      await prepareServingRole(db, passwordOf(ownerUrl))
      await sql.raw(`set lock_timeout = '${LOCK_TIMEOUT}'`).execute(db)
      const { error, results = [] } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
      if (error !== undefined) throw error
      return results.map(({ migrationName }) => migrationName)
    })
  } finally {
    await database.close()
  }
}

/** Whether a database is at this schema or a later one, as the serving role sees it. */
export async function isMigrated({ bare }: Database): Promise<boolean> {
  const { rows: [last] } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(bare)
  return last !== undefined && last.name >= (Object.keys(MIGRATIONS).at(-1) as string)
}

/** How the serving role connects to the same database: it owns nothing, and row security holds for it. */
export function servingUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  return Object.assign(url, { username: SERVING, password: passwordOf(ownerUrl) }).href
}

/** Known to whoever knows the owner's: nothing more has to be kept, and every process finds the same. */
function passwordOf(ownerUrl: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(ownerUrl).password)).update(SERVING).digest('hex')
}

async function prepareServingRole(db: Kysely<NoTables>, password: string): Promise<void> {
  await sql.raw(`do $$ begin create role ${SERVING} login nosuperuser nocreatedb nocreaterole nobypassrls; exception when duplicate_object then null; end $$`).execute(db)
  // A utility statement takes no parameters; the password is hexadecimal, so that it needs no quoting.
  await sql.raw(`alter role ${SERVING} password '${password}'`).execute(db)
}
