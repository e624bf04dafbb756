import { localDay, startOfDay, type Instant, type Period, type Zone } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { formatDecimal, formatInteger, formatMoney } from '#engine/money'
import type { EarnRule, Program, Timeline, Unit } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { multiplyRatios, parseRatio, ratio, ratioText, type Ratio } from '#engine/ratio'
import { hasText, nameIn, translate, type TextValue, type Voice } from '#engine/text'

/** Whom an explanation speaks to (R58): their language and clock, and the program's names at the instant it speaks of. */
export type Words = Voice & { timeline: Timeline; zone: Zone; at: Instant }

type Money = { minor: number; currency: string }

/** The text `trace.part.<key>`. */
export function part(words: Words, key: string, values: Readonly<Record<string, TextValue>> = {}): string {
  return translate(words, `trace.part.${key}`, values)
}

/** What a program had, in the version of that instant, else in the newest version that has it. */
export function findIn<T>({ timeline, at }: Words, pick: (program: Program) => T | undefined): T | undefined {
  if (timeline.length === 0) return undefined
  const programs = [publicationAt(timeline, at), ...timeline.toReversed()].map(({ program }) => program)
  for (const program of programs) {
    const found = pick(program)
    if (found !== undefined) return found
  }
  return undefined
}

/** An earn rule by its id; what a streak paid goes by the rule whose streak it is. */
export function ruleOf(words: Words, id: string): EarnRule | undefined {
  const plain = id.replace(/\/streak$/, '')
  return findIn(words, ({ rules }) => rules.find((rule) => rule.id === plain))
}

/** A rule as the merchant named it then. */
export function ruleName(words: Words, id: string): string {
  return nameIn(ruleOf(words, id)?.name ?? id, words.locale)
}

/** A discount as the merchant named it then. */
export function discountName(words: Words, id: string): string {
  return nameIn(findIn(words, ({ pricing }) => pricing.discounts.find((one) => one.id === id))?.name ?? id, words.locale)
}

/** A level as the merchant named it then. */
export function levelName(words: Words, track: string, id: string): string {
  const level = findIn(words, ({ tracks }) => tracks.find((one) => one.id === track)?.levels.find((one) => one.id === id))
  return nameIn(level?.name ?? id, words.locale)
}

/** A multiplier of a rule, as the merchant named it. */
export function multiplierName(words: Words, rule: string, id: string): string {
  return nameIn(ruleOf(words, rule)?.multipliers.find((one) => one.id === id)?.name ?? id, words.locale)
}

/** A reward as the merchant named it then. */
export function rewardName(words: Words, id: string): string {
  return nameIn(findIn(words, ({ rewards }) => rewards.find((one) => one.id === id))?.name ?? id, words.locale)
}

/** An entitlement as the merchant named it then. */
export function entitlementName(words: Words, id: string): string {
  return nameIn(findIn(words, ({ entitlements }) => entitlements.find((one) => one.id === id))?.name ?? id, words.locale)
}

/** What happened: a name of ours, or the store's own in quotes. */
export function eventName(words: Words, name: string): string {
  const key = `trace.part.event.${name.replaceAll('.', '_')}`
  return hasText(key) ? translate(words, key) : translate(words, 'trace.part.event_own', { name })
}

/** What a unit's points are called. */
export function unitName(words: Words, id: string): string {
  const unit = unitOf(words, id)
  return unit === undefined || unit.name === 'points' ? part(words, 'unit_default') : nameIn(unit.name, words.locale)
}

function unitOf(words: Words, id: string): Unit | undefined {
  return findIn(words, ({ units }) => units[id])
}

/** An amount of a unit: "24 points", "24 Stars", or money where the unit is store credit. */
export function amount(words: Words, unitId: string, n: number): string {
  const { locale } = words
  const unit = unitOf(words, unitId)
  if (unit?.kind === 'store_credit' && unit.currency !== null) return formatMoney(n, unit.currency, locale)
  if (isPlain(unit)) return part(words, 'points', { n })
  return part(words, 'units', { amount: formatInteger(n, locale), unit: nameIn(unit.name, locale) })
}

function isPlain(unit: Unit | undefined): unit is undefined {
  return unit === undefined || unit.name === 'points'
}

