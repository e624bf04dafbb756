import { BEGINNING } from '#engine/program/timeline'
import { hasSharedLimits, type SpanSums } from '#engine/simulate/span-sums'
import { spanReport } from '#engine/simulate/span-report'
import { nameIn, type Locale } from '#engine/text'
import type { ReadContext } from '#server/platform/context'
import { hasPermission } from '#server/platform/require-permission'
import type { FullRow } from './backtests.store.ts'
import { backtestOf, requireBacktest } from './list-backtests.ts'
import { readSides, type Side } from './read-sides.ts'
import type { BacktestReport, BacktestSide, ReadBacktest, ReportedBacktest } from './schemas.ts'

/** A back-test with its report once it is done; costs and margins are for those who may see costs. @throws AppError backtests.unknown */
export async function getBacktest(ctx: ReadContext, { backtest, locale }: ReadBacktest): Promise<ReportedBacktest> {
  const row = await requireBacktest(ctx, backtest)
  return { ...backtestOf(row), report: row.status === 'done' ? await reportOf(ctx, row, locale) : null }
}

async function reportOf(ctx: ReadContext, row: FullRow, locale: Locale): Promise<BacktestReport> {
  const { before, after } = await readSides(ctx, row)
  const hidesCosts = !hasPermission(ctx.actor, 'catalogue:costs')
  const told = (side: Side, sums: SpanSums) => sideOf(side, sums, { from: row.from ?? BEGINNING, hidesCosts, locale })
  const moves = Object.entries(row.sums.moves).map(([move, members]) => {
    const [from = '', to = ''] = move.split('>')
    return { from, to, members }
  })
  return {
    currency: before.program.currency, before: told(before, row.sums.before), after: told(after, row.sums.after),
    moves: moves.sort((a, b) => b.members - a.members || (a.from + a.to < b.from + b.to ? -1 : 1)), moving: moves.reduce((sum, { members }) => sum + members, 0), listed: row.sums.listed,
    hasSharedLimits: hasSharedLimits(before.program) || hasSharedLimits(after.program), hidesCosts,
  }
}

type Telling = { from: number; hidesCosts: boolean; locale: Locale }

function sideOf({ program }: Side, sums: SpanSums, { from, hidesCosts, locale }: Telling): BacktestSide {
  const { levels, rules, prices, rewards, months, ...report } = spanReport(program, sums, from)
  const cost = (minor: number | null) => (hidesCosts ? null : minor)
  return {
    ...report, name: nameIn(program.name, locale), months: [...months],
    levels: levels.map(({ key, name, marginMinor, ...level }) => ({ level: key, name: name === null ? null : nameIn(name, locale), ...level, marginMinor: cost(marginMinor) })),
    rules: rules.map(({ id, name, times, points }) => ({ rule: id, name: name === null ? null : nameIn(name, locale), times, points })),
    prices: prices && {
      orders: prices.orders, unpriced: prices.unpriced, retailMinor: prices.retailMinor, discountMinor: prices.discountMinor, toldMinor: prices.toldMinor, shippingMinor: prices.shippingMinor, pointsMinor: prices.pointsMinor,
      giftMinor: cost(prices.giftMinor), marginMinor: cost(prices.margin?.keptMinor ?? null),
    },
    rewards: rewards && { redemptions: rewards.redemptions, points: rewards.points, uses: rewards.uses, costMinor: cost(rewards.costMinor), servicesMinor: cost(rewards.servicesMinor) },
  }
}
