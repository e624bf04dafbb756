import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { Snapshot } from '#engine/member/state'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** A member with all that happened before an instant, time until then included. */
export type CheckpointRow = { memberId: string; at: Instant; member: Snapshot }

/** The checkpoints of members that are at or before an instant of each. */
export async function selectCheckpoints({ db, storeId }: ReadContext, asked: readonly { memberId: string; at: Instant }[]): Promise<CheckpointRow[]> {
  const { rows } = await sql<CheckpointRow>`select "memberId", kept.at, member from jsonb_to_recordset(${jsonb(asked)}) as asked("memberId" text, at bigint)
    cross join lateral (select * from activity_checkpoints where store_id = ${storeId} and member_id = asked."memberId" and at <= asked.at offset 0) as kept`.execute(db)
  return rows
}

/** Keeps what a member was; there is one of each, and the newer one counts. */
export async function upsertCheckpoint({ db, storeId }: WriteContext, { memberId, at, member }: CheckpointRow): Promise<void> {
  await sql`insert into activity_checkpoints (store_id, member_id, at, member) values (${storeId}, ${memberId}, ${at}, ${JSON.stringify(member)}::json)
    on conflict (store_id, member_id) do update set at = excluded.at, member = excluded.member`.execute(db)
}

/** Drops the checkpoints of members that are behind an instant of each: the past before them has changed. */
export async function deleteCheckpoints({ db, storeId }: WriteContext, changed: readonly { memberId: string; behind: Instant }[]): Promise<void> {
  await sql`delete from activity_checkpoints c using jsonb_to_recordset(${jsonb(changed)}) as changed("memberId" text, behind bigint)
    where c.store_id = ${storeId} and c.member_id = changed."memberId" and c.at > changed.behind`.execute(db)
}