function fraction(words: Words, unitId: string, r: Ratio): string {
  const unit = unitOf(words, unitId)
  if (r[1] === 1) return amount(words, unitId, r[0])
  if (unit?.kind === 'store_credit' && unit.currency !== null) {
    const major = multiplyRatios(r, [1, 10 ** minorUnits(unit.currency)])
    return part(words, 'units', { amount: ratioIn(words, major), unit: unit.currency })
  }
  if (isPlain(unit)) return part(words, 'points_of', { amount: ratioIn(words, r) })
  return part(words, 'units', { amount: ratioIn(words, r), unit: nameIn(unit.name, words.locale) })
}

/** A ratio as the reader writes it: a decimal where it is one, else a fraction. */
export function ratioIn({ locale }: Words, r: Ratio): string {
  const text = ratioText(r)
  return text.includes('/') ? text : formatDecimal(text, locale)
}

/** A ratio that a trace holds as text: "1.5", or "1/150". */
export function readRatio(text: string): Ratio {
  const [n, d] = text.split('/')
  return d === undefined ? parseRatio(text) : ratio(Number(n), Number(d))
}

/** The largest numerator that stands better as points for some money ("3 points per $200.00") than as a decimal for one. */
const MOST_POINTS_PER = 100

/** A rate as a merchant writes it: "1.5 points per $1.00", "1 point per ¥150". */
export function rateText(words: Words, { unit, perMinor, currency }: { unit: string; perMinor: Ratio; currency: string }): string {
  const one = 10 ** minorUnits(currency)
  const [n, d] = multiplyRatios(perMinor, ratio(one, 1))
  const isShort = /^\d+(\.\d\d?)?$/.test(ratioText([n, d])) && n !== 1
  const isPer = !isShort && n <= MOST_POINTS_PER && Number.isSafeInteger(d * one)
  const [points, per]: [Ratio, number] = isPer ? [[n, 1], d * one] : [[n, d], one]
  return part(words, 'rate', { points: fraction(words, unit, points), per: formatMoney(per, currency, words.locale) })
}

/** Digits after the point of a result that a calculator shows. */
const SHOWN_DIGITS = 4

/** An amount times a rate, exact, or cut off after four digits with "…". */
export function productText(words: Words, minor: number, [n, d]: Ratio): string {
  const scaled = BigInt(minor) * BigInt(n) * 10n ** BigInt(SHOWN_DIGITS)
  const whole = scaled / BigInt(d)
  const isCut = whole * BigInt(d) !== scaled
  const digits = String(whole < 0n ? -whole : whole).padStart(SHOWN_DIGITS + 1, '0')
  const rest = isCut ? digits.slice(-SHOWN_DIGITS) : digits.slice(-SHOWN_DIGITS).replace(/0+$/, '')
  const text = formatDecimal(digits.slice(0, -SHOWN_DIGITS) + (rest === '' ? '' : `.${rest}`), words.locale)
  return `${whole < 0n ? '-' : ''}${text}${isCut ? '…' : ''}`
}

/** What one unit of a currency was worth in the base currency, as frozen on the order: "1 EUR = 1.0834 USD". */
export function exchangeText(words: Words, { perMinor, currency, base }: { perMinor: Ratio; currency: string; base: string }): string {
  const rate = multiplyRatios(perMinor, ratio(10 ** minorUnits(currency), 10 ** minorUnits(base)))
  return part(words, 'exchange', { currency, base, rate: ratioIn(words, rate) })
}

/** An amount with its currency, as the reader writes it. */
export function money({ locale }: Words, { minor, currency }: Money): string {
  return formatMoney(minor, currency, locale)
}

/** "12 months", "365 days". */
export function periodText(words: Words, { days = 0, weeks = 0, months = 0, years = 0 }: Period): string {
  return part(words, 'period', { days, weeks, months, years }).trim()
}

/** Until when something lasts: through its last day where it ends at midnight, else until the minute. */
export function untilText(words: Words, at: Instant): string {
  const day = localDay(at, words.zone)
  if (startOfDay(day, words.zone) === at) return part(words, 'through', { day: { day: day - 1 } })
  return part(words, 'until', { time: timeText(words, at) })
}

function timeText({ locale, zone }: Words, at: Instant): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }).format(at)
}

/** Things in a row, at most so many, and how many more there are. */
export function some(words: Words, things: readonly string[], most = Infinity): string {
  const more = things.length - most
  return (more > 0 ? [...things.slice(0, most), part(words, 'more', { more })] : things).join(part(words, 'comma'))
}
