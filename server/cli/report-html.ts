import type { PriceRow } from '#engine/simulate/price-report'
import type { BacktestReport } from '#engine/simulate/report'
import type { Finished } from './backtest.ts'
import { areaChart, barsChart, columnsChart, escapeHtml, legend, type Series } from './charts.ts'
import { pricedRows } from './report-prices.ts'
import { balanceLabel, figuresOf, reasonName, sectionsOf, tellableMonths } from './report-sections.ts'
import { STYLE } from './report-style.ts'
import { levelName, type Cell, type Section, type Table } from './report-tables.ts'
import { subtitleOf } from './report-text.ts'
import type { Text } from './text.ts'

/** The report as one HTML file that asks nothing of any network: charts, and the figures behind them as tables. */
export function htmlReport(finished: Finished, text: Text): string {
  const { report } = finished
  const title = text.say('report.title', { program: text.name(report.program.name) })
  const [period = '', madeBy = ''] = subtitleOf(finished, text)
  const figures = figuresOf(report, text).map(({ value, label, more }) => (
    `<li><b${value.length > 9 ? ` class="${value.length > 12 ? 'longer' : 'long'}"` : ''}>${escapeHtml(value)}</b><span>${escapeHtml(label)}</span>${more === null ? '' : `<small>${escapeHtml(more)}</small>`}</li>`
  )).join('')
  return `<!doctype html>
<html lang="${text.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>
<header><h1>${escapeHtml(title)}</h1><p>${escapeHtml(period)}</p></header>
<ul class="figures">${figures}</ul>
<div class="parts">
${sectionsOf(report, text).map((section) => sectionHtml(section, report, text)).join('\n')}
${badLinesHtml(finished, text)}
</div>
<footer>${escapeHtml(madeBy)}</footer>
</main></body></html>
`
}

/** Columns of a table that fits beside a chart. */
const MOST_BESIDE = 6

/** How much of a part is laid open: the charts say what most readers want, the rest is a click away. */
const LAYOUTS: Readonly<Record<Section['id'], { isWide: boolean; open: number }>> = {
  levels: { isWide: true, open: 1 },
  moves: { isWide: true, open: 1 },
  points: { isWide: true, open: 0 },
  cost: { isWide: true, open: 1 },
  prices: { isWide: true, open: 2 },
  rewards: { isWide: true, open: 1 },
  reasons: { isWide: false, open: 0 },
  balances: { isWide: false, open: 0 },
}

function sectionHtml(section: Section, report: BacktestReport, text: Text): string {
  const { id, title, lead, notes, tables } = section
  const charts = chartsOf(id, report, text)
  const { isWide, open } = LAYOUTS[id]
  const shown = tables.slice(0, charts.length === 0 ? tables.length : open)
  const isBeside = shown.every(({ columns }) => columns.filter(({ label }) => label !== '').length <= MOST_BESIDE)
  const laidOpen = shown.map(tableHtml)
  const folded = tables.slice(shown.length).map(tableHtml).join('')
  return `<section${isWide ? ' class="wide"' : ''}><h2>${escapeHtml(title)}</h2><p class="lead">${escapeHtml(lead)}</p>`
    + `<div class="charts">${[...charts, ...(isBeside ? laidOpen : [])].join('')}</div>${isBeside ? '' : laidOpen.join('')}${notesHtml(notes)}`
    + `${folded === '' ? '' : `<details><summary>${escapeHtml(text.say('report.table'))}</summary>${folded}</details>`}</section>`
}

function notesHtml(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `<ul class="notes">${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`
}

/** A table; the bars of a terminal are the charts of a page, so their columns are left out. */
function tableHtml({ caption, columns, rows, hasTotal }: Table): string {
  const shown = columns.map(({ label }) => label !== '')
  const head = columns.filter((_, index) => shown[index]).map(({ label, align }) => `<th scope="col" class="${align}">${escapeHtml(label)}</th>`).join('')
  const cells = (row: readonly Cell[]) => row.map((cell, index) => (typeof cell === 'string' ? `<td class="${columns[index]!.align}">${escapeHtml(cell)}</td>` : '')).join('')
  const body = rows.map((row, index) => `<tr${hasTotal && index === rows.length - 1 ? ' class="total"' : ''}>${cells(row)}</tr>`).join('')
  return `<div class="scroll">${caption === null ? '' : `<h3>${escapeHtml(caption)}</h3>`}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

function figure(caption: string, chart: string, series: readonly Series[]): string {
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption>${series.length > 1 ? legend(series) : ''}${chart}</figure>`
}

