import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

export type MemberKind = 'person' | 'company'
export type MemberRow = { memberId: string; kind: MemberKind; createdAt: Instant; mergedInto: string | null; erasedAt: Instant | null; isTest: boolean }
/** The request that makes a member: its key, and the hash of all that it says. */
export type MakingRequest = { key: string; hash: string }
type Known = { externalId: string; memberId: string }

const MEMBER = sql`member_id as "memberId", kind, created_at as "createdAt", merged_into as "mergedInto", erased_at as "erasedAt", is_test as "isTest"`

/** The members that these ids of the shop name; those that name nobody are absent. */
export async function selectByExternalIds({ db, storeId }: ReadContext, externalIds: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select external_id as "externalId", member_id as "memberId" from members_external_ids
    where store_id = ${storeId} and external_id = any(${externalIds}::text[])`.execute(db)
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

export async function insertMember({ db, storeId, now }: WriteContext, { memberId, kind, isTest, request }: Pick<MemberRow, 'memberId' | 'kind' | 'isTest'> & { request: MakingRequest | null }): Promise<void> {
  await sql`insert into members (store_id, member_id, kind, created_at, is_test, request_key, request_hash) values (${storeId}, ${memberId}, ${kind}, ${now}, ${isTest}, ${request?.key ?? null}, ${request?.hash ?? null})`.execute(db)
}

/** Lets nobody else make a member under this key until the transaction ends. */
export async function lockRequest({ db, storeId }: WriteContext, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${storeId} request ${key}`}, 0))`.execute(db)
}

/** The member whom a request of this key made, with the hash of what it said; null: they were erased. */
export async function selectByRequest({ db, storeId }: ReadContext, key: string): Promise<MemberRow & { hash: string | null } | undefined> {
  const { rows } = await sql<MemberRow & { hash: string | null }>`select ${MEMBER}, request_hash as hash from members where store_id = ${storeId} and request_key = ${key}`.execute(db)
  return rows[0]
}

/** The ids by which the shop knows members. */
export async function selectExternalIds({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select external_id as "externalId", member_id as "memberId" from members_external_ids
    where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by external_id`.execute(db)
  return rows
}

/** Gives a member ids of the shop; one that is taken stays with whom it names. */
export async function insertExternalIds({ db, storeId }: WriteContext, { memberId, externalIds }: { memberId: string; externalIds: readonly string[] }): Promise<void> {
  await sql`insert into members_external_ids (store_id, external_id, member_id) select ${storeId}, id, ${memberId} from jsonb_array_elements_text(${jsonb(externalIds)}) as id order by id on conflict do nothing`.execute(db)
}

export async function deleteExternalId({ db, storeId }: WriteContext, { memberId, externalId }: Known): Promise<void> {
  await sql`delete from members_external_ids where store_id = ${storeId} and external_id = ${externalId} and member_id = ${memberId}`.execute(db)
}

/** A member with everybody who they are: all who were merged into them, by way of others too, and themselves last. */
export type Person = MemberRow & { selves: string[] }

/**
 * Whom an id of the shop, or of ours, names: the shop's have not the form of ours. Candidates as an array: under row security coalesce() finds no
 * index, nor does a walk to where they were merged into.
 */
export async function selectPerson({ db, storeId }: ReadContext, member: string): Promise<Person | undefined> {
  const { rows: [row] } = await sql<Person>`select ${MEMBER}, array(
      with recursive selves (member_id, steps) as (select m.member_id, 0
        union all select n.member_id, steps + 1 from selves join members n on n.store_id = ${storeId} and n.merged_into = selves.member_id)
      select member_id from selves order by steps desc, member_id) as selves
    from members m where store_id = ${storeId} and member_id = any(array(select member_id from members_external_ids where store_id = ${storeId} and external_id = ${member} union all select ${member}))`.execute(db)
  return row
}

/** Members by our own ids, in no order. */
export async function selectMembers({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`select ${MEMBER} from members where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** The same, locked until the transaction ends, in one order. */
export async function lockMembers({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`select ${MEMBER} from members where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by member_id for no key update`.execute(db)
  return rows
}

/** Whom to list: of one kind, or both; among these ids, or all. Who was merged or erased is not among them. */
export type Listed = { kind?: MemberKind | undefined; among?: readonly string[]; after: string; most: number }

/** Members in the order in which they were made, behind one that is known. */
export async function selectMemberPage({ db, storeId }: ReadContext, { kind, among, after, most }: Listed): Promise<MemberRow[]> {
  const ofKind = kind === undefined ? sql`true` : sql`kind = ${kind}`
  const isAmong = among === undefined ? sql`true` : sql`member_id = any(${among}::text[])`
  const { rows } = await sql<MemberRow>`select ${MEMBER} from members where store_id = ${storeId} and member_id > ${after} and merged_into is null and erased_at is null and ${ofKind} and ${isAmong}
    order by member_id limit ${most}`.execute(db)
  return rows
}

/** Notes into whom a member was merged; null: into nobody any more. */
export async function updateMergedInto({ db, storeId }: WriteContext, { memberId, into }: { memberId: string; into: string | null }): Promise<void> {
  await sql`update members set merged_into = ${into} where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Marks members as test members, or marks them no more. */
export async function updateTest({ db, storeId }: WriteContext, { memberIds, isTest }: { memberIds: readonly string[]; isTest: boolean }): Promise<void> {
  await sql`update members set is_test = ${isTest} where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

/** All test members of a store, who are few. */
export async function listTests({ db, storeId }: ReadContext): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from members where store_id = ${storeId} and is_test`.execute(db)
  return new Set(rows.map(({ memberId }) => memberId))
}

/** Whether a member, by the column that names them, counts in a store's figures: all but test members do. */
export function isCounted(storeId: string, member: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${member} not in (select t.member_id from members t where t.store_id = ${storeId} and t.is_test)`
}

/** Takes from members everything that leads to them, and notes when. */
export async function eraseMembers({ db, storeId, now }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from members_external_ids where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from members_people where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from members_buyers where store_id = ${storeId} and (buyer_id = any(${memberIds}::text[]) or company_id = any(${memberIds}::text[]))`.execute(db)
  await sql`update members set erased_at = ${now}, request_hash = null where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
