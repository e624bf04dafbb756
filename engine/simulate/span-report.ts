import type { LocalText } from '#engine/program/shapes'
import type { Program } from '#engine/program/program'
import { addCosts, costMinor, type CostSum } from './cost.ts'
import { levelKeys } from './level-keys.ts'
import { pricesReport, type PriceRow } from './price-report.ts'
import { rewardsReport, type RewardRow } from './reward-report.ts'
import { priceTallyOf, rewardTallyOf, type SpanSums } from './span-sums.ts'
import { QUIET_MONTH } from './tally.ts'

/**
 * A program over a span, in points of its main unit and whole minor units of its base currency. `openingMinor` and `liabilityMinor` are what all spendable points
 * cost as the span begins and as it ends; `keptMinor` what those cost that it issued and did not take back or let expire.
 */
export type SpanReport = Pick<SpanSums, 'members' | 'debtors' | 'debt' | 'balance' | 'pending' | 'orders' | 'refunds' | 'spendMinor'> & {
  issued: number
  clawed: number
  spent: number
  expired: number
  up: number
  down: number
  openingMinor: number
  liabilityMinor: number
  keptMinor: number
  levels: readonly SpanLevel[]
  months: readonly SpanMonth[]
  rules: readonly { id: string; name: LocalText | null; times: number; points: number }[]
  /** Null where the program has no prices, no rewards and no services. */
  prices: (PriceRow & { unpriced: number }) | null
  rewards: RewardRow | null
}

/** A level: who stands there as the span ends, what their points cost, and what was bought and kept while members stood there. `marginMinor` is null where nobody can say. */
export type SpanLevel = { key: string; name: LocalText | null; members: number; debtors: number; liabilityMinor: number; orders: number; spendMinor: number; discountMinor: number; keptMinor: number; marginMinor: number | null }

/** A month, `2026-11`, as far as it is in the span; `liabilityMinor` is as it ended. */
export type SpanMonth = { month: string; issued: number; spent: number; expired: number; liabilityMinor: number }

/** The report of what was counted, from an instant on. */
export function spanReport(program: Program, sums: SpanSums, from: number): SpanReport {
  const { members, debtors, debt, balance, pending, orders, refunds, spendMinor } = sums
  const months = Object.values(sums.months)
  const total = (name: 'issued' | 'clawed' | 'spent' | 'expired' | 'up' | 'down') => months.reduce((sum, month) => sum + month[name], 0)
  const rewarded = sums.rewards === null ? null : { tally: rewardTallyOf(sums.rewards), asked: { from, goods: new Map(), redeem: null, usedPart: [1, 1] as const } }
  const prices = sums.prices === null ? null : pricesReport(program, { tally: priceTallyOf(sums.prices), asked: { from, goods: new Map() } }, rewarded)
  return {
    members, debtors, debt, balance, pending, orders, refunds, spendMinor,
    issued: total('issued'), clawed: total('clawed'), spent: total('spent'), expired: total('expired'), up: total('up'), down: total('down'),
    openingMinor: costMinor(sums.opening.owed), liabilityMinor: costMinor(sums.owed), keptMinor: costMinor(sums.kept),
    levels: levelKeys(program).map(({ key, name }) => {
      const { orders: bought = 0, spendMinor: sold = 0, discountMinor = 0 } = sums.levels[key] ?? {}
      const { members: here = 0, debtors: owing = 0, owed: cost = [] } = sums.standing[key] ?? {}
      const priced = prices?.levels.find((level) => level.key === key)
      return { key, name, members: here, debtors: owing, liabilityMinor: costMinor(cost), orders: bought, spendMinor: sold, discountMinor: priced?.discountMinor ?? discountMinor, keptMinor: costMinor(sums.keptOn[key] ?? []), marginMinor: priced?.margin?.keptMinor ?? null }
    }),
    months: monthsOf(sums),
    rules: Object.entries(sums.earned).map(([id, earned]) => ({ id, name: program.rules.find((rule) => rule.id === id)?.name ?? null, ...earned })).sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1)),
    prices: prices && { ...prices.total, unpriced: prices.unpriced }, rewards: rewarded && rewardsReport(program, rewarded).total,
  }
}

/** Every month from the first to the last in which something happened, the quiet ones between them too. */
function monthsOf({ months, opening }: SpanSums): SpanMonth[] {
  const told = Object.keys(months).sort()
  const rows: SpanMonth[] = []
  const owed: CostSum = opening.owed.map((entry) => ({ ...entry }))
  for (let month = told[0]; month !== undefined && month <= (told.at(-1) as string); month = monthAfter(month)) {
    const { issued, spent, expired, owedCost } = months[month] ?? QUIET_MONTH
    addCosts(owed, owedCost)
    rows.push({ month, issued, spent, expired, liabilityMinor: costMinor(owed) })
  }
  return rows
}

function monthAfter(month: string): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}
