import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Place } from '#server/platform/place'
import { statusAt } from './coupons.store.ts'

/** Codes that are made piece by piece. */
export type BatchRow = { batch: string; discount: string; from: Instant | null; until: Instant | null; wanted: number; made: number; createdAt: Instant; createdBy: string; voidedAt: Instant | null }

const BATCH = sql`batch, discount, from_at as "from", until_at as "until", wanted, made, created_at as "createdAt", created_by as "createdBy", voided_at as "voidedAt"`

/** Adds a batch without codes yet; nothing where its name is taken. */
export async function insertBatch({ db, storeId }: WriteContext, { batch, discount, from, until, wanted, createdAt, createdBy }: Omit<BatchRow, 'made' | 'voidedAt'>): Promise<boolean> {
  const { rows } = await sql`insert into coupons_batches (store_id, batch, discount, origin, from_at, until_at, wanted, created_at, created_by)
    values (${storeId}, ${batch}, ${discount}, 'campaign', ${from}, ${until}, ${wanted}, ${createdAt}, ${createdBy}) on conflict do nothing returning batch`.execute(db)
  return rows.length > 0
}

export async function selectBatch({ db, storeId }: ReadContext, batch: string): Promise<BatchRow | undefined> {
  const { rows: [row] } = await sql<BatchRow>`select ${BATCH} from coupons_batches where store_id = ${storeId} and batch = ${batch}`.execute(db)
  return row
}

/** Batches by when they were asked for, the newest first, behind one that is known. */
export async function selectBatchPage({ db, storeId }: ReadContext, { after, most }: { after: Place | undefined; most: number }): Promise<BatchRow[]> {
  const behind = after === undefined ? sql`true` : sql`(created_at, batch) < (${after.at}, ${after.id})`
  const { rows } = await sql<BatchRow>`select ${BATCH} from coupons_batches where store_id = ${storeId} and ${behind} order by created_at desc, batch desc limit ${most}`.execute(db)
  return rows
}

/** Ends a batch: no more codes are made, and what is not used of those that there are is void. */
export async function updateBatchVoid({ db, storeId, now }: WriteContext, batch: string): Promise<void> {
  await sql`update coupons_batches set voided_at = ${now}, wanted = made where store_id = ${storeId} and batch = ${batch} and voided_at is null`.execute(db)
}

/** A batch that is not whole yet and that nobody else works on, locked. */
export async function lockOpenBatch({ db, storeId }: WriteContext): Promise<BatchRow | undefined> {
  const { rows: [row] } = await sql<BatchRow>`select ${BATCH} from coupons_batches where store_id = ${storeId} and made < wanted order by created_at limit 1 for update skip locked`.execute(db)
  return row
}

/** Adds codes to a batch, and counts them. Measured: the codes as one array, and what they share once, take a third of the time of whole rows. */
export async function insertCodes({ db, storeId, now }: WriteContext, { batch, discount, from, until, createdBy }: BatchRow, codes: readonly string[]): Promise<void> {
  await sql`with added as (insert into coupons (store_id, code, discount, origin, batch, from_at, until_at, uses_allowed, issued_at, issued_by)
      select ${storeId}, code, ${discount}, 'campaign', ${batch}, ${from}::bigint, ${until}::bigint, 1, ${now}::bigint, ${createdBy} from unnest(${codes}::text[]) as code on conflict do nothing returning 1)
    update coupons_batches set made = made + (select count(*) from added) where store_id = ${storeId} and batch = ${batch}`.execute(db)
}

/** A code of a batch, with how it stands. */
type CodeRow = { code: string; status: string; issuedAt: Instant }

/** Codes of a batch piece by piece, each in the order of its codes, behind one that is known. */
export async function selectCodes({ db, storeId, now }: ReadContext, { batch, after, most }: { batch: string; after: Place | undefined; most: number }): Promise<CodeRow[]> {
  const behind = after === undefined ? sql`true` : sql`(issued_at, code) > (${after.at}, ${after.id})`
  const { rows } = await sql<CodeRow>`select code, ${statusAt(now)} as status, issued_at as "issuedAt" from coupons where store_id = ${storeId} and batch = ${batch} and ${behind} order by issued_at, code limit ${most}`.execute(db)
  return rows
}
