import { sql, type Kysely, type Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'

export type LinkRow = { purpose: 'owner' | 'password'; staffId: string | null; endsAt: Instant; usedAt: Instant | null }

/** Keeps a link; earlier ones of its sort that nobody used are no more. */
export async function insertLink(db: Kysely<NoTables>, { hash, purpose, staffId, at, endsAt }: { hash: string; purpose: LinkRow['purpose']; staffId: string | null; at: Instant; endsAt: Instant }): Promise<void> {
  await sql`with gone as (delete from staff_links where purpose = ${purpose} and staff_id is not distinct from ${staffId} and used_at is null)
    insert into staff_links (token_hash, purpose, staff_id, made_at, ends_at) values (${hash}, ${purpose}, ${staffId}, ${at}, ${endsAt})`.execute(db)
}

/** A link, locked until the transaction ends: of two who use it, one is first. */
export async function lockLink(db: Transaction<NoTables>, { hash, purpose }: { hash: string; purpose: LinkRow['purpose'] }): Promise<LinkRow | undefined> {
  const { rows: [row] } = await sql<LinkRow>`select purpose, staff_id as "staffId", ends_at as "endsAt", used_at as "usedAt" from staff_links where token_hash = ${hash} and purpose = ${purpose} for update`.execute(db)
  return row
}

export async function updateUsed(db: Transaction<NoTables>, { hash, at }: { hash: string; at: Instant }): Promise<void> {
  await sql`update staff_links set used_at = ${at} where token_hash = ${hash}`.execute(db)
}
