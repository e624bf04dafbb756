import { sql, type Transaction } from 'kysely'
import type { NoTables } from '#server/platform/context'
import { openDatabase, type Database } from '#server/platform/database'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { migrate, servingUrl } from './index.ts'

/** A migrated database of one test file's own: as the server works on it, and as its owner. */
export type TestWorld = { database: Database; owner: Database; ownerUrl: string; superuserUrl: string; close: () => Promise<void> }

export async function openTestWorld(): Promise<TestWorld> {
  const { url, superuserUrl, close } = await openTestDatabase({ name: 'rockpool_migrated', migrate: async (ownerUrl) => void (await migrate(ownerUrl)) })
  const [database, owner] = [openDatabase(servingUrl(url)), openDatabase(url, { connections: 2 })]
  return {
    database, owner, ownerUrl: url, superuserUrl,
    close: async () => {
      await Promise.all([database.close(), owner.close()])
      await close()
    },
  }
}

/** A store as the first schema has it, for what later ones make of it. */
export async function insertFirstStore(db: Transaction<NoTables>, storeId: string): Promise<void> {
  await sql`insert into stores (store_id, name, kind, created_at) values (${storeId}, 'Before', 'live', 0)`.execute(db)
}
