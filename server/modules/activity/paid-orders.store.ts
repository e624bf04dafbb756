import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#engine/calendar'
import { AMENDED } from '#engine/member/amend'
import type { Order } from '#engine/member/event'
import type { Award } from '#engine/member/state'
import type { ReadContext } from '#server/platform/context'

/** Where a page of orders goes on. */
export type OrderPlace = { at: Instant; no: number; memberId: string }
/** An order of a member as it was last told, and what is kept of it: null where the member's own has gone into another's. */
export type PaidOrderRow = OrderPlace & { order: Order; award: Award | null }

/** Orders that members paid in a span of places; of one that was corrected the last telling. */
const paidOrders = (storeId: string, span: RawBuilder<unknown>) => sql<PaidOrderRow>`select e.occurred_at as at, e.event_no as no, e.member_id as "memberId", e.event->'order' as "order", a.award
    from activity_events e
    join activity_heads h on h.store_id = ${storeId} and h.member_id = e.member_id
    left join activity_awards a on a.store_id = ${storeId} and a.member_id = coalesce(h.into_member_id, e.member_id) and a.award_id = 'order:' || (e.event #>> '{order,id}')
    where e.store_id = ${storeId} and e.event->>'kind' = 'order.paid'
      and not exists (select from activity_events c where c.store_id = ${storeId} and c.member_id = e.member_id and c.event_no > e.event_no and c.event->>'source' = ${AMENDED}
        and c.event->'amends'->>'source' = coalesce(e.event->'amends'->>'source', e.event->>'source') and c.event->'amends'->>'id' = coalesce(e.event->'amends'->>'id', e.event->>'id'))
      and ${span}`

/** Orders that members paid from an instant on, behind a place that is known, in the order of time. */
export async function selectPaidOrders({ db, storeId }: ReadContext, { from, after, most }: { from: Instant; after: OrderPlace | null; most: number }): Promise<PaidOrderRow[]> {
  const [at, no, memberId] = after === null ? [from, -1, ''] : [after.at, after.no, after.memberId]
  return (await paidOrders(storeId, sql`e.occurred_at >= ${from} and (e.occurred_at, e.event_no, e.member_id) > (${at}, ${no}, ${memberId}) order by 1, 2, 3 limit ${most}`).execute(db)).rows
}

/** The same from an instant on, the newest first. */
export async function selectNewestOrders({ db, storeId }: ReadContext, { from, most }: { from: Instant; most: number }): Promise<PaidOrderRow[]> {
  return (await paidOrders(storeId, sql`e.occurred_at >= ${from} order by 1 desc, 2 desc, 3 desc limit ${most}`).execute(db)).rows
}
