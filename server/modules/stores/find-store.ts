import type { Database } from '#server/platform/database'
import { selectStore } from './stores.store.ts'

/** The store that somebody who is not of it names by its id; undefined where there is none. */
export async function findStoreNamed({ readStore }: Pick<Database, 'readStore'>, storeId: string): Promise<{ storeId: string; isSandbox: boolean } | undefined> {
  const store = await readStore(storeId, (db) => selectStore({ db, storeId, actor: { kind: 'system', job: 'door' }, now: 0 }))
  return store === undefined ? undefined : { storeId, isSandbox: store.kind === 'sandbox' }
}
