import type { MemberState } from '#engine/member/state'
import type { MarginPolicy } from '#engine/program/pricing'
import type { Market, Timeline } from '#engine/program/program'
import { ratio, type Ratio } from '#engine/ratio'
import type { Cart, CartLine, Good, Perk, Taken, Unpriced, Untaken } from './cart.ts'
import { choosePrice, listOf, whyUnpriced, type Priced } from './choose-price.ts'
import { cartScope, discountsNow } from './discounts-now.ts'
import { floorsOf } from './floors.ts'
import { dropBelowFloor, type Drop, type Dropped, type AtFloor } from './drop-below-floor.ts'
import { forecast, orderOfQuote, type Earnable } from './forecast.ts'
import { countedOf, isForMembers, roomOf, type Counted } from './limits.ts'
import { landedCost, marginsOf, type Margins, type SaleCosts } from './margin.ts'
import { payWithPoints, type PointsPaid } from './pay-with-points.ts'
import { isGuest, openScene, type Asked, type Scene } from './scene.ts'
import { isFreeAnyhow, shippingFor, type Shipping } from './shipping.ts'
import { neededOf, takeDiscounts, sumOf, type OpenLine, type Stack } from './take-discounts.ts'
import { taxBaseOf, type TaxBase } from './tax-base.ts'

/** A line as it would be sold. */
export type QuotedLine = { line: CartLine; price: Priced; amountMinor: number; taken: readonly Taken[]; netMinor: number }

/** What a cart costs now, what comes of it, and why (R33–R37, R58). */
export type Quote = {
  cart: Cart
  market: string
  currency: string
  lines: readonly QuotedLine[]
  /** Lines that are not sold to this shopper, or not so many of them; they are in no sum. */
  unpriced: readonly Unpriced[]
  untaken: readonly Untaken[]
  perks: readonly Perk[]
  /** R35: what it takes of the limits of its discounts. */
  counted: readonly Counted[]
  goodsMinor: number
  shipping: Shipping
  taxBase: TaxBase
  points: PointsPaid
  /** What is left to pay with money. */
  payMinor: number
  earns: Earnable
  /** What the store keeps; null where the program has no floor. */
  margins: Margins | null
  /** What was taken away so that no line is below its floor, or (in the shadow) would be. */
  dropped: readonly Drop[]
  isShadow: boolean
  /** Whether somebody who may kept what would have been dropped. */
  isOverridden: boolean
}

/** Prices a cart for a member, or for a guest; nothing is changed, and the same question has the same answer. */
export function quote(timeline: Timeline, member: MemberState, asked: Asked): Quote {
  return quoteAtFloor(timeline, member, asked).quoted
}

/** The same beside what the cart would cost with every benefit, and without those that its floor takes away (R36). */
export function quoteAtFloor(timeline: Timeline, member: MemberState, asked: Asked): AtFloor {
  const scene = openScene(timeline, member, asked)
  const priceOf = openPrices(scene)
  return dropBelowFloor(scene, (dropped) => priceCart(scene, { dropped, priceOf }))
}

const NOTHING_DROPPED: Dropped = { has: () => false, isWhole: () => false }

/** The lines of the quote alone: what comes of them is worked out only where a floor may take benefits away. */
export function quoteLines(timeline: Timeline, member: MemberState, asked: Asked): readonly QuotedLine[] {
  const scene = openScene(timeline, member, asked)
  const { margin } = scene.pricing
  if (margin !== null && !margin.isShadow) return quote(timeline, member, asked).lines
  return priceLines(scene, { dropped: NOTHING_DROPPED, priceOf: openPrices(scene) }).lines
}

/** What a line costs, with or without the level's price: worked out once, as a cart far below its floor is priced as often as it has lines. */
type PriceOf = (line: CartLine, isTierDropped: boolean) => Priced | null

function openPrices({ market, pricing, benefits: { part } }: Scene): PriceOf {
  const choice = pricing.choices[market.id]!
  const known = { with: new Map<CartLine, Priced | null>(), without: new Map<CartLine, Priced | null>() }
  return (line, isTierDropped) => {
    const prices = isTierDropped ? known.without : known.with
    let price = prices.get(line)
    if (price === undefined) prices.set(line, (price = choosePrice(line, { choice, tierPart: isTierDropped ? null : part })))
    return price
  }
}

type Terms = { dropped: Dropped; priceOf: PriceOf }

