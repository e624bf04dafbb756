import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

export type MemberKind = 'person' | 'company'
type Known = { externalId: string; memberId: string }

/** The members that these ids of the shop name; those that name nobody are absent. */
export async function selectByExternalIds({ db, storeId }: ReadContext, externalIds: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select external_id as "externalId", member_id as "memberId" from members_external_ids
    where store_id = ${storeId} and external_id in (select jsonb_array_elements_text(${jsonb(externalIds)}))`.execute(db)
  return rows
}

/** Makes members with their first external id. An id that another transaction took meanwhile is left to it: ask again whom it names. */
export async function insertMembers({ db, storeId, now }: WriteContext, { kind, made }: { kind: MemberKind; made: readonly Known[] }): Promise<void> {
  await sql`with taken as (
      insert into members_external_ids (store_id, external_id, member_id)
      select ${storeId}, "externalId", "memberId" from jsonb_to_recordset(${jsonb(made)}) as made("externalId" text, "memberId" text) order by 2
      on conflict do nothing returning member_id)
    insert into members (store_id, member_id, kind, created_at) select ${storeId}, member_id, ${kind}, ${now} from taken`.execute(db)
}

/** The ids by which the shop knows members. */
export async function selectExternalIds({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select external_id as "externalId", member_id as "memberId" from members_external_ids
    where store_id = ${storeId} and member_id in (select jsonb_array_elements_text(${jsonb(memberIds)})) order by external_id`.execute(db)
  return rows
}
