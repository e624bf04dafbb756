import { findSeat } from '#server/modules/seats/index'
import { actorName } from '#server/platform/actor-name'
import type { Actor, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { lockApproval, updateDecided, type ApprovalRow } from './approvals.store.ts'
import { outside } from './list-approvals.ts'
import type { Writing } from './need-approval.ts'
import type * as shapes from './schemas.ts'

type House = { database: Database }

/**
 * Does what a colleague asked for, as them, once. The row is held meanwhile: nobody else decides.
 * @throws AppError approvals.unknown, approvals.decided, approvals.own, approvals.asker_may_not, and what is wrong with what was asked
 */
export async function grantApproval<H extends House>(watched: ReadonlyMap<string, Writing<H>>, house: H, { call, input: { approval, note } }: { call: Call; input: shapes.Decide }): Promise<Reply> {
  const { storeId, actor, now } = call
  return house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    const row = await requireWaiting(ctx, approval)
    if (row.askedBy === actorName(actor)) throw new AppError('forbidden', 'approvals.own', { approval })
    const route = watched.get(row.route) as Writing<H>
    const asker = await requireAsker(house.database, { storeId, row, permission: route.permission })
    const asked = { ...call, actor: asker, idempotencyKey: row.requestKey ?? row.approval }
    if (route.kind === 'own') await route.run(house, asked, row.input as never)
    else await route.run({ ...ctx, actor: asker }, row.input as never)
    return reply(ctx, row, { status: 'granted', note })
  })
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
