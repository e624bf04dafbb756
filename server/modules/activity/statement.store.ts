import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { PostingReason } from '#engine/member/outcome'
import type { ReadContext } from '#server/platform/context'

/** By how much a reason changed what a member had of a unit in a time; `isOpening`: all that was before it. */
export type StatementRow = { unit: string; isOpening: boolean; reason: PostingReason | null; orderId: string | null; buyerId: string | null; isForfeit: boolean; points: number; /** When the last of it happened. */ at: Instant }

/**
 * What a member had of each unit before `from` (pending, active and reserved, less debt), and what changed it until `to`: for each reason,
 * order and buyer of the order one sum. Postings that were taken back add up to nothing with what takes them back.
 */
export async function selectStatement({ db, storeId }: ReadContext, { memberId, from, to }: { memberId: string; from: Instant; to: Instant }): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`with moved as (
      select unit, reason, lot_id, order_id, source = 'rockpool' and source_id like 'points.forfeited/%' as is_forfeit, effective_at < ${from} as is_opening, effective_at,
        points * ((to_account in ('pending', 'active', 'reserved', 'debt'))::integer - (from_account in ('pending', 'active', 'reserved', 'debt'))::integer) as points
      from activity_postings where store_id = ${storeId} and member_id = ${memberId} and effective_at < ${to})
    select unit, true as "isOpening", null as reason, null as "orderId", null as "buyerId", false as "isForfeit", sum(points)::bigint as points, max(effective_at) as at from moved where is_opening group by unit
    union all
    select unit, false, reason, moved.order_id, lot->>'buyer', is_forfeit, sum(points)::bigint, max(effective_at)
      from moved left join activity_lots l on l.store_id = ${storeId} and l.member_id = ${memberId} and l.lot_id = moved.lot_id
      where not is_opening group by unit, reason, moved.order_id, lot->>'buyer', is_forfeit having sum(points) <> 0`.execute(db)
  return rows
}

/** How much of each unit waited at a time. */
export async function selectPendingAt({ db, storeId }: ReadContext, { memberId, to }: { memberId: string; to: Instant }): Promise<Map<string, number>> {
  const { rows } = await sql<{ unit: string; points: number }>`select unit, sum(points * ((to_account = 'pending')::integer - (from_account = 'pending')::integer))::bigint as points
    from activity_postings where store_id = ${storeId} and member_id = ${memberId} and effective_at < ${to} and 'pending' in (from_account, to_account) group by unit`.execute(db)
  return new Map(rows.map(({ unit, points }) => [unit, points]))
}
