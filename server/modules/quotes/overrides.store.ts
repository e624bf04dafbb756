import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { Drop } from '#engine/pricing/drop-below-floor'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** A line of an overridden quote, and what it leaves of what must stay. */
export type OverrideLine = { line: string; sku: string; quantity: number; netMinor: number; marginMinor: number; floorMinor: number }
/** Who kept which benefits below the floor, when, why, and by how much. */
export type OverrideRow = { id: string; at: Instant; by: string; reason: string; memberId: string | null; market: string; currency: string; kept: readonly Drop[]; lines: readonly OverrideLine[]; shortMinor: number }

export async function insertOverride({ db, storeId }: WriteContext, { id, at, by, reason, memberId, market, currency, kept, lines, shortMinor }: OverrideRow): Promise<void> {
  await sql`insert into quotes_overrides (store_id, override_id, made_at, made_by, reason, member_id, market, currency, kept, lines, short_minor)
    values (${storeId}, ${id}, ${at}, ${by}, ${reason}, ${memberId}, ${market}, ${currency}, ${jsonb(kept)}, ${jsonb(lines)}, ${shortMinor})`.execute(db)
}

/** Overrides, the newest first, behind one that is known. */
export async function selectOverridePage({ db, storeId }: ReadContext, { after, most }: { after: string | undefined; most: number }): Promise<OverrideRow[]> {
  const { rows } = await sql<OverrideRow>`select override_id as id, made_at as at, made_by as "by", reason, member_id as "memberId", market, currency, kept, lines, short_minor as "shortMinor" from quotes_overrides
    where store_id = ${storeId} and (${after ?? null}::text is null or override_id < ${after ?? null}) order by override_id desc limit ${most}`.execute(db)
  return rows
}
