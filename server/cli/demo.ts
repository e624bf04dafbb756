import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createColors } from 'picocolors'
import type { BacktestReport } from '#engine/simulate/report'
import { liveYear, type Year } from '#server/demo/live-year'
import { ordersFile } from '#server/demo/orders-file'
import { expiringWithin, latestChanges, tellStories } from '#server/demo/stories'
import { isColourWanted } from './colour.ts'
import { storyLines } from './demo-story.ts'
import { Failure, UsageError } from './exits.ts'
import { figureLines, sectionLines, titleLines, type Page } from './page.ts'
import { readProgram } from './program-file.ts'
import { figuresOf, sectionsOf } from './report-sections.ts'
import { levelName, type Cell, type Section, type Table } from './report-tables.ts'
import type { Text } from './text.ts'

/** The options of `rockpool demo`, as they were written. */
export type DemoOptions = { seed: string; ordersTo?: string; print?: true }

/** The program of the demo store. */
export const DEMO_PROGRAM = fileURLToPath(new URL('../demo/program.yaml', import.meta.url))
const MOST_CHANGES = 6
/** Markets that are told one by one: those with most members. */
const MOST_MARKETS = 12

/** Makes up the year of a seed and prints it, or writes its orders to a file. @throws UsageError, Failure */
export async function runDemoPrint({ seed: written, ordersTo }: DemoOptions, text: Text): Promise<void> {
  const seed = seedOf(written, text)
  const year = liveYear(await readProgram(DEMO_PROGRAM, text), seed)
  if (ordersTo === undefined) process.stdout.write(demoText(year, seed, { text, page: { isColour: isColourWanted(process.env, process.stdout) } }))
  else await writeOrders(ordersTo, year, text)
}

/** The seed that was asked for. @throws UsageError */
export function seedOf(written: string, { say }: Text): number {
  if (!/^\d{1,9}$/.test(written)) throw new UsageError(say('cli.wrong.seed', { found: written }))
  return Number(written)
}

async function writeOrders(file: string, year: Year, { say, integer }: Text): Promise<void> {
  const { csv, orders } = ordersFile(year)
  try {
    await writeFile(file, csv)
  } catch (error) {
    throw new Failure(say('cli.wrong.unwritable', { file, why: (error as Error).message }))
  }
  process.stdout.write(`${say('demo.wrote', { file, orders: integer(orders) })}\n`)
}

/** The whole page, and what to try next. */
export function demoText(year: Year, seed: number, look: { text: Text; page: Page }): string {
  return `${[...yearLines(year, seed, look), ...tryLines(look.text, look.page)].join('\n')}\n\n`
}

/** The store's figures, its levels and who moved, its points and what expires, and three stories with the why of their numbers. */
export function yearLines(year: Year, seed: number, { text, page }: { text: Text; page: Page }): string[] {
  const { say } = text
  const { report, program } = year
  const told = new Map(sectionsOf(report, text).map((section) => [section.id, section]))
  const levels = told.get('levels')
  const sections = [levels === undefined ? undefined : { ...levels, notes: [] }, markets(year, text), movers(year, told.get('moves'), text), told.get('points'), expiring(year, text)]
  return [
    ...titleLines(say('demo.title', { program: text.name(program.name) }), [say('demo.about'), say('demo.seed', { seed })], page),
    ...figureLines(figuresOf(report, text), page),
    ...sections.flatMap((section) => (section === undefined ? [] : sectionLines(section, page))),
    ...sectionLines({ title: say('demo.stories.title'), lead: say('demo.stories.lead'), tables: [], notes: [] }, page),
    ...tellStories(year).flatMap((story) => storyLines(story, year, { text, page })),
  ]
}

