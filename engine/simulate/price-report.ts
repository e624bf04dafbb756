import type { Instant } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { costMinor } from './cost.ts'
import { levelKeys, type LevelKey } from './level-keys.ts'
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

/** `pointsMinor` is what all points earned are worth at checkout. `margin` is what the store keeps of `netMinor`, which is retail less discounts. */
export type PriceRow = Pick<PriceSums, 'orders' | 'retailMinor' | 'discountMinor' | 'toldMinor' | 'points' | 'shippingMinor' | 'giftMinor'> & { netMinor: number; pointsMinor: number; margin: MarginRow | null }

/** What is taken off the net price, and what stays; points less those that are never used. */
export type MarginRow = { goodsMinor: number; freightMinor: number; dutyMinor: number; feeMinor: number; shippingMinor: number; giftMinor: number; pointsMinor: number; keptMinor: number }

export type FloorRow = { isShadow: boolean; orders: number; lines: number; linesLeft: number; savedMinor: number; drops: readonly (Benefit & BenefitSum)[] }

/** The report of past orders that were priced. */
export function pricesReport(program: Program, tally: PriceTally, { from }: PricesAsked): PricesReport {
  const { margin } = program.pricing
  const row = (sums: PriceSums | undefined) => rowOf(sums ?? noSums(), { hasMargin: margin !== null })
  const levels = levelKeys(program)
  const ranks = [...levels.map(({ key }) => key), null]
  const { orders, lines, linesLeft, savedMinor, drops } = tally.floor
  return {
    from, total: row(tally.all), levels: levels.map((level) => ({ ...level, ...row(tally.levels.get(level.key)) })), guests: row(tally.guests),
    benefits: [...tally.benefits.values()].sort((a, b) => placeOf(program, a) - placeOf(program, b) || ranks.indexOf(a.level) - ranks.indexOf(b.level)), unpriced: tally.unpriced,
    floor: margin === null ? null : { isShadow: margin.isShadow, orders, lines, linesLeft, savedMinor, drops: [...drops.values()].sort((a, b) => placeOf(program, a) - placeOf(program, b)) },
  }
}

function rowOf({ goodsCostMinor, freightMinor, dutyMinor, feeMinor, usedPointsMinor, pointsCost, ...sums }: PriceSums, { hasMargin }: { hasMargin: boolean }): PriceRow {
  const { retailMinor, discountMinor, shippingMinor, giftMinor } = sums
  const netMinor = retailMinor - discountMinor
  const costs = { goodsMinor: goodsCostMinor, freightMinor, dutyMinor, feeMinor, shippingMinor, giftMinor, pointsMinor: usedPointsMinor }
  const keptMinor = Object.values(costs).reduce((left, minor) => left - minor, netMinor)
  return { ...sums, netMinor, pointsMinor: costMinor(pointsCost), margin: hasMargin ? { ...costs, keptMinor } : null }
}

function placeOf({ pricing: { discounts } }: Program, { benefit, kind }: Benefit): number {
  return kind === 'tier' ? -1 : discounts.findIndex(({ id }) => id === benefit)
}
