import { createColors } from 'picocolors'
import { dayText, instantText, localDay, type Instant } from '#engine/calendar'
import type { BacktestReport } from '#engine/simulate/report'
import type { DemoStore } from '#server/demo/demo-store'
import type { Year } from '#server/demo/live-year'
import { priceMinor } from '#server/demo/rates'
import { tellStories } from '#server/demo/stories'
import { referenceRate } from '#server/modules/programs/reference-rate'
import { yearLines } from './demo.ts'
import { paragraphLines, type Page } from './page.ts'
import type { Text } from './text.ts'

/** What the screen of the demo is made of: the store's figures as they stand, where and how it answers, where shoppers see it, and how to become its owner, where nobody is. */
export type Screen = { report: BacktestReport; year: Year; seed: number; store: DemoStore; url: string; clockAt: Instant; centre: string; ownerLink: string | null }

/** What a waffle towel costs, in dollars. */
const TOWEL = 24

type Look = { text: Text; page: Page }

const INDENT = '  '

/** The year as a merchant would want to see it, and under it where to look, the key, and three commands that work as they are printed. */
export function demoScreen(screen: Screen, look: Look): string {
  const { report, year, seed } = screen
  const lines = [
    ...yearLines({ ...year, report }, seed, look),
    ...whereLines(screen, look),
    ...tryLines(screen, look),
    '', ...paragraphLines(look.text.say('demo.until')),
  ]
  return `${lines.join('\n')}\n\n`
}

function whereLines({ url, store, clockAt, year, centre, ownerLink }: Screen, { text: { say, date }, page }: Look): string[] {
  const { bold, cyan } = createColors(page.isColour)
  const rows = [
    ...(ownerLink === null ? [] : [[say('demo.where.owner'), ownerLink] as const]),
    [say('demo.where.centre'), centre], [say('demo.where.api'), `${url}/api/`], [say('demo.where.key'), store.key], [say('demo.where.store'), store.storeId], [say('demo.where.clock'), date(clockAt, year.program.zone)],
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
      lines: [{ id: '1', sku: 'HM-TWL', quantity: 2, amountMinor: priceMinor(TOWEL, country.currency) * 2 }],
    },
  }
}
