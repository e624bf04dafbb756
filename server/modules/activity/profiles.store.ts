import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** What the engine knows of a member besides what they have, and how many events they have had. */
export type KnownProfile = { memberId: string; joinedAt: Instant | null; zone: string | null; market: string | null; region: string | null; birthday: string | null; tags: string[]; events: number }

export async function selectProfiles({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<KnownProfile[]> {
  const { rows } = await sql<KnownProfile>`select member_id as "memberId", (head->>'joinedAt')::bigint as "joinedAt", head->>'zone' as zone, head->>'market' as market, head->>'region' as region, head->>'birthday' as birthday, head->'tags' as tags, events
    from activity_heads where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** Whether one of these was told to have joined, rather than only to have bought. */
export async function hasJoined({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<boolean> {
  const { rows: [row] } = await sql<{ hasJoined: boolean }>`select exists (select from activity_events where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and event->>'kind' = 'member.joined') as "hasJoined"`.execute(db)
  return row?.hasJoined === true
}

/** The last instant to which one of these members has come, by events or by time; 0 where there is none. */
export async function lastInstantOf({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Instant> {
  const { rows: [row] } = await sql<{ at: Instant | null }>`select max(greatest((last_place->>'at')::bigint, (head->>'advancedTo')::bigint)) as at from activity_heads where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return row?.at ?? 0
}

/** The members who have a tag, in the order in which they were made, behind one that is known. */
export async function selectTagged({ db, storeId }: ReadContext, { tag, after, most }: { tag: string; after: string; most: number }): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from activity_tags where store_id = ${storeId} and tag = ${tag} and member_id > ${after} order by member_id limit ${most}`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

/** Puts events of erased members in the place of what stood under their ids, takes from all their keys what could be compared, and notes on their heads that the shop names them no more. */
export async function forgetEvents({ db, storeId }: WriteContext, { memberIds, events }: { memberIds: readonly string[]; events: readonly { memberId: string; event: MemberEvent }[] }): Promise<void> {
  await sql`select activity_forget(${storeId}, ${memberIds}, ${jsonb(events)})`.execute(db)
  await sql`update activity_heads set is_forgotten = true where store_id = ${storeId} and member_id = any(${memberIds})`.execute(db)
  await sql`update outbox set payload = jsonb_set(payload, '{reason}', '"—"') where store_id = ${storeId} and topic = 'tier.set' and member_id = any(${memberIds})`.execute(db)
}
