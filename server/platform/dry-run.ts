import type { Transaction } from 'kysely'
import type { NoTables } from './context.ts'
import type { Database } from './database.ts'

/** Thrown to leave a transaction without its writes. */
class Tried extends Error {}

/** Runs in one transaction of a store; a dry run is the same one, with the same answer, and nothing of it stays. */
export async function inStoreUnless<T>({ inStore }: Database, { storeId, isDryRun }: { storeId: string; isDryRun: boolean }, act: (db: Transaction<NoTables>) => Promise<T>): Promise<T> {
  if (!isDryRun) return inStore(storeId, act)
  let answer: { done: T } | undefined
  await inStore(storeId, async (db) => {
    answer = { done: await act(db) }
    throw new Tried()
  }).catch((error: unknown) => {
    if (!(error instanceof Tried)) throw error
  })
  return (answer as { done: T }).done
}