function chartsOf(id: Section['id'], report: BacktestReport, text: Text): string[] {
  if (report.levels.length === 0 && (id === 'levels' || id === 'moves' || id === 'cost')) return []
  switch (id) {
    case 'levels': return [levelsChart(report, text)]
    case 'moves': return Object.keys(report.tierMoves).length === 0 ? [] : [movesChart(report, text)]
    case 'points': return [pointsChart(report, text), liabilityChart(report, text)]
    case 'reasons': return reasonCharts(report, text)
    case 'cost': return [costChart(report, text)]
    case 'prices': return pricesChart(report, text)
    case 'rewards': return []
    case 'balances': return [balancesChart(report, text)]
  }
}

function levelsChart(report: BacktestReport, text: Text): string {
  const title = text.say('report.levels.title')
  const shares = (pick: (level: BacktestReport['levels'][number]) => number, whole: number) => report.levels.map((level) => (whole <= 0 ? 0 : pick(level) / whole))
  const series: Series[] = [
    { name: text.say('report.levels.chart_members'), tone: 'dusk', values: shares(({ members }) => members, report.members) },
    { name: text.say('report.levels.chart_spend'), tone: 'sea', values: shares(({ memberSpendMinor }) => memberSpendMinor, report.spendMinor) },
  ]
  const format = (value: number) => text.share(value, 1)
  const labels = report.levels.map(({ key }) => levelName(report, key, text))
  const chart = barsChart({ title, unit: '', format, short: format, labels, series, isStacked: false })
  return `<figure>${legend(series)}${chart}</figure>`
}

function movesChart(report: BacktestReport, text: Text): string {
  const { months } = tellableMonths(report)
  const series: Series[] = [
    { name: text.say('report.columns.up'), tone: 'sea', values: months.map(({ up }) => up) },
    { name: text.say('report.columns.down'), tone: 'coral', values: months.map(({ down }) => -down) },
  ]
  const title = text.say('report.moves.chart')
  const chart = columnsChart({ title, unit: text.say('report.axis.members'), format: text.integer, short: (value) => text.short(Math.abs(value)), labels: monthLabels(months, text), series })
  return figure(title, chart, series)
}

function pointsChart(report: BacktestReport, text: Text): string {
  const { months } = tellableMonths(report)
  const { say } = text
  const series: Series[] = [
    { name: say('report.columns.issued'), tone: 'sea', values: months.map(({ issued }) => issued) },
    { name: say('report.columns.clawed'), tone: 'coral', values: months.map(({ clawed }) => -clawed) },
    { name: say('report.columns.expired'), tone: 'sand', values: months.map(({ expired }) => -expired) },
    { name: say('report.columns.spent'), tone: 'dusk', values: months.map(({ spent }) => -spent) },
  ]
  const told = series.filter(({ values }) => values.some((value) => value !== 0))
  const title = say('report.points.chart')
  const chart = columnsChart({ title, unit: say('report.axis.points'), format: text.integer, short: text.short, labels: monthLabels(months, text), series: told })
  return figure(title, chart, told)
}

function liabilityChart(report: BacktestReport, text: Text): string {
  const { months } = tellableMonths(report)
  const { currency } = report.program
  const title = text.say('report.points.chart_liability')
  const series: Series[] = [{ name: text.say('report.columns.liability'), tone: 'dusk', values: months.map(({ liabilityMinor }) => liabilityMinor) }]
  const chart = areaChart({
    title, unit: text.say('report.axis.money', { currency }), format: (minor) => text.money(minor, currency),
    short: (minor) => text.shortMoney(minor, currency), labels: monthLabels(months, text), series,
  })
  return figure(title, chart, series)
}

function reasonCharts(report: BacktestReport, text: Text): string[] {
  const MOST = 8
  if (report.earned.length < 2 && report.left.length < 2) return []
  const sides = [['report.reasons.came', report.earned, 'sea'], ['report.reasons.went', report.left, 'coral']] as const
  return sides.filter(([, rows]) => rows.length > 0).map(([key, rows, tone]) => {
    const title = text.say(key)
    const told = rows.slice(0, MOST)
    const series: Series[] = [{ name: text.say('report.columns.points'), tone, values: told.map(({ points }) => points) }]
    const labels = told.map(({ id }) => reasonName(report, id, text))
    return figure(title, barsChart({ title, unit: '', format: text.integer, short: text.integer, labels, series, isStacked: false }), series)
  })
}

