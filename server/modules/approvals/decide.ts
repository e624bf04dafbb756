import { findSeat } from '#server/modules/seats/index'
import { actorName } from '#server/platform/actor-name'
import type { Actor, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { openTurns } from '#server/platform/turns'
import { lockApproval, updateDecided, type ApprovalRow } from './approvals.store.ts'
import { outside } from './list-approvals.ts'
import type { Writing } from './need-approval.ts'
import type * as shapes from './schemas.ts'
import type { Wanted, Watched } from './watched.ts'

type House = { database: Database }

/** A grant holds a connection while what it does takes another: if many did at once, each would wait for one that the others hold. */
const turns = openTurns(1)

/** What a grant runs: the row of a request, and what it would give or take by now. */
export type Watching<H> = { route: Writing<H>; want: Watched[string] }

/**
 * Does what a colleague asked for, as them, once. The row is held meanwhile: nobody else decides. A program with a key is no second pair of eyes, as whoever
 * asked may have made it.
 * @throws AppError approvals.staff_only, approvals.unknown, approvals.decided, approvals.own, approvals.asker_may_not, approvals.more_by_now, and what is wrong with what was asked
 */
export async function grantApproval<H extends House>(watched: ReadonlyMap<string, Watching<H>>, house: H, { call, input: { approval, note } }: { call: Call; input: shapes.Decide }): Promise<Reply> {
  const { storeId, actor, now } = call
  return turns.take(() => house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    const row = await requireWaiting(ctx, approval)
    if (actor.kind !== 'staff') throw new AppError('forbidden', 'approvals.staff_only')
    if (row.askedBy === actorName(actor)) throw new AppError('forbidden', 'approvals.own', { approval })
    const { route, want } = watched.get(row.route) as Watching<H>
    const asker = await requireAsker(house.database, { storeId, row, permission: route.permission })
    requireNoMore(row, await want({ ...ctx, actor: asker }, row.input as never))
    const asked = { ...call, actor: asker, idempotencyKey: row.requestKey ?? row.approval }
    if (route.kind === 'own') await route.run(house, asked, row.input as never)
    else await route.run({ ...ctx, actor: asker }, row.input as never)
    return reply(ctx, row, { status: 'granted', note })
  }))
}

/** Whom a filter fits may be more by now than whoever grants has read. @throws AppError approvals.more_by_now */
function requireNoMore({ approval, members, points }: ApprovalRow, now: Wanted): void {
  if (now !== null && Math.abs(now.points) * now.members > Math.abs(points) * members) throw new AppError('conflict', 'approvals.more_by_now', { approval, asked: members, now: now.members })
}

/** Leaves undone what a colleague asked for. @throws AppError approvals.unknown, approvals.decided, approvals.own */
export async function refuseApproval(ctx: WriteContext, { approval, note }: shapes.Decide): Promise<shapes.Approval> {
  const row = await requireWaiting(ctx, approval)
  if (row.askedBy === actorName(ctx.actor)) throw new AppError('forbidden', 'approvals.own', { approval })
  return decided(ctx, row, { status: 'refused', note })
}

/** Takes back what one asked for oneself. @throws AppError approvals.unknown, approvals.decided, approvals.of_another */
export async function withdrawApproval(ctx: WriteContext, { approval }: shapes.ApprovalName): Promise<shapes.Approval> {
  const row = await requireWaiting(ctx, approval)
  if (row.askedBy !== actorName(ctx.actor)) throw new AppError('forbidden', 'approvals.of_another', { approval })
  return decided(ctx, row, { status: 'withdrawn', note: undefined })
}

async function requireWaiting(ctx: WriteContext, approval: string): Promise<ApprovalRow> {
  const row = await lockApproval(ctx, approval)
  if (row === undefined) throw new AppError('not_found', 'approvals.unknown', { approval })
  if (row.status !== 'waiting') throw new AppError('conflict', 'approvals.decided', { approval, status: row.status })
  return row
}

/** Whoever asked, with what they may do today. @throws AppError approvals.asker_may_not */
async function requireAsker(database: Database, { storeId, row: { askedBy }, permission }: { storeId: string; row: ApprovalRow; permission: string | null }): Promise<Actor> {
  const seat = await findSeat(database, { storeId, staffId: askedBy })
  if (seat === undefined || permission === null || !seat.permissions.has(permission)) throw new AppError('conflict', 'approvals.asker_may_not', { staff: askedBy })
  return { kind: 'staff', staffId: askedBy, permissions: seat.permissions }
}

type Decision = { status: ApprovalRow['status']; note: string | undefined }

async function decided(ctx: WriteContext, row: ApprovalRow, { status, note }: Decision): Promise<shapes.Approval> {
  const now = { approval: row.approval, status, decidedBy: actorName(ctx.actor), decidedAt: ctx.now, note: note ?? null }
  await updateDecided(ctx, now)
  return (await outside(ctx, [{ ...row, ...now }]))[0] as shapes.Approval
}

async function reply(ctx: WriteContext, row: ApprovalRow, decision: Decision): Promise<Reply> {
  return { status: 201, body: await decided(ctx, row, decision) }
}
