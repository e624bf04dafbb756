import type { Instant } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import type { Ratio } from '#engine/ratio'
import { costMinor } from './cost.ts'
import { levelKeys, type LevelKey } from './level-keys.ts'
import { rewardRow, type Counted } from './reward-report.ts'
import { noRewardSums, type RewardSums } from './reward-tally.ts'
import { noSums, type Benefit, type BenefitSum, type PricesAsked, type PriceSums, type PriceTally } from './price-tally.ts'

/** What a program's prices would have cost on the orders of a history from an instant on; amounts in minor units of the base currency. */
export type PricesReport = {
  from: Instant
  total: PriceRow
  levels: readonly (LevelKey & PriceRow)[]
  guests: PriceRow
  /** The level's price first, then discounts as the program declares them, each by level; `level` is null for guests. */
  benefits: readonly (Benefit & BenefitSum & { level: string | null })[]
  /** Orders in a currency that no market has. */
  unpriced: number
  /** Null where the program has no floor. */
  floor: FloorRow | null
}

/**
 * `pointsMinor` is what the points earned are worth at checkout, without those that rewards took; `rewardsMinor` is what rewards cost,
 * and `servicesMinor` what the services of levels cost. `margin` is what the store keeps of `netMinor`, which is retail less discounts.
 */
export type PriceRow = Pick<PriceSums, 'orders' | 'retailMinor' | 'discountMinor' | 'toldMinor' | 'points' | 'redeemed' | 'shippingMinor' | 'giftMinor'> & { netMinor: number; pointsMinor: number; rewardsMinor: number; servicesMinor: number; margin: MarginRow | null }

/** What is taken off the net price, and what stays; points less those that are never used, and those that rewards took. */
export type MarginRow = { goodsMinor: number; freightMinor: number; dutyMinor: number; feeMinor: number; shippingMinor: number; giftMinor: number; pointsMinor: number; rewardsMinor: number; servicesMinor: number; keptMinor: number }

export type FloorRow = { isShadow: boolean; orders: number; lines: number; linesLeft: number; savedMinor: number; drops: readonly (Benefit & BenefitSum)[] }

/** The report of past orders that were priced; rewards and services cost what they cost on the level on which they were had. */
export function pricesReport(program: Program, { tally, asked: { from } }: { tally: PriceTally; asked: PricesAsked }, rewards: Counted | null): PricesReport {
  const { margin } = program.pricing
  const row = (sums: PriceSums | undefined, had: RewardSums | undefined) => rowOf(sums ?? noSums(), { hasMargin: margin !== null, had: had ?? noRewardSums(), usedPart: rewards?.asked.usedPart ?? [0, 1] })
  const levels = levelKeys(program)
  const ranks = [...levels.map(({ key }) => key), null]
  const { orders, lines, linesLeft, savedMinor, drops } = tally.floor
  return {
    from, total: row(tally.all, rewards?.tally.all), levels: levels.map((level) => ({ ...level, ...row(tally.levels.get(level.key), rewards?.tally.levels.get(level.key)) })), guests: row(tally.guests, undefined),
    benefits: [...tally.benefits.values()].sort((a, b) => placeOf(program, a) - placeOf(program, b) || ranks.indexOf(a.level) - ranks.indexOf(b.level)), unpriced: tally.unpriced,
    floor: margin === null ? null : { isShadow: margin.isShadow, orders, lines, linesLeft, savedMinor, drops: [...drops.values()].sort((a, b) => placeOf(program, a) - placeOf(program, b)) },
  }
}

function rowOf({ goodsCostMinor, freightMinor, dutyMinor, feeMinor, usedPointsMinor, pointsCost, ...sums }: PriceSums, { hasMargin, had, usedPart }: { hasMargin: boolean; had: RewardSums; usedPart: Ratio }): PriceRow {
  const { retailMinor, discountMinor, shippingMinor, giftMinor } = sums
  const netMinor = retailMinor - discountMinor
  const { costMinor: rewardsMinor, servicesMinor } = rewardRow(had, usedPart)
  const costs = { goodsMinor: goodsCostMinor, freightMinor, dutyMinor, feeMinor, shippingMinor, giftMinor, pointsMinor: usedPointsMinor, rewardsMinor, servicesMinor }
  const keptMinor = Object.values(costs).reduce((left, minor) => left - minor, netMinor)
  return { ...sums, netMinor, pointsMinor: costMinor(pointsCost), rewardsMinor, servicesMinor, margin: hasMargin ? { ...costs, keptMinor } : null }
}

function placeOf({ pricing: { discounts } }: Program, { benefit, kind }: Benefit): number {
  return kind === 'tier' ? -1 : discounts.findIndex(({ id }) => id === benefit)
}
