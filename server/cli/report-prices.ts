import { NO_LEVEL } from '#engine/simulate/level-keys'
import type { PriceRow, PricesReport } from '#engine/simulate/price-report'
import type { BacktestReport } from '#engine/simulate/report'
import { columnsOf, levelName, type Cell, type Column, type Section, type Table } from './report-tables.ts'
import type { Text } from './text.ts'

/** What the program's prices would have cost, with the definitions by which anybody can work it out again; null where it says nothing of prices. */
export function pricesSection(report: BacktestReport, text: Text): Section | null {
  const { prices, program, asOf } = report
  if (prices === null) return null
  const { say, date, money, share } = text
  const { total } = prices
  const period = { from: date(prices.from, program.zone), to: date(asOf - 1, program.zone) }
  if (total.orders === 0) return { id: 'prices', title: say('report.prices.title'), lead: say('report.prices.lead_none', period), tables: [], notes: [] }
  const lead = say('report.prices.lead', { ...period, orders: total.orders, cost: money(costOf(total), program.currency), retail: money(total.retailMinor, program.currency), share: share(costOf(total), total.retailMinor) })
  return { id: 'prices', title: say('report.prices.title'), lead, tables: [costTable(report, prices, text), ...keptTable(report, prices, text), ...benefitTables(report, prices, text)], notes: definitions(report, prices, text) }
}

/** Everything that the prices give, in minor units. */
function costOf({ discountMinor, pointsMinor, shippingMinor, giftMinor, rewardsMinor, servicesMinor }: PriceRow): number {
  return discountMinor + pointsMinor + shippingMinor + giftMinor + rewardsMinor + servicesMinor
}

/** The rows of levels, and of guests where any bought; by name. */
export function pricedRows(report: BacktestReport, { levels, guests }: PricesReport, text: Text): { name: string; row: PriceRow }[] {
  return [...levels.map((row) => ({ name: levelName(report, row.key, text), row })), ...(guests.orders === 0 ? [] : [{ name: text.say('report.prices.guests'), row: guests }])]
}

/** What only some programs give: a column for each of them. */
const RARE = [['shipping_given', 'shippingMinor'], ['gifts', 'giftMinor'], ['rewards', 'rewardsMinor'], ['services', 'servicesMinor']] as const

function rareIn({ total }: PricesReport): (typeof RARE)[number][] {
  return RARE.filter(([, field]) => total[field] !== 0)
}

function costTable(report: BacktestReport, prices: PricesReport, text: Text): Table {
  const { say, integer, share } = text
  const money = (minor: number) => text.money(minor, report.program.currency)
  const rare = rareIn(prices)
  const cells = (name: string, row: PriceRow): Cell[] => [
    name, integer(row.orders), money(row.retailMinor), money(row.discountMinor), money(row.pointsMinor), ...rare.map(([, field]) => money(row[field])), money(costOf(row)), share(costOf(row), row.retailMinor),
  ]
  return {
    caption: null, columns: columnsOf(text, ['level', 'left'], ['orders'], ['retail'], ['discount'], ['points_cost'], ...rare.map(([label]) => [label] as const), ['together'], ['of_retail']),
    rows: [...pricedRows(report, prices, text).map(({ name, row }) => cells(name, row)), cells(say('report.prices.total'), prices.total)], hasTotal: true,
  }
}

/** What is taken off the net: a column for each that costs anything, and for those that every sale has. */
const COSTS = [['goods', 'goodsMinor'], ['freight', 'freightMinor'], ['duty', 'dutyMinor'], ['fees', 'feeMinor'], ['shipping_given', 'shippingMinor'], ['gifts', 'giftMinor'], ['points_used', 'pointsMinor'], ['rewards', 'rewardsMinor'], ['services', 'servicesMinor']] as const
const ALWAYS: ReadonlySet<string> = new Set(['goodsMinor', 'feeMinor', 'pointsMinor'])

