import type { Order, OrderLine } from '#engine/member/event'
import { minorRate } from '#engine/member/paid-order'
import { marketOf } from '#engine/member/policy'
import type { Head } from '#engine/member/state'
import type { Cart, CartLine, Good } from '#engine/pricing/cart'
import type { Market, Program } from '#engine/program/program'
import { scale, type Ratio } from '#engine/ratio'

/** What is known of a product beside the prices of a history: what a unit costs, and to bring it in, in minor units of the base currency. */
export type PastGood = { tags: readonly string[]; isGiftCard: boolean; isSaleItem: boolean; costMinor: number | null; freightMinor?: number; dutyMinor?: number }

/** The products that are known, by SKU. */
export type PastGoods = ReadonlyMap<string, PastGood>

/** What a piece of a product costs with what brings it in; null where nobody told it. */
export function landedMinor({ costMinor = null, freightMinor = 0, dutyMinor = 0 }: Partial<Pick<PastGood, 'costMinor' | 'freightMinor' | 'dutyMinor'>> = {}): number | null {
  return costMinor === null ? null : costMinor + freightMinor + dutyMinor
}

/** A past order as a cart; `rate` is minor units of the base currency per minor unit of its own, `toldMinor` the discounts that it had. */
export type PastCart = { cart: Cart; rate: Ratio; toldMinor: number }

type Buyer = { program: Program; head: Head; goods: PastGoods; granted: Readonly<Record<string, number>> }

/** What discounts give, as far as somebody told what it costs: nobody knows what the others would have been worth. */
function giftsOf({ program, goods, rate }: Pick<Buyer, 'program' | 'goods'> & { rate: Ratio }): Cart['gifts'] {
  return Object.fromEntries(program.pricing.discounts.flatMap(({ gift }) => (gift === null || (goods.get(gift)?.costMinor ?? null) === null ? [] : [[gift, { ...describe({ sku: gift }, { goods, rate }), retailMinor: null }]])))
}

/**
 * What was in the cart of a past order: its lines at what they came to without tax and without the discounts of that day, which is their
 * retail price; shipping at what was paid for it, which is also what it cost. Null where no market of the program has the order's currency.
 */
export function pastCart(order: Order, { program, head, goods, granted }: Buyer): PastCart | null {
  const market = marketIn(order, { program, head })
  if (market === null) return null
  const rate = minorRate(order.rate, { currency: order.currency, base: program.currency })
  const shippingMinor = order.shippingMinor ?? 0
  const pieces = order.lines.flatMap((line) => piecesOf(line, { isTaxIncluded: order.taxIncluded === true, good: describe(line, { goods, rate }) }))
  const cart: Cart = {
    id: order.id, market: market.id, rate: order.rate ?? null, lines: pieces.map((piece, index): CartLine => ({ id: String(index + 1), ...piece })),
    coupons: (order.coupons ?? []).map((code) => ({ code, discount: code })), left: {}, gifts: giftsOf({ program, goods, rate }), points: 0, shippingMinor, shippingCostMinor: shippingMinor, giftMinor: 0, granted,
  }
  return { cart, rate, toldMinor: order.lines.reduce((sum, { discountMinor = 0 }) => sum + discountMinor, order.discountMinor ?? 0) }
}

/** The market in which the order earns, or the first one with its currency. */
function marketIn({ currency, market }: Order, { program, head }: Pick<Buyer, 'program' | 'head'>): Market | null {
  const own = marketOf(head, program, market)
  return own.currency === currency ? own : (Object.values(program.markets).find((each) => each.currency === currency) ?? null)
}

type Described = Omit<Good, 'retailMinor'>

function describe({ sku, tags = [], isGiftCard = false, isSaleItem = false }: Pick<OrderLine, 'sku' | 'tags' | 'isGiftCard' | 'isSaleItem'>, { goods, rate: [base, minor] }: { goods: PastGoods; rate: Ratio }): Described {
  const known: PastGood = goods.get(sku) ?? { tags, isGiftCard, isSaleItem, costMinor: null }
  const inOrder = (baseMinor = 0) => scale(baseMinor, [minor, base], 'half_even')
  return {
    sku, tags: known.tags, isGiftCard: known.isGiftCard, isSaleItem: known.isSaleItem, prices: [],
    costMinor: known.costMinor === null ? null : inOrder(known.costMinor), freightMinor: inOrder(known.freightMinor), dutyMinor: inOrder(known.dutyMinor),
  }
}

/** The pieces of a line, each at a whole number of minor units: where they do not share evenly, some at one more. None for what takes money off an order. */
function piecesOf({ quantity, amountMinor, taxMinor = 0 }: OrderLine, { isTaxIncluded, good }: { isTaxIncluded: boolean; good: Described }): Omit<CartLine, 'id'>[] {
  const minor = amountMinor - (isTaxIncluded ? taxMinor : 0)
  if (quantity < 1 || minor < 0) return []
  const dearer = minor % quantity
  const retailMinor = (minor - dearer) / quantity
  return [
    ...(dearer < quantity ? [{ quantity: quantity - dearer, good: { ...good, retailMinor } }] : []),
    ...(dearer > 0 ? [{ quantity: dearer, good: { ...good, retailMinor: retailMinor + 1 } }] : []),
  ]
}
