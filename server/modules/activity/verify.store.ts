import { sql } from 'kysely'
import type { ReadContext } from '#server/platform/context'
import type { BookedPosting } from './chain.ts'

/** What the postings, the open lots and the head say of one unit of a member. `posted` counts debt below zero. */
export type SumRow = { memberId: string; unit: string; posted: number; lots: number; head: Readonly<Record<string, number>> }

/** A page of the ledger in booked order. */
export async function selectChain({ db, storeId }: ReadContext, { after, most }: { after: number; most: number }): Promise<BookedPosting[]> {
  const { rows } = await sql<BookedPosting>`select posting_no as "postingNo", member_id as "memberId", unit, from_account as "from", to_account as "to", points, reason, lot_id as lot, order_id as "orderId",
      source, source_id as "sourceId", effective_at as "effectiveAt", booked_at as "bookedAt", corrects, hash
    from activity_postings where store_id = ${storeId} and posting_no > ${after} order by posting_no limit ${most}`.execute(db)
  return rows
}

export async function selectChainEnd({ db, storeId }: ReadContext): Promise<{ lastNo: number; lastHash: string }> {
  const { rows } = await sql<{ lastNo: number; lastHash: string }>`select last_no as "lastNo", last_hash as "lastHash" from activity_chains where store_id = ${storeId}`.execute(db)
  return rows[0] ?? { lastNo: 0, lastHash: '' }
}

/** Each member and unit of the store, a thousand members at a time. */
export async function* selectSums({ db, storeId }: ReadContext): AsyncGenerator<SumRow> {
  let after = ''
  for (;;) {
    const { rows } = await sql<SumRow>`
      with page as (select member_id, head from activity_heads where store_id = ${storeId} and member_id > ${after} order by member_id limit 1000),
        posted as (
          select member_id, unit, sum(points * ((to_account in ('pending', 'active', 'reserved', 'debt'))::int - (from_account in ('pending', 'active', 'reserved', 'debt'))::int)) as points
          from activity_postings join page using (member_id) where store_id = ${storeId} group by 1, 2),
        lots as (select member_id, lot->>'unit' as unit, sum((lot->>'left')::bigint) as points from activity_lots join page using (member_id) where store_id = ${storeId} and is_open group by 1, 2),
        units as (select member_id, unit.key as unit, unit.value as head from page cross join jsonb_each(head->'units') as unit),
        names as (select member_id, unit from posted union select member_id, unit from lots union select member_id, unit from units)
      select member_id as "memberId", unit, coalesce(posted.points, 0)::bigint as posted, coalesce(lots.points, 0)::bigint as lots, coalesce(units.head, '{}') as head
      from names left join posted using (member_id, unit) left join lots using (member_id, unit) left join units using (member_id, unit) order by member_id, unit`.execute(db)
    yield* rows
    const { rows: [last] } = await sql<{ memberId: string | null }>`select max(member_id) as "memberId" from (select member_id from activity_heads where store_id = ${storeId} and member_id > ${after} order by member_id limit 1000) as page`.execute(db)
    if (last === undefined || last.memberId === null) return
    after = last.memberId
  }
}
