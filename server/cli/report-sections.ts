import { dayText, localDay } from '#engine/calendar'
import type { BacktestReport, LevelRow, MonthRow, ReasonRow } from '#engine/simulate/report'
import { pricesSection } from './report-prices.ts'
import { rewardsSection } from './report-rewards.ts'
import { columnsOf, levelName, type Cell, type Section, type Table, type Tone } from './report-tables.ts'
import type { Text } from './text.ts'

/** A number that a merchant looks for first, with what it is and what qualifies it. */
export type Figure = { value: string; label: string; more: string | null }

/** More months than these are told as one row for the earlier ones. */
const MOST_MONTHS = 24

/** The numbers at the head of the report. */
export function figuresOf(report: BacktestReport, text: Text): Figure[] {
  const { say, integer, money } = text
  const { points, guests, liability } = report
  const owed = points.pending + points.active + points.reserved
  return [
    { value: integer(report.members), label: say('report.figures.members'), more: guests.orders === 0 ? null : say('report.figures.members_more', { guests: guests.orders }) },
    { value: integer(report.orders), label: say('report.figures.orders'), more: say('report.figures.orders_more', { refunds: report.refunds }) },
    { value: money(report.spendMinor, liability.currency), label: say('report.figures.spend'), more: currenciesSold(report, text) },
    { value: integer(owed), label: say('report.figures.owed'), more: say('report.figures.owed_more', { debt: points.debt, debtText: integer(points.debt) }) },
    {
      value: money(liability.minor, liability.currency), label: say('report.figures.liability'),
      more: say('report.figures.liability_more', { share: text.share(liability.minor, report.spendMinor) }),
    },
  ]
}

/** In how many currencies, when the base currency is not the only one. */
function currenciesSold({ netMinor, liability }: BacktestReport, { say }: Text): string | null {
  const currencies = Object.keys(netMinor)
  return currencies.every((currency) => currency === liability.currency) ? null : say('report.figures.spend_more', { currencies: currencies.length })
}

/** The parts of the report, those left out that have nothing to tell. */
export function sectionsOf(report: BacktestReport, text: Text): Section[] {
  if (report.members === 0) return []
  const sections = [levels(report, text), moves(report, text), points(report, text), cost(report, text), pricesSection(report, text), rewardsSection(report, text), reasons(report, text), balances(report, text)]
  return sections.filter((section) => section !== null)
}

/** The months told one by one, and what went before them together. */
export function tellableMonths(report: BacktestReport): { earlier: readonly MonthRow[]; months: readonly MonthRow[] } {
  return { earlier: report.months.slice(0, -MOST_MONTHS), months: report.months.slice(-MOST_MONTHS) }
}

function levels(report: BacktestReport, text: Text): Section {
  const { say, integer, share, money } = text
  const top = report.levels.findLast(({ members }) => members > 0)
  const lead = top === undefined
    ? say('report.levels.lead_none')
    : say('report.levels.lead', {
      level: levelName(report, top.key, text), share: share(top.members, report.members), spendShare: share(top.memberSpendMinor, report.spendMinor),
    })
  const rows = report.levels.map((level): Cell[] => [
    levelName(report, level.key, text), integer(level.members), { bar: part(level.members, report.members), tone: 'plain' }, share(level.members, report.members),
    money(level.memberSpendMinor, report.program.currency), { bar: part(level.memberSpendMinor, report.spendMinor), tone: 'good' },
    share(level.memberSpendMinor, report.spendMinor), level.members === 0 ? '–' : money(Math.round(level.memberSpendMinor / level.members), report.program.currency),
  ])
  const columns = columnsOf(text, ['level', 'left'], ['members'], ['', 'left'], ['share'], ['spend'], ['', 'left'], ['share'], ['per_member'])
  return { id: 'levels', title: say('report.levels.title'), lead, tables: top === undefined ? [] : [{ caption: null, columns, rows }], notes: netNotes(report, text) }
}

/** The net of each currency, when there are several. */
function netNotes({ netMinor }: BacktestReport, { say, money }: Text): string[] {
  const nets = Object.entries(netMinor).sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => money(minor, currency))
  return nets.length < 2 ? [] : [say('report.levels.note_net', { nets: nets.join(' + ') })]
}