function keptTable(report: BacktestReport, prices: PricesReport, text: Text): Table[] {
  const { say, share } = text
  const money = (minor: number) => text.money(minor, report.program.currency)
  const { margin: told } = prices.total
  if (told === null) return []
  const costs = COSTS.filter(([, field]) => ALWAYS.has(field) || told[field] !== 0)
  const cells = (name: string, { netMinor, margin }: PriceRow): Cell[] => (margin === null ? [] : [name, money(netMinor), ...costs.map(([, field]) => money(margin[field])), money(margin.keptMinor), share(margin.keptMinor, netMinor)])
  return [{
    caption: say('report.prices.kept'), columns: columnsOf(text, ['level', 'left'], ['net'], ...costs.map(([label]) => [label] as const), ['kept'], ['of_net']),
    rows: [...pricedRows(report, prices, text).map(({ name, row }) => cells(name, row)), cells(say('report.prices.total'), prices.total)], hasTotal: true,
  }]
}

function benefitTables(report: BacktestReport, { benefits, floor }: PricesReport, text: Text): Table[] {
  const { say, integer, money } = text
  const nameOf = (benefit: string, kind: string) => (kind === 'tier' ? say('report.prices.tier') : text.name(report.program.pricing.discounts.find(({ id }) => id === benefit)?.name ?? benefit))
  const table = (caption: string, columns: Column[], rows: Cell[][]): Table[] => (rows.length === 0 ? [] : [{ caption, columns, rows }])
  return [
    ...table(say('report.prices.by_benefit'), columnsOf(text, ['benefit', 'left'], ['level', 'left'], ['lines'], ['discount']), benefits.map(({ benefit, kind, level, lines, minor }) => [
      nameOf(benefit, kind), buyerName(report, level, text), integer(lines), money(minor, report.program.currency),
    ])),
    ...table(say('report.prices.dropped', { isShadow: floor?.isShadow === true ? 'yes' : 'no' }), columnsOf(text, ['benefit', 'left'], ['lines'], ['discount']), (floor?.drops ?? []).map(({ benefit, kind, lines, minor }) => [
      nameOf(benefit, kind), integer(lines), money(minor, report.program.currency),
    ])),
  ]
}

/** The level of who bought; in a program without levels nobody has one. */
function buyerName(report: BacktestReport, level: string | null, text: Text): string {
  if (level === null) return text.say('report.prices.guests')
  return level === NO_LEVEL ? text.say('report.levels.none') : levelName(report, level, text)
}

/** How each number comes about, those left out that nothing is counted by. */
function definitions(report: BacktestReport, { total, floor, unpriced }: PricesReport, text: Text): string[] {
  const { say, share } = text
  const { currency, pricing, tracks, benefits } = report.program
  const money = (minor: number) => text.money(minor, currency)
  const hasTierPrice = tracks.some(({ levels }) => levels.some((level) => level.benefits.some((id) => benefits[id]?.kind === 'discount')))
  const [n, d] = pricing.margin?.unknownCost ?? [0, 1]
  const told: [boolean, string, Record<string, string | number>?][] = [
    [true, 'def_orders'],
    [true, 'def_retail', { told: money(total.toldMinor) }],
    [hasTierPrice, 'def_tier'],
    [pricing.discounts.length > 0, 'def_discounts', { of: pricing.percentOf }],
    [true, 'def_points'],
    [total.shippingMinor !== 0, 'def_shipping'],
    [pricing.discounts.some(({ gift }) => gift !== null), 'def_gifts'],
    [floor !== null, 'def_kept', { unknown: share(n, d) }],
    [floor !== null, 'def_floor', { isShadow: floor?.isShadow === true ? 'yes' : 'no', orders: floor?.orders ?? 0, lines: floor?.lines ?? 0, left: floor?.linesLeft ?? 0, saved: money(floor?.savedMinor ?? 0) }],
    [Object.keys(report.program.markets).length > 1, 'def_currency', { currency }],
    [unpriced > 0, 'note_unpriced', { unpriced }],
    [hasTierPrice, 'note_estimate', { part: say('report.cost.title') }],
  ]
  return told.flatMap(([isTold, key, values]) => (isTold ? [say(`report.prices.${key}`, values)] : []))
}
