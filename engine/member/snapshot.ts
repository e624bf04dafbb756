import { scale, type Ratio } from '#engine/ratio'
import type { Award, Earning, PaidOrder } from './state.ts'

/**
 * What an earning is worth for what remains of its order: f_snapshot of R6. The rate, the multiplier, the rounding and the threshold
 * are those of the day that it was earned; more than it gave, its caps left no room for.
 */
export function worthOf(earning: Earning, { paid, remaining, isWhollyRefunded }: { paid: PaidOrder; remaining: readonly number[]; isWhollyRefunded: boolean }): number {
  const eligible = total(remaining)
  if (isWhollyRefunded) return 0
  if (earning.threshold === 'recompute' && earning.minimumMinor > 0 && baseOf(eligible, paid.rate) < earning.minimumMinor) return 0
  return Math.min(earning.earned, rawPoints(earning, remaining))
}

/** Points before any cap: a fixed award, or the rate on the whole order or on each line, rounded once where the rule says (R32). */
export function rawPoints({ rate, points, per, rounding }: Pick<Earning, 'rate' | 'points' | 'per' | 'rounding'>, eligible: readonly number[]): number {
  if (rate === null) return points
  if (per === 'line') return eligible.reduce((sum, minor) => sum + Math.max(0, scale(minor, rate, rounding)), 0)
  return Math.max(0, scale(total(eligible), rate, rounding))
}

/** R29: an amount of the order's currency in the base currency, rounded half-even, once. */
export function baseOf(minor: number, rate: Ratio): number {
  return rate[0] === rate[1] ? minor : scale(minor, rate, 'half_even')
}

/** What remains of one earning's eligible lines after the refunds so far: a line keeps the share of it that was not refunded. */
export function remainingEligible(eligible: readonly number[], paid: PaidOrder, refundedMinor: Award['refundedMinor']): number[] {
  return paid.lines.map((line, i) => {
    const minor = eligible[i] as number
    const refunded = refundedMinor[line.id] ?? 0
    if (refunded === 0) return minor
    return refunded >= line.netMinor ? 0 : minor - scale(minor, [refunded, line.netMinor], 'floor')
  })
}

export function total(amounts: readonly number[]): number {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}
