import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { emptyMember } from '#engine/member/parts'
import type { Award, Head, Lot, Spend } from '#engine/member/state'
import { BEGINNING } from '#engine/program/timeline'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { BookedPosting } from './chain.ts'
import type { StandingPosting } from './account.ts'

export type HeadRow = { memberId: string; head: Head; events: number; lastPlace: MemberEvent | null; intoMemberId: string | null; intoAt: Instant | null; isForgotten: boolean }
export type LotRow = { memberId: string; lot: Lot; dueAt: Instant | null; isOpen: boolean }
export type KeyRow = { source: string; sourceId: string; memberId: string; hash: string; answer: unknown }

/**
/**
 * The heads of these members, locked until the transaction ends, in one order so that two batches cannot wait for each other. Members
 * without one get an empty one first; as hardly any batch has such, they are looked for afterwards (an insert that finds nothing to do took 7 % of a batch).
 * Ids come as an array: compared with an expression on jsonb, under row security, they find no index (measured: 250 ms of 100,000 heads).
 */
export async function lockHeads(ctx: WriteContext, memberIds: readonly string[]): Promise<HeadRow[]> {
  const rows = await selectHeadsLocked(ctx, memberIds)
  const found = new Set(rows.map(({ memberId }) => memberId))
  const fresh = memberIds.filter((memberId) => !found.has(memberId))
  if (fresh.length === 0) return rows
  const { db, storeId } = ctx
  await sql`insert into activity_heads (store_id, member_id, head, version, events) select ${storeId}, fresh->>'member', fresh, 0, 0
    from jsonb_array_elements(${jsonb(fresh.map((memberId) => emptyMember(memberId).head))}) as fresh order by 2 on conflict do nothing`.execute(db)
  return [...rows, ...await selectHeadsLocked(ctx, fresh)]
}

