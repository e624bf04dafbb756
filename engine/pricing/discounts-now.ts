import { dayOf } from '#engine/member/draft'
import { paidOrder } from '#engine/member/paid-order'
import { scopeOf } from '#engine/member/scope'
import { isOnDay } from '#engine/program/compile-days'
import type { ConditionScope } from '#engine/program/conditions'
import type { Discount } from '#engine/program/pricing'
import type { Untaken } from './cart.ts'
import type { Scene } from './scene.ts'
import type { OpenLine } from './take-discounts.ts'

/** The discounts that apply to this member, cart and local day, in their order; of coupons that the shopper has and that do not apply, why. One without a code is there by itself. */
export function discountsNow(scene: Scene, open: readonly OpenLine[]): { now: Discount[]; notNow: Untaken[] } {
  const { draft, pricing, cart } = scene
  const [now, notNow]: [Discount[], Untaken[]] = [[], []]
  let scope: ConditionScope | null = null
  for (const discount of pricing.discounts) {
    const { id, kind, days, when, codes } = discount
    const isAsked = kind === 'coupon' && cart.coupons.some((coupon) => coupon.discount === id)
    if (kind === 'coupon' && codes !== 'auto' && !isAsked) continue
    if (isOnDay(days, dayOf(draft)) && (when === null || when(scope ??= cartScope(scene, open)))) now.push(discount)
    else if (isAsked) notNow.push({ discount: id, kind, line: null, why: 'not_now' })
  }
  return { now, notNow }
}

/** What a condition reads of a cart: the order that it would be without any discount. */
export function cartScope({ draft, market, cart }: Scene, open: readonly OpenLine[]): ConditionScope {
  const lines = open.map(({ line: { id, quantity, good: { sku, tags, isGiftCard, isSaleItem } }, chosenMinor }) => ({ id, sku, quantity, amountMinor: chosenMinor, tags, isGiftCard, isSaleItem }))
  const paid = paidOrder(draft, { id: cart.id, currency: market.currency, market: market.id, ...(cart.rate === null ? {} : { rate: cart.rate }), lines })
  return scopeOf(draft, { name: 'order.paid', award: '', order: { id: cart.id, paid, lines, coupons: cart.coupons.map(({ code }) => code) } })
}
