import { assert } from '#engine/assert'
import { instantText, type Zone } from '#engine/calendar'
import { formatMoney } from '#engine/money'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { hasText, translate, type TextValue, type Voice } from '#engine/text'
import { EARNINGS, pointsIn } from './explain-earnings.ts'
import { LEVELS } from './explain-levels.ts'
import { dayIn, instantOf, listOf, maybeText, moneyOf, NONE, numberOf, textOf, type Telling } from './explain-step.ts'
import { amount, discountName, entitlementName, eventName, findIn, part, rewardName, some, unitName, untilText, type Words } from './explain-words.ts'
import type { FactDetail, Refusal, Trace } from './outcome.ts'

/** Lots that an explanation of a spend names; the rest are counted. */
const MOST_LOTS = 4

export type Explaining = Voice & { timeline: Timeline; /** The member's clock; the program's unless told. */ zone?: Zone }

/**
 * What happened and why, a sentence for each step, in the reader's language (R58): names as the program had them then, and every
 * number with what it was worked out from. A step that only repeats another is left out.
 */
export function explain(trace: readonly Trace[], { timeline, locale, own, zone }: Explaining): string[] {
  return trace.flatMap((step) => {
    const tell = TELLINGS[step.code]
    assert(tell, 'every step of an explanation has a text', step)
    const words = { timeline, locale, own, zone: zone ?? publicationAt(timeline, step.at).program.zone, at: step.at }
    const values = tell(step, words)
    return values === null ? [] : [translate(words, `trace.${step.code}`, values)]
  })
}

const points: Telling = (step, words) => ({ points: pointsIn(step, words) })
const ofOrder: Telling = (step, words) => ({ points: pointsIn(step, words), order: maybeText(step, 'orderId') ?? NONE })
const returned: Telling = (step, words) => ({ ...ofOrder(step, words), ...lastDay(step) })
const byHand: Telling = (step) => ({ reason: maybeText(step, 'reason') ?? NONE, author: maybeText(step, 'author') ?? NONE })
const adjusted: Telling = (step, words) => ({ ...points(step, words), reason: textOf(step, 'reason'), author: textOf(step, 'author') })

const uses: Telling = (step, words) => ({ entitlement: entitlementName(words, textOf(step, 'entitlement')), n: numberOf(step, 'uses') })

function lastDay(step: Trace): { ends: string; lastDay: TextValue } {
  const day = dayIn(step, 'lastDay')
  return { ends: day === null ? 'never' : 'on', lastDay: day }
}

