import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb, type Database } from '#server/platform/database'
import type { Kind } from './kinds.ts'

/** Something that may have to be written, when, and of what; `cause` names it once for each member and kind. */
export type Due = { memberId: string; kind: Kind; cause: string; dueAt: Instant; details: Readonly<Record<string, unknown>> }

/** How far the facts of a store are taken. */
export type Mark = { isOn: boolean; watchesLevels: boolean; doneNo: number; seenNo: number; seenXid: number; scanned: number; scanAfter: string | null }

const MARK = sql`is_on as "isOn", watches_levels as "watchesLevels", done_no as "doneNo", seen_no as "seenNo", seen_xid as "seenXid", scanned, scan_after as "scanAfter"`

/** The store's mark, locked until the transaction ends; undefined where there is none, or another has it. */
export async function lockMark({ db, storeId }: WriteContext, { waits = false }: { waits?: boolean } = {}): Promise<Mark | undefined> {
  const { rows: [mark] } = await sql<Mark>`select ${MARK} from messages_marks where store_id = ${storeId} for update ${waits ? sql`` : sql`skip locked`}`.execute(db)
  return mark
}

/** The number through which mails have taken the facts of a store; null where none are written. */
export async function selectTaken({ db, storeId }: ReadContext): Promise<number | null> {
  const { rows: [mark] } = await sql<{ doneNo: number }>`select done_no as "doneNo" from messages_marks where store_id = ${storeId} and is_on`.execute(db)
  return mark?.doneNo ?? null
}

export async function upsertMark({ db, storeId }: WriteContext, { isOn, watchesLevels, doneNo, seenNo, seenXid, scanned, scanAfter }: Mark): Promise<void> {
  await sql`insert into messages_marks (store_id, is_on, watches_levels, done_no, seen_no, seen_xid, scanned, scan_after)
    values (${storeId}, ${isOn}, ${watchesLevels}, ${doneNo}, ${seenNo}, ${seenXid}, ${scanned}, ${scanAfter})
    on conflict (store_id) do update set is_on = excluded.is_on, watches_levels = excluded.watches_levels, done_no = excluded.done_no, seen_no = excluded.seen_no, seen_xid = excluded.seen_xid,
      scanned = excluded.scanned, scan_after = excluded.scan_after`.execute(db)
}

/** The number of the newest fact that can be seen, or of those that were told before an instant. */
export async function selectNewestFact({ db, storeId }: ReadContext, { before }: { before?: Instant } = {}): Promise<number> {
  const { rows: [row] } = await sql<{ newest: number | null }>`select max(outbox_no) as newest from outbox where store_id = ${storeId} ${before === undefined ? sql`` : sql`and created_at < ${before}`}`.execute(db)
  return row?.newest ?? 0
}

/** The oldest transaction that still runs, and the first one that has not begun; by their numbers. */
export async function selectRunning({ db }: ReadContext): Promise<{ oldest: number; next: number }> {
  const { rows: [row] } = await sql<{ oldest: number; next: number }>`select pg_snapshot_xmin(now.seen)::text::bigint as oldest, pg_snapshot_xmax(now.seen)::text::bigint as next from (select pg_current_snapshot() as seen) as now`.execute(db)
  return row as { oldest: number; next: number }
}

export type FactRow = { outboxNo: number; topic: string; memberId: string; payload: Readonly<Record<string, unknown>> & { at: Instant; source?: string } }

/** Facts under these topics behind one and through another, the oldest first. */
export async function selectFacts({ db, storeId }: ReadContext, { topics, after, through, most }: { topics: readonly string[]; after: number; through: number; most: number }): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`select outbox_no as "outboxNo", topic, member_id as "memberId", payload from outbox
    where store_id = ${storeId} and topic = any(${topics}::text[]) and outbox_no > ${after} and outbox_no <= ${through} order by outbox_no limit ${most}`.execute(db)
  return rows
}

/** Adds what may have to be written; what waits already waits no longer than is said now, and what was written is not written again. */
export async function insertDues({ db, storeId }: WriteContext, dues: readonly Due[]): Promise<void> {
  const known = new Map(dues.map((due) => [`${due.memberId} ${due.kind} ${due.cause}`, due]))
  if (known.size === 0) return
  await sql`insert into messages_due as d (store_id, member_id, kind, cause, due_at, details)
    select ${storeId}, "memberId", kind, cause, "dueAt", details from jsonb_to_recordset(${jsonb([...known.values()])}) as r("memberId" text, kind text, cause text, "dueAt" bigint, details jsonb)
      where not exists (select from messages_sent s where s.store_id = ${storeId} and s.member_id = r."memberId" and s.kind = r.kind and s.cause = r.cause)
    on conflict (store_id, member_id, kind, cause) do update set due_at = least(d.due_at, excluded.due_at)`.execute(db)
}

/** The next that is due, which nobody else takes until the transaction ends. */
export async function lockNextDue({ db, storeId, now }: WriteContext): Promise<Due | undefined> {
  const { rows: [due] } = await sql<Due>`select member_id as "memberId", kind, cause, due_at as "dueAt", details from messages_due where store_id = ${storeId} and due_at <= ${now} order by due_at, member_id limit 1 for update skip locked`.execute(db)
  return due
}

/** Puts it off; null: for ever. */
export async function putOffDue({ db, storeId }: WriteContext, { memberId, kind, cause }: Due, until: Instant | null): Promise<void> {
  if (until === null) await sql`delete from messages_due where store_id = ${storeId} and member_id = ${memberId} and kind = ${kind} and cause = ${cause}`.execute(db)
  else await sql`update messages_due set due_at = ${until} where store_id = ${storeId} and member_id = ${memberId} and kind = ${kind} and cause = ${cause}`.execute(db)
}

/** Nothing of this kind waits any more. */
export async function deleteDues({ db, storeId }: WriteContext, kind: Kind): Promise<void> {
  await sql`delete from messages_due where store_id = ${storeId} and kind = ${kind}`.execute(db)
}

/** Stores in which something may have to be written by now, each with the instant that its clock shows. */
export async function listMessageStores({ bare }: Database, at: Instant): Promise<{ storeId: string; until: Instant }[]> {
  const { rows } = await sql<{ storeId: string; until: Instant }>`select store_id as "storeId", until from jobs_message_stores(${at})`.execute(bare)
  return rows
}
