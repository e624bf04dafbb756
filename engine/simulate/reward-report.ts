import type { Instant } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { scale, type Ratio } from '#engine/ratio'
import { costMinor } from './cost.ts'
import { levelKeys, NO_LEVEL, type LevelKey } from './level-keys.ts'
import { noRewardSums, type Issued, type Redeemed, type RewardsAsked, type RewardSums, type RewardTally } from './reward-tally.ts'

/** What rewards and the services of levels would have cost from an instant on; amounts in minor units of the base currency. */
export type RewardsReport = {
  from: Instant
  /** The reward that members take, or `cheapest`; null: nobody takes any. */
  redeem: string | null
  usedPart: Ratio
  total: RewardRow
  levels: readonly (LevelKey & RewardRow)[]
  /** As the program declares them, each by level. */
  rewards: readonly Redeemed[]
  /** `costMinor` is what they cost if all are used; null where nobody told what a use costs. */
  entitlements: readonly (Issued & { costMinor: number | null })[]
}

/** `pointsMinor` is what the points taken are worth at checkout, `servicesMinor` what the part of the uses costs that is used. */
export type RewardRow = Pick<RewardSums, 'redemptions' | 'points' | 'costMinor' | 'uses' | 'usesMinor'> & { pointsMinor: number; servicesMinor: number }

/** What was counted of rewards and services, and what was asked of them. */
export type Counted = { tally: RewardTally; asked: RewardsAsked }

/** The report of rewards that were taken, and of services that levels gave. */
export function rewardsReport(program: Program, { tally: { all, levels: byLevel, rewards, entitlements }, asked: { from, redeem, usedPart } }: Counted): RewardsReport {
  const levels = levelKeys(program)
  const ranks = [...levels.map(({ key }) => key), NO_LEVEL]
  const sorted = <T extends { level: string }>(rows: Iterable<T>, ids: readonly string[], idOf: (row: T) => string) => (
    [...rows].sort((a, b) => ids.indexOf(idOf(a)) - ids.indexOf(idOf(b)) || ranks.indexOf(a.level) - ranks.indexOf(b.level)))
  const useMinor = new Map(program.entitlements.map(({ id, costMinor: minor }) => [id, minor]))
  return {
    from, usedPart, redeem: redeem?.reward ?? null, total: rewardRow(all, usedPart), levels: levels.map((level) => ({ ...level, ...rewardRow(byLevel.get(level.key), usedPart) })),
    rewards: sorted(rewards.values(), program.rewards.map(({ id }) => id), ({ reward }) => reward),
    entitlements: sorted(entitlements.values(), [...useMinor.keys()], ({ entitlement }) => entitlement).map((row) => {
      const minor = useMinor.get(row.entitlement) ?? null
      return { ...row, costMinor: minor === null ? null : minor * row.uses }
    }),
  }
}

/** One row: what was counted, each sum rounded half-even once. */
export function rewardRow({ redemptions, points, pointsCost, costMinor: minor, uses, usesMinor }: RewardSums = noRewardSums(), usedPart: Ratio): RewardRow {
  return { redemptions, points, pointsMinor: costMinor(pointsCost), costMinor: minor, uses, usesMinor, servicesMinor: scale(usesMinor, usedPart, 'half_even') }
}
