import { hash } from 'node:crypto'
import { canonicalJson } from '#engine/canonical'
import { lockValue, recordBatch } from '#server/modules/activity/index'
import { countedRows, holdUse, readUse } from '#server/modules/coupons/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { hasPermission, requirePermissionForOthers } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import { LOCKING, priceOverridden } from './price-cart.ts'
import { findPayer } from './read-shopper.ts'
import { insertHeld, lockName, selectHeld, type HeldRow } from './quotes.store.ts'
import type { MakeQuote, Quote } from './schemas.ts'
import { usedCodes } from './used-codes.ts'

/** R37: a checkout takes a few minutes. */
const LIFE_MS = 15 * 60_000
/** The name of a quote's hold on points and of its use of coupons. */
export const holdName = (quoteId: string): string => `quote/${quoteId}`
const OUR_SOURCE = 'rockpool'

/**
 * Quotes a cart and keeps what it takes of coupons, limits and points for 15 minutes, in one transaction. The same id with the same cart gets the
 * same answer; of two who want the last use of something, the second one's quote says that there is none.
 * @throws AppError quotes.other_body, http.no_permission, members.role_may_not; those of a quote
 */
export async function holdQuote({ database }: { database: Database }, { storeId, actor, now, idempotencyKey }: Call, asked: MakeQuote): Promise<Reply<Quote>> {
  const quoteId = asked.id ?? idempotencyKey ?? newId('quo', now)
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    await lockName(ctx, quoteId)
    return await replyOfKnown(ctx, asked, quoteId) ?? { status: 201, body: await tellHeld(ctx, await holdNow(ctx, asked, quoteId)) }
  })
}

/** The answer to a quote that is held under this name already, before anything else is looked at; null where none is. @throws AppError quotes.other_body, http.no_permission */
export async function findHeld({ database }: { database: Database }, { storeId, actor, now, idempotencyKey }: Call, asked: MakeQuote): Promise<Reply<Quote> | null> {
  requirePermissionForOthers(actor, 'quotes:hold')
  const quoteId = asked.id ?? idempotencyKey
  return quoteId === undefined ? null : database.readStore(storeId, (db) => replyOfKnown({ db, storeId, actor, now }, asked, quoteId))
}

async function replyOfKnown(ctx: ReadContext, asked: MakeQuote, quoteId: string): Promise<Reply<Quote> | null> {
  const known = await selectHeld(ctx, quoteId)
  if (known === undefined) return null
  if (known.hash !== hashOf(asked)) throw new AppError('conflict', 'quotes.other_body', { quote: quoteId })
  return { status: 200, headers: { 'idempotent-replayed': 'true' }, body: await tellHeld(ctx, known) }
}

/** What was asked, but for its name and its language. */
function hashOf({ locale: _, id: __, ...body }: MakeQuote): string {
  return hash('sha256', canonicalJson(body), 'hex')
}

async function holdNow(ctx: WriteContext, asked: MakeQuote, quoteId: string): Promise<HeldRow> {
  const payer = await findPayer(ctx, asked)
  const buyer = payer?.buyer ?? null
  // R45: a company's points are its owner's to use; what they would pay, whoever buys may ask.
  if (buyer !== null && buyer.role !== 'owner' && (asked.points ?? 0) > 0) throw new AppError('conflict', 'members.role_may_not', { buyer: asked.member, role: buyer.role, needed: 'owner' })
  if (payer !== null) await lockValue(ctx, payer.memberId)
  const { shopper: { memberId }, selves, quoted, codes, quote } = await priceOverridden(ctx, asked, LOCKING)
  const until = ctx.now + LIFE_MS
  const useId = holdName(quoteId)
  await holdUse(ctx, { useId, memberId, codes: usedCodes(quoted, codes), counted: countedRows(quoted.counted, selves), until })
  const { points } = quoted.points
  if (points > 0) await recordPoints(ctx, memberId as string, { kind: 'points.held', id: useId, points, until, ...(buyer === null ? {} : { by: buyer.memberId }) })
  const row = { quoteId, hash: hashOf(asked), memberId, points, until, answer: quote }
  await insertHeld(ctx, row)
  return row
}

type PointsEvent = { kind: 'points.held'; id: string; points: number; until: number; by?: string } | { kind: 'hold.committed'; id: string; holdId: string; orderId: string } | { kind: 'hold.released'; id: string; holdId: string }

/** Tells the engine, in the same transaction, what becomes of a member's points. @throws AppError quotes.points_gone */
export async function recordPoints(ctx: WriteContext, memberId: string, event: PointsEvent): Promise<void> {
  const [answer] = await recordBatch(ctx, [{ member: { memberId }, event: { source: OUR_SOURCE, at: ctx.now, ...event } }])
  if (answer?.status !== 'accepted') throw new AppError('conflict', 'quotes.points_gone')
}

/** A held quote as it was told, and how it stands now; what the store keeps only for whom that is meant. */
export async function tellHeld(ctx: ReadContext, { quoteId, answer, points, until }: HeldRow): Promise<Quote> {
  const { status = 'over', orderId = null } = (await readUse(ctx, holdName(quoteId))) ?? {}
  const { staff, ...open } = answer
  return {
    ...open, ...(staff !== undefined && hasPermission(ctx.actor, 'catalogue:costs') ? { staff } : {}),
    hold: { quote: quoteId, status, until, orderId, spendId: points === 0 ? null : holdName(quoteId) },
  }
}
