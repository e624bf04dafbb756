import type { Perk } from './cart.ts'
import type { Scene } from './scene.ts'

/** What shipping costs the shopper, and how far free shipping is. */
export type Shipping = { fullMinor: number; payMinor: number; isFree: boolean; /** The discount that makes it free; null where it is free without one, or is not. */ freeBy: string | null; /** What is missing to the member's free shipping; null where there is none. */ missingMinor: number | null }

/** Free from the value of goods, after discounts, that the member's level asks for in this market; else by the discount that makes it so. */
export function shippingFor({ cart: { shippingMinor }, benefits: { freeFromMinor } }: Scene, { goodsMinor, perks }: { goodsMinor: number; perks: readonly Perk[] }): Shipping {
  const fullMinor = shippingMinor ?? 0
  const missingMinor = freeFromMinor === null ? null : Math.max(0, freeFromMinor - goodsMinor)
  const freeBy = perks.find(({ isShipping }) => isShipping)?.discount ?? null
  const isFree = missingMinor === 0 || freeBy !== null
  return { fullMinor, payMinor: isFree ? 0 : fullMinor, isFree, freeBy, missingMinor }
}

/** Whether shipping is free, or costs nothing, without any discount. */
export function isFreeAnyhow({ cart: { shippingMinor }, benefits: { freeFromMinor } }: Scene, goodsMinor: number): boolean {
  return shippingMinor === 0 || (freeFromMinor !== null && goodsMinor >= freeFromMinor)
}