async function selectHeadsLocked({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`select ${HEAD} from activity_heads
    where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by member_id for no key update`.execute(db)
  return rows
}

/** The columns of a head. */
export const HEAD = sql`member_id as "memberId", head, events, last_place as "lastPlace", into_member_id as "intoMemberId", into_at as "intoAt", is_forgotten as "isForgotten"`

/** A member's head, to be read only. */
export async function selectHead({ db, storeId }: ReadContext, memberId: string): Promise<HeadRow | undefined> {
  const { rows } = await sql<HeadRow>`select ${HEAD} from activity_heads where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  return rows[0]
}

/** Members' heads, to be read only. */
export async function selectHeads({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`select ${HEAD} from activity_heads where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** What is known of these keys of events: each looked up for itself, whatever a planner believes of tables that grew since it counted them. */
export async function selectKeys({ db, storeId }: ReadContext, keys: readonly { source: string; sourceId: string }[]): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`select known.source, source_id as "sourceId", member_id as "memberId", hash, answer from jsonb_to_recordset(${jsonb(keys)}) as wanted(source text, "sourceId" text)
    cross join lateral (select * from activity_keys where store_id = ${storeId} and source = wanted.source and source_id = wanted."sourceId" offset 0) as known`.execute(db)
  return rows
}

/** Which parts of a member to read: the lots that time does something to by `until` (null: none), every open lot, or parts by id. */
export type Wanted = { memberId: string; until: Instant | null; allLots: boolean; heldSpends: boolean; lots: readonly string[]; awards: readonly string[]; spends: readonly string[] }

/** Lots by what is wanted of each member, the lots of the awards wanted included: a refund takes them first. */
export async function selectLots({ db, storeId }: ReadContext, wanted: readonly Wanted[]): Promise<LotRow[]> {
  const { rows } = await sql<LotRow>`
    with wanted as (select * from jsonb_to_recordset(${jsonb(wanted)}) as wanted("memberId" text, until bigint, "allLots" boolean, lots jsonb, awards jsonb))
    select l.member_id as "memberId", lot, due_at as "dueAt", is_open as "isOpen" from activity_lots l join wanted on l.member_id = wanted."memberId"
      where l.store_id = ${storeId} and l.is_open and ("allLots" or due_at <= until)
    union all
    select l.member_id, lot, due_at, is_open from wanted cross join jsonb_array_elements_text(wanted.lots) as id join activity_lots l on l.store_id = ${storeId} and l.member_id = "memberId" and l.lot_id = id
    union all
    select l.member_id, lot, due_at, is_open from wanted cross join jsonb_array_elements_text(wanted.awards) as id join activity_lots l on l.store_id = ${storeId} and l.member_id = "memberId" and l.award_id = id`.execute(db)
  return rows
}

/** When time next does something to an open lot of each member after `until`. */
export async function selectNextLots({ db, storeId }: ReadContext, wanted: readonly Wanted[]): Promise<{ memberId: string; dueAt: Instant | null }[]> {
  const { rows } = await sql<{ memberId: string; dueAt: Instant | null }>`select "memberId", (select min(due_at) from activity_lots where store_id = ${storeId} and member_id = "memberId" and is_open and due_at > until) as "dueAt"
    from jsonb_to_recordset(${jsonb(wanted)}) as wanted("memberId" text, until bigint)`.execute(db)
  return rows
}

export async function selectAwards({ db, storeId }: ReadContext, wanted: readonly Wanted[]): Promise<{ memberId: string; award: Award }[]> {
  const { rows } = await sql<{ memberId: string; award: Award }>`select member_id as "memberId", award from jsonb_to_recordset(${jsonb(wanted.flatMap(({ memberId, awards }) => awards.map((id) => ({ memberId, id }))))}) as wanted("memberId" text, id text)
    cross join lateral (select * from activity_awards where store_id = ${storeId} and member_id = "memberId" and award_id = id offset 0) as known`.execute(db)
  return rows
}

export async function selectSpends({ db, storeId }: ReadContext, wanted: readonly Wanted[]): Promise<{ memberId: string; spend: Spend }[]> {
  const { rows } = await sql<{ memberId: string; spend: Spend }>`
    with wanted as (select * from jsonb_to_recordset(${jsonb(wanted)}) as wanted("memberId" text, "heldSpends" boolean, spends jsonb))
    select member_id as "memberId", spend from wanted join activity_spends s on s.store_id = ${storeId} and s.member_id = "memberId" where "heldSpends" and is_held
    union all
    select s.member_id, spend from wanted cross join jsonb_array_elements_text(wanted.spends) as id join activity_spends s on s.store_id = ${storeId} and s.member_id = "memberId" and s.spend_id = id`.execute(db)
  return rows
}

/** An accepted event, and the member that it named. */
export type Named = { memberId: string; event: MemberEvent }

/**
 * The events that named these members, in no order: those from an instant on, and those that were known by another one, where they are
 * told. The sum keeps planners from the index by time, which has the whole store's events.
 */
export async function selectEvents({ db, storeId }: ReadContext, { memberIds, from, knownAt }: { memberIds: readonly string[]; from?: Instant | undefined; knownAt?: Instant | undefined }): Promise<Named[]> {
  const { rows } = await sql<Named>`select member_id as "memberId", event from activity_events
    where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and occurred_at + 0 >= ${from ?? BEGINNING} and recorded_at < ${knownAt ?? Number.MAX_SAFE_INTEGER}`.execute(db)
  return rows
}

/** The events that named each of these members from an instant on, in no order. */
export async function selectEventsSince({ db, storeId }: ReadContext, asked: readonly { memberId: string; from: Instant }[]): Promise<Named[]> {
  const { rows } = await sql<Named>`select "memberId", event from jsonb_to_recordset(${jsonb(asked)}) as asked("memberId" text, "from" bigint)
    cross join lateral (select event from activity_events where store_id = ${storeId} and member_id = asked."memberId" and occurred_at + 0 >= asked."from" offset 0) as told`.execute(db)
  return rows
}

/** Those of these members into whom another one was merged. */
export async function selectGoingOn({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ memberId: string }>`select distinct into_member_id as "memberId" from activity_heads where store_id = ${storeId} and into_member_id = any(${memberIds}::text[])`.execute(db)
  return new Set(rows.map(({ memberId }) => memberId))
}

export type MergedInto = { memberId: string; intoMemberId: string | null; intoAt: Instant | null }

/** A member, and all that were merged into it, directly or by way of others. */
export async function selectMerged({ db, storeId }: ReadContext, memberId: string): Promise<MergedInto[]> {
  const { rows } = await sql<MergedInto>`with recursive merged as (
      select member_id, into_member_id, into_at from activity_heads where store_id = ${storeId} and member_id = ${memberId}
      union select h.member_id, h.into_member_id, h.into_at from activity_heads h join merged m on h.into_member_id = m.member_id where h.store_id = ${storeId})
    select member_id as "memberId", into_member_id as "intoMemberId", into_at as "intoAt" from merged`.execute(db)
  return rows
}

/** Members' postings that stand, in booked order, each those of what happened from an instant on. What was taken back is put into one set: looked for posting by posting, 10,000 took minutes. */
export async function selectStanding({ db, storeId }: ReadContext, asked: readonly { memberId: string; from: Instant }[]): Promise<Map<string, StandingPosting[]>> {
  const { rows } = await sql<StandingPosting & { memberId: string }>`select "memberId", standing.* from jsonb_to_recordset(${jsonb(asked)}) as asked("memberId" text, "from" bigint)
    cross join lateral (select ${POSTING} from activity_postings where store_id = ${storeId} and member_id = asked."memberId" and corrects is null and effective_at >= asked."from"
      and posting_no not in (select corrects from activity_postings where store_id = ${storeId} and member_id = asked."memberId" and corrects is not null) offset 0) as standing
    order by "postingNo"`.execute(db)
  const postings = Map.groupBy(rows, ({ memberId }) => memberId)
  return new Map([...postings].map(([memberId, list]) => [memberId, list.map(({ memberId: _, ...posting }) => posting)]))
}

export const POSTING = sql`posting_no as "postingNo", unit, from_account as "from", to_account as "to", points, reason, lot_id as lot, order_id as "orderId", source, source_id as "sourceId", effective_at as "effectiveAt"`

type PostingsAsked = { memberId: string; at: Instant | undefined; knownAt: Instant | undefined; after: number | undefined; isNewestFirst: boolean; most: number }

/** A page of a member's part of the ledger in booked order, or against it: what was effective before `at`, and booked before `knownAt`; all where they are not told. */
export async function selectPostings({ db, storeId }: ReadContext, { memberId, at, knownAt, after, isNewestFirst, most }: PostingsAsked): Promise<BookedPosting[]> {
  const isBehind = after === undefined ? sql`true` : isNewestFirst ? sql`posting_no < ${after}` : sql`posting_no > ${after}`
  const { rows } = await sql<BookedPosting>`select ${POSTING}, member_id as "memberId", booked_at as "bookedAt", corrects, hash from activity_postings
    where store_id = ${storeId} and member_id = ${memberId} and ${isBehind} and effective_at < ${at ?? Number.MAX_SAFE_INTEGER} and booked_at < ${knownAt ?? Number.MAX_SAFE_INTEGER}
    order by ${isNewestFirst ? sql`posting_no desc` : sql`posting_no`} limit ${most}`.execute(db)
  return rows
}

/** The end of the store's chain, locked until the transaction ends: batches of one store are booked one after the other. */
export async function lockChain({ db, storeId }: WriteContext): Promise<{ lastNo: number; lastHash: string }> {
  const lock = async () => (await sql<{ lastNo: number; lastHash: string }>`select last_no as "lastNo", last_hash as "lastHash" from activity_chains where store_id = ${storeId} for no key update`.execute(db)).rows[0]
  const found = await lock()
  if (found !== undefined) return found
  await sql`insert into activity_chains (store_id, last_no, last_hash) values (${storeId}, 0, '') on conflict do nothing`.execute(db)
  return (await lock()) as { lastNo: number; lastHash: string }
}

/** Points used of limits that members share, locked, by rule. */
export async function lockBudgets({ db, storeId }: WriteContext, rules: readonly string[]): Promise<Map<string, number>> {
  await sql`insert into activity_budgets (store_id, rule, used) select ${storeId}, rule, 0 from jsonb_array_elements_text(${jsonb(rules)}) as rule order by rule on conflict do nothing`.execute(db)
  const { rows } = await sql<{ rule: string; used: number }>`select rule, used from activity_budgets where store_id = ${storeId} and rule = any(${rules}::text[]) order by rule for no key update`.execute(db)
  return new Map(rows.map(({ rule, used }) => [rule, used]))
}

/** Points used of limits that members share, by rule, to be read only. */
export async function selectBudgets({ db, storeId }: ReadContext, rules: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ rule: string; used: number }>`select rule, used from activity_budgets where store_id = ${storeId} and rule = any(${rules}::text[])`.execute(db)
  return new Map(rows.map(({ rule, used }) => [rule, used]))
}

