import type { Instant } from '#engine/calendar'
import type { FrozenRate } from '#engine/member/event'
import type { DiscountKind } from '#engine/program/pricing'

/** What a shopper wants, in one market and its currency. */
export type Cart = {
  /** Of the order that it will be. */
  id: string
  market: string
  /** The rate to the base currency, as it will be frozen on the order; null in the base currency. */
  rate: FrozenRate | null
  lines: readonly CartLine[]
  /** The shopper's coupons: their codes, and the discounts that they stand for. */
  coupons: readonly CartCoupon[]
  /** What is left of the limits of discounts, by counter (R35); all of it where none is told. */
  left: Readonly<Record<string, number>>
  /** Products that discounts may give, by SKU. */
  gifts: Readonly<Record<string, Good>>
  /** Points of the main unit that shall pay a part. */
  points: number
  /** What shipping costs before any benefit; null where the method is not chosen yet. */
  shippingMinor: number | null
  /** What shipping and gifts cost the store. */
  shippingCostMinor: number
  giftMinor: number
  /** The price lists that hide all others from this shopper, where there are any. */
  only?: readonly string[]
  /** Points of limits that members share which the order may take, by rule. */
  granted: Readonly<Record<string, number>>
}

export type CartCoupon = { code: string; discount: string }
export type CartLine = { id: string; quantity: number; good: Good }

/** A product in this market, as this shopper may see it: whose lists and contracts count is decided before. */
export type Good = {
  sku: string
  tags: readonly string[]
  isGiftCard: boolean
  isSaleItem: boolean
  /** The retail price of a unit; null where only other prices exist for this shopper. */
  retailMinor: number | null
  prices: readonly ListedPrice[]
  /** What a unit costs the store, in minor units of the market's currency; null where nobody told it. */
  costMinor: number | null
  /** What a unit costs besides, to bring it in; nothing unless told. */
  freightMinor?: number
  dutyMinor?: number
  /** The least of it that is sold at once, and of how many a line is a multiple; 1 unless told. */
  minQuantity?: number
  increment?: number
  /** Why it is not sold to this shopper now; absent or null where it is. Such a good brings no price. */
  unsold?: Unsold | null
}

/** A product that nobody can buy any more, that is not for this shopper, or not before an instant. */
export type Unsold = { why: 'retired' | 'not_for_shopper' | 'not_yet'; from: Instant | null }

/** Where a price comes from, in the order in which `first` takes it (R33). */
export const SOURCES = ['contract', 'price_list', 'quantity_break', 'tier', 'promotion', 'retail'] as const
export type Source = (typeof SOURCES)[number]

/** A price for so many units at once and more; with an increment for multiples of it alone. */
export type ListedPrice = { source: Exclude<Source, 'tier' | 'retail'>; list: string; minQuantity: number; increment?: number; unitMinor: number }

/** A price that a line could have, and why it has it or not. */
export type Candidate = { source: Source; list: string; minQuantity: number; increment?: number; unitMinor: number; why: 'chosen' | 'higher' | 'behind' | 'too_few' | 'off_increment' }

/** A line that is not sold as it was asked for, and why; with the quantity that would be right where it is the quantity that is wrong. */
export type Unpriced = { line: string; sku: string; why: 'no_price' | 'too_few' | 'off_increment' | Unsold['why']; minQuantity: number; increment: number; /** When it will be sold to this shopper, where that is known. */ from: Instant | null }

/** What one discount takes off one line: of so many of its pieces. */
export type Taken = { discount: string; kind: DiscountKind; line: string; minor: number; pieces: number }

/** What a discount gives to the whole cart: free shipping, a product. */
export type Perk = { discount: string; kind: DiscountKind; isShipping: boolean; gift: string | null }

/** `limit`: what was left of a limit is given; `used_up`: nothing is left of it; `guest`: a limit counts each member's uses, and nobody knows a guest's. */
export const WHYS = ['not_now', 'no_line', 'below_minimum', 'stacking', 'most', 'limit', 'used_up', 'guest', 'no_gift', 'needless', 'floor'] as const

/** Why a discount takes nothing, or not all that it says; of one line, or (null) of all. */
export type Untaken = { discount: string; kind: DiscountKind; line: string | null; why: (typeof WHYS)[number] }
