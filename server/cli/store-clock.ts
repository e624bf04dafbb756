import type { Instant } from '#engine/calendar'
import { getStore } from '#server/modules/stores/index'
import type { Actor } from '#server/platform/context'
import type { Database } from '#server/platform/database'

/** The store's clock: a sandbox has one of its own. @throws AppError stores.unknown */
export async function storeNow(database: Database, storeId: string, actor: Actor): Promise<Instant> {
  const now = Date.now()
  const { clockAt } = await database.readStore(storeId, (db) => getStore({ db, storeId, actor, now }))
  return clockAt ?? now
}