/** The heads of members to whom time does something by an instant, soonest first, or who have not crossed a publication, locked; those that another worker holds are left to it. */
export async function lockDue({ db, storeId }: WriteContext, { until, version, most }: { until: Instant; version: number; most: number }): Promise<HeadRow[]> {
  const due = await sql<HeadRow>`select ${HEAD} from activity_heads where store_id = ${storeId} and next_due_at <= ${until} order by next_due_at limit ${most} for no key update skip locked`.execute(db)
  if (due.rows.length > 0) return due.rows
  return (await sql<HeadRow>`select ${HEAD} from activity_heads where store_id = ${storeId} and version between 1 and ${version - 1} limit ${most} for no key update skip locked`.execute(db)).rows
}

/** A spend of a member, by its id. */
export async function selectSpend({ db, storeId }: ReadContext, memberId: string, spendId: string): Promise<Spend | undefined> {
  const { rows } = await sql<{ spend: Spend }>`select spend from activity_spends where store_id = ${storeId} and member_id = ${memberId} and spend_id = ${spendId}`.execute(db)
  return rows[0]?.spend
}

/** Everything that is kept of a member: the parts, open and closed. */
export async function selectParts({ db, storeId }: ReadContext, memberId: string): Promise<{ lots: LotRow[]; awards: Award[]; spends: Spend[] }> {
  const lots = await sql<LotRow>`select member_id as "memberId", lot, due_at as "dueAt", is_open as "isOpen" from activity_lots where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  const awards = await sql<{ award: Award }>`select award from activity_awards where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  const spends = await sql<{ spend: Spend }>`select spend from activity_spends where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  return { lots: lots.rows, awards: awards.rows.map(({ award }) => award), spends: spends.rows.map(({ spend }) => spend) }
}

export type OutboxRow = { outboxNo: number; topic: string; memberId: string; payload: Readonly<Record<string, unknown>> }

/** What waits in the outbox under some topics, oldest first. Rows that another worker holds are left to it; or, where one `waits`, looked at when it is done. */
export async function lockOutbox({ db, storeId }: WriteContext, { topics, most, waits = false }: { topics: readonly string[]; most: number; waits?: boolean }): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`select outbox_no as "outboxNo", topic, member_id as "memberId", payload from outbox where store_id = ${storeId} and topic = any(${topics}::text[])
    order by outbox_no limit ${most} for update ${waits ? sql`` : sql`skip locked`}`.execute(db)
  return rows
}

export async function deleteOutbox({ db, storeId }: WriteContext, outboxNos: readonly number[]): Promise<void> {
  await sql`delete from outbox where store_id = ${storeId} and outbox_no = any(${outboxNos}::bigint[])`.execute(db)
}

/** Of the first facts of a store by their number those that were told before an instant go; says how many. Those under some topics stay, and those behind a number. */
export async function deleteOldFacts({ db, storeId }: WriteContext, { except, through, before, most }: { except: readonly string[]; through: number | null; before: Instant; most: number }): Promise<number> {
  const { rows } = await sql`delete from outbox where store_id = ${storeId} and outbox_no in (select outbox_no from (
    select outbox_no, created_at from outbox where store_id = ${storeId} and topic <> all(${except}::text[]) and (${through}::bigint is null or outbox_no <= ${through}::bigint)
      order by outbox_no limit ${most} for update skip locked) as first where created_at < ${before}) returning 1`.execute(db)
  return rows.length
}
