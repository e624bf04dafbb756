import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext } from '#server/platform/context'
import { POSTING } from './activity.store.ts'
import type { BookedPosting } from './chain.ts'
import type { FeedPlace, FeedRow } from './feed.store.ts'

/** Orders of these members, and what came back of them, behind a place, the newest first. An index has each member's in this order; its kinds are these, to the letter. */
export async function selectOrderEvents({ db, storeId }: ReadContext, { memberIds, before, most }: { memberIds: readonly string[]; before: FeedPlace; most: number }): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`select occurred_at as at, event_no as no, member_id as "memberId", recorded_at as "recordedAt", event from unnest(${memberIds}::text[]) as self(id)
    cross join lateral (select * from activity_events where store_id = ${storeId} and member_id = self.id and (occurred_at, event_no) < (${before.at}, ${before.no})
      and event->>'kind' in ('order.paid', 'order.exchanged', 'order.refunded', 'order.charged_back', 'credit.noted') order by occurred_at desc, event_no desc limit ${most}) as own
    order by occurred_at desc, event_no desc limit ${most}`.execute(db)
  return rows
}

/**
 * A member's postings of an instant and before, the last effective first: as many as the stride has, and what happened at one instant is never parted. `seenTo`: down to when was looked; null: to the first one.
 */
export async function selectEffective({ db, storeId }: ReadContext, { memberId, until, stride }: { memberId: string; until: Instant; stride: number }): Promise<{ postings: BookedPosting[]; seenTo: Instant | null }> {
  const { rows } = await sql<BookedPosting & { goesOn: boolean }>`with near as (select effective_at from activity_postings where store_id = ${storeId} and member_id = ${memberId} and effective_at < ${until}
      order by effective_at desc, posting_no desc limit ${stride}), bound as materialized (select coalesce(min(effective_at), ${until}::bigint) as at from near)
    select ${POSTING}, member_id as "memberId", booked_at as "bookedAt", corrects, hash,
      exists (select from activity_postings where store_id = ${storeId} and member_id = ${memberId} and effective_at < (select at from bound)) as "goesOn"
    from activity_postings where store_id = ${storeId} and member_id = ${memberId} and effective_at <= ${until} and effective_at >= (select at from bound) order by effective_at desc, posting_no desc`.execute(db)
  const last = rows.at(-1)
  return { postings: rows.map(({ goesOn: _, ...posting }) => posting), seenTo: last?.goesOn === true ? last.effectiveAt : null }
}