function costChart(report: BacktestReport, text: Text): string {
  const { levels } = report
  const part = (minor: number, spendMinor: number) => (spendMinor <= 0 ? 0 : minor / spendMinor)
  const series: Series[] = [
    { name: text.say('report.cost.chart_points'), tone: 'sea', values: levels.map(({ pointsMinor, spendMinor }) => part(pointsMinor, spendMinor)) },
    ...(levels.some(({ discountMinor }) => discountMinor !== 0)
      ? [{ name: text.say('report.cost.chart_discount'), tone: 'sand' as const, values: levels.map(({ discountMinor, spendMinor }) => part(discountMinor, spendMinor)) }]
      : []),
  ]
  const title = text.say('report.cost.chart')
  const format = (value: number) => text.share(value, 1)
  const labels = levels.map(({ key }) => levelName(report, key, text))
  return figure(title, barsChart({ title, unit: '', format, short: format, labels, series, isStacked: true }), series)
}

function pricesChart(report: BacktestReport, text: Text): string[] {
  const { prices } = report
  if (prices === null || prices.total.orders === 0) return []
  const rows = pricedRows(report, prices, text)
  const part = (minor: number, retailMinor: number) => (retailMinor <= 0 ? 0 : minor / retailMinor)
  const pieces = [['discount', 'sand', 'discountMinor'], ['points', 'sea', 'pointsMinor'], ['shipping', 'dusk', 'shippingMinor'], ['given', 'coral', 'givenMinor']] as const
  const series = pieces.filter(([, , field]) => chartedOf(prices.total)[field] !== 0)
    .map(([name, tone, field]): Series => ({ name: text.say(`report.prices.chart_${name}`), tone, values: rows.map(({ row }) => part(chartedOf(row)[field], row.retailMinor)) }))
  const title = text.say('report.prices.chart')
  const format = (value: number) => text.share(value, 1)
  return [figure(title, barsChart({ title, unit: '', format, short: format, labels: rows.map(({ name }) => name), series, isStacked: true }), series)]
}

/** What a row gives, in as many parts as a chart has tones. */
function chartedOf({ discountMinor, pointsMinor, shippingMinor, giftMinor, rewardsMinor, servicesMinor }: PriceRow) {
  return { discountMinor, shippingMinor, pointsMinor, givenMinor: giftMinor + rewardsMinor + servicesMinor }
}

function balancesChart(report: BacktestReport, text: Text): string {
  const series: Series[] = [{ name: text.say('report.columns.members'), tone: 'sea', values: report.balances.map(({ members }) => members) }]
  const title = text.say('report.balances.chart')
  const labels = report.balances.map(({ from, to }) => (from === null || to === 0 ? balanceLabel({ from, to, members: 0 }, text) : `${text.short(from)}+`))
  return figure(title, columnsChart({ title, unit: text.say('report.axis.members'), format: text.integer, short: text.short, labels, series }), series)
}

/** Months as the axis has room for them: the year where it begins. */
function monthLabels(months: readonly { month: string }[], { locale, say }: Text): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  return months.map(({ month }, index) => {
    const name = format.format(new Date(`${month}-01T00:00:00Z`))
    return index === 0 || month.endsWith('-01') ? say('report.axis.month', { month: name, year: month.slice(2, 4) }) : name
  })
}

function badLinesHtml({ staged }: Finished, { say }: Text): string {
  if (staged.badLineCount === 0) return ''
  const lines = staged.badLines.map(({ file, line, field, found, wanted }) => say('report.lines.line', { file, line, field, found: JSON.stringify(found), wanted }))
  const more = staged.badLineCount - lines.length
  return `<section class="wide"><h2>${escapeHtml(say('report.lines.title'))}</h2>`
    + `<p class="lead">${escapeHtml(say('report.lines.lead', { lines: staged.badLineCount, orders: staged.leftOutOrders }))}</p>`
    + `${notesHtml([...lines, ...(more > 0 ? [say('report.lines.more', { more })] : [])])}</section>`
}
