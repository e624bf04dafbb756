import type { Ratio } from '#engine/ratio'
import { addCost } from './cost.ts'
import type { PriceSums } from './price-tally.ts'
import type { Step } from './tally.ts'

/** Points that a priced order earned, in whose sums they are; `costMinor` is what so many of them were counted at in what the store keeps. */
export type PricedPoints = { points: number; pointCost: Ratio; costMinor: (points: number) => number; sums: readonly PriceSums[] }

/** The points of priced orders, by order, until rewards take them. */
export type TakenPoints = { earned: (order: string, points: PricedPoints) => void; take: (step: Step) => void }

/** A point that a reward took costs what the reward costs: it is taken off where it was counted, and no further than it was counted there. */
export function openTakenPoints(): TakenPoints {
  const priced = new Map<string, PricedPoints & { taken: number }>()

  function takeOff(order: string, points: number): void {
    const known = priced.get(order)
    const now = Math.min(points, known === undefined ? 0 : known.points - known.taken)
    if (known === undefined || now === 0) return
    const { pointCost, costMinor, sums, taken } = known
    for (const sum of sums) {
      sum.redeemed += now
      addCost(sum.pointsCost, pointCost, -now)
      sum.usedPointsMinor -= costMinor(taken + now) - costMinor(taken)
    }
    known.taken += now
  }

  return {
    earned: (order, points) => void (points.points > 0 && priced.set(order, { ...points, taken: 0 })),
    take(step) {
      const { before, event, outcome } = step
      const spend = event?.kind === 'reward.redeemed' ? outcome.spends.find(({ id }) => id === event.id) : undefined
      for (const { lot: id, points } of spend?.pieces ?? []) {
        const lot = before.lots.get(id) ?? before.closedLots.get(id)
        if (lot !== undefined && lot.orderId !== null) takeOff(lot.orderId, points)
      }
    },
  }
}
