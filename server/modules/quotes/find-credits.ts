import type { Award } from '#engine/member/state'
import type { Cart } from '#engine/pricing/cart'
import { givesOf, keptLines, protectPrice } from '#engine/pricing/protect-price'
import { publicationAt } from '#engine/program/timeline'
import { findRecorded, selectPaidOrders, type PaidOrderRow } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { goodsFor, rateOfOrder } from './open-cart.ts'
import { orderPlaceText, readOrderPlace } from './order-place.ts'
import { readShopperOnce, type Shopper, type Shoppers } from './read-shopper.ts'
import type { CreditPage, ListCredits } from './schemas.ts'

/** Who tells of credits, so that each line of an order has one at most. */
export const CREDIT_SOURCE = 'price-protection'
const DAY_MS = 86_400_000

type Credit = CreditPage['credits'][number]

/** The name of the event that gives a credit. */
export function creditId({ memberId, orderId, line }: Pick<Credit, 'memberId' | 'orderId' | 'line'>): string {
  return JSON.stringify([memberId, orderId, line])
}

/**
 * R39: lines of orders of the last days that would cost their members less now, and what each would get: of so many orders, in the order of time.
 * What was returned does not count, nor does a coupon; where the program gives nothing back there are none. Nothing is written.
 * @throws AppError programs.none_published, http.wrong_shape
 */
export async function findCredits(ctx: ReadContext, { after, limit }: ListCredits): Promise<CreditPage> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { protection } = publicationAt(timeline, ctx.now).program.pricing
  if (protection === null) return { credits: [], next: null }
  const orders = await selectPaidOrders(ctx, { from: ctx.now - protection.days * DAY_MS, after: after === undefined ? null : readOrderPlace(after), most: limit })
  const shoppers: Shoppers = { cartId: newId('quo', ctx.now), known: new Map() }
  const credits: Credit[] = []
  for (const order of orders) {
    const shopper = await readShopperOnce(ctx, shoppers, order.memberId)
    if (shopper !== null && order.award !== null) credits.push(...(await creditsOf(ctx, shopper, { ...order, award: order.award, cartId: shoppers.cartId })))
  }
  const given = new Set((await findRecorded(ctx, credits.map((credit) => ({ source: CREDIT_SOURCE, id: creditId(credit) })))).map(({ event }) => event.id))
  return { credits: credits.map((credit) => ({ ...credit, isGiven: given.has(creditId(credit)) })), next: orderPlaceText(orders, limit) }
}

/** What of each line is still kept, and would cost less now. */
async function creditsOf(ctx: ReadContext, shopper: Shopper, { order, award, at, cartId }: PaidOrderRow & { award: Award; cartId: string }): Promise<Credit[]> {
  const { paid } = award
  const market = shopper.program.markets[paid?.market ?? '']
  if (paid === null || market === undefined) return []
  const rate = rateOfOrder(shopper.program, market, { ...order, at })
  if (rate === undefined) return []
  const { goods, only } = await goodsFor(ctx, shopper, { market, skus: order.lines.map(({ sku }) => sku) })
  return keptLines(paid, { ...award, isTaxIncluded: order.taxIncluded === true }).flatMap(({ line: id, quantity: kept, paidMinor }): Credit[] => {
    const sku = order.lines.find((line) => line.id === id)?.sku ?? ''
    const good = goods.get(sku)
    if (good === undefined || good.isGiftCard) return []
    const cart: Cart = { id: cartId, market: market.id, rate, lines: [{ id, quantity: kept, good }], only, coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
    const { nowMinor, creditMinor, why } = protectPrice(shopper.timeline, shopper.state, { cart, at: ctx.now, paidMinor })
    if (why === 'not_lower' || why === 'not_sold') return []
    return [{ memberId: shopper.memberId as string, orderId: order.id, line: id, sku, quantity: kept, boughtAt: at, market: market.id, currency: market.currency, paidMinor, nowMinor, creditMinor, why, gives: givesOf(shopper.program, market, creditMinor), isGiven: false }]
  })
}
