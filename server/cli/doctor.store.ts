import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'

/** What the server says of itself: its version, and what its clock shows, in epoch milliseconds. */
export async function selectServer({ bare }: Database): Promise<{ version: string; now: Instant }> {
  const { rows: [row] } = await sql<{ version: string; now: Instant }>`select current_setting('server_version') as version, (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(bare)
  return row as { version: string; now: Instant }
}

/** How many other connections there are of the role that asks: whether anything of Rockpool runs. */
export async function countOthers({ bare }: Database): Promise<number> {
  const { rows: [row] } = await sql<{ others: number }>`select count(*)::bigint as others from pg_stat_activity where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`.execute(bare)
  return row?.others ?? 0
}

/** How many transfers of a store wait in the outbox that were sent until an instant. */
export async function countWaiting({ db, storeId }: ReadContext, until: Instant): Promise<number> {
  const { rows: [row] } = await sql<{ waiting: number }>`select count(*)::bigint as waiting from outbox where store_id = ${storeId} and topic = 'points.sent' and created_at <= ${until}`.execute(db)
  return row?.waiting ?? 0
}

/** The live stores that have a member, and when the ledger of each was last proven; null: never, or not since it was found to lie. */
export async function listProofs({ bare }: Database): Promise<{ storeId: string; provenAt: Instant | null }[]> {
  const { rows } = await sql<{ storeId: string; provenAt: Instant | null }>`select store_id as "storeId", proven_at as "provenAt" from jobs_proofs() order by proven_at nulls first, store_id`.execute(bare)
  return rows
}