/** The lines with what is taken off them, without what was dropped. */
function priceLines(scene: Scene, { dropped, priceOf }: Terms) {
  const { cart, market, pricing } = scene
  const { open, prices, unpriced } = openLines(cart, (line) => priceOf(line, dropped.has('tier', line.id)))
  const { now, notNow } = discountsNow(scene, open)
  const stack: Stack = {
    market: market.id, pricing, shippingMinor: cart.shippingMinor ?? 0, isShippingFree: (goodsMinor) => isFreeAnyhow(scene, goodsMinor), hasGift: (sku) => Object.hasOwn(cart.gifts, sku),
    roomOf: (discount) => (isGuest(scene.state) && isForMembers(discount) ? null : roomOf(scene, discount)), isDropped: (discount, line) => dropped.has(discount, line), isWhollyDropped: (discount) => dropped.isWhole(discount),
  }
  const { taken, perks, untaken } = neededOf(takeDiscounts(open, now, stack), { lines: open, stack })
  const takenOf = Map.groupBy(taken, (one) => one.line)
  const lines = open.map(({ line, chosenMinor, leftMinor }, index): QuotedLine => ({ line, price: prices[index] as Priced, amountMinor: chosenMinor, taken: takenOf.get(line.id) ?? [], netMinor: leftMinor }))
  return { open, unpriced, lines, taken, perks, untaken: [...notNow, ...untaken] }
}

/** One pricing, and what comes of it. */
function priceCart(scene: Scene, terms: Terms): Quote {
  const { cart, market, pricing } = scene
  const { open, unpriced, lines, taken, perks, untaken } = priceLines(scene, terms)
  const goodsMinor = sumOf(lines.map(({ netMinor }) => netMinor))
  const shipping = shippingFor(scene, { goodsMinor, perks })
  const points = payWithPoints(scene, goodsMinor)
  const earns = forecast(scene, orderOfQuote({ cart, market: market.id, currency: market.currency, lines, shipping, points }))
  const margins = pricing.margin === null ? null : marginsOf(lines.map(({ line, netMinor, price }) => ({ line, netMinor, list: listOf(price) })), {
    policy: pricing.margin, market: market.id, costs: costsOf(scene, { shipping, perks, earns }), floors: floorsOf(pricing.margin, () => cartScope(scene, open)),
  })
  return {
    cart, market: market.id, currency: market.currency, lines, unpriced: unpriced.map(whyUnpriced), untaken, perks,
    counted: countedOf(scene, { taken, perks }), goodsMinor, shipping, taxBase: taxBaseOf(lines, shipping), points, payMinor: goodsMinor + shipping.payMinor - points.worthMinor, earns, dropped: [], isShadow: false, isOverridden: false, margins,
  }
}

/** The lines at their chosen prices, and apart those that have none for this shopper. */
function openLines({ lines }: Scene['cart'], priceOf: (line: CartLine) => Priced | null): { open: OpenLine[]; prices: Priced[]; unpriced: CartLine[] } {
  const [open, prices, unpriced]: [OpenLine[], Priced[], CartLine[]] = [[], [], []]
  for (const line of lines) {
    const price = priceOf(line)
    if (price === null) {
      unpriced.push(line)
      continue
    }
    const chosenMinor = price.unitMinor * line.quantity
    open.push({ line, chosenMinor, originalMinor: Math.max(chosenMinor, (line.good.retailMinor ?? 0) * line.quantity), leftMinor: chosenMinor, taken: [] })
    prices.push(price)
  }
  return { open, prices, unpriced }
}

/** What a point is worth at checkout, in minor units of the market's currency. */
export function pointWorth({ redeem }: Pick<Market, 'redeem'>): Ratio {
  return redeem === null ? ratio(0, 1) : ratio(redeem.worthMinor, redeem.points)
}

function costsOf({ cart, market, pricing }: Scene, { shipping, perks, earns }: Pick<Quote, 'shipping' | 'perks' | 'earns'>): SaleCosts {
  const gifts = perks.flatMap(({ gift }) => (gift === null ? [] : landedCost(cart.gifts[gift] as Good, pricing.margin as MarginPolicy)))
  return {
    shippingPaidMinor: shipping.payMinor, shippingCostMinor: cart.shippingCostMinor, giftMinor: cart.giftMinor + sumOf(gifts), points: earns.points, pointWorth: pointWorth(market),
  }
}
