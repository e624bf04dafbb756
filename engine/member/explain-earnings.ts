import { multiplyRatios, scale, type Ratio, type Rounding } from '#engine/ratio'
import type { TextValue } from '#engine/text'
import {
  amount, eventName, exchangeText, findIn, money, multiplierName, part, productText, rateText, ratioIn, readRatio, ruleName, ruleOf, some, type Words,
} from './explain-words.ts'
import { listOf, maybeText, moneyOf, NONE, numberOf, textOf, type Telling } from './explain-step.ts'
import type { Trace } from './outcome.ts'

const MOST_LINES = 6

type Money = { minor: number; currency: string }

/** How points that were earned, and points that were taken back, come to their number (R58). */
export const EARNINGS: Readonly<Record<string, Telling>> = {
  'earn.rate': earnedByRate,
  'earn.fixed': earnedAtOnce,
  'earn.capped': capped,
  'earn.below_minimum': (step, words) => ({
    order: textOf(step, 'orderId'), rule: ruleName(words, textOf(step, 'rule')),
    ...inBase(moneyOf(step, 'eligible'), moneyOf(step, 'counted'), words), minimum: moneyOf(step, 'minimum'),
  }),
  'earn.paused': (step, words) => ({ rule: ruleName(words, textOf(step, 'rule')), order: maybeText(step, 'orderId') ?? NONE }),
  'streak.reached': (step, words) => ({ rule: ruleName(words, textOf(step, 'rule')), days: numberOf(step, 'days') }),
  'activity.already_counted': (step, words) => {
    const name = textOf(step, 'name')
    return { event: eventName(words, name), span: name === 'birthday' || name === 'anniversary' ? 'year' : 'day' }
  },
  'credit.noted': creditNoted,
  'claw.due': clawDue,
  'claw.bonus': (step, words) => ({ rule: ruleName(words, textOf(step, 'rule')), points: pointsIn(step, words) }),
  'claw.taken': (step, words) => {
    const taken = { points: pointsIn(step, words), owed: numberOf(step, 'debt'), debt: pointsIn(step, words, 'debt') }
    return numberOf(step, 'points') === 0 ? null : taken
  },
  'claw.waived': (step, words) => ({ points: pointsIn(step, words), policy: textOf(step, 'policy') }),
}

/** So many of the step's unit, as the reader writes them. */
export function pointsIn(step: Trace, words: Words, key = 'points'): string {
  return amount(words, textOf(step, 'unit'), numberOf(step, key))
}

/** "24 points for order 1001 by “Purchase”: $24.99 at 1 point per $1.00 is 24.99, rounded down to 24." */
function earnedByRate(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  const { minor, currency } = moneyOf(step, 'eligible')
  const perMinor = readRatio(textOf(step, 'pointsPerMinor'))
  const exchange = maybeText(step, 'exchangePerMinor')
  const byLine = listOf(step, 'lines').map((line) => ({ minor: numberOf(line, 'minor'), currency }))
  const wanted = numberOf(step, 'wanted')
  return {
    points: pointsIn(step, words),
    order: textOf(step, 'orderId'),
    rule: ruleName(words, textOf(step, 'rule')),
    eligible: { minor, currency },
    exchange: exchange === null ? NONE : exchangeText(words, { perMinor: readRatio(exchange), currency, base: baseCurrency(words) }),
    rate: plainRate(step, words, perMinor),
    times: timesText(step, words),
    lines: textOf(step, 'per') === 'line' ? linesText(words, byLine, { perMinor, rounding: textOf(step, 'rounding') as Rounding }) : NONE,
    product: productText(words, minor, perMinor),
    rounding: isWhole(minor, perMinor) && textOf(step, 'per') === 'order' ? 'exact' : textOf(step, 'rounding'),
    whole: wanted,
  }
}

/** The rate before multipliers, as the program writes it: in the currency of the order, or through its frozen rate in the base currency. */
function plainRate(step: Trace, words: Words, perMinor: Ratio): string {
  const unit = textOf(step, 'unit')
  const bare = listOf(step, 'times').reduce((rate, times) => over(rate, readRatio(textOf(times, 'times'))), perMinor)
  const exchange = maybeText(step, 'exchangePerMinor')
  if (exchange === null) return rateText(words, { unit, perMinor: bare, currency: moneyOf(step, 'eligible').currency })
  return rateText(words, { unit, perMinor: over(bare, readRatio(exchange)), currency: baseCurrency(words) })
}

