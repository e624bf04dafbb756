import { availableOf } from '#engine/member/parts'
import { ratio, scale } from '#engine/ratio'
import type { Scene } from './scene.ts'

/** Points that pay a part of the goods: those asked for as far as they can be used, their worth, and the most that could be. */
export type PointsPaid = { points: number; worthMinor: number; mostPoints: number; /** Why fewer are used than were asked for; null where all are. */ less: 'worthless' | 'paused' | 'balance' | 'share' | 'minimum' | 'step' | null }

/**
 * So many points as the member has, the minimum and steps of the program and of its prices allow, and the share of the goods that points may
 * pay covers (R3 decides when they are spent).
 */
export function payWithPoints({ state, draft: { program }, pricing, market, cart }: Scene, goodsMinor: number): PointsPaid {
  const { redeem } = market
  if (redeem === null || program.isPaused) return { points: 0, worthMinor: 0, mostPoints: 0, less: cart.points === 0 ? null : redeem === null ? 'worthless' : 'paused' }
  const minimum = Math.max(program.limits.spendMinimum, pricing.pointsMinimum)
  const step = commonStep(program.limits.spendStep, pricing.pointsStep)
  const usable = (points: number) => (points - (points % step) < minimum ? 0 : points - (points % step))
  const available = availableOf(state.head, program.mainUnit)
  const coverable = scale(scale(goodsMinor, pricing.pointsShare, 'floor'), [redeem.points, redeem.worthMinor], 'floor')
  const mostPoints = usable(Math.min(available, coverable))
  const points = usable(Math.min(cart.points, mostPoints))
  const less = points === cart.points ? null : cart.points > Math.min(available, coverable) ? (available < coverable ? 'balance' : 'share') : cart.points < minimum ? 'minimum' : 'step'
  return { points, worthMinor: scale(points, [redeem.worthMinor, redeem.points], 'floor'), mostPoints, less }
}

/** The smallest number of points that is a whole number of both steps. */
function commonStep(a: number, b: number): number {
  const [, rest] = ratio(a, b)
  return a * rest
}