function markets({ program, shoppers, companies, report }: Year, { say, integer, money, name }: Text): Omit<Section, 'id'> {
  const counted = Object.values(program.markets).map((market) => {
    const { length } = shoppers.filter(({ country }) => country.market === market.id)
    return { market, members: market.id === 'trade' ? companies.length : length }
  }).sort((a, b) => b.members - a.members)
  const rest = counted.slice(MOST_MARKETS)
  const bar = (members: number): Cell => ({ bar: members / report.members, tone: 'plain' })
  const rows = counted.slice(0, MOST_MARKETS).map(({ market, members }): Cell[] => [name(market.name), market.currency, earnText(market, money), integer(members), bar(members)])
  const others = rest.reduce((sum, { members }) => sum + members, 0)
  if (rest.length > 0) rows.push([say('demo.markets.more', { count: rest.length }), '', '', integer(others), bar(others)])
  const columns: Table['columns'] = [
    { label: say('demo.markets.market'), align: 'left' }, { label: say('demo.markets.currency'), align: 'left' }, { label: say('demo.markets.earn'), align: 'right' },
    { label: say('report.columns.members'), align: 'right' }, { label: '', align: 'left' },
  ]
  const currencies = Object.keys(report.netMinor).length
  return { title: say('demo.markets.title'), lead: say('demo.markets.lead', { markets: counted.length, currencies }), tables: [{ caption: null, columns, rows }], notes: [] }
}

/** What one point asks for in a market: "$1.00", "¥150". */
function earnText({ earn, currency }: Year['program']['markets'][string], money: Text['money']): string {
  return earn === null || earn[0] === 0 ? '–' : money(Math.round(earn[1] / earn[0]), currency)
}

function movers(year: Year, moves: Section | undefined, text: Text): Omit<Section, 'id'> | undefined {
  if (moves === undefined) return undefined
  const { say, date } = text
  const rows = latestChanges(year, MOST_CHANGES).map(({ who: { name, place }, at, from, to, isUp }): Cell[] => [
    date(at, place.zone), name, `${place.city}, ${place.region}`,
    `${isUp ? '▲' : '▼'} ${say('report.moves.move', { from: levelName(year.report, from, text), to: levelName(year.report, to, text) })}`,
  ])
  const columns: Table['columns'] = [
    { label: say('demo.movers.when'), align: 'left' }, { label: say('demo.movers.who'), align: 'left' },
    { label: say('demo.movers.where'), align: 'left' }, { label: say('report.columns.move'), align: 'left' },
  ]
  return { ...moves, tables: [...moves.tables.slice(0, 1), { caption: say('demo.movers.title'), columns, rows }] }
}

function expiring(year: Year, { say, integer, money }: Text): Omit<Section, 'id'> {
  const { program, report } = year
  const owed = report.points.pending + report.points.active + report.points.reserved
  const row = (label: string, points: number, members: number | null): Cell[] => [
    label, integer(points), members === null ? '' : integer(members), money(worthOf(points, report, owed), program.currency), { bar: owed === 0 ? 0 : points / owed, tone: members === null ? 'plain' : 'bad' },
  ]
  const soon = [30, 90].map((days) => {
    const { points, members } = expiringWithin(year, days)
    return row(say('demo.expiring.within', { days }), points, members)
  })
  const columns: Table['columns'] = [
    { label: '', align: 'left' }, { label: say('report.columns.points'), align: 'right' }, { label: say('report.columns.members'), align: 'right' },
    { label: say('demo.expiring.worth'), align: 'right' }, { label: '', align: 'left' },
  ]
  return { title: say('demo.expiring.title'), lead: say('demo.expiring.lead'), tables: [{ caption: null, columns, rows: [...soon, row(say('demo.expiring.owed'), owed, null)] }], notes: [] }
}

/** What some of the points owed cost, at the average of all. */
function worthOf(points: number, { liability }: BacktestReport, owed: number): number {
  return owed === 0 ? 0 : Math.round((liability.minor * points) / owed)
}

function tryLines({ say }: Text, page: Page): string[] {
  const { bold, dim, cyan } = createColors(page.isColour)
  const commands = [
    ['bin/rockpool demo --print --seed 7', say('demo.try.another')],
    ['bin/rockpool demo --orders-to year.csv', say('demo.try.orders')],
    ['bin/rockpool backtest --orders year.csv --program server/demo/program.yaml --html report.html', say('demo.try.backtest')],
  ] as const
  return ['', '', `  ${bold(cyan(say('demo.try.title')))}`, ...commands.flatMap(([command, what]) => [`  ${bold(command)}`, `    ${dim(what)}`])]
}
