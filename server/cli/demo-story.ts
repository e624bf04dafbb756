import { createColors } from 'picocolors'
import type { Day } from '#engine/calendar'
import type { MemberEvent, Order } from '#engine/member/event'
import { explain } from '#engine/member/explain'
import { timelineOf } from '#engine/program/timeline'
import { PRODUCTS } from '#server/demo/catalogue'
import type { Year } from '#server/demo/live-year'
import type { Holding, Moment, Story } from '#server/demo/stories'
import { tableLines, type Page } from './page.ts'
import { reasonName } from './report-sections.ts'
import { levelName, type Cell, type Table } from './report-tables.ts'
import type { Text } from './text.ts'
import { pad, wrap } from './wrap.ts'

/** Sources of a balance that are listed one by one. */
const MOST_HOLDINGS = 6
const WIDTH = 96
const DATE_WIDTH = 9
const INDENT = '  '

type Look = { text: Text; page: Page }

/** A member's story: who, what stands, the moments of the year with the engine's reasons, and where the balance is from. */
export function storyLines(story: Story, year: Year, look: Look): string[] {
  const { text: { say, integer }, page } = look
  const { bold, dim } = createColors(page.isColour)
  const { shopper, balance, pending, levelId } = story
  const level = levelName(year.report, levelId ?? 'none', look.text)
  return [
    '', '',
    `${INDENT}${bold(say('demo.stories.head', { name: shopper.name, city: shopper.place.city, role: say(`demo.stories.role.${story.role}`) }))}`,
    `${INDENT}${say('demo.stories.stands', { level, balance: integer(balance), pending, pendingText: integer(pending) })}`,
    ...nextLines(story, year, look).map((line) => `${INDENT}${dim(line)}`),
    '',
    ...story.moments.flatMap((moment) => momentLines(moment, story, { year, look })),
    '',
    ...whyLines(story, year, look),
  ]
}

function momentLines({ at, event, trace }: Moment, { shopper }: Story, { year, look }: { year: Year; look: Look }): string[] {
  const { dim } = createColors(look.page.isColour)
  const { locale } = look.text
  const date = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: shopper.place.zone }).format(at)
  const said = event === null ? [] : sentenceOf(event, look.text)
  const why = explain(trace, { timeline: timelineOf(year.program), locale, zone: shopper.place.zone })
  const room = WIDTH - DATE_WIDTH - 2
  const lines = [...said.flatMap((line) => wrap(line, room)), ...why.flatMap((line) => wrap(line, room - 2).map((part, index) => dim(`${index === 0 ? '· ' : '  '}${part}`)))]
  return lines.map((line, index) => `${INDENT}${pad(index === 0 ? date : '', DATE_WIDTH)}${line}`)
}

/** What a member did, in words; nothing for what only the store did. */
function sentenceOf(event: MemberEvent, text: Text): string[] {
  const { say, integer, money, has } = text
  switch (event.kind) {
    case 'member.joined': return [say('demo.stories.joined')]
    case 'order.paid': {
      const { order } = event
      return [say('demo.stories.bought', { items: itemsOf(order.lines, text), amount: money(goodsMinor(order), order.currency), order: order.id })]
    }
    case 'order.refunded': {
      const { lines } = event.refund
      if (lines === undefined) return [say('demo.stories.returned', { order: event.orderId })]
      const items = itemsOf(lines.map(({ line, quantity = 1 }) => ({ sku: line, quantity })), text)
      return [say('demo.stories.returned_part', { order: event.orderId, items })]
    }
    case 'order.exchanged': return [say('demo.stories.exchanged', { order: event.orderId, items: itemsOf((event.refund.lines ?? []).map(({ line, quantity = 1 }) => ({ sku: line, quantity })), text), instead: itemsOf(event.order.lines, text) })]
    case 'points.spent': return [say('demo.stories.spent', { points: integer(event.points), order: event.orderId ?? '' })]
    case 'activity': return has(`demo.stories.did.${event.name}`) ? [say(`demo.stories.did.${event.name}`)] : []
    default: return []
  }
}

function goodsMinor({ lines, discountMinor = 0 }: Order): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, -discountMinor)
}

function itemsOf(lines: readonly { sku: string; quantity: number }[], { say, locale }: Text): string {
  const items = lines.map(({ sku, quantity }) => {
    const name = PRODUCTS.find((each) => each.sku === sku)?.name[locale] ?? sku
    return say('demo.stories.item', { quantity, name: quantity === 1 ? name : name.replace(/^an? /, '') })
  })
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)
}

/** How far the next level is, where spend alone leads there (R28). */
function nextLines({ progress }: Story, { program, report }: Year, { text }: Look): string[] {
  const need = progress?.next?.needs.find(({ leaf, missing }) => leaf.kind === 'series' && leaf.measure === 'spend' && missing > 0)
  if (need === undefined || progress?.next === null || progress === undefined) return []
  return [text.say('demo.stories.next', { amount: text.money(need.missing, program.currency), level: levelName(report, progress.next.levelId, text) })]
}

/** Why the balance is what it is: each lot that is left, and the sum. */
function whyLines({ holdings, balance, pending, debt, shopper }: Story, { report }: Year, { text, page }: Look): string[] {
  const { say, integer } = text
  const { bold } = createColors(page.isColour)
  const total = balance + pending
  const shown = holdings.length > MOST_HOLDINGS + 1 ? holdings.slice(0, MOST_HOLDINGS) : holdings
  const rest = holdings.slice(shown.length)
  const source = ({ rule, orderId }: Holding) => {
    const name = reasonName(report, rule, text)
    return orderId === null ? name : say('demo.stories.of_order', { rule: name, order: orderId })
  }
  const rows: Cell[][] = [
    ...shown.map((holding): Cell[] => [integer(holding.points), source(holding), text.date(holding.earnedAt, shopper.place.zone), endOf(holding, text)]),
    ...(rest.length > 0 ? [[integer(rest.reduce((sum, { points }) => sum + points, 0)), say('demo.stories.more', { count: rest.length }), '', '']] : []),
    ...(debt > 0 ? [[integer(-debt), say('demo.stories.debt'), '', '']] : []),
    [integer(total), say('demo.stories.together'), '', ''],
  ]
  const columns: Table['columns'] = [{ label: '', align: 'right' }, { label: '', align: 'left' }, { label: '', align: 'left' }, { label: '', align: 'left' }]
  return [`${INDENT}${bold(say('demo.stories.why', { points: total, pointsText: integer(total) }))}`, ...tableLines({ caption: null, columns, rows, hasTotal: true }, page)]
}

function endOf({ isPending, expiresOn }: Holding, text: Text): string {
  if (isPending) return text.say('demo.stories.waiting')
  return expiresOn === null ? text.say('demo.stories.for_ever') : text.say('demo.stories.until', { day: dayIn(expiresOn, text) })
}

function dayIn(day: Day, { date }: Text): string {
  return date(day * 86_400_000, 'UTC')
}
