import type { Program } from '#engine/program/program'
import { addCosts, type CostSum } from './cost.ts'
import type { Benefit, BenefitSum, FloorSums, PriceSums, PriceTally } from './price-tally.ts'
import type { Issued, Redeemed, RewardSums, RewardTally } from './reward-tally.ts'
import type { LevelTally, MonthTally, ReasonTally, Tally } from './tally.ts'

/** Who stands on a level when a span ends, and what their points cost then. */
export type StandingSums = { members: number; debtors: number; owed: CostSum }
export type SpanPrices = Omit<PriceTally, 'levels' | 'benefits' | 'floor'> & { levels: Record<string, PriceSums>; benefits: Record<string, Benefit & BenefitSum & { level: string | null }>; floor: Omit<FloorSums, 'drops'> & { drops: Record<string, Benefit & BenefitSum> } }
export type SpanRewards = Omit<RewardTally, 'levels' | 'rewards' | 'entitlements'> & { levels: Record<string, RewardSums>; rewards: Record<string, Redeemed>; entitlements: Record<string, Issued> }

/**
 * What a program makes of members over a span, as sums that can be written down and added up. Points are those of the main unit; `owed` is what spendable points
 * cost, `opening` that as the span begins. What is null nobody counts, as the program has none.
 */
export type SpanSums = {
  members: number
  debtors: number
  debt: number
  balance: number
  pending: number
  orders: number
  refunds: number
  spendMinor: number
  opening: { owed: CostSum }
  owed: CostSum
  /** What the points cost that were issued in the span, less those of them taken back or expired; and the same by the level on which they were earned. */
  kept: CostSum
  keptOn: Record<string, CostSum>
  standing: Record<string, StandingSums>
  moves: Record<string, number>
  months: Record<string, MonthTally>
  levels: Record<string, Pick<LevelTally, 'orders' | 'spendMinor' | 'discountMinor'>>
  earned: Record<string, Pick<ReasonTally, 'times' | 'points'>>
  prices: SpanPrices | null
  rewards: SpanRewards | null
  /** What of limits that all members share is used, by rule. */
  used: Record<string, number>
}

/** Nothing counted yet. */
export function noSpanSums(): SpanSums {
  return { members: 0, debtors: 0, debt: 0, balance: 0, pending: 0, orders: 0, refunds: 0, spendMinor: 0, opening: { owed: [] }, owed: [], kept: [], keptOn: {}, standing: {}, moves: {}, months: {}, levels: {}, earned: {}, prices: null, rewards: null, used: {} }
}

/** Adds what was counted of other members. Names that both have are the same in both. */
export function addSpanSums(sums: SpanSums, other: SpanSums): void {
  addAll(sums, other)
}

type Sums = Record<string, unknown>

/** Numbers are added up, costs by what a point costs, records name by name; what one of them lacks is taken from the other, and names stay. */
function addAll(sums: Sums, other: Sums): void {
  for (const [name, value] of Object.entries(other)) {
    const known = sums[name]
    if (typeof value === 'number') sums[name] = (typeof known === 'number' ? known : 0) + value
    else if (known === undefined || known === null || typeof value !== 'object' || value === null) sums[name] = known ?? value
    else if (Array.isArray(value)) addCosts(known as CostSum, value as CostSum)
    else addAll(known as Sums, value as Sums)
  }
}

/** What a tally of members counted, as sums. */
export function sumsOfTally({ orders, refunds, moves, months, levels, earned, spendOf }: Tally): Pick<SpanSums, 'orders' | 'refunds' | 'spendMinor' | 'moves' | 'months' | 'levels' | 'earned'> {
  return {
    orders, refunds, moves, months: Object.fromEntries(months), spendMinor: [...spendOf.values()].reduce((sum, minor) => sum + minor, 0),
    levels: Object.fromEntries([...levels].map(([key, { orders: bought, spendMinor, discountMinor }]) => [key, { orders: bought, spendMinor, discountMinor }])),
    earned: Object.fromEntries([...earned].map(([id, { times, points }]) => [id, { times, points }])),
  }
}

/** The same of prices. */
export function sumsOfPrices({ levels, benefits, floor: { drops, ...floor }, ...tally }: PriceTally): SpanPrices {
  return { ...tally, levels: Object.fromEntries(levels), benefits: Object.fromEntries(benefits), floor: { ...floor, drops: Object.fromEntries(drops) } }
}

/** The same of rewards and services. */
export function sumsOfRewards({ all, levels, rewards, entitlements }: RewardTally): SpanRewards {
  return { all, levels: Object.fromEntries(levels), rewards: Object.fromEntries(rewards), entitlements: Object.fromEntries(entitlements) }
}

/** Sums of prices as the tally that reports are made from. */
export function priceTallyOf({ levels, benefits, floor: { drops, ...floor }, ...sums }: SpanPrices): PriceTally {
  return { ...sums, levels: entriesOf(levels), benefits: entriesOf(benefits), floor: { ...floor, drops: entriesOf(drops) } }
}

/** The same of rewards and services. */
export function rewardTallyOf({ all, levels, rewards, entitlements }: SpanRewards): RewardTally {
  return { all, levels: entriesOf(levels), rewards: entriesOf(rewards), entitlements: entriesOf(entitlements) }
}

function entriesOf<T>(record: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(record))
}

/** Whether a program gives something that members share, so that who has it first takes it from others. */
export function hasSharedLimits({ rules, pricing }: Program): boolean {
  return rules.some(({ programCap }) => programCap !== null) || pricing.discounts.some(({ limits }) => limits.some(({ per }) => per !== 'member'))
}
