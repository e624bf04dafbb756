import { dayText, type Zone } from '#engine/calendar'
import type { Fact, Posting } from '#engine/member/outcome'
import type { UnitTotals } from '#engine/member/state'
import { ratioText } from '#engine/ratio'
import type { Being } from './case-schema.ts'
import type { CouponView } from './checkouts.ts'
import type { LotView, MemberView, TierView } from '#engine/member/view'
import type { EntitlementView, MemberWitness, OfferView, ProgressView } from './driver.ts'
import { momentText, parseMoment } from './moments.ts'
import { quoteDifferences, type QuoteView } from './quotes.ts'

/** Where a member differs from what the case says. */
export type Difference = { path: string; expected: string; found: string }

/** Everything about a member that a case can speak of, at one moment. */
export type Witness = {
  view: MemberWitness
  progress: readonly ProgressView[]
  coupons: readonly CouponView[]
  quotes: readonly QuoteView[]
  rewards: Readonly<Record<string, OfferView>>
  entitlements: Readonly<Record<string, EntitlementView>>
  postings: readonly Posting[]
  facts: readonly Fact[]
  /** The explanation by event (null: the whole) and language, asked for beforehand. */
  said: ReadonlyMap<string, readonly string[]>
  zone: Zone
}

type Row = Readonly<Record<string, unknown>>

/** Every difference between what is written and what is; what is not written is not compared. */
export function differences(being: Being, witness: Witness): Difference[] {
  const { view, zone } = witness
  const told = being as Row
  return [
    ...totalDifferences(told, view.units[view.mainUnit], ''),
    ...Object.entries((told.units ?? {}) as Record<string, Row>).flatMap(([unit, totals]) => totalDifferences(totals, view.units[unit], `units.${unit}.`)),
    ...tierDifferences(told, view, zone),
    ...('benefits' in told ? difference('benefits', told.benefits, view.benefits) : []),
    ...rowDifferences('lots', told.lots as Row[] | undefined, view.lots.map((lot) => lotRow(lot, zone))),
    ...rowDifferences('closed_lots', told.closed_lots as Row[] | undefined, view.closedLots.map((lot) => lotRow(lot, zone))),
    ...postingDifferences(told, witness.postings),
    ...factDifferences(told, witness),
    ...Object.entries((told.counts ?? {}) as Row).flatMap(([name, count]) => difference(`counts.${name}`, count, view.counts[name] ?? 0)),
    ...progressDifferences(told.progress, witness),
    ...namedDifferences('rewards', being.rewards, witness.rewards),
    ...namedDifferences('entitlements', being.entitlements, witness.entitlements),
    ...rowDifferences('coupons', told.coupons as Row[] | undefined, witness.coupons.map(({ until, ...coupon }) => ({ ...coupon, until: until === null ? 'never' : momentText(until, zone) }))),
    ...(being.quotes ?? []).flatMap((written, index) => quoteDifferences(`quotes[${index}]`, written, witness.quotes[index] as QuoteView)),
    ...(listOf(told.says) as Row[]).flatMap((says, index) => saidDifferences(says, { witness, path: `says[${index}]` })),
  ]
}

/** The key under which an explanation is kept in a witness. */
export function saidKey(event: unknown, locale: string): string {
  return `${typeof event === 'string' ? event : ''} ${locale}`
}

const NOTHING: UnitTotals = { earned: 0, pending: 0, active: 0, reserved: 0, spent: 0, expired: 0, revoked: 0, debt: 0, clawedBack: 0, waived: 0, forgiven: 0 }

/** R2's figures of one unit by the names a case gives them. */
export function figures(totals: UnitTotals = NOTHING): Readonly<Record<string, number>> {
  const { clawedBack, ...rest } = totals
  const { active, pending, reserved, debt } = totals
  const balance = active - debt
  return { ...rest, clawed_back: clawedBack, balance, available: Math.max(0, balance), books: pending + active + reserved - debt }
}

