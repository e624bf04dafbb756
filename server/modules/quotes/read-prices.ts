import { instantText } from '#engine/calendar'
import type { Cart, Good } from '#engine/pricing/cart'
import { leastQuantity } from '#engine/pricing/choose-price'
import { explainQuote } from '#engine/pricing/explain-quote'
import { countersFor } from '#engine/pricing/limits'
import type { PriorPrice } from '#engine/pricing/prior-price'
import { quote, type Quote as Quoted } from '#engine/pricing/quote'
import type { Program } from '#engine/program/program'
import type { Voice } from '#engine/text'
import { readLeft } from '#server/modules/coupons/index'
import { requireMarket } from '#server/modules/programs/index'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { hasPermission, isShopper, requirePermissionForOthers } from '#server/platform/require-permission'
import { goodsFor, rateFor, requireExact, wrongShape } from './open-cart.ts'
import { readPriors } from './read-priors.ts'
import { readShopper } from './read-shopper.ts'
import type { ReadPrices, ShownPrices } from './schemas.ts'
import { priorOf } from './tell-quote.ts'

/**
 * What one piece of each product costs a member, or a guest, now, and what it earns: as a cart of it alone would be quoted, of as few as are sold at once unless told;
 * with `explain` why, to whoever is no shopper: which price lists there are besides is the store's own.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, members.buyer_unknown, programs.none_published, http.no_permission
 */
export async function readPrices(ctx: ReadContext, { sku: asked, market: name, member, company, rate: told, quantity: wanted, explain, locale }: ReadPrices): Promise<ShownPrices> {
  if (member !== undefined) requirePermissionForOthers(ctx.actor, 'activity:read')
  const id = newId('quo', ctx.now)
  const shopper = await readShopper(ctx, { member, company, order: id })
  const market = requireMarket(shopper.program, name)
  const { rate, errors } = rateFor(shopper.program, market, { told, asOf: instantText(ctx.now) })
  if (errors.length > 0) throw wrongShape(errors)
  const skus = [...new Set(asked)]
  const found = await goodsFor(ctx, shopper, { market, skus })
  const { goods } = found
  const priors = await readPriors(ctx, shopper, { market, rate, goods: found })
  const cart: Omit<Cart, 'lines'> = { id, market: market.id, rate, coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: shopper.granted }
  const lines = [...goods.values()].map((good, index) => ({ id: String(index + 1), quantity: 1, good }))
  const counters = shopper.program.pricing.discounts.some(({ limits }) => limits.length > 0) ? countersFor(shopper.timeline, shopper.state, { cart: { ...cart, lines }, at: ctx.now }) : []
  const left = await readLeft(ctx, counters, shopper.selves)
  const voice = await voiceOf(ctx, locale)
  const priceOf = (good: Good): ShownPrices['prices'][number] => {
    const quantity = wanted ?? leastQuantity(good) ?? 1
    const least = { id: '1', quantity, good }
    requireExact([least], { rate, program: shopper.program, market })
    const quoted = quote(shopper.timeline, shopper.state, { cart: { ...cart, left, lines: [least] }, at: ctx.now })
    const { lines: [line], unpriced: [unpriced], earns } = quoted
    const why = explain === true && !isShopper(ctx.actor) ? { sentences: whyOf(quoted, { voice, program: shopper.program, priors, showsCosts: hasPermission(ctx.actor, 'catalogue:costs') }) } : {}
    return { sku: good.sku, quantity, retailMinor: good.retailMinor, unitMinor: line?.price.unitMinor ?? null, source: line?.price.source ?? null, netMinor: line?.netMinor ?? null, points: earns.points, ...priorOf(priors.get(good.sku)), ...(unpriced === undefined ? {} : { unpriced: { why: unpriced.why, from: unpriced.from } }), ...why }
  }
  return { market: market.id, currency: market.currency, prices: skus.flatMap((sku) => goods.get(sku) ?? []).map(priceOf), unknown: skus.filter((sku) => !goods.has(sku)) }
}

/** Why a line costs what it costs, or is not sold: every price that it could have, what was taken off and what was not; of the rest of the cart nothing. */
function whyOf(quoted: Quoted, { voice, program, priors, showsCosts }: { voice: Voice; program: Program; priors: ReadonlyMap<string, PriorPrice>; showsCosts: boolean }): string[] {
  const { lines: [line = []], cart, staff } = explainQuote(quoted, { ...voice, program, priors })
  const ofCart = quoted.unpriced.length + quoted.untaken.filter((one) => one.line === null).length
  return [...line, ...cart.slice(0, ofCart), ...(showsCosts ? staff : [])]
}
