import { eventName, unitName } from '#engine/member/explain-words'
import type { LeafProgress } from '#engine/member/progress'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { nameIn, translate, type TextValue, type Voice } from '#engine/text'
import type { Candidate, Untaken } from './cart.ts'
import type { LevelAfter } from './levels-after.ts'
import { isBelow, isOrderBelow } from './margin.ts'
import type { PriorPrice } from './prior-price.ts'
import type { Quote, QuotedLine } from './quote.ts'

/** Sentences on each line, on the whole cart, and (for the staff alone) on what the store keeps. */
export type QuoteText = { lines: string[][]; cart: string[]; staff: string[] }

type Say = (key: string, values?: Readonly<Record<string, TextValue>>) => string

/** In which language, what is known of prices before a reduction (R38), by SKU, and where the member stands once the order is paid. */
type Explaining = Voice & { program: Program; priors?: ReadonlyMap<string, PriorPrice>; after?: readonly LevelAfter[] }
const NONE: ReadonlyMap<string, PriorPrice> = new Map()

/** R58: why each line costs what it costs, what was taken off and what was not, and what comes of it. */
export function explainQuote(quote: Quote, { program, locale, own, priors = NONE, after = [] }: Explaining): QuoteText {
  const say: Say = (key, values) => translate({ locale, own }, `quote.${key}`, values)
  const money = (minor: number) => ({ minor, currency: quote.currency })
  const nameOf = (id: string) => nameIn(program.pricing.discounts.find((discount) => discount.id === id)?.name ?? id, locale)
  const ofAll = quote.untaken.filter(({ line }) => line === null)
  const lines = quote.lines.map((line) => lineSentences(line, quote.untaken.filter((one) => one.line === line.line.id), { say, money, nameOf, prior: priors.get(line.line.good.sku) }))
  const cart = [
    ...quote.unpriced.map(({ sku, why, minQuantity, increment }) => say(`unpriced.${why}`, { sku, minimum: minQuantity, increment })),
    ...ofAll.map(({ discount, why }) => say(`untaken.${why === 'floor' ? 'floor_all' : why}`, { discount: nameOf(discount) })),
    ...quote.perks.flatMap(({ discount, gift }) => (gift === null ? [] : [say('gift', { discount: nameOf(discount), sku: gift })])),
    ...shippingSentences(quote, { say, money, nameOf }),
    taxSentence(quote, { say, money }),
    ...(quote.points.points === 0 ? [] : [say('points', { points: quote.points.points, amount: money(quote.points.worthMinor) })]),
    ...(quote.points.less === null ? [] : [say(`points_less.${quote.points.less}`, { asked: quote.cart.points, most: quote.points.mostPoints })]),
    say('pay', { amount: money(quote.payMinor) }),
    say('earns', { points: quote.earns.points }),
    ...after.flatMap((one) => levelSentences(one, { program, voice: { locale, own }, say })),
  ]
  return { lines, cart, staff: staffSentences(quote, { say, money, nameOf }) }
}

/** R28: the level that the order reaches, and what one thing is missing to the next; of several things only the numbers say which. */
function levelSentences({ track, levelId, isReached, next }: LevelAfter, { program, voice, say }: { program: Program; voice: Voice; say: Say }): string[] {
  const levels = program.tracks.find(({ id }) => id === track)?.levels ?? []
  const nameOf = (id: string | null) => nameIn(levels.find((level) => level.id === id)?.name ?? id ?? '', voice.locale)
  const [need, ...others] = (next?.needs ?? []).filter(({ isMet }) => !isMet)
  const isOne = need !== undefined && others.length === 0 && need.leaf.kind === 'series'
  return [
    ...(isReached && levelId !== null ? [say('level_reached', { level: nameOf(levelId) })] : []),
    ...(isOne && next !== null ? [say('level_next', { level: nameOf(next.levelId), missing: missingText(need, { program, voice, say }) })] : []),
  ]
}

