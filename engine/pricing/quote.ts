import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { openDraft, type Draft } from '#engine/member/draft'
import { commit, copyState } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Pricing } from '#engine/program/pricing'
import type { Market, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { ratio } from '#engine/ratio'
import { benefitsOf, type Benefits } from './benefits.ts'
import type { Cart, CartLine, Taken, Untaken } from './cart.ts'
import { choosePrice, type Priced } from './choose-price.ts'
import { dropBelowFloor, type Drop, type Dropped } from './drop-below-floor.ts'
import { forecast, orderOfQuote, type Earnable } from './forecast.ts'
import { discountsNow } from './discounts-now.ts'
import { marginsOf, type Margins } from './margin.ts'
import { payWithPoints, type PointsPaid } from './pay-with-points.ts'
import { shippingFor, type Shipping } from './shipping.ts'
import { takeDiscounts, sumOf, type OpenLine } from './take-discounts.ts'

/** A line as it would be sold. */
export type QuotedLine = { line: CartLine; price: Priced; amountMinor: number; taken: readonly Taken[]; netMinor: number }

/** What a cart costs now, what comes of it, and why (R33–R37, R58). */
export type Quote = {
  cart: Cart
  market: string
  currency: string
  lines: readonly QuotedLine[]
  /** Products that this shopper has no price for. */
  unpriced: readonly string[]
  untaken: readonly Untaken[]
  goodsMinor: number
  shipping: Shipping
  points: PointsPaid
  /** What is left to pay with money. */
  payMinor: number
  earns: Earnable
  /** What the store keeps; null where the program has no floor. */
  margins: Margins | null
  /** What was taken away so that no line is below its floor, or (in the shadow) would be. */
  dropped: readonly Drop[]
  isShadow: boolean
}

/** A cart, at an instant that is not before the state's. */
export type Asked = { cart: Cart; at: Instant }

/** Everything that one pricing of the cart stands on. */
export type Scene = { timeline: Timeline; state: MemberState; draft: Draft; pricing: Pricing; market: Market; cart: Cart; benefits: Benefits }

/** Prices a cart for a member, or for a guest (a member without a past); nothing is changed, and the same question has the same answer. */
export function quote(timeline: Timeline, member: MemberState, { cart, at }: Asked): Quote {
  const scene = openScene(timeline, member, { cart, at })
  return dropBelowFloor(scene, (dropped) => priceCart(scene, dropped))
}

function openScene(timeline: Timeline, member: MemberState, { cart, at }: Asked): Scene {
  const copy = copyState(member)
  const state = commit(copy, advance(timeline, copy, at))
  const draft = openDraft(timeline, state)
  draft.at = at
  // Who has no past has crossed no publication.
  if (state.head.version === 0) draft.program = publicationAt(timeline, at).program
  const market = draft.program.markets[cart.market]
  assert(market, 'a cart is of a market of the program', { market: cart.market })
  return { timeline, state, draft, pricing: draft.program.pricing, market, cart, benefits: benefitsOf(draft, market.id) }
}

/** One pricing, without what was dropped. */
function priceCart(scene: Scene, dropped: Dropped): Quote {
  const { cart, market, pricing, benefits } = scene
  const prices = new Map(cart.lines.map((line) => [line.id, choosePrice(line, { choice: pricing.choices[market.id]!, tierPart: dropped.has('tier', line.id) ? null : benefits.part })]))
  const open = cart.lines.flatMap((line): OpenLine[] => {
    const price = prices.get(line.id) ?? null
    if (price === null) return []
    const chosenMinor = price.unitMinor * line.quantity
    return [{ line, chosenMinor, originalMinor: Math.max(chosenMinor, (line.good.retailMinor ?? 0) * line.quantity), leftMinor: chosenMinor, taken: [] }]
  })
  const { now, notNow } = discountsNow(scene, open)
  const { taken, untaken } = takeDiscounts(open, now, { market: market.id, budgetsMinor: cart.budgetsMinor, pricing, isDropped: (discount, line) => dropped.has(discount, line) })
  const lines = open.map(({ line, chosenMinor, leftMinor }): QuotedLine => ({ line, price: prices.get(line.id) as Priced, amountMinor: chosenMinor, taken: taken.filter((one) => one.line === line.id), netMinor: leftMinor }))
  const goodsMinor = sumOf(lines.map(({ netMinor }) => netMinor))
  const shipping = shippingFor(scene, goodsMinor)
  const points = payWithPoints(scene, goodsMinor)
  const earns = forecast(scene, orderOfQuote({ cart, market: market.id, currency: market.currency, lines, shipping, points }))
  const costs = { shippingPaidMinor: shipping.payMinor, shippingCostMinor: cart.shippingCostMinor, giftMinor: cart.giftMinor, points: earns.points, pointWorth: market.redeem === null ? ratio(0, 1) : ratio(market.redeem.worthMinor, market.redeem.points) }
  return {
    cart, market: market.id, currency: market.currency, lines, unpriced: cart.lines.filter(({ id }) => prices.get(id) === null).map(({ good }) => good.sku), untaken: [...notNow, ...untaken], goodsMinor, shipping, points,
    payMinor: goodsMinor + shipping.payMinor - points.worthMinor, earns, dropped: [], isShadow: false, margins: pricing.margin === null ? null : marginsOf(lines, { policy: pricing.margin, market: market.id, costs }),
  }
}
