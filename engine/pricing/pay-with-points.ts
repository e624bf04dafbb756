import { availableOf } from '#engine/member/parts'
import { scale } from '#engine/ratio'
import type { Scene } from './quote.ts'

/** Points that pay a part of the goods: those asked for as far as they can be used, their worth, and the most that could be. */
export type PointsPaid = { points: number; worthMinor: number; mostPoints: number }

/** So many points as the member has, the program's minimum and steps allow, and the share of the goods that points may pay covers (R3 decides when they are spent). */
export function payWithPoints({ state, draft: { program }, pricing, market, cart }: Scene, goodsMinor: number): PointsPaid {
  const { redeem } = market
  if (redeem === null) return { points: 0, worthMinor: 0, mostPoints: 0 }
  const { spendMinimum, spendStep } = program.limits
  const inSteps = (points: number) => (points < spendMinimum ? 0 : points - (points % spendStep))
  const coverable = scale(scale(goodsMinor, pricing.pointsShare, 'floor'), [redeem.points, redeem.worthMinor], 'floor')
  const mostPoints = inSteps(Math.min(availableOf(state.head, program.mainUnit), coverable))
  const points = inSteps(Math.min(cart.points, mostPoints))
  return { points, worthMinor: scale(points, [redeem.worthMinor, redeem.points], 'floor'), mostPoints }
}
