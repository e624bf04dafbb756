import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { Snapshot } from '#engine/member/state'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** A member with all that happened before an instant, time until then included. */
export type CheckpointRow = { memberId: string; at: Instant; member: Snapshot }

/** The checkpoint of a member, where it is at or before an instant. */
export async function selectCheckpoint({ db, storeId }: ReadContext, { memberId, at }: { memberId: string; at: Instant }): Promise<CheckpointRow | undefined> {
  const { rows } = await sql<CheckpointRow>`select member_id as "memberId", at, member from activity_checkpoints where store_id = ${storeId} and member_id = ${memberId} and at <= ${at}`.execute(db)
  return rows[0]
}

/** Keeps what a member was; there is one of each, and the newer one counts. */
export async function upsertCheckpoint({ db, storeId }: WriteContext, { memberId, at, member }: CheckpointRow): Promise<void> {
  await sql`insert into activity_checkpoints (store_id, member_id, at, member) values (${storeId}, ${memberId}, ${at}, ${JSON.stringify(member)}::json)
    on conflict (store_id, member_id) do update set at = excluded.at, member = excluded.member`.execute(db)
}

/** Drops the checkpoints of members that are behind an instant: the past before them has changed. */
export async function deleteCheckpoints({ db, storeId }: WriteContext, { memberIds, behind }: { memberIds: readonly string[]; behind: Instant }): Promise<void> {
  await sql`delete from activity_checkpoints where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and at > ${behind}`.execute(db)
}
