import type { Ratio } from '#engine/ratio'

/** Points that may cost different amounts each, summed exactly: one entry for each cost that occurs. */
export type CostSum = { cost: Ratio; points: number }[]

/** Adds points (or with a negative number takes them off) at a cost in minor units per point. */
export function addCost(sum: CostSum, cost: Ratio, points: number): void {
  const entry = sum.find((known) => known.cost[0] === cost[0] && known.cost[1] === cost[1])
  if (entry) entry.points += points
  else sum.push({ cost, points })
}

/** Adds one sum to another. */
export function addCosts(sum: CostSum, other: CostSum): void {
  for (const { cost, points } of other) addCost(sum, cost, points)
}

/** What the points cost together in whole minor units: added up as fractions, rounded half-even once. */
export function costMinor(sum: CostSum): number {
  let numerator = 0n
  let denominator = 1n
  for (const { cost, points } of sum) {
    numerator = numerator * BigInt(cost[1]) + BigInt(cost[0]) * BigInt(points) * denominator
    denominator *= BigInt(cost[1])
  }
  const whole = numerator / denominator
  const rest = numerator - whole * denominator
  if (rest === 0n) return Number(whole)
  const twice = (rest < 0n ? -rest : rest) * 2n
  const isUp = twice > denominator || (twice === denominator && whole % 2n !== 0n)
  return Number(isUp ? whole + (rest < 0n ? -1n : 1n) : whole)
}
