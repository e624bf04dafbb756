import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import type { Award, Spend } from '#engine/member/state'
import type { WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { HeadRow, KeyRow, LotRow } from './activity.store.ts'
import type { BookedPosting } from './chain.ts'
import type { NewsRow } from './news-of.ts'

/** Everything that a batch changed. */
export type Changes = {
  heads: readonly (Omit<HeadRow, 'lastPlace' | 'isForgotten'> & { nextDue: Instant | null; lastPlace: object | null; /** When the member last did something, of what is recorded now. */ deedAt: Instant | null })[]
  lots: readonly LotRow[]
  awards: readonly { memberId: string; award: Award }[]
  spends: readonly { memberId: string; spend: Spend }[]
  gone: readonly { memberId: string; kind: 'lots' | 'awards' | 'spends'; id: string }[]
  keys: readonly KeyRow[]
  events: readonly { memberId: string; event: MemberEvent }[]
  outbox: readonly { memberId: string; topic: string; payload: object }[]
  /** Who changed, and what they bought: for whoever sums up. */
  news: readonly NewsRow[]
  /** How much more, or less, is used of limits that members share. */
  budgets: readonly { rule: string; change: number }[]
}

/**
 * Writes a batch but for its postings: for each kind of row that there is one part of one statement, its rows in one jsonb parameter.
 * The parts know nothing of each other, so that they may be chained; alone, each would wait for the one before it to answer.
 */
export async function saveChanges({ db, storeId, now }: WriteContext, changes: Changes): Promise<void> {
  const writes = [
    changes.heads.length > 0 && sql`update activity_heads h set head = r.head, version = (r.head->>'version')::integer, next_due_at = r."nextDue", events = r.events, last_at = greatest(h.last_at, r."deedAt"), last_place = r."lastPlace", into_member_id = r."intoMemberId", into_at = r."intoAt"
      from jsonb_to_recordset(${jsonb(changes.heads)}) as r("memberId" text, head jsonb, "nextDue" bigint, events integer, "lastPlace" jsonb, "deedAt" bigint, "intoMemberId" text, "intoAt" bigint)
      where h.store_id = ${storeId} and h.member_id = r."memberId"`,
    changes.gone.length > 0 && sql`delete from activity_lots l using jsonb_to_recordset(${jsonb(changes.gone)}) as r("memberId" text, kind text, id text) where r.kind = 'lots' and l.store_id = ${storeId} and l.member_id = r."memberId" and l.lot_id = r.id`,
    changes.gone.length > 0 && sql`delete from activity_awards a using jsonb_to_recordset(${jsonb(changes.gone)}) as r("memberId" text, kind text, id text) where r.kind = 'awards' and a.store_id = ${storeId} and a.member_id = r."memberId" and a.award_id = r.id`,
    changes.gone.length > 0 && sql`delete from activity_spends s using jsonb_to_recordset(${jsonb(changes.gone)}) as r("memberId" text, kind text, id text) where r.kind = 'spends' and s.store_id = ${storeId} and s.member_id = r."memberId" and s.spend_id = r.id`,
    changes.lots.length > 0 && sql`insert into activity_lots (store_id, member_id, lot_id, is_open, due_at, award_id, lot)
      select ${storeId}, "memberId", lot->>'id', "isOpen", "dueAt", lot->>'award', lot from jsonb_to_recordset(${jsonb(changes.lots)}) as r("memberId" text, "isOpen" boolean, "dueAt" bigint, lot jsonb)
      on conflict (store_id, member_id, lot_id) do update set is_open = excluded.is_open, due_at = excluded.due_at, lot = excluded.lot`,
    changes.awards.length > 0 && sql`insert into activity_awards (store_id, member_id, award_id, award)
      select ${storeId}, "memberId", award->>'id', award from jsonb_to_recordset(${jsonb(changes.awards)}) as r("memberId" text, award jsonb)
      on conflict (store_id, member_id, award_id) do update set award = excluded.award`,
    changes.spends.length > 0 && sql`insert into activity_spends (store_id, member_id, spend_id, is_held, spend)
      select ${storeId}, "memberId", spend->>'id', spend->>'status' = 'held', spend from jsonb_to_recordset(${jsonb(changes.spends)}) as r("memberId" text, spend jsonb)
      on conflict (store_id, member_id, spend_id) do update set is_held = excluded.is_held, spend = excluded.spend`,
    changes.keys.length > 0 && sql`insert into activity_keys (store_id, source, source_id, member_id, hash, answer)
      select ${storeId}, source, "sourceId", "memberId", hash, answer from json_to_recordset(${JSON.stringify(changes.keys)}::text::json) as r(source text, "sourceId" text, "memberId" text, hash text, answer json)`,
    changes.events.length > 0 && sql`insert into activity_events (store_id, member_id, event_no, occurred_at, recorded_at, event)
      select ${storeId}, "memberId", nextval('activity_event_no'), (event->>'at')::bigint, ${now}::bigint, event from jsonb_to_recordset(${jsonb(changes.events)}) as r("memberId" text, event jsonb)`,
    changes.outbox.length > 0 && sql`insert into outbox (store_id, topic, member_id, payload, created_at)
      select ${storeId}, topic, "memberId", payload, ${now}::bigint from jsonb_to_recordset(${jsonb(changes.outbox)}) as r(topic text, "memberId" text, payload jsonb)`,
    changes.news.length > 0 && sql`insert into activity_news (store_id, member_id, day, prev_day, orders, minor, bought)
      select ${storeId}, "memberId", day, "prevDay", orders, minor, bought from jsonb_to_recordset(${jsonb(changes.news)}) as r("memberId" text, day integer, "prevDay" integer, orders integer, minor bigint, bought integer)`,
    changes.budgets.length > 0 && sql`update activity_budgets b set used = b.used + r.change from jsonb_to_recordset(${jsonb(changes.budgets)}) as r(rule text, change bigint) where b.store_id = ${storeId} and b.rule = r.rule`,
  ].filter((write) => write !== false)
  if (writes.length === 0) return
  await sql`with ${sql.join(writes.map((write, index) => sql`${sql.raw(`write_${index}`)} as (${write})`))} select`.execute(db)
}

/** Adds postings to the ledger, and moves the end of the store's chain, which must be locked, behind them. */
export async function savePostings({ db, storeId }: WriteContext, postings: readonly BookedPosting[]): Promise<void> {
  const last = postings.at(-1)
  await sql`with chain as (update activity_chains set last_no = ${last?.postingNo}, last_hash = ${last?.hash} where store_id = ${storeId})
    insert into activity_postings (store_id, posting_no, member_id, unit, from_account, to_account, points, reason, lot_id, order_id, source, source_id, effective_at, booked_at, corrects, hash)
    select ${storeId}, "postingNo", "memberId", unit, "from", "to", points, reason, lot, "orderId", source, "sourceId", "effectiveAt", "bookedAt", corrects, hash
    from jsonb_to_recordset(${jsonb(postings)}) as r("postingNo" bigint, "memberId" text, unit text, "from" text, "to" text, points bigint, reason text, lot text, "orderId" text, source text, "sourceId" text, "effectiveAt" bigint, "bookedAt" bigint, corrects bigint, hash text)`.execute(db)
}
