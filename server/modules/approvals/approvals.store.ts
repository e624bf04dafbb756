import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Approval } from './schemas.ts'

/** `route`, `input` and `requestKey` are the request as it was asked; they are told to nobody, and what names members in it is kept no longer than it waits. */
export type ApprovalRow = Pick<Approval, 'approval' | 'deed' | 'members' | 'points' | 'unit' | 'reason' | 'status' | 'askedAt' | 'decidedAt' | 'note'> & {
  member: string | null; route: string; input: Record<string, unknown>; inputHash: string; requestKey: string | null; askedBy: string; decidedBy: string | null
}

const ROW = sql`approval_id as approval, deed, route, input, input_hash as "inputHash", request_key as "requestKey", member_id as member, members, points, unit, reason, status, asked_by as "askedBy", asked_at as "askedAt", decided_by as "decidedBy", decided_at as "decidedAt", note`

export async function selectLimit({ db, storeId }: ReadContext): Promise<number | null> {
  const { rows: [row] } = await sql<{ points: number }>`select points from approvals_limits where store_id = ${storeId}`.execute(db)
  return row?.points ?? null
}

/** null: no limit. */
export async function putLimit({ db, storeId }: WriteContext, points: number | null): Promise<void> {
  if (points === null) await sql`delete from approvals_limits where store_id = ${storeId}`.execute(db)
  else await sql`insert into approvals_limits (store_id, points) values (${storeId}, ${points}) on conflict (store_id) do update set points = excluded.points`.execute(db)
}

/** Keeps what was asked; false where this request of the same person is kept already. */
export async function insertApproval({ db, storeId }: WriteContext, row: ApprovalRow): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into approvals (store_id, approval_id, deed, route, input, input_hash, request_key, member_id, members, points, unit, reason, status, asked_by, asked_at)
    values (${storeId}, ${row.approval}, ${row.deed}, ${row.route}, ${jsonb(row.input)}, ${row.inputHash}, ${row.requestKey}, ${row.member}, ${row.members}, ${row.points}, ${row.unit}, ${row.reason}, ${row.status}, ${row.askedBy}, ${row.askedAt})
    on conflict (store_id, asked_by, request_key) do nothing`.execute(db)
  return numAffectedRows === 1n
}

/** A request that somebody named by a key. */
export async function selectByKey({ db, storeId }: ReadContext, { askedBy, requestKey }: { askedBy: string; requestKey: string }): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`select ${ROW} from approvals where store_id = ${storeId} and asked_by = ${askedBy} and request_key = ${requestKey}`.execute(db)
  return rows[0]
}

/** Of one status or all, behind one that is known, the newest first: ids are in the order of their time. */
export async function selectApprovals({ db, storeId }: ReadContext, { status, after, most }: { status: string | null; after: string | null; most: number }): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`select ${ROW} from approvals where store_id = ${storeId} and ${status === null ? sql`true` : sql`status = ${status}`} and ${after === null ? sql`true` : sql`approval_id < ${after}`}
    order by approval_id desc limit ${most}`.execute(db)
  return rows
}

/** One, for nobody else until the transaction ends. */
export async function lockApproval({ db, storeId }: WriteContext, approval: string): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`select ${ROW} from approvals where store_id = ${storeId} and approval_id = ${approval} for update`.execute(db)
  return rows[0]
}

export async function updateDecided({ db, storeId }: WriteContext, { approval, status, decidedBy, decidedAt, note }: { approval: string; status: ApprovalRow['status']; decidedBy: string; decidedAt: Instant; note: string | null }): Promise<void> {
  await sql`update approvals set status = ${status}, input = '{}', decided_by = ${decidedBy}, decided_at = ${decidedAt}, note = ${note} where store_id = ${storeId} and approval_id = ${approval}`.execute(db)
}

/** What was asked about these members waits no longer, and says nothing of them. */
export async function forgetMembers({ db, storeId, now }: WriteContext, { memberIds, by }: { memberIds: readonly string[]; by: string }): Promise<void> {
  await sql`update approvals set input = '{}', reason = null, note = null, status = case status when 'waiting' then 'withdrawn' else status end, decided_by = coalesce(decided_by, ${by}), decided_at = coalesce(decided_at, ${now})
    where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
