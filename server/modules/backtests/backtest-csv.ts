import { fileOf, type Column, type Reader, type Value } from '#server/platform/csv'
import type { BacktestSide, ReportedBacktest } from './schemas.ts'

const TOTALS = ['members', 'orders', 'refunds', 'spendMinor', 'issued', 'clawed', 'spent', 'expired', 'keptMinor', 'balance', 'pending', 'debt', 'debtors', 'openingMinor', 'liabilityMinor', 'up', 'down'] as const
const OF_LEVEL = ['members', 'debtors', 'liabilityMinor', 'orders', 'spendMinor', 'discountMinor', 'keptMinor', 'marginMinor'] as const
const OF_MONTH = ['issued', 'spent', 'expired', 'liabilityMinor'] as const
const OF_PRICES = ['orders', 'unpriced', 'retailMinor', 'discountMinor', 'toldMinor', 'shippingMinor', 'pointsMinor', 'giftMinor', 'marginMinor'] as const
const OF_REWARDS = ['redemptions', 'points', 'uses', 'costMinor', 'servicesMinor'] as const

type Line = { part: string; of: Value; figure: string; currency: string | null; before: Value; after: Value }

const FIRST: readonly Column<Line>[] = [['part', ({ part }) => ({ id: part, of: 'part' })], ['of', ({ of }) => of], ['figure', ({ figure }) => ({ id: figure, of: 'figure' })]]
const LAST: readonly Column<Line>[] = [['before', ({ before }) => before], ['after', ({ after }) => after]]

/**
 * A report as lines of "part, of what, figure, before, after": one form for all of it, so that a spreadsheet can filter and turn it; people see the currency on
 * each line that is money, programs on one of its own. Only the headings before it is done.
 */
export function backtestCsv({ report }: ReportedBacktest, reader: Reader): string {
  const columns: Column<Line>[] = [...FIRST, ...(reader.isPerson ? [['currency', ({ currency }: Line) => currency] as const] : []), ...LAST]
  const lines = report === null ? [] : linesOfReport(report)
  const stated: Line[] = report === null || reader.isPerson ? [] : [{ part: 'total', of: '', figure: 'currency', currency: null, before: report.currency, after: report.currency }]
  return fileOf({ word: 'backtest', columns }, [...stated, ...lines], reader)
}

function linesOfReport({ currency, before, after, moves }: NonNullable<ReportedBacktest['report']>): Line[] {
  const both = <T>(read: (side: BacktestSide) => readonly T[], nameOf: (one: T) => string) => {
    const [was, is] = [before, after].map((side) => new Map(read(side).map((one) => [nameOf(one), one])))
    return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].map((name) => ({ name, was: was?.get(name), is: is?.get(name) }))
  }
  const value = (row: object | null | undefined, figure: string): Value => {
    const found = (row as Record<string, number | null> | null | undefined)?.[figure] ?? null
    return figure.endsWith('Minor') ? { minor: found, currency } : found
  }
  const told = ([part, of]: readonly [string, Value], figures: readonly string[], [was, is]: readonly (object | null | undefined)[]): Line[] => figures.map((figure) => ({ part, of, figure, currency: figure.endsWith('Minor') ? currency : null, before: value(was, figure), after: value(is, figure) }))
  return [
    ...told(['total', ''], TOTALS, [before, after]),
    ...moves.map(({ from, to, members }): Line => ({ part: 'move', of: { id: `${from}>${to}`, of: 'move' }, figure: 'members', currency: null, before: null, after: members })),
    ...both(({ levels }) => levels, ({ level }) => level).flatMap(({ name, was, is }) => told(['level', { id: name, of: 'level', name: is?.name ?? was?.name }], OF_LEVEL, [was, is])),
    ...both(({ months }) => months, ({ month }) => month).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name, was, is }) => told(['month', name], OF_MONTH, [was, is])),
    ...both(({ rules }) => rules, ({ rule }) => rule).flatMap(({ name, was, is }) => told(['rule', { id: name, of: 'rule', name: is?.name ?? was?.name }], ['points'], [was, is])),
    ...told(['prices', ''], OF_PRICES, [before.prices, after.prices]), ...told(['rewards', ''], OF_REWARDS, [before.rewards, after.rewards]),
  ]
}