function missingText({ leaf, missing }: LeafProgress, { program, voice, say }: { program: Program; voice: Voice; say: Say }): string {
  const { measure, series } = leaf as Extract<typeof leaf, { kind: 'series' }>
  const words = { ...voice, timeline: timelineOf(program), zone: program.zone, at: 0 }
  const [, of = ''] = series.split(':')
  return say(`level_missing.${measure}`, {
    missing, amount: { minor: missing, currency: program.currency }, unit: measure === 'points' ? unitName(words, of) : '', event: measure === 'event' ? eventName(words, of) : '',
  })
}

type Words = { say: Say; money: (minor: number) => TextValue; nameOf: (discount: string) => string }

function lineSentences({ line: { good, quantity }, price, amountMinor, taken }: QuotedLine, untaken: readonly Untaken[], { say, money, nameOf, prior }: Words & { prior: PriorPrice | undefined }): string[] {
  const sourceOf = ({ source, list }: Pick<Candidate, 'source' | 'list'>) => say(`source.${source}`, { list })
  const chosen = price.candidates.find(({ why }) => why === 'chosen') as Candidate
  return [
    say('chosen', { sku: good.sku, unit: money(price.unitMinor), quantity, amount: money(amountMinor), source: sourceOf(chosen) }),
    ...price.candidates.filter((candidate) => candidate !== chosen).map((candidate) => say(candidate.why, { source: sourceOf(candidate), unit: money(candidate.unitMinor), minimum: candidate.minQuantity, increment: candidate.increment ?? 1 })),
    ...taken.map(({ discount, minor }) => say('taken', { discount: nameOf(discount), amount: money(minor) })),
    ...untaken.map(({ discount, why }) => say(`untaken.${why}`, { discount: nameOf(discount) })),
    ...(prior === undefined || prior.lowestMinor === null ? [] : [say('prior', { quantity: prior.quantity, amount: money(prior.lowestMinor) })]),
  ]
}

function shippingSentences({ cart, shipping: { payMinor, isFree, freeBy, missingMinor } }: Quote, { say, money, nameOf }: Words): string[] {
  const missing = missingMinor === null || isFree ? [] : [say('shipping.missing', { amount: money(missingMinor) })]
  if (isFree) return [freeBy === null ? say('shipping.free') : say('shipping.free_by', { discount: nameOf(freeBy) })]
  return [cart.shippingMinor === null ? say('shipping.open') : say('shipping.paid', { amount: money(payMinor) }), ...missing]
}

function taxSentence({ taxBase: { goodsMinor, shippingMinor } }: Quote, { say, money }: Pick<Words, 'say' | 'money'>): string {
  return shippingMinor === 0 ? say('tax.goods', { goods: money(goodsMinor) }) : say('tax.both', { goods: money(goodsMinor), shipping: money(shippingMinor) })
}

function staffSentences({ cart: { only = [] }, lines, margins, dropped, isShadow, isOverridden }: Quote, { say, money, nameOf }: Words): string[] {
  const skuOf = (id: string) => lines.find(({ line }) => line.id === id)?.line.good.sku ?? id
  const kept = (margins?.lines ?? []).map((one) => say(isBelow(one) ? 'staff.below' : 'staff.margin', { sku: skuOf(one.line), margin: money(one.marginMinor), net: money(one.netMinor), floor: money(one.floorMinor) }))
  const ofOrder = margins === null || margins.orderFloorMinor === null ? [] : [say(isOrderBelow(margins) ? 'staff.order_below' : 'staff.order_margin', { margin: money(margins.marginMinor), net: money(margins.netMinor), floor: money(margins.orderFloorMinor) })]
  const how = isShadow ? 'shadow' : isOverridden ? 'kept' : 'dropped'
  const without = dropped.map(({ benefit, kind, line, isWhole = false }) => {
    const what = { what: kind === 'tier' ? say('staff.tier') : say('staff.discount', { discount: nameOf(benefit) }), how }
    if (line === null) return say(isWhole ? 'staff.dropped_of_order' : 'staff.dropped_perk', what)
    return say(kind === 'tier' ? 'staff.dropped_tier' : 'staff.dropped', { ...what, sku: skuOf(line) })
  })
  return [...(only.length === 0 ? [] : [say('staff.only', { lists: only.join(', ') })]), ...without, ...kept, ...ofOrder]
}
