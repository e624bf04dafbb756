import { explainQuote } from '#engine/pricing/explain-quote'
import type { Cart } from '#engine/pricing/cart'
import { levelsAfter } from '#engine/pricing/levels-after'
import { countersFor } from '#engine/pricing/limits'
import type { PriorPrice } from '#engine/pricing/prior-price'
import { quote, type Quote as Quoted } from '#engine/pricing/quote'
import { translate } from '#engine/text'
import { findCodes, lockCodes, lockLeft, readLeft, type FoundCode } from '#server/modules/coupons/index'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { hasPermission } from '#server/platform/require-permission'
import { openCart } from './open-cart.ts'
import { readShopper, type Shopper } from './read-shopper.ts'
import { recordOverride } from './record-override.ts'
import type { MakeQuote, Quote } from './schemas.ts'
import { tellQuote } from './tell-quote.ts'

/** How coupons and what is left of limits are read: to look at, or locked by whoever holds them. */
export type Reading<C extends ReadContext> = { codes: (ctx: C, sent: readonly string[], sender: Parameters<typeof findCodes>[2]) => Promise<FoundCode[]>; left: (ctx: C, counters: Parameters<typeof readLeft>[1], selves: readonly string[]) => Promise<Record<string, number>> }
export const READING: Reading<ReadContext> = { codes: findCodes, left: readLeft }
export const LOCKING: Reading<WriteContext> = { codes: lockCodes, left: lockLeft }

type PricedCart = { shopper: Shopper; selves: readonly string[]; quoted: Quoted; codes: readonly FoundCode[]; quote: Quote }

/** Prices a cart with the coupons of its codes and what is left of limits (R35). */
export async function priceCart<C extends ReadContext>(ctx: C, asked: MakeQuote, reading: Reading<C>): Promise<PricedCart> {
  const order = newId('quo', ctx.now)
  const shopper = await readShopper(ctx, { member: asked.member, company: asked.company, order })
  const { selves, program: { pricing: { discounts } } } = shopper
  const codes = asked.coupons === undefined || asked.coupons.length === 0 ? [] : await reading.codes(ctx, asked.coupons, { selves, discounts })
  const coupons = codes.flatMap(({ code, discount }) => (discount === null ? [] : [{ code, discount }]))
  const { cart: bare, priors } = await openCart(ctx, shopper, { asked, order, coupons })
  const counters = discounts.some(({ limits }) => limits.length > 0) ? countersFor(shopper.timeline, shopper.state, { cart: bare, at: ctx.now }) : []
  const cart: Cart = { ...bare, left: await reading.left(ctx, counters, selves) }
  const quoted = quote(shopper.timeline, shopper.state, { cart, at: ctx.now, isOverridden: asked.override !== undefined })
  return { shopper, selves, quoted, codes, quote: await told(ctx, asked, { shopper, quoted, codes, priors }) }
}

/** The same for somebody who may write: an override that kept something is recorded, and told. */
export async function priceOverridden<C extends WriteContext>(ctx: C, asked: MakeQuote, reading: Reading<C>): Promise<PricedCart> {
  const priced = await priceCart(ctx, asked, reading)
  if (asked.override === undefined || !priced.quoted.isOverridden) return priced
  const id = newId('ovr', ctx.now)
  await recordOverride(ctx, priced.quoted, { id, reason: asked.override.reason, memberId: priced.shopper.memberId })
  return { ...priced, quote: { ...priced.quote, override: { id, reason: asked.override.reason, kept: [...priced.quoted.dropped] } } }
}

async function told(ctx: ReadContext, { locale }: MakeQuote, { shopper: { timeline, program, memberId, state }, quoted, codes, priors }: Pick<PricedCart, 'shopper' | 'quoted' | 'codes'> & { priors: ReadonlyMap<string, PriorPrice> }): Promise<Quote> {
  const after = levelsAfter(timeline, state, { quoted, at: ctx.now })
  const voice = await voiceOf(ctx, locale)
  const text = explainQuote(quoted, { ...voice, program, priors, after })
  const unusable = codes.flatMap(({ sent, discount }) => (discount === null ? [translate(voice, 'quote.coupon_unusable', { code: sent })] : []))
  return tellQuote(quoted, { text: { ...text, cart: [...unusable, ...text.cart] }, priors, after, memberId, codes, showsCosts: hasPermission(ctx.actor, 'catalogue:costs') })
}
