import { isCurrency } from '#engine/currencies'
import { parseRatio, type Ratio } from '#engine/ratio'
import { ratePerMinor } from './compile-rate.ts'
import { vocabularyOf } from './conditions.ts'
import { entriesOf, itemsOf, type DraftRule } from './draft.ts'
import { canAward, isOrderEvent, isReserved } from './events.ts'
import { nearest } from './near.ts'
import type { Path } from './problem.ts'
import { checkCondition, checkDates } from './rules-when.ts'
import { isExact, requireAmount, requireFactor, requireId, requireOwnIds, requireRate, type Site } from './site.ts'

/** Notes earn rules that can award nothing, contradict themselves or name what is not there. */
export function checkEarn(site: Site): void {
  requireOwnIds(site, ['earn'], site.draft.earn)
  for (const [index, rule] of itemsOf(site.draft.earn)) {
    const path = ['earn', index]
    checkTrigger(site, path, rule)
    checkAward(site, path, rule)
    checkOrderSettings(site, path, rule)
    requireId(site, 'unit', { path: [...path, 'unit'], id: rule.unit })
    checkWhens(site, path, rule)
    checkMultipliers(site, [...path, 'multipliers'], rule)
    checkPrecision(site, path, rule)
  }
}

/** An order's frozen rate has nine decimals at most (R29); a rule's own rate meets it. */
const LONGEST_RATE: Ratio = [1_000_000_001, 1_000_000_000]

/** A rate, an order's own rate and the multipliers of one day are one exact ratio of safe integers, in whichever of them meet. */
function checkPrecision({ draft, currency, notes }: Site, path: Path, { rate, multipliers, combine }: DraftRule): void {
  const times = itemsOf(multipliers).flatMap(([index, { times: text }]) => {
    return text === undefined || !isExact(() => parseRatio(text)) ? [] : [{ index, by: parseRatio(text), text }]
  })
  for (const start of startsOf(rate, draft, currency)) {
    let product = start
    if (!isSafe(product)) return notes.mistake([...path, 'rate'], 'digits_together', { found: String(typeof rate === 'object' ? rate.per : rate) })
    for (const { index, by, text } of times) {
      const next = meet(combine === 'best' ? start : product, by)
      if (!isSafe(next)) return notes.mistake([...path, 'multipliers', index, 'times'], 'digits_together', { found: text })
      product = next
    }
  }
}

/** The rates from which a rule's products start: each market's, or its own with an order's. */
function startsOf(rate: DraftRule['rate'], draft: Site['draft'], base: string | null): Product[] {
  const exact = (own: DraftRule['rate'], currency: string | undefined | null): Product[] => {
    if (own === undefined || typeof currency !== 'string' || !isCurrency(currency)) return []
    if (typeof own === 'object' && (own.points === undefined || own.per === undefined)) return []
    const compute = (): Ratio => ratePerMinor(own as string | { points: number; per: string }, currency)
    return isExact(compute) ? [meet(ONE, compute())] : []
  }
  if (rate !== 'market') return exact(rate, base).map((own) => meet(own, LONGEST_RATE))
  return entriesOf(draft.markets).flatMap(([, market]) => exact(market.earn, market.currency))
}

/** A product that is not reduced: none of its parts alone is larger. */
type Product = { n: bigint; d: bigint }

const ONE: Product = { n: 1n, d: 1n }

function meet({ n, d }: Product, [by, per]: Ratio): Product {
  return { n: n * BigInt(by), d: d * BigInt(per) }
}

function isSafe({ n, d }: Product): boolean {
  return n <= BigInt(Number.MAX_SAFE_INTEGER) && d <= BigInt(Number.MAX_SAFE_INTEGER)
}

function checkTrigger({ notes, events }: Site, path: Path, { on }: DraftRule): void {
  if (on === undefined || canAward(on)) return
  const near = nearest(on, ['order.paid', 'member.joined', 'tier.entered', ...Object.keys(events)]) ?? ''
  notes.mistake([...path, 'on'], 'event_earns_nothing', { found: on, values: { near } })
}

/** A rule gives by a rate or a fixed number of points; a streak alone gives points too. */
function checkAward(site: Site, path: Path, rule: DraftRule): void {
  const { notes, currency } = site
  const { on, rate, every = 1 } = rule
  if ('rate' in rule && 'points' in rule) notes.mistake([...path, 'points'], 'rate_and_points', { isKey: true, found: 'points' })
  if (!('rate' in rule) && !('points' in rule) && !('streak' in rule)) notes.mistake(path, 'rate_or_points', { isKey: true })
  if (rate !== undefined && rate !== 'market') requireRate(site, [...path, 'rate'], { rate, currency })
  if ('rate' in rule && on !== undefined && canAward(on) && !isOrderEvent(on)) notes.mistake([...path, 'rate'], 'rate_needs_order', { isKey: true, found: on })
  if ('rate' in rule && every > 1) notes.mistake([...path, 'every'], 'every_needs_points', { isKey: true, found: String(every) })
  if ('streak' in rule && on !== undefined && isReserved(on)) notes.mistake([...path, 'streak'], 'streak_needs_activity', { isKey: true, found: on })
}

/** What only an order has: an amount, lines, a total. */
function checkOrderSettings(site: Site, path: Path, rule: DraftRule): void {
  const { on } = rule
  requireAmount(site, { path: [...path, 'minimum'], text: rule.minimum, currency: site.currency })
  if (on === undefined || isOrderEvent(on) || !canAward(on)) return
  for (const key of ['minimum', 'base', 'per'] as const) {
    if (rule[key] !== undefined) site.notes.mistake([...path, key], 'setting_needs_order', { isKey: true, found: key, values: { on } })
  }
  if (rule.caps?.order !== undefined) site.notes.mistake([...path, 'caps', 'order'], 'setting_needs_order', { isKey: true, found: 'order', values: { on } })
}

function checkWhens(site: Site, path: Path, { on, when, multipliers, every = 1 }: DraftRule): void {
  if (on === undefined || !canAward(on)) return
  if (when !== undefined) checkCondition(site, [...path, 'when'], { when, vocabulary: vocabularyOf(on, site.events) })
  const vocabulary = itemsOf(multipliers).some(([, multiplier]) => multiplier.when !== undefined) ? vocabularyOf(on, site.events, every > 1) : null
  for (const [index, multiplier] of itemsOf(multipliers)) {
    if (multiplier.when !== undefined) checkCondition(site, [...path, 'multipliers', index, 'when'], { when: multiplier.when, vocabulary: vocabulary! })
  }
}

function checkMultipliers(site: Site, path: Path, { multipliers }: DraftRule): void {
  requireOwnIds(site, path, multipliers)
  for (const [index, { times, dates }] of itemsOf(multipliers)) {
    requireFactor(site, [...path, index, 'times'], times)
    checkDates(site, [...path, index, 'dates'], dates)
  }
}