function moves(report: BacktestReport, text: Text): Section | null {
  if (report.program.tracks.length === 0) return null
  const { say, integer } = text
  const { earlier, months } = tellableMonths(report)
  const sum = (rows: readonly MonthRow[], field: 'up' | 'down') => rows.reduce((total, row) => total + row[field], 0)
  const since = report.from === null ? '' : say('report.moves.since', { from: text.date(report.from, report.program.zone) })
  const fromMonth = report.from === null ? '' : dayText(localDay(report.from, report.program.zone)).slice(0, 7)
  const most = Math.max(1, ...months.flatMap(({ up, down }) => [up, down]))
  const row = (label: string, up: number, down: number): Cell[] => [
    label, integer(up), { bar: Math.min(1, up / most), tone: 'good' }, integer(down), { bar: Math.min(1, down / most), tone: 'bad' },
  ]
  const byMonth = [
    ...(sum(earlier, 'up') + sum(earlier, 'down') > 0 ? [row(say('report.moves.earlier'), sum(earlier, 'up'), sum(earlier, 'down'))] : []),
    ...months.filter(({ month }) => month >= fromMonth).map(({ month, up, down }) => row(text.month(month), up, down)),
  ]
  const pairs = Object.entries(report.tierMoves).sort((a, b) => b[1] - a[1]).map(([key, times]): Cell[] => {
    const [from = '', to = ''] = key.split('>')
    return [say('report.moves.move', { from: levelName(report, from, text), to: levelName(report, to, text) }), integer(times)]
  })
  return {
    id: 'moves', title: say('report.moves.title'), notes: [],
    lead: say('report.moves.lead', { up: sum(report.months, 'up'), down: sum(report.months, 'down'), since }),
    tables: pairs.length === 0 ? [] : [
      { caption: null, columns: columnsOf(text, ['move', 'left'], ['times']), rows: pairs },
      { caption: null, columns: columnsOf(text, ['month', 'left'], ['up'], ['', 'left'], ['down'], ['', 'left']), rows: byMonth },
    ],
  }
}

function points(report: BacktestReport, text: Text): Section {
  const { say, integer, money } = text
  const { points: totals } = report
  const { months } = tellableMonths(report)
  const rows = months.map((row): Cell[] => [
    text.month(row.month), integer(row.joined), integer(row.issued), integer(row.clawed), integer(row.expired), integer(row.spent),
    integer(row.owed), money(row.liabilityMinor, report.program.currency),
  ])
  const notes = [
    ...(totals.pending > 0 ? [say('report.points.note_pending', { pending: integer(totals.pending) })] : []),
    ...(totals.debt > 0 ? [say('report.points.note_debt', { debtors: report.debtors, debt: integer(totals.debt) })] : []),
    ...(totals.waived > 0 ? [say('report.points.note_waived', { waived: integer(totals.waived) })] : []),
  ]
  const owed = totals.pending + totals.active + totals.reserved
  return {
    id: 'points', title: say('report.points.title'), notes,
    lead: say('report.points.lead', {
      issued: integer(totals.earned), clawed: integer(totals.clawedBack), expired: integer(totals.expired), spent: integer(totals.spent), owed: integer(owed),
    }),
    tables: [{ caption: null, columns: columnsOf(text, ['month', 'left'], ['joined'], ['issued'], ['clawed'], ['expired'], ['spent'], ['owed'], ['liability']), rows }],
  }
}

function reasons(report: BacktestReport, text: Text): Section | null {
  const { say, integer, share } = text
  const table = (caption: string, rows: readonly ReasonRow[], tone: Tone): Table[] => {
    const whole = rows.reduce((sum, row) => sum + row.points, 0)
    const most = rows[0]?.points ?? 0
    return rows.length === 0 ? [] : [{
      caption, columns: columnsOf(text, ['reason', 'left'], ['times'], ['points'], ['', 'left'], ['share']),
      rows: rows.map((row) => [reasonName(report, row.id, text), integer(row.times), integer(row.points), { bar: part(row.points, most), tone }, share(row.points, whole)]),
    }]
  }
  const tables = [...table(say('report.reasons.came'), report.earned, 'good'), ...table(say('report.reasons.went'), report.left, 'bad')]
  return tables.length === 0 ? null : { id: 'reasons', title: say('report.reasons.title'), lead: say('report.reasons.lead'), tables, notes: [] }
}