/** How each step is told; the texts are `trace.<code>` in `locales/`. */
const TELLINGS: Readonly<Record<string, Telling>> = {
  ...EARNINGS,
  ...LEVELS,
  'points.pending': (step, words) => ({ points: pointsIn(step, words), waits: textOf(step, 'waits'), from: dayIn(step, 'from') }),
  'points.activated': ofOrder,
  'points.approved': byHand,
  'points.rejected': byHand,
  'points.cancelled': ofOrder,
  'points.expired': returned,
  'points.expiring': (step, words) => ({ ...points(step, words), days: numberOf(step, 'days'), lastDay: dayIn(step, 'lastDay') }),
  'points.extended': (step, words) => ({ unit: unitName(words, textOf(step, 'unit')), lastDay: dayIn(step, 'lastDay') }),
  'points.returned': returned,
  'points.returned_graced': returned,
  'points.returned_expired': returned,
  'points.given': adjusted,
  'points.taken': adjusted,
  'points.sent': (step, words) => ({ points: pointsIn(step, words), to: textOf(step, 'to') }),
  'points.received': (step, words) => ({ points: pointsIn(step, words), from: textOf(step, 'from') }),
  'company.buyer_added': (step) => ({ to: textOf(step, 'to') }),
  'company.buyer_left': (step) => ({ to: textOf(step, 'to') }),
  'share.set': (step, words) => ({ by: textOf(step, 'by'), percent: textOf(step, 'percent'), leaver: textOf(step, 'leaver'), limit: step.perMonth === null ? NONE : amount(words, mainUnit(words), numberOf(step, 'perMonth')) }),
  'share.ended': (step) => ({ by: textOf(step, 'by') }),
  'share.given': (step, words) => ({ points: pointsIn(step, words), order: textOf(step, 'orderId'), to: textOf(step, 'to') }),
  'share.capped': (step, words) => ({ ...points(step, words), to: textOf(step, 'to'), wanted: pointsIn(step, words, 'wanted'), limit: pointsIn(step, words, 'limit') }),
  'share.received': (step, words) => ({ points: pointsIn(step, words), from: textOf(step, 'from') }),
  'share.forfeited': (step, words) => ({ points: pointsIn(step, words), to: textOf(step, 'to') }),
  'debt.repaid': (step, words) => ({ ...points(step, words), owed: numberOf(step, 'debt'), debt: pointsIn(step, words, 'debt') }),
  'debt.forgiven': adjusted,
  'spend.taken': (step, words) => ({ points: pointsIn(step, words), purpose: textOf(step, 'purpose'), lots: lotsText(step, words) }),
  'reward.redeemed': (step, words) => ({ ...points(step, words), reward: rewardName(words, textOf(step, 'reward')) }),
  'reward.returned': (step, words) => ({ reward: rewardName(words, textOf(step, 'reward')) }),
  'entitlement.issued': (step, words) => ({ ...uses(step, words), lastDay: dayIn(step, 'through') }),
  'entitlement.expired': uses,
  'entitlement.granted': (step, words) => ({ ...uses(step, words), ...byHand(step, words), ...lastDay(step) }),
  'entitlement.withdrawn': (step, words) => ({ ...uses(step, words), ...byHand(step, words) }),
  'entitlement.grant_unknown': (step, words) => ({ entitlement: entitlementName(words, textOf(step, 'entitlement')) }),
  'entitlement.used': (step, words) => ({ entitlement: entitlementName(words, textOf(step, 'entitlement')), left: numberOf(step, 'left'), ...byHand(step, words) }),
  'entitlement.unknown': (step) => ({ entitlement: textOf(step, 'entitlement') }),
  'spend.became_debt': points,
  'spend.unknown': (step) => ({ spend: textOf(step, 'spendId') }),
  'hold.taken': (step, words) => ({ points: pointsIn(step, words), until: untilText(words, instantOf(step, 'until')) }),
  'hold.released': (step, words) => ({ points: pointsIn(step, words), how: step.isOver === true ? 'over' : 'told' }),
  'order.awaited': (step, words) => ({ order: textOf(step, 'orderId'), event: eventName(words, textOf(step, 'kind')) }),
  'order.repeated': (step) => ({ order: textOf(step, 'orderId') }),
  'order.exchanged': (step) => ({ order: textOf(step, 'orderId'), newOrder: textOf(step, 'newOrderId'), kept: moneyOf(step, 'kept') }),
  'coupon.due': (step, words) => ({ discount: discountName(words, textOf(step, 'discount')), occasion: textOf(step, 'occasion'), ...lastDay(step) }),
  'program.published': (step, { timeline, at }) => {
    const { tracks } = publicationAt(timeline, at).program
    return { version: numberOf(step, 'version'), mode: tracks.length === 0 ? NONE : textOf(step, 'mode') }
  },
  'member.merged': (step) => ({ absorbed: textOf(step, 'absorbed') }),
  'member.absorbed': (step) => ({ into: textOf(step, 'into') }),
  'member.unmerged': () => ({}),
}

/** The unit that is meant where none is named. */
function mainUnit(words: Words): string {
  return findIn(words, (program) => program.mainUnit) ?? 'points'
}

/** R4: which lots a spend took, in their order. */
function lotsText(step: Trace, words: Words): string {
  const lots = listOf(step, 'lots').map((lot) => {
    const day = dayIn(lot, 'lastDay')
    return part(words, 'lot', {
      points: amount(words, textOf(step, 'unit'), numberOf(lot, 'points')),
      earned: dayIn(lot, 'earned'), order: maybeText(lot, 'orderId') ?? NONE,
      ends: day === null ? 'never' : 'on', lastDay: day,
    })
  })
  return lots.length === 0 ? NONE : some(words, lots, MOST_LOTS)
}

/**
 * Why a request was not accepted: the field, what was found there, what would be right, what to do. The timeline gives units
 * their names.
 */
export function refusalText(refusal: Refusal, { locale, own, timeline = [] }: Voice & { timeline?: Timeline }): string {
  const key = `refusal.${refusal.code}`
  assert(hasText(key), 'every refusal has a text', refusal)
  const words = { timeline, locale, own, zone: 'UTC', at: Number.MAX_SAFE_INTEGER }
  const values = Object.entries(refusal.details).map(([name, value]) => [name, detailText(name, value, { refusal, words })])
  return translate(words, key, Object.fromEntries(values))
}

/** Codes whose whole numbers count points, of the unit named or of the main one. */
const COUNTS_POINTS = /^(points|debt|spend)\./
const INSTANTS = ['until', 'at']
const MOST_IDS = 8

type Refused = { refusal: Refusal; words: Words }

function detailText(name: string, value: FactDetail, { refusal: { code, details }, words }: Refused): TextValue {
  if (value === null) return NONE
  if (Array.isArray(value)) return some(words, value.map(String), MOST_IDS)
  if (typeof value !== 'number') return String(value)
  if (INSTANTS.includes(name)) return instantText(value)
  if (name.endsWith('Minor')) return formatMoney(value, String(details['currency']), words.locale)
  if (!COUNTS_POINTS.test(code)) return value
  return amount(words, String(details['unit'] ?? mainUnit(words)), value)
}
