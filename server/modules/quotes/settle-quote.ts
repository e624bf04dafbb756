import { lockValue } from '#server/modules/activity/index'
import { commitUse, releaseUse } from '#server/modules/coupons/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { holdName, recordPoints, tellHeld } from './hold-quote.ts'
import { selectHeld, type HeldRow } from './quotes.store.ts'
import { requireOwn, shown } from './shopper-quotes.ts'
import type { CommitQuote, Quote, QuoteName } from './schemas.ts'

/** A quote that was held, whatever became of it. @throws AppError quotes.unknown */
export async function getQuote(ctx: ReadContext, { quote }: QuoteName): Promise<Quote> {
  return shown(ctx.actor, await tellHeld(ctx, await requireHeld(ctx, quote)))
}

/**
 * The order of a held quote takes what it held. At the moment at which the hold is over, this or the end of the hold happens, and never both.
 * The same order again changes nothing. @throws AppError quotes.unknown, quotes.not_held, quotes.committed_already, quotes.points_gone
 */
export async function commitQuote(ctx: WriteContext, { quote, orderId }: CommitQuote): Promise<Quote> {
  const held = await lockHeld(ctx, quote)
  const use = await commitUse(ctx, { useId: holdName(quote), orderId })
  if (use.status !== 'committed') throw new AppError('conflict', 'quotes.not_held', { quote, status: use.status })
  if (use.orderId !== orderId) throw new AppError('conflict', 'quotes.committed_already', { quote, orderId: use.orderId })
  if (use.isNew && held.points > 0) await recordPoints(ctx, held.memberId as string, { kind: 'hold.committed', id: `${holdName(quote)}/committed`, holdId: holdName(quote), orderId })
  return tellHeld(ctx, held)
}

/** What a quote held is free again; of one that is over already it is. @throws AppError quotes.unknown, quotes.committed_already, quotes.points_gone */
export async function releaseQuote(ctx: WriteContext, { quote }: QuoteName): Promise<Quote> {
  const held = await lockHeld(ctx, quote)
  const use = await releaseUse(ctx, holdName(quote))
  if (use.status === 'committed' || use.status === 'returned') throw new AppError('conflict', 'quotes.committed_already', { quote, orderId: use.orderId })
  if (use.isNew && use.status === 'released' && held.points > 0) await recordPoints(ctx, held.memberId as string, { kind: 'hold.released', id: `${holdName(quote)}/released`, holdId: holdName(quote) })
  return shown(ctx.actor, await tellHeld(ctx, held))
}

async function requireHeld(ctx: ReadContext, quote: string): Promise<HeldRow> {
  const held = await selectHeld(ctx, quote)
  if (held === undefined) throw new AppError('not_found', 'quotes.unknown', { quote })
  await requireOwn(ctx, { quoteId: quote, memberId: held.memberId })
  return held
}

/** The member of a quote goes first in the order of locks. */
async function lockHeld(ctx: WriteContext, quote: string): Promise<HeldRow> {
  const held = await requireHeld(ctx, quote)
  if (held.memberId !== null) await lockValue(ctx, held.memberId)
  return held
}
