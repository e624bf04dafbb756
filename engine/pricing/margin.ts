import { splitByLargestRemainder } from '#engine/money'
import type { MarginPolicy } from '#engine/program/pricing'
import { multiplyRatios, scale, type Ratio } from '#engine/ratio'
import type { Good } from './cart.ts'
import { leastOf, type Floored, type Floors } from './floors.ts'
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
export type LineMargin = {
  line: string
  netMinor: number
  costMinor: number
  freightMinor: number
  dutyMinor: number
  feeMinor: number
  shippingMinor: number
  giftMinor: number
  pointsMinor: number
  marginMinor: number
  floorMinor: number
}
/** Of the order: what its lines leave, and the least that it must as a whole; null where nothing is asked of it. */
export type Margins = { lines: readonly LineMargin[]; netMinor: number; marginMinor: number; orderFloorMinor: number | null; /** Whether a line or the order is below its floor. */ isBelow: boolean }

type Sold = Floored & { netMinor: number }
type Selling = { policy: MarginPolicy; market: string; costs: SaleCosts; floors: Floors }

/** R36: net price less what the goods, the payment, shipping, gifts and points cost, of each line and of the order; what belongs to the order is shared by net price. */
export function marginsOf(sold: readonly Sold[], { policy, market, costs, floors }: Selling): Margins {
  const nets = sold.map(({ netMinor }) => netMinor)
  const paidMinor = sumOf(nets) + costs.shippingPaidMinor
  const share = (minor: number) => splitByLargestRemainder(minor, nets)
  const fees = share(scale(paidMinor, policy.feeShare, 'half_even') + (policy.feeMinor[market] ?? 0))
  const shipping = share(Math.max(0, costs.shippingCostMinor - costs.shippingPaidMinor))
  const gifts = share(costs.giftMinor)
  const points = share(pointsCost(costs, policy))
  const lines = sold.map(({ line, list, netMinor }, i): LineMargin => {
    const { quantity, good } = line
    const [costMinor, freightMinor, dutyMinor] = [unitCost(good, policy) * quantity, (good.freightMinor ?? 0) * quantity, (good.dutyMinor ?? 0) * quantity]
    const [feeMinor, shippingMinor, giftMinor, pointsMinor] = [fees[i] as number, shipping[i] as number, gifts[i] as number, points[i] as number]
    const marginMinor = netMinor - costMinor - freightMinor - dutyMinor - feeMinor - shippingMinor - giftMinor - pointsMinor
    const floorMinor = leastOf(floors.ofLine({ line, list }), { netMinor, market, times: quantity })
    return { line: line.id, netMinor, costMinor, freightMinor, dutyMinor, feeMinor, shippingMinor, giftMinor, pointsMinor, marginMinor, floorMinor }
  })
  const [netMinor, marginMinor] = [sumOf(nets), sumOf(lines.map((line) => line.marginMinor))]
  const orderFloorMinor = floors.ofOrder === null || lines.length === 0 ? null : leastOf(floors.ofOrder, { netMinor, market, times: 1 })
  return { lines, netMinor, marginMinor, orderFloorMinor, isBelow: lines.some(isBelow) || isOrderBelow({ marginMinor, orderFloorMinor }) }
}

export function isOrderBelow({ marginMinor, orderFloorMinor }: Pick<Margins, 'marginMinor' | 'orderFloorMinor'>): boolean {
  return orderFloorMinor !== null && marginMinor < orderFloorMinor
}

export function isBelow({ marginMinor, floorMinor }: Pick<LineMargin, 'marginMinor' | 'floorMinor'>): boolean {
  return marginMinor < floorMinor
}

/** What a unit costs: a product whose cost nobody told costs a declared part of its retail price: never nothing. */
function unitCost({ costMinor, retailMinor, prices }: Good, { unknownCost }: MarginPolicy): number {
  if (costMinor !== null) return costMinor
  return scale(retailMinor ?? Math.max(0, ...prices.map(({ unitMinor }) => unitMinor)), unknownCost, 'half_even')
}

/** What a unit costs with what bringing it in costs. */
export function landedCost(good: Good, policy: MarginPolicy): number {
  return unitCost(good, policy) + (good.freightMinor ?? 0) + (good.dutyMinor ?? 0)
}

/** What points cost that a sale earns, at their worth at checkout: without those that are never used. */
export function pointsCost({ points, pointWorth }: Pick<SaleCosts, 'points' | 'pointWorth'>, { breakage }: MarginPolicy): number {
  return scale(points, multiplyRatios(pointWorth, without(breakage)), 'half_even')
}

function without([n, d]: Ratio): Ratio {
  return [d - n, d]
}
