import { explainQuote } from '#engine/pricing/explain-quote'
import { quote } from '#engine/pricing/quote'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import { hasPermission, requirePermission } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import { openCart } from './open-cart.ts'
import { readShopper } from './read-shopper.ts'
import type { MakeQuote, Quote } from './schemas.ts'
import { tellQuote } from './tell-quote.ts'

/**
 * What a cart costs a member, or a guest, now. Nothing is written, and nothing is held for it.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, programs.none_published, http.no_permission
 */
export async function makeQuote({ database }: { database: Database }, { storeId, actor, now }: Call, asked: MakeQuote): Promise<Reply<Quote>> {
  if (asked.member !== undefined) requirePermission(actor, 'activity:read')
  return { status: 200, body: await database.readStore(storeId, (db) => quoteCart({ db, storeId, actor, now }, asked)) }
}

async function quoteCart(ctx: ReadContext, asked: MakeQuote): Promise<Quote> {
  const order = newId('quo', ctx.now)
  const shopper = await readShopper(ctx, { member: asked.member, order })
  const quoted = quote(shopper.timeline, shopper.state, { cart: await openCart(ctx, shopper, { asked, order }), at: ctx.now })
  const text = explainQuote(quoted, { program: shopper.program, locale: asked.locale })
  return tellQuote(quoted, { text, memberId: shopper.memberId, showsCosts: hasPermission(ctx.actor, 'catalogue:costs') })
}