function baseCurrency(words: Words): string {
  return findIn(words, ({ currency }) => currency) ?? ''
}

function over(a: Ratio, [n, d]: Ratio): Ratio {
  return n === 0 ? a : multiplyRatios(a, [d, n])
}

function isWhole(minor: number, by: Ratio): boolean {
  return scale(minor, by, 'floor') === scale(minor, by, 'ceil')
}

function timesText(step: Trace, words: Words): string {
  const rule = textOf(step, 'rule')
  const times = listOf(step, 'times')
    .map((each) => part(words, 'times', { name: multiplierName(words, rule, textOf(each, 'id')), times: ratioIn(words, readRatio(textOf(each, 'times'))) }))
  return times.length === 0 ? NONE : some(words, times)
}

function linesText(words: Words, lines: readonly Money[], { perMinor, rounding }: { perMinor: Ratio; rounding: Rounding }): string {
  const told = lines.filter(({ minor }) => minor !== 0)
    .map((line) => part(words, 'line', { amount: line, n: Math.max(0, scale(line.minor, perMinor, rounding)) }))
  return some(words, told, MOST_LINES)
}

/** A number of points that the rule names, multiplied where a multiplier applies. */
function earnedAtOnce(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  const rule = textOf(step, 'rule')
  const order = maybeText(step, 'orderId')
  const times = timesText(step, words)
  const { points = 0, streak } = ruleOf(words, rule) ?? {}
  const bare = rule.endsWith('/streak') ? (streak?.points ?? 0) : points
  return {
    points: pointsIn(step, words),
    event: order === null ? eventName(words, textOf(step, 'on')) : part(words, 'order', { order }),
    rule: ruleName(words, rule),
    times,
    bare: amount(words, textOf(step, 'unit'), bare),
    whole: numberOf(step, 'wanted'),
  }
}

/** Which limit left room for fewer points, and how much it gives. */
function capped(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  const id = textOf(step, 'rule')
  const span = maybeText(step, 'cap') ?? NONE
  const isTimes = step.isTimes === true
  const rule = ruleOf(words, id)
  const caps: Readonly<Record<string, number | null | undefined>> = isTimes
    ? { ...rule?.timesCaps }
    : { ...rule?.caps, order: rule?.orderCap, program: rule?.programCap }
  const limit = caps[span] ?? 0
  return {
    points: pointsIn(step, words), wanted: pointsIn(step, words, 'wanted'), rule: ruleName(words, id), span,
    limit: isTimes ? part(words, 'awards', { n: limit }) : amount(words, textOf(step, 'unit'), limit),
  }
}

/** An amount, and what it was counted as where that is another currency. */
function inBase(amount: Money, counted: Money, words: Words): Readonly<Record<string, TextValue>> {
  return { amount, counted: counted.currency === amount.currency ? NONE : money(words, counted) }
}

/** R13a: what a credit note takes, at the rate of its own time. */
function creditNoted(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  const counted = moneyOf(step, 'counted')
  const given = moneyOf(step, 'amount')
  const perMinor = readRatio(textOf(step, 'pointsPerMinor'))
  return {
    ...inBase(given, counted, words),
    rate: rateText(words, { unit: textOf(step, 'unit'), perMinor, currency: counted.currency }),
    product: productText(words, counted.minor, perMinor),
    rounding: isWhole(counted.minor, perMinor) ? 'exact' : 'floor',
    points: pointsIn(step, words),
    rule: ruleName(words, textOf(step, 'rule')),
  }
}

/** R6: what is left of the order is worth so much by the rule that was; the rest is taken back. */
function clawDue(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  return {
    order: textOf(step, 'orderId'), rule: ruleName(words, textOf(step, 'rule')), left: moneyOf(step, 'left'),
    rest: moneyOf(step, 'left').minor === 0 ? NONE : 'some',
    earned: pointsIn(step, words, 'earned'), worth: pointsIn(step, words, 'worth'),
    before: numberOf(step, 'before'), beforePoints: pointsIn(step, words, 'before'),
    keeps: numberOf(step, 'keeps'), kept: pointsIn(step, words, 'keeps'),
  }
}
