import { sql, type Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables, ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'

export type StoreKind = 'live' | 'sandbox'
export type StoreRow = { storeId: string; name: string; kind: StoreKind; clockAt: Instant | null; handle: string }

/** Says whether the store was made: not where another has its handle. */
export async function insertStore({ db, storeId, now }: WriteContext, { name, kind, clockAt, handle }: Omit<StoreRow, 'storeId'>): Promise<boolean> {
  const { rows } = await sql`insert into stores (store_id, name, kind, clock_at, handle, created_at) values (${storeId}, ${name}, ${kind}, ${clockAt}, ${handle}, ${now})
    on conflict (handle) do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function selectStore({ db, storeId }: ReadContext): Promise<StoreRow | undefined> {
  const { rows } = await sql<StoreRow>`select store_id as "storeId", name, kind, clock_at as "clockAt", handle from stores where store_id = ${storeId}`.execute(db)
  return rows[0]
}

export async function updateName({ db, storeId }: WriteContext, name: string): Promise<void> {
  await sql`update stores set name = ${name} where store_id = ${storeId}`.execute(db)
}

/** Lets nobody else do what must be done to a store one after the other, until the transaction ends. */
export async function lockStore({ db, storeId }: WriteContext): Promise<void> {
  await sql`select from stores where store_id = ${storeId} for no key update`.execute(db)
}

/** Moves the clock of a sandbox; it never goes back. */
export async function updateClock({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`update stores set clock_at = greatest(clock_at, ${at}) where store_id = ${storeId} and kind = 'sandbox'`.execute(db)
}

/** Notes when a store's ledger was proven to be true; null: it was found to lie. */
export async function updateProven({ db, storeId }: WriteContext, at: Instant | null): Promise<void> {
  await sql`update stores set proven_at = ${at} where store_id = ${storeId}`.execute(db)
}

/** The ids of all stores, in their order. */
export async function listStores({ bare }: Database): Promise<string[]> {
  const { rows } = await sql<{ storeId: string }>`select store_id as "storeId" from jobs_stores() order by 1`.execute(bare)
  return rows.map(({ storeId }) => storeId)
}

/** What stores are called, in a transaction that is in none of them, and is in the last one from then on. */
export async function selectNames(db: Transaction<NoTables>, storeIds: readonly string[]): Promise<string[]> {
  const names: string[] = []
  for (const storeId of storeIds) {
    await sql`select set_config('rockpool.store_id', ${storeId}, true)`.execute(db)
    const { rows } = await sql<{ name: string }>`select name from stores where store_id = ${storeId}`.execute(db)
    names.push(...rows.map(({ name }) => name))
  }
  return names
}

export async function updateHandle({ db, storeId }: WriteContext, handle: string): Promise<void> {
  await sql`update stores set handle = ${handle} where store_id = ${storeId}`.execute(db)
}

/** The store that a handle or an id names, whoever asks; undefined where there is none. */
export async function findStore({ bare }: Database, name: string): Promise<{ storeId: string; handle: string; isSandbox: boolean } | undefined> {
  const { rows: [row] } = await sql<{ storeId: string; handle: string; kind: StoreKind }>`select store_id as "storeId", handle, kind from stores_find(${name})`.execute(bare)
  return row === undefined ? undefined : { storeId: row.storeId, handle: row.handle, isSandbox: row.kind === 'sandbox' }
}
