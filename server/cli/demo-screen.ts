import { createColors } from 'picocolors'
import { dayText, instantText, localDay, type Instant } from '#engine/calendar'
import type { BacktestReport } from '#engine/simulate/report'
import type { DemoStore } from '#server/demo/demo-store'
import type { Year } from '#server/demo/live-year'
import { tellStories } from '#server/demo/stories'
import { referenceRate } from './order-events.ts'
import { figureLines, paragraphLines, sectionLines, titleLines, type Page } from './page.ts'
import { figuresOf, sectionsOf, type Section } from './report-sections.ts'
import type { Text } from './text.ts'

/** What the first screen of the demo is made of: the store's figures as they stand, and where and how it answers. */
export type Screen = { report: BacktestReport; year: Year; seed: number; store: DemoStore; url: string; clockAt: Instant }

type Look = { text: Text; page: Page }

/** Months that the first screen tells; the whole page tells all. */
const MOST_MONTHS = 3
const INDENT = '  '

/** What a merchant sees first, where to look, the key, and three commands that work as they are printed. */
export function demoScreen(screen: Screen, look: Look): string {
  const { text, page } = look
  const { say } = text
  const told = new Map(sectionsOf(screen.report, text).map((section) => [section.id, section]))
  const lines = [
    ...titleLines(say('demo.title', { program: text.name(screen.year.program.name) }), [say('demo.about'), say('demo.seed', { seed: screen.seed })], page),
    ...figureLines(figuresOf(screen.report, text), page),
    ...[told.get('levels'), lastMonths(told.get('points'))].flatMap((section) => (section === undefined ? [] : sectionLines({ ...section, notes: [] }, page))),
    '', ...paragraphLines(say('demo.whole', { command: 'bin/rockpool demo --print' })),
    ...whereLines(screen, look),
    ...tryLines(screen, look),
    '', ...paragraphLines(say('demo.until')),
  ]
  return `${lines.join('\n')}\n\n`
}

function lastMonths(points: Section | undefined): Section | undefined {
  return points === undefined ? undefined : { ...points, tables: points.tables.map((table) => ({ ...table, rows: table.rows.slice(-MOST_MONTHS) })) }
}

function whereLines({ url, store, clockAt, year }: Screen, { text: { say, date }, page }: Look): string[] {
  const { bold, cyan } = createColors(page.isColour)
  const rows = [
    [say('demo.where.api'), `${url}/api/`], [say('demo.where.key'), store.key], [say('demo.where.store'), store.storeId], [say('demo.where.clock'), date(clockAt, year.program.zone)],
  ] as const
  return ['', '', `${INDENT}${bold(cyan(say('demo.where.title')))}`, ...rows.flatMap(([what, where]) => [`${INDENT}${what}`, `${INDENT}${INDENT}${bold(where)}`])]
}

function tryLines(screen: Screen, { text: { say, locale }, page }: Look): string[] {
  const { bold, dim, cyan } = createColors(page.isColour)
  const { store: { key }, url, year } = screen
  const shopper = (tellStories(year)[0]?.shopper ?? year.shoppers[0]) as Year['shoppers'][number]
  const ask = (path: string) => `curl -s "${url}/api/v1${path}" -H "Authorization: Bearer ${key}"`
  const commands = [
    [ask(`/members/${shopper.id}`), say('demo.now.member', { name: shopper.name, city: shopper.place.city })],
    [`${ask('/events')} -H "Content-Type: application/json" -d '${JSON.stringify(orderFor(shopper, screen))}'`, say('demo.now.order')],
    [ask(`/members/${shopper.id}/explanations?event=demo-order-1&locale=${locale}`), say('demo.now.why')],
  ] as const
  return ['', '', `${INDENT}${bold(cyan(say('demo.now.title')))}`, ...commands.flatMap(([command, what]) => ['', `${INDENT}${dim(what)}`, `${INDENT}${bold(command)}`])]
}

/** An order of today, by the clock of the store: the same as often as it is sent, which is once. */
function orderFor({ id, country }: Year['shoppers'][number], { year: { program, asOf } }: Screen): object {
  const rate = country.currency === program.currency ? null : referenceRate(program, country.currency)
  const at = asOf - 1
  return {
    source: 'terminal', id: 'demo-order-1', type: 'order.paid', occurredAt: instantText(at), member: id,
    order: {
      id: 'T1', currency: country.currency, ...(rate === null ? {} : { rate: { rate, source: 'demo', asOf: dayText(localDay(at, program.zone)) } }),
      lines: [{ id: '1', sku: 'HM-TWL', quantity: 2, amountMinor: country.currency === 'JPY' ? 6_400 : 4_200 }],
    },
  }
}
