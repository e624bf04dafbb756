import type { Cart, Good } from '#engine/pricing/cart'
import { isBelow, isOrderBelow } from '#engine/pricing/margin'
import { quote } from '#engine/pricing/quote'
import { underProgram } from '#engine/pricing/under-program'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { scale } from '#engine/ratio'
import { selectPaidOrders, type PaidOrderRow } from '#server/modules/activity/index'
import { listTests } from '#server/modules/members/index'
import { readTimeline, requireDraft } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { goodsFor, rateOfOrder } from './open-cart.ts'
import { readOrderPlace, orderPlaceText } from './order-place.ts'
import { readShopperOnce, type Shoppers } from './read-shopper.ts'
import type { CheckFloors, FloorCheck, FloorCounts } from './schemas.ts'

export const DAY_MS = 86_400_000
/** The worst lines that an answer names. */
const MOST_WORST = 10

type Breach = FloorCheck['worst'][number]
type Looked = { lines: number; notSold: number; breaches: Breach[]; isOrderBelow: boolean }

/**
 * R36: which of the store's own orders of the last days would leave less than must stay, at the prices and costs of now, by a draft or by the program
 * in force: before anything is dropped, so that a draft in the shadow is seen too. Looks at so many orders; nothing is written or refused.
 * @throws AppError programs.draft_unknown, programs.wrong, programs.none_published, http.wrong_shape
 */
export async function checkFloors(ctx: ReadContext, { draft, days, after, limit }: CheckFloors): Promise<FloorCheck> {
  const program = await programOf(ctx, draft)
  const orders = await selectPaidOrders(ctx, { from: ctx.now - days * DAY_MS, after: after === undefined ? null : readOrderPlace(after), most: limit })
  return { hasFloor: program.pricing.margin !== null, ...(await countBelow(ctx, program, orders)), next: orderPlaceText(orders, limit) }
}

/** What these orders would leave by a program, bought again now; nothing is looked at where it has no floor. @throws AppError programs.none_published */
export async function countBelow(ctx: ReadContext, program: Program, orders: readonly PaidOrderRow[]): Promise<FloorCounts> {
  const shoppers: Shoppers = { cartId: newId('quo', ctx.now), known: new Map() }
  const looked: Looked[] = []
  const tests = await listTests(ctx)
  for (const order of program.pricing.margin === null ? [] : orders.filter(({ memberId }) => !tests.has(memberId))) {
    const seen = await lookAt(ctx, order, { program, shoppers })
    if (seen !== null) looked.push(seen)
  }
  const breaches = looked.flatMap((one) => one.breaches)
  return {
    orders: looked.length, lines: sum(looked.map(({ lines }) => lines)), notSold: sum(looked.map(({ notSold }) => notSold)),
    ordersBelow: looked.filter((one) => one.isOrderBelow || one.breaches.length > 0).length, linesBelow: breaches.length,
    worst: breaches.sort((a, b) => b.shortBaseMinor - a.shortBaseMinor).slice(0, MOST_WORST),
  }
}

async function programOf(ctx: ReadContext, draft: string | undefined): Promise<Program> {
  if (draft === undefined) {
    const timeline = await readTimeline(ctx)
    if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
    return publicationAt(timeline, ctx.now).program
  }
  const { program, problems } = checkProgram((await requireDraft(ctx, { draft })).program)
  if (program === null) throw new AppError('invalid', 'programs.wrong', { problems })
  return program
}

/** What one order would leave, bought by the same member now; null for an order of somebody who was erased, or in a market that is no more. */
async function lookAt(ctx: ReadContext, { memberId, order, award, at }: PaidOrderRow, { program, shoppers }: { program: Program; shoppers: Shoppers }): Promise<Looked | null> {
  const shopper = await readShopperOnce(ctx, shoppers, memberId)
  const market = program.markets[award?.paid?.market ?? '']
  const rate = market === undefined ? undefined : rateOfOrder(program, market, { ...order, at })
  if (shopper === null || market === undefined || rate === undefined) return null
  const under = underProgram(program, shopper.state)
  const { goods, only } = await goodsFor(ctx, { ...shopper, program, state: under.state }, { market, skus: order.lines.map(({ sku }) => sku) })
  const lines = order.lines.flatMap(({ id, sku, quantity }) => (goods.has(sku) && quantity > 0 ? [{ id, quantity, good: goods.get(sku) as Good }] : []))
  const coupons = (order.coupons ?? []).filter((coupon) => program.pricing.discounts.some(({ id, kind }) => kind === 'coupon' && id === coupon)).map((id) => ({ code: id, discount: id }))
  const cart: Cart = { id: shoppers.cartId, market: market.id, rate, lines, only, coupons, left: {}, gifts: {}, points: 0, shippingMinor: order.shippingMinor ?? null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
  const { margins, unpriced, lines: sold } = quote(under.timeline, under.state, { cart, at: ctx.now, isOverridden: true })
  if (margins === null) return null
  const breaches = margins.lines.filter(isBelow).map(({ line, netMinor, marginMinor, floorMinor }): Breach => ({
    orderId: order.id, memberId, line, sku: sold.find((one) => one.line.id === line)?.line.good.sku ?? '', market: market.id, currency: market.currency, netMinor, marginMinor, floorMinor,
    shortBaseMinor: scale(floorMinor - marginMinor, market.reference ?? [1, 1], 'half_even'),
  }))
  return { lines: sold.length, notSold: order.lines.length - lines.length + unpriced.length, breaches, isOrderBelow: isOrderBelow(margins) }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, one) => all + one, 0)
}