function totalDifferences(told: Row, totals: UnitTotals | undefined, prefix: string): Difference[] {
  return Object.entries(figures(totals)).flatMap(([name, found]) => (name in told ? difference(`${prefix}${name}`, told[name], found) : []))
}

function tierDifferences(told: Row, view: MemberView, zone: Zone): Difference[] {
  const one = 'tier' in told ? difference('tier', told.tier, onlyLevel(view) ?? 'none') : []
  const many = Object.entries((told.tiers ?? {}) as Record<string, string | Row>).flatMap(([track, wanted]) => {
    const tier = view.tracks[track]
    const row = tierRow(tier, zone)
    return typeof wanted === 'string' ? difference(`tiers.${track}`, wanted, row.level) : partDifferences(`tiers.${track}`, wanted, row)
  })
  return [...one, ...many]
}

function onlyLevel(view: MemberView): string | null {
  const tracks = Object.values(view.tracks)
  return tracks.length === 1 ? (tracks[0]?.level ?? null) : view.level
}

function tierRow(tier: TierView | undefined, zone: Zone): Row {
  const moment = (at: number | null | undefined) => (at === null || at === undefined ? 'never' : momentText(at, zone))
  return {
    level: tier?.level ?? 'none', since: moment(tier?.since), until: moment(tier?.validUntil), grace_until: moment(tier?.graceUntil), by_hand: tier?.byHand ?? false,
    waiting: tier?.waiting ? { level: tier.waiting.level, from: moment(tier.waiting.from) } : 'none',
  }
}

function lotRow(lot: LotView, zone: Zone): Row {
  const moment = (at: number | null) => (at === null ? 'unknown' : momentText(at, lot.zone))
  return {
    unit: lot.unit, amount: lot.amount, left: lot.left, held: lot.held, state: lot.isPending ? 'pending' : 'active',
    activates: moment(lot.activatesAt), active_since: moment(lot.activeSince), earned: momentText(lot.earnedAt, zone),
    expires: lot.expiresOn === null ? 'never' : dayText(lot.expiresOn), ends: moment(lot.expiresAt), zone: lot.zone,
    event: lot.sourceId, order: lot.orderId ?? 'none', line: lot.lineId ?? 'none', rule: lot.rule, version: lot.version, cost: ratioText(lot.costPerPoint),
  }
}

/** Lists of lots are exact in length; of each row only what is written is compared. */
function rowDifferences(path: string, wanted: readonly Row[] | undefined, found: readonly Row[]): Difference[] {
  if (wanted === undefined) return []
  if (wanted.length !== found.length) {
    const like = wanted[0] ?? { left: 0, expires: '' }
    return [{ path, expected: rows(wanted), found: rows(found.map((row, index) => only(row, wanted[index] ?? like))) }]
  }
  return wanted.flatMap((row, index) => partDifferences(`${path}[${index}]`, row, found[index]))
}

function only(row: Row, like: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key in like))
}

function postingDifferences(told: Row, postings: readonly Posting[]): Difference[] {
  const lines = (chosen: readonly Posting[]) => chosen.map(({ points, from, to, reason }) => `${points} ${from} → ${to} ${reason}`)
  const whole = told.postings === undefined ? [] : difference('postings', told.postings, lines(postings))
  const some = Object.entries((told.postings_of ?? {}) as Row).flatMap(([event, wanted]) => {
    const theirs = postings.filter(({ source, sourceId }) => (event === 'time' ? source === 'time' : sourceId === event))
    return difference(`postings_of.${event}`, wanted, lines(theirs))
  })
  return [...whole, ...some]
}

