import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

export type TermsRow = { memberId: string; netDays: number | null; limitMinor: number | null; currency: string | null; text: string | null; changedAt: Instant; changedBy: string }

/** What was noted of these, what was changed last first. */
export async function selectTerms({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<TermsRow[]> {
  const { rows } = await sql<TermsRow>`select member_id as "memberId", net_days as "netDays", limit_minor as "limitMinor", currency, text, changed_at as "changedAt", changed_by as "changedBy"
    from companies_terms where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by changed_at desc, member_id`.execute(db)
  return rows
}

export async function upsertTerms({ db, storeId }: WriteContext, { memberId, netDays, limitMinor, currency, text, changedAt, changedBy }: TermsRow): Promise<void> {
  await sql`insert into companies_terms (store_id, member_id, net_days, limit_minor, currency, text, changed_at, changed_by)
    values (${storeId}, ${memberId}, ${netDays}, ${limitMinor}, ${currency}, ${text}, ${changedAt}, ${changedBy})
    on conflict (store_id, member_id) do update set net_days = excluded.net_days, limit_minor = excluded.limit_minor, currency = excluded.currency, text = excluded.text, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db)
}

export async function deleteTerms({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from companies_terms where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
