import { csvOf, type Cell } from '#server/platform/csv'
import type { BacktestSide, ReportedBacktest } from './schemas.ts'

const TOTALS = ['members', 'orders', 'refunds', 'spendMinor', 'issued', 'clawed', 'spent', 'expired', 'keptMinor', 'balance', 'pending', 'debt', 'debtors', 'openingMinor', 'liabilityMinor', 'up', 'down'] as const
const OF_LEVEL = ['members', 'debtors', 'liabilityMinor', 'orders', 'spendMinor', 'discountMinor', 'keptMinor', 'marginMinor'] as const
const OF_MONTH = ['issued', 'spent', 'expired', 'liabilityMinor'] as const
const OF_PRICES = ['orders', 'unpriced', 'retailMinor', 'discountMinor', 'toldMinor', 'shippingMinor', 'pointsMinor', 'giftMinor', 'marginMinor'] as const
const OF_REWARDS = ['redemptions', 'points', 'uses', 'costMinor', 'servicesMinor'] as const

/** A report as lines of "part, of what, figure, before, after": one form for all of it, so that a spreadsheet can filter and turn it. Only the heading before it is done. */
export function backtestCsv({ report }: ReportedBacktest): string {
  const header = ['part', 'of', 'figure', 'before', 'after']
  if (report === null) return csvOf([header])
  const { before, after } = report
  const both = <T>(read: (side: BacktestSide) => readonly T[], nameOf: (one: T) => string) => {
    const [was, is] = [before, after].map((side) => new Map(read(side).map((one) => [nameOf(one), one])))
    return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].map((name) => ({ name, was: was?.get(name), is: is?.get(name) }))
  }
  const cell = (row: object | null | undefined, figure: string): Cell => (row === null || row === undefined ? null : ((row as Record<string, Cell>)[figure] ?? null))
  return csvOf([
    header, ['total', '', 'currency', report.currency, report.currency],
    ...TOTALS.map((figure) => ['total', '', figure, before[figure], after[figure]]),
    ...report.moves.map(({ from, to, members }): Cell[] => ['move', `${from}>${to}`, 'members', null, members]),
    ...both(({ levels }) => levels, ({ level }) => level).flatMap(({ name, was, is }) => OF_LEVEL.map((figure): Cell[] => ['level', name, figure, cell(was, figure), cell(is, figure)])),
    ...both(({ months }) => months, ({ month }) => month).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name, was, is }) => OF_MONTH.map((figure): Cell[] => ['month', name, figure, cell(was, figure), cell(is, figure)])),
    ...both(({ rules }) => rules, ({ rule }) => rule).map(({ name, was, is }): Cell[] => ['rule', name, 'points', cell(was, 'points'), cell(is, 'points')]),
    ...OF_PRICES.map((figure): Cell[] => ['prices', '', figure, cell(before.prices, figure), cell(after.prices, figure)]),
    ...OF_REWARDS.map((figure): Cell[] => ['rewards', '', figure, cell(before.rewards, figure), cell(after.rewards, figure)]),
  ])
}
