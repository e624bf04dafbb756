import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'

export type StoreKind = 'live' | 'sandbox'
export type StoreRow = { storeId: string; name: string; kind: StoreKind; clockAt: Instant | null }

export async function insertStore({ db, storeId, now }: WriteContext, { name, kind, clockAt }: Omit<StoreRow, 'storeId'>): Promise<void> {
  await sql`insert into stores (store_id, name, kind, clock_at, created_at) values (${storeId}, ${name}, ${kind}, ${clockAt}, ${now})`.execute(db)
}

export async function selectStore({ db, storeId }: ReadContext): Promise<StoreRow | undefined> {
  const { rows } = await sql<StoreRow>`select store_id as "storeId", name, kind, clock_at as "clockAt" from stores where store_id = ${storeId}`.execute(db)
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
