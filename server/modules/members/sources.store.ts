import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** Where somebody came from, in whichever words their page has for it. */
export type Source = Readonly<Record<string, string | undefined>>

/** Notes where a member came from, and each word of it, by which lists find them; what is known already stays. */
export async function insertSource({ db, storeId, now }: WriteContext, { memberId, source }: { memberId: string; source: Source }): Promise<void> {
  await sql`with put as (insert into members_sources (store_id, member_id, source, at) values (${storeId}, ${memberId}, ${jsonb(source)}, ${now}) on conflict do nothing returning source)
    insert into members_source_words (store_id, word, member_id) select distinct ${storeId}, said.value, ${memberId} from put, jsonb_each_text(put.source) as said where said.value is not null`.execute(db)
}

/** Where a member, or the first of those who became them, came from; null: nobody knows. */
export async function readSource({ db, storeId }: ReadContext, memberId: string): Promise<Record<string, string> | null> {
  const { rows: [row] } = await sql<{ source: Record<string, string> }>`with recursive selves (member_id) as (select ${memberId}::text
      union select m.member_id from selves join members m on m.store_id = ${storeId} and m.merged_into = selves.member_id)
    select s.source from selves join members_sources s on s.store_id = ${storeId} and s.member_id = selves.member_id where s.source <> '{}' order by s.at, s.member_id limit 1`.execute(db)
  return row?.source ?? null
}

/** R44: where these members came from. */
export async function exportSources({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<{ memberId: string; source: Record<string, unknown>; at: Instant }[]> {
  const { rows } = await sql<{ memberId: string; source: Record<string, unknown>; at: Instant }>`select member_id as "memberId", source, at from members_sources
    where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by at`.execute(db)
  return rows
}

/** R44: nothing of it stays. */
export async function eraseSources({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from members_source_words where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from members_sources where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
