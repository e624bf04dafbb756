import type { Instant } from '#engine/calendar'
import { freeOver, tryCodes } from '#server/modules/coupons/index'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { isShopper, requirePermission } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import { findHeld, holdQuote } from './hold-quote.ts'
import { priceCart, priceOverridden, READING } from './price-cart.ts'
import { forShopper, requireShoppers } from './shopper-quotes.ts'
import { findPayer } from './read-shopper.ts'
import type { MakeQuote, Quote } from './schemas.ts'

/**
 * What a cart costs a member, or a guest, now; with `hold`, it is kept for a while. Without it nothing is written but an override: who kept benefits
 * below the floor.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, members.buyer_unknown, programs.none_published, http.no_permission, coupons.too_many_attempts; those of `holdQuote`
 */
export async function makeQuote(house: { database: Database; clock: () => Instant }, call: Call, asked: MakeQuote): Promise<Reply<Quote>> {
  const { storeId, actor, now } = call
  if (isShopper(actor)) await requireShoppers(house, call, asked)
  else if (asked.member !== undefined) requirePermission(actor, 'activity:read')
  if (asked.override !== undefined) requirePermission(actor, 'quotes:override')
  const known = asked.hold === true ? await findHeld(house, call, asked) : null
  if (known !== null) return forShopper(call, known)
  if (asked.coupons !== undefined && asked.coupons.length > 0) await house.database.inStore(storeId, (db) => lookAtCodes({ db, storeId, actor, now }, asked))
  return forShopper(call, asked.hold === true ? await holdQuote(house, call, asked) : await priceNow(house, call, asked))
}

async function priceNow(house: { database: Database }, { storeId, actor, now }: Call, asked: MakeQuote): Promise<Reply<Quote>> {
  if (asked.override !== undefined) return { status: 200, body: await house.database.inStore(storeId, async (db) => (await priceOverridden({ db, storeId, actor, now }, asked, READING)).quote) }
  return { status: 200, body: await house.database.readStore(storeId, async (db) => (await priceCart({ db, storeId, actor, now }, asked, READING)).quote) }
}

/** What holds let go by now is free, and wrong codes are counted, before a cart is priced. */
async function lookAtCodes(ctx: WriteContext, { coupons = [], ...buying }: MakeQuote): Promise<void> {
  await freeOver(ctx)
  const selves = (await findPayer(ctx, buying))?.selves ?? []
  await tryCodes(ctx, coupons, { keyId: ctx.actor.kind === 'guest' ? ctx.actor.address : actorName(ctx.actor), selves })
}
