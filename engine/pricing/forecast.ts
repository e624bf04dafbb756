import type { Instant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { orderAwardId } from '#engine/member/award-ids'
import type { MemberEvent, Order } from '#engine/member/event'
import type { Quote } from './quote.ts'
import type { Scene } from './scene.ts'

/** Points that the order will earn: of the main unit, and of each. */
export type Earnable = { points: number; units: Readonly<Record<string, number>> }

/** Who tells a quote's order before there is one. */
const SOURCE = 'quote'

/** What of a quote the order is made of. */
type Ordered = Pick<Quote, 'cart' | 'market' | 'currency' | 'lines' | 'shipping' | 'points'>

/** The order that a quote becomes, as the store tells it when it is paid. */
export function orderOfQuote({ cart, market, currency, lines, shipping, points }: Ordered): Order {
  return {
    id: cart.id, currency, market, ...(cart.rate === null ? {} : { rate: cart.rate }), coupons: cart.coupons.map(({ code }) => code), shippingMinor: shipping.payMinor,
    lines: lines.map(({ line: { id, quantity, good: { sku, tags, isGiftCard, isSaleItem } }, amountMinor, netMinor }) => ({
      id, sku, quantity, amountMinor, discountMinor: amountMinor - netMinor, tags, isGiftCard, isSaleItem,
    })),
    ...(points.worthMinor === 0 ? {} : { tenders: { points: { spendId: cart.id, amountMinor: points.worthMinor } } }),
  }
}

/** The event by which the store will tell of it. */
export function eventOfQuote(order: Order, { at, granted }: { at: Instant; granted: Scene['cart']['granted'] }): MemberEvent {
  return { source: SOURCE, id: order.id, at, kind: 'order.paid', order, granted }
}

/** R30: what the order earns, by the one function that will award it. */
export function forecast({ timeline, state, draft: { at, program }, cart }: Scene, order: Order): Earnable {
  const award = apply(timeline, state, eventOfQuote(order, { at, granted: cart.granted })).awards.find(({ id }) => id === orderAwardId(order.id))
  const units: Record<string, number> = {}
  for (const { unit, earned } of award?.earnings ?? []) units[unit] = (units[unit] ?? 0) + earned
  return { points: units[program.mainUnit] ?? 0, units }
}
