import { splitByLargestRemainder } from '#engine/money'
import type { MarginPolicy } from '#engine/program/pricing'
import { multiplyRatios, scale, type Ratio } from '#engine/ratio'
import type { CartLine, Good } from './cart.ts'
import { sumOf } from './take-discounts.ts'

/** What a sale costs the store beside the goods, in minor units of the market's currency. */
export type SaleCosts = {
  /** What the shopper pays for shipping, and what shipping costs. */
  shippingPaidMinor: number
  shippingCostMinor: number
  giftMinor: number
  points: number
  /** What a point is worth at checkout. */
  pointWorth: Ratio
}

/** R36: what one line leaves, piece by piece, and the least that it must. */
export type LineMargin = { line: string; netMinor: number; costMinor: number; feeMinor: number; shippingMinor: number; giftMinor: number; pointsMinor: number; marginMinor: number; floorMinor: number }
export type Margins = { lines: readonly LineMargin[]; marginMinor: number; floorMinor: number; isBelow: boolean }

type Sold = { line: CartLine; netMinor: number }

/** R36: net price less what the goods, the payment, shipping, gifts and points cost, of each line and of the order; what belongs to the order is shared by net price. */
export function marginsOf(sold: readonly Sold[], { policy, market, costs }: { policy: MarginPolicy; market: string; costs: SaleCosts }): Margins {
  const nets = sold.map(({ netMinor }) => netMinor)
  const paidMinor = sumOf(nets) + costs.shippingPaidMinor
  const share = (minor: number) => splitByLargestRemainder(minor, nets)
  const fees = share(scale(paidMinor, policy.feeShare, 'half_even') + (policy.feeMinor[market] ?? 0))
  const shipping = share(Math.max(0, costs.shippingCostMinor - costs.shippingPaidMinor))
  const gifts = share(costs.giftMinor)
  const points = share(scale(costs.points, multiplyRatios(costs.pointWorth, without(policy.breakage)), 'half_even'))
  const lines = sold.map(({ line, netMinor }, i): LineMargin => {
    const costMinor = unitCost(line.good, policy) * line.quantity
    const [feeMinor, shippingMinor, giftMinor, pointsMinor] = [fees[i] as number, shipping[i] as number, gifts[i] as number, points[i] as number]
    return {
      line: line.id, netMinor, costMinor, feeMinor, shippingMinor, giftMinor, pointsMinor,
      marginMinor: netMinor - costMinor - feeMinor - shippingMinor - giftMinor - pointsMinor, floorMinor: scale(netMinor, policy.floor, 'half_even'),
    }
  })
  const [marginMinor, floorMinor] = [sumOf(lines.map((line) => line.marginMinor)), sumOf(lines.map((line) => line.floorMinor))]
  return { lines, marginMinor, floorMinor, isBelow: lines.some(isBelow) }
}

export function isBelow({ marginMinor, floorMinor }: LineMargin): boolean {
  return marginMinor < floorMinor
}

/** What a unit costs: a product whose cost nobody told costs a declared part of its retail price: never nothing. */
export function unitCost({ costMinor, retailMinor, prices }: Good, { unknownCost }: MarginPolicy): number {
  if (costMinor !== null) return costMinor
  return scale(retailMinor ?? Math.max(0, ...prices.map(({ unitMinor }) => unitMinor)), unknownCost, 'half_even')
}

function without([n, d]: Ratio): Ratio {
  return [d - n, d]
}