/** Each fact that is written must be among those told; of a fact only what is written is compared. */
function factDifferences(told: Row, { facts, zone }: Witness): Difference[] {
  const known = facts.map(({ at, ...fact }) => ({ ...fact, at: momentText(at, zone) }) as Row)
  const missing = ((told.facts ?? []) as Row[]).flatMap((wanted, index) => {
    if (known.some((fact) => partDifferences('', wanted, fact).length === 0)) return []
    const alike = known.filter(({ name }) => name === wanted.name)
    return [{ path: `facts[${index}]`, expected: rows([wanted]), found: rows(alike.length > 0 ? alike : known) }]
  })
  const unwanted = ((told.no_facts ?? []) as string[]).flatMap((name) => {
    const alike = known.filter((fact) => fact.name === name)
    return alike.length === 0 ? [] : [{ path: 'no_facts', expected: `no ${name}`, found: rows(alike) }]
  })
  return [...missing, ...unwanted]
}

/** Of each that is named, what is written is compared. */
function namedDifferences(path: string, wanted: Readonly<Record<string, Row>> = {}, found: Readonly<Record<string, Row>>): Difference[] {
  return Object.entries(wanted).flatMap(([name, row]) => partDifferences(`${path}.${name}`, row, found[name]))
}

/** Each distance that is written must be among those the engine sees. */
function progressDifferences(told: unknown, { progress }: Witness): Difference[] {
  return (listOf(told) as Row[]).flatMap((wanted, index) => {
    const alike = (progress as readonly Row[]).filter((found) => partDifferences('', wanted, found).length === 0)
    return alike.length > 0 ? [] : [{ path: `progress[${index}]`, expected: rows([wanted]), found: rows(progress as readonly Row[]) }]
  })
}

function saidDifferences(says: Row, { witness, path }: { witness: Witness; path: string }): Difference[] {
  return ['en', 'zh-CN'].flatMap((locale) => {
    const wanted = says[locale]
    if (wanted === undefined) return []
    const lines = witness.said.get(saidKey(says.of, locale)) ?? []
    if (typeof wanted === 'object' && wanted !== null && 'exactly' in wanted) return difference(`${path}.${locale}`, wanted.exactly, lines)
    const unsaid = (listOf(wanted) as string[]).filter((text) => !lines.some((line) => line.includes(text)))
    return unsaid.map((text) => ({ path: `${path}.${locale}`, expected: `… ${text} …`, found: lines.join('\n') }))
  })
}

function partDifferences(path: string, wanted: unknown, found: unknown): Difference[] {
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length) {
    return wanted.flatMap((each, index) => partDifferences(`${path}[${index}]`, each, found[index]))
  }
  if (!isRow(wanted)) return difference(path, wanted, found)
  if (!isRow(found)) return [{ path, expected: shownValue(wanted), found: shownValue(found) }]
  return Object.entries(wanted).flatMap(([key, value]) => partDifferences(path === '' ? key : `${path}.${key}`, value, found[key]))
}

function difference(path: string, wanted: unknown, found: unknown): Difference[] {
  if (isSame(wanted, found)) return []
  return [{ path, expected: shownValue(wanted), found: shownValue(found) }]
}

/** Equal as JSON; a moment may be written shorter, as the day it begins. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (JSON.stringify(wanted) === JSON.stringify(found)) return true
  return isMoment(wanted) && isMoment(found) && parseMoment(wanted, 'UTC') === parseMoment(found, 'UTC')
}

function isMoment(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2}(\.\d{3})?)?)?$/.test(text)
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Nothing, one or many, as a list. */
export function listOf(one: unknown): readonly unknown[] {
  return one === undefined ? [] : Array.isArray(one) ? one : [one]
}

function rows(list: readonly Row[]): string {
  return list.length === 0 ? 'none' : list.map(shownValue).join('\n')
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shownValue).join('\n')
  if (isRow(value)) {
    return Object.entries(value).map(([key, each]) => `${key}: ${typeof each === 'object' ? JSON.stringify(each) : String(each)}`).join(', ')
  }
  return value === undefined ? 'nothing' : String(value)
}
