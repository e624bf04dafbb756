import { assert } from '#engine/assert'
import { localDay, type Day, type Period } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { amount, part, some, type Words } from '#engine/member/explain-words'
import { formatMoney } from '#engine/money'
import type { Condition } from '#engine/program/conditions'
import type { DayWindow, Market, PeriodCaps, Program } from '#engine/program/program'
import { multiplyRatios, type Ratio } from '#engine/ratio'
import { translate, type TextValue } from '#engine/text'
import { answerIn, isForFirstOrder } from './guide-when.ts'

/** What a guide is told of: a program, in one market, in the words of one reader. */
export type Scene = { program: Program; market: Market; region: string | null; words: Words; isForStaff?: boolean }

/** One thing that a program gives: its name, one plain sentence, and what else must be known of it. */
export type GuideLine = { id: string; name: string; text: string; notes: readonly string[] }

const DAY_MS = 86_400_000
/** A Monday, from which the names of weekdays are counted. */
const A_MONDAY = Date.UTC(2024, 0, 1)
const SPANS = ['member', 'day', 'week', 'month', 'year'] as const

/** What a condition answers here: null where more than the market decides. Staff are told of every rule, and that it has a condition. */
export function answerHere({ market, isForStaff = false }: Scene, when: Condition | null): boolean | null {
  return isForStaff && when !== null ? null : answerIn(market.id, when)
}

/** What a condition asks for, where more than the market decides: the first order in words, anything else as that there is something. */
export function conditionNotes(scene: Scene, when: Condition | null): string[] {
  if (answerHere(scene, when) !== null) return []
  return [say(scene, isForFirstOrder(scene.market.id, when) ? 'first_order' : 'conditional')]
}

/** In which market something is told that not each of them has: the scene's own, or for staff the first one that has it; null where it is not told at all. */
export function sceneWith(scene: Scene, has: (market: Market) => boolean): Scene | null {
  if (has(scene.market)) return scene
  const other = scene.isForStaff === true ? Object.values(scene.program.markets).find(has) : undefined
  return other === undefined ? null : { ...scene, market: other }
}

/** The text `guide.<key>`. */
export function say({ words }: Scene, key: string, values: Readonly<Record<string, TextValue>> = {}): string {
  return translate(words, `guide.${key}`, values)
}

/** An amount of the market's currency. */
export function money({ market, words }: Scene, minor: number): string {
  return formatMoney(minor, market.currency, words.locale)
}

/** An amount of the program's base currency, in which spend is counted. */
export function baseMoney({ program, words }: Scene, minor: number): string {
  return formatMoney(minor, program.currency, words.locale)
}

/** How long something lasts: "6 months", "a year". */
export function period(scene: Scene, { days = 0, weeks = 0, months = 0, years = 0 }: Period): string {
  return say(scene, 'period', { days, weeks, months, years })
}

/** A part of a whole as the language writes it, with one decimal at most. */
export function percent({ words }: Scene, [n, d]: Ratio): string {
  return new Intl.NumberFormat(words.locale, { style: 'percent', maximumFractionDigits: 1 }).format(n / d)
}

/** "× 1.5", as the language writes the number. */
export function times({ words }: Scene, [n, d]: Ratio): string {
  return `× ${new Intl.NumberFormat(words.locale, { maximumFractionDigits: 3 }).format(n / d)}`
}

/** The smallest round amount of the currency that earns whole points, and these: $1 and 3, ¥150 and 1, £100 and 127. */
export function roundAmount(perMinor: Ratio, currency: string): { minor: number; points: number } {
  const one = 10 ** minorUnits(currency)
  const [points, major] = multiplyRatios(perMinor, [one, 1])
  assert(Number.isSafeInteger(major * one), 'a rate is of at most twelve digits and nine decimals', perMinor)
  return { minor: major * one, points }
}

/** Caps as sentences: "At most 500 points a month." */
export function capNotes(scene: Scene, caps: PeriodCaps, said: (n: number) => string): string[] {
  return SPANS.flatMap((span) => (caps[span] === undefined ? [] : [say(scene, 'cap', { most: said(caps[span]), span })]))
}

/** An amount of a unit with what it is worth at checkout: "20 points (≈ $1.00)"; alone where it buys nothing in this market, or less than its smallest coin. */
export function valued(scene: Scene, unit: string, n: number): string {
  const { program, market: { redeem }, words } = scene
  const said = amount(words, unit, n)
  if (unit !== program.mainUnit || program.units[unit]?.kind !== 'spendable' || redeem === null) return said
  const minor = Math.round((n * redeem.worthMinor) / redeem.points)
  return minor > 0 && Number.isSafeInteger(minor) ? say(scene, 'valued', { points: said, amount: money(scene, minor) }) : said
}

export const pointsSaid = (scene: Scene, unit: string) => (n: number): string => amount(scene.words, unit, n)
export const timesSaid = (scene: Scene) => (n: number): string => say(scene, 'times', { n })

/** Whether a day window has a day from the scene's own on: what is over is told to staff alone. */
export function isAhead(scene: Scene, { dates }: DayWindow): boolean {
  return scene.isForStaff === true || dates === null || dates.some((range) => isLeft(scene, range))
}

function isLeft({ words }: Scene, { to }: { to: Day }): boolean {
  return to >= localDay(words.at, words.zone)
}

/** The days of a window: "the 8th of each month", "Saturday, Sunday", "Nov 8 – 11, 2026"; null for every day. */
export function daysText(scene: Scene, { dates, weekdays, monthDays }: DayWindow): string | null {
  const { words } = scene
  const left = dates?.filter((range) => isLeft(scene, range)) ?? []
  const told = [
    ...(weekdays === null ? [] : [some(words, [...weekdays].sort((a, b) => a - b).map((day) => weekdayName(scene, day)))]),
    ...(monthDays === null ? [] : [say(scene, 'month_days', { days: some(words, [...monthDays].sort((a, b) => a - b).map((day) => say(scene, 'month_day', { day }))) })]),
    ...(dates === null ? [] : [some(words, (left.length === 0 ? dates : left).map((range) => rangeText(scene, range)))]),
  ]
  return told.length === 0 ? null : told.join(part(words, 'comma'))
}

function weekdayName({ words }: Scene, day: number): string {
  return new Intl.DateTimeFormat(words.locale, { weekday: 'long', timeZone: 'UTC' }).format(A_MONDAY + (day - 1) * DAY_MS)
}

function rangeText({ words }: Scene, { from, to }: { from: Day; to: Day }): string {
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' })
  if (from === to) return format.format(from * DAY_MS)
  return words.locale.startsWith('zh') ? chineseRange(format.format(from * DAY_MS), format.format(to * DAY_MS)) : format.formatRange(from * DAY_MS, to * DAY_MS)
}

/** Intl tells a range by numbers and slashes, beside single days with 年 and 月: 2025年11月8日至11日. */
function chineseRange(first: string, last: string): string {
  const shared = ['月', '年'].map((sign) => last.slice(0, last.indexOf(sign) + 1)).find((start) => first.startsWith(start))
  return `${first}至${last.slice(shared?.length ?? 0)}`
}

