import type { Scene } from './quote.ts'

/** What shipping costs the shopper, and how far free shipping is. */
export type Shipping = { fullMinor: number; payMinor: number; isFree: boolean; /** What is missing to the member's free shipping; null where there is none. */ missingMinor: number | null }

/** Free from the value of goods, after discounts, that the member's level asks for in this market. */
export function shippingFor({ cart: { shippingMinor }, benefits: { freeFromMinor } }: Scene, goodsMinor: number): Shipping {
  const fullMinor = shippingMinor ?? 0
  const missingMinor = freeFromMinor === null ? null : Math.max(0, freeFromMinor - goodsMinor)
  const isFree = missingMinor === 0
  return { fullMinor, payMinor: isFree ? 0 : fullMinor, isFree, missingMinor }
}