/** The name of the rule that earned points, or of the reason why they moved. */
export function reasonName({ program }: BacktestReport, id: string, text: Text): string {
  const rule = program.rules.find((each) => each.id === id)
  if (rule) return text.name(rule.name)
  const key = `report.reasons.why.${id}`
  return text.has(key) ? text.say(key) : id
}

function cost(report: BacktestReport, text: Text): Section | null {
  if (report.levels.length === 0) return null
  const { say, integer, money, share } = text
  const { currency } = report.program
  const hasDiscounts = report.levels.some(({ discountMinor }) => discountMinor !== 0)
  const isApart = new Set(report.levels.map(({ track }) => track)).size > 1 && report.program.level === 'apart'
  const row = (name: string, level: Pick<LevelRow, 'orders' | 'spendMinor' | 'kept' | 'pointsMinor' | 'discountMinor'>): Cell[] => [
    name, integer(level.orders), money(level.spendMinor, currency), integer(level.kept), money(level.pointsMinor, currency),
    ...(hasDiscounts ? [money(level.discountMinor, currency), money(level.pointsMinor + level.discountMinor, currency)] : []),
    share(level.pointsMinor + level.discountMinor, level.spendMinor),
  ]
  const first = report.levels[0]!
  const counted = isApart ? report.levels.filter(({ track }) => track === first.track) : report.levels
  const total = counted.reduce((sum, level) => ({
    orders: sum.orders + level.orders, spendMinor: sum.spendMinor + level.spendMinor, kept: sum.kept + level.kept,
    pointsMinor: sum.pointsMinor + level.pointsMinor, discountMinor: sum.discountMinor + level.discountMinor,
  }), { orders: 0, spendMinor: 0, kept: 0, pointsMinor: 0, discountMinor: 0 })
  const together = total.pointsMinor + total.discountMinor
  const more = hasDiscounts ? ([['discount'], ['together']] as const) : []
  return {
    id: 'cost', title: say('report.cost.title'),
    lead: say('report.cost.lead', { cost: money(together, currency), share: share(together, report.spendMinor) }),
    tables: [{
      caption: null, columns: columnsOf(text, ['level', 'left'], ['orders'], ['spend'], ['points_given'], ['points_cost'], ...more, ['of_spend']),
      rows: [...report.levels.map((level) => row(levelName(report, level.key, text), level)), row(say('report.cost.total'), total)], hasTotal: true,
    }],
    notes: [say('report.cost.note_level'), say('report.cost.note_points'), ...(hasDiscounts ? [say('report.cost.note_discount')] : [])],
  }
}

/** The words for a range of balances. */
export function balanceLabel({ from, to }: BacktestReport['balances'][number], { say, integer }: Text): string {
  if (from === null) return say('report.balances.debt')
  if (to === null) return say('report.balances.from', { from: integer(from) })
  return from === to ? integer(from) : say('report.balances.range', { from: integer(from), to: integer(to) })
}

function balances(report: BacktestReport, text: Text): Section {
  const most = Math.max(1, ...report.balances.map(({ members }) => members))
  const rows = report.balances.map((row): Cell[] => [
    balanceLabel(row, text), text.integer(row.members), { bar: row.members / most, tone: row.from === null ? 'bad' : 'plain' }, text.share(row.members, report.members),
  ])
  return {
    id: 'balances', title: text.say('report.balances.title'), lead: text.say('report.balances.lead'), notes: [],
    tables: [{ caption: null, columns: columnsOf(text, ['balance', 'right'], ['members'], ['', 'left'], ['share']), rows }],
  }
}

function part(amount: number, whole: number): number {
  return whole <= 0 ? 0 : Math.max(0, Math.min(1, amount / whole))
}
