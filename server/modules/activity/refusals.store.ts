import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { ErrorKind } from '#server/platform/errors'

/** An event that was refused: what it named, why, who sent it, when last and how often. `details` say nothing that a masked view may not show. */
export type RefusalRow = {
  refusalId: string; at: Instant; times: number; source: string | null; sourceId: string | null; type: string | null; member: string | null; memberId: string | null
  kind: ErrorKind; code: string; details: Record<string, unknown>; actorKind: 'key' | 'staff'; actor: string
}

/** Behind which refusal a list goes on, towards older ones. */
export type RefusalPlace = Pick<RefusalRow, 'at' | 'refusalId'>

/** The code of an id that was told before with another body: what was told first stands, what came now does not. */
const OTHER_BODY = 'activity.other_body'

/** Keeps refusals, each event once, and no more of the store than `most`, none older than `since`. */
export async function upsertRefusals({ db, storeId }: WriteContext, rows: readonly RefusalRow[], { most, since }: { most: number; since: Instant }): Promise<void> {
  await sql`insert into activity_refusals as r (store_id, refusal_id, at, times, source, source_id, type, member, member_id, kind, code, details, actor_kind, actor)
    select ${storeId}, "refusalId", at, times, source, "sourceId", type, member, "memberId", kind, code, details, "actorKind", actor
    from jsonb_to_recordset(${jsonb(rows)}) as told("refusalId" text, at bigint, times integer, source text, "sourceId" text, type text, member text, "memberId" text, kind text, code text, details jsonb, "actorKind" text, actor text) order by 2
    on conflict (store_id, refusal_id) do update set at = excluded.at, times = r.times + excluded.times, type = excluded.type, member = excluded.member, member_id = excluded.member_id, kind = excluded.kind, code = excluded.code,
      details = excluded.details, actor_kind = excluded.actor_kind, actor = excluded.actor`.execute(db)
  await sql`delete from activity_refusals where store_id = ${storeId} and (at < ${since} or (at, refusal_id) < (select at, refusal_id from activity_refusals where store_id = ${storeId} order by at desc, refusal_id desc offset ${most - 1} limit 1))`.execute(db)
}

/** The newest first. An event that was accepted since is refused no more: its key says so, so that no accepted event has to. */
export async function selectRefusals({ db, storeId }: ReadContext, { since, before, most }: { since: Instant; before: RefusalPlace | null; most: number }): Promise<RefusalRow[]> {
  const { rows } = await sql<RefusalRow>`select refusal_id as "refusalId", at, times, source, source_id as "sourceId", type, member, member_id as "memberId", kind, code, details, actor_kind as "actorKind", actor from activity_refusals r
    where store_id = ${storeId} and at >= ${since} and ${before === null ? sql`true` : sql`(at, refusal_id) < (${before.at}, ${before.refusalId})`}
      and (code = ${OTHER_BODY} or not exists (select from activity_keys k where k.store_id = ${storeId} and k.source = r.source and k.source_id = r.source_id))
    order by at desc, refusal_id desc limit ${most}`.execute(db)
  return rows
}

/** R44: of these members no refusal is known. */
export async function deleteRefusals({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from activity_refusals where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
