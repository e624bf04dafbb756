import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { EventKind, MemberEvent } from '#engine/member/event'
import type { PostingReason } from '#engine/member/outcome'
import type { Award, Lot } from '#engine/member/state'
import type { ReadContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** Where a list of events goes on: behind this one, towards older ones. */
export type FeedPlace = { at: Instant; no: number }
export type FeedRow = FeedPlace & { memberId: string; recordedAt: Instant; event: MemberEvent }

/** Events of these kinds (null: of all), from an instant on, behind a place; of these members alone, where some are named. */
export type FeedAsked = { kinds: readonly EventKind[] | null; from: Instant; before: FeedPlace; memberIds: readonly string[] | null; most: number }

const ROW = sql`occurred_at as at, event_no as no, member_id as "memberId", recorded_at as "recordedAt", event`

/**
 * Events of a store, the newest first, and up to where was looked (null: to the end). No index knows a kind, so that of a rare one no more
 * than `stride` events are looked through at once: what is asked for may be further back. Of members, the sum keeps planners from the index by time.
 */
export async function selectFeed(ctx: ReadContext, { kinds, from, before, memberIds, most }: FeedAsked, stride: number): Promise<{ rows: FeedRow[]; seenTo: FeedPlace | null }> {
  const { db, storeId } = ctx
  const isKind = kinds === null ? sql`true` : sql`event->>'kind' = any(${kinds}::text[])`
  if (memberIds !== null) {
    const { rows } = await sql<FeedRow>`select ${ROW} from activity_events where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and occurred_at + 0 >= ${from}
      and (occurred_at + 0, event_no) < (${before.at}, ${before.no}) and ${isKind} order by occurred_at desc, event_no desc limit ${most}`.execute(db)
    return { rows, seenTo: rows.length < most ? null : placeOf(rows.at(-1)) }
  }
  const span = sql`store_id = ${storeId} and (occurred_at, event_no) < (${before.at}, ${before.no}) and occurred_at >= ${from}`
  const { rows } = await sql<FeedRow>`select ${ROW} from (select * from activity_events where ${span} order by occurred_at desc, event_no desc limit ${stride}) as seen
    where ${isKind} order by occurred_at desc, event_no desc limit ${most}`.execute(db)
  return { rows, seenTo: rows.length === most ? placeOf(rows.at(-1)) : await selectEndOf(ctx, span, stride) }
}

function placeOf(row: FeedPlace | undefined): FeedPlace | null {
  return row === undefined ? null : { at: row.at, no: row.no }
}

/** The last event of a stride; null where there are not so many. */
async function selectEndOf({ db }: ReadContext, span: RawBuilder<unknown>, stride: number): Promise<FeedPlace | null> {
  const { rows: [end] } = await sql<FeedPlace>`select occurred_at as at, event_no as no from activity_events where ${span} order by occurred_at desc, event_no desc offset ${stride - 1} limit 1`.execute(db)
  return end ?? null
}

/** What is kept of what these members earned, by the ids of awards. */
export async function selectAwardsOf({ db, storeId }: ReadContext, wanted: readonly { memberId: string; awardId: string }[]): Promise<{ memberId: string; award: Award }[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ memberId: string; award: Award }>`select member_id as "memberId", award from jsonb_to_recordset(${jsonb(wanted)}) as wanted("memberId" text, "awardId" text)
    cross join lateral (select * from activity_awards where store_id = ${storeId} and member_id = "memberId" and award_id = "awardId" offset 0) as known`.execute(db)
  return rows
}

/** Who has an award of this id: nearly always one member, as shops number their orders once. */
export async function selectHoldersOf({ db, storeId }: ReadContext, awardId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from activity_awards where store_id = ${storeId} and award_id = any(array[${awardId}]::text[]) order by member_id limit ${most}`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

/** A posting of an order that stands. */
export type OrderPosting = { postingNo: number; unit: string; from: string; to: string; points: number; reason: PostingReason; source: string; sourceId: string; effectiveAt: Instant }

/** What stands in the ledger of these members for an order, in booked order; what was taken back is not among it, nor what took it back. */
export async function selectOrderPostings({ db, storeId }: ReadContext, { memberIds, orderId }: { memberIds: readonly string[]; orderId: string }): Promise<OrderPosting[]> {
  const { rows } = await sql<OrderPosting & { corrects: number | null }>`select posting_no as "postingNo", unit, from_account as "from", to_account as "to", points, reason, source, source_id as "sourceId", effective_at as "effectiveAt", corrects
    from activity_postings where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and order_id = ${orderId} order by posting_no`.execute(db)
  const takenBack = new Set(rows.map(({ corrects }) => corrects))
  return rows.filter(({ postingNo, corrects }) => corrects === null && !takenBack.has(postingNo)).map(({ corrects: _, ...posting }) => posting)
}

/** The open lots of members that are not active yet. */
export async function selectPendingLots({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<{ memberId: string; lot: Lot }[]> {
  const { rows } = await sql<{ memberId: string; lot: Lot }>`select member_id as "memberId", lot from activity_lots where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and is_open order by member_id, lot_id`.execute(db)
  return rows.filter(({ lot }) => lot.isPending && lot.left > 0)
}

/** Of these members the pending lots that no day makes active, by member. Through the index of open lots: of ten thousand members with two each, some 100 ms. */
export async function selectUndatedLots({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<{ memberId: string; lot: Lot }[]> {
  const { rows } = await sql<{ memberId: string; lot: Lot }>`select member_id as "memberId", lot from activity_lots where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and is_open
    and lot->>'isPending' = 'true' and lot->>'activatesAt' is null order by member_id, lot_id`.execute(db)
  return rows.filter(({ lot }) => lot.left > 0)
}

/** What these members owe of a unit now; who owes nothing is absent. */
export async function selectOwed({ db, storeId }: ReadContext, { memberIds, unit }: { memberIds: readonly string[]; unit: string }): Promise<Map<string, number>> {
  const { rows } = await sql<{ memberId: string; debt: number }>`select member_id as "memberId", (head #>> array['units', ${unit}, 'debt'])::bigint as debt from activity_heads where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return new Map(rows.filter(({ debt }) => debt > 0).map(({ memberId, debt }) => [memberId, debt]))
}
