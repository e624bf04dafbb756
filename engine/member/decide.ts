import type { Instant } from '#engine/calendar'
import { isCurrency } from '#engine/currencies'
import { percentRatio } from '#engine/program/compile-prices'
import type { FieldType } from '#engine/program/events'
import type { Program, Timeline } from '#engine/program/program'
import { compareRatios, multiplyRatios, ratioText } from '#engine/ratio'
import { advanceTo, apply } from './apply.ts'
import { orderAwardId } from './award-ids.ts'
import { tagAgainst } from './company.ts'
import { awardOf, openDraft, spendOf, type Draft } from './draft.ts'
import { grantRefusal, useRefusal, withdrawRefusal } from './entitlements.ts'
import type { EventOf, MemberEvent, Order, Refund } from './event.ts'
import { lotsToSettle } from './orders.ts'
import type { Outcome, Refusal } from './outcome.ts'
import { totalsOf } from './parts.ts'
import { refundPolicyOf, returnedBy } from './refunds.ts'
import { pausedRefusal, refuse, shortRefusal, takenId, unitRefusal } from './refusals.ts'
import { asFact, redeemRefusal, returnRefusal } from './rewards.ts'
import { sentKey } from './spends.ts'
import type { Award, MemberState, PaidOrder } from './state.ts'

export type Decision = { accepted: true; event: MemberEvent; outcome: Outcome } | { accepted: false; refusal: Refusal }

/**
 * Judges a request once: accepted, it is a fact from then on, with what it did; refused, it leaves no event. Facts of the outside
 * world (a paid order, a refund) are refused only where they cannot be true; what spends value, where the value is not there.
 */
export function decide(timeline: Timeline, state: MemberState, request: MemberEvent): Decision {
  const draft = openDraft(timeline, state)
  advanceTo(draft, request)
  const refusal = refusalOf(draft, request)
  if (refusal !== null) return { accepted: false, refusal }
  const event = asFact(draft, request)
  return { accepted: true, event, outcome: apply(timeline, state, event) }
}

/**
 * Whether a request that comes late is judged also on what is there now, not only where it stands in time: what takes value (R3), and the undoing of
 * a spend, which is done once whatever hour two of them name.
 */
export function isJudgedNow(request: MemberEvent): boolean {
  switch (request.kind) {
    case 'points.spent':
    case 'points.held':
    case 'points.sent':
    case 'reward.redeemed':
    case 'spend.cancelled': return true
    case 'points.adjusted': return request.points < 0
    default: return false
  }
}

function refusalOf(draft: Draft, request: MemberEvent): Refusal | null {
  switch (request.kind) {
    case 'order.paid': return orderRefusal(draft, request.order)
    case 'order.exchanged': return refundRefusal(draft, request) ?? orderRefusal(draft, request.order)
    case 'order.refunded':
    case 'order.charged_back': return refundRefusal(draft, request)
    case 'activity': return fieldRefusal(draft.program, request)
    case 'credit.noted': return currencyRefusal(draft.program, request) ?? (Number.isSafeInteger(request.amountMinor) ? null : refuse('event.amount_not_whole', { found: request.amountMinor }))
    case 'points.spent': return pausedRefusal(draft) ?? takenId(draft, request.id) ?? limitRefusal(draft, request) ?? shortRefusal(draft, request)
    case 'points.held': return pausedRefusal(draft) ?? takenId(draft, request.id) ?? untilRefusal(request.at, request.until) ?? shortRefusal(draft, request)
    case 'points.sent': return pausedRefusal(draft) ?? transferRefusal(draft, request) ?? shortRefusal(draft, request)
    case 'company.sharing_set': return sharingRefusal(draft, request)
    case 'points.adjusted': return request.points < 0 ? shortRefusal(draft, { ...request, points: -request.points }) : unitRefusal(draft.program, request.unit)
    case 'debt.forgiven': return forgiveRefusal(draft, request)
    case 'spend.cancelled': return cancelRefusal(draft, request)
    case 'reward.redeemed': return redeemRefusal(draft, request)
    case 'entitlement.granted': return grantRefusal(draft, request.entitlement)
    case 'entitlement.withdrawn': return withdrawRefusal(draft, request)
    case 'entitlement.used': return useRefusal(draft, request.entitlement)
    case 'hold.committed':
    case 'hold.released': return holdRefusal(draft, request)
    case 'points.approved':
    case 'points.rejected': return lotsToSettle(draft, request).length > 0 ? null : refuse('points.nothing_pending', { orderId: request.orderId ?? null, lotId: request.lotId ?? null })
    case 'tier.set': return tierRefusal(draft, request)
    default: return null
  }
}

/** Conditions read the fields that the program declares: each must be there, and of its type. */
function fieldRefusal({ events }: Program, { name, fields = {} }: EventOf<'activity'>): Refusal | null {
  for (const [field, wanted] of Object.entries(events[name] ?? {})) {
    const found = fields[field]
    if (found === undefined) return refuse('activity.field_missing', { name, field, wanted })
    if (typeOf(found) !== wanted) return refuse('activity.field_wrong', { name, field, found, wanted })
  }
  return null
}

function typeOf(value: NonNullable<EventOf<'activity'>['fields']>[string]): FieldType | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : null
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'list'
}

function limitRefusal({ program: { limits, mainUnit } }: Draft, { points, purpose, unit = mainUnit }: EventOf<'points.spent'>): Refusal | null {
  if (purpose !== 'checkout' || unit !== mainUnit) return null
  if (points < limits.spendMinimum) return refuse('points.below_minimum', { wanted: points, minimum: limits.spendMinimum })
  return points % limits.spendStep === 0 ? null : refuse('points.not_in_steps', { wanted: points, step: limits.spendStep })
}

function transferRefusal(draft: Draft, { points, to }: EventOf<'points.sent'>): Refusal | null {
  const { transfersPerMonth } = draft.program.limits
  if (to === draft.head.member) return refuse('points.to_oneself', { to })
  const sent = draft.head.used[sentKey(draft)] ?? 0
  return transfersPerMonth === null || sent + points <= transfersPerMonth ? null : refuse('points.transfer_limit', { wanted: points, sent, limit: transfersPerMonth })
}

/** R45: what an owner may let buyers have is for the program to say; to end it is always allowed. */
function sharingRefusal({ program, head }: Draft, { percent }: EventOf<'company.sharing_set'>): Refusal | null {
  const part = percentRatio(percent)
  const { sharing } = program.companies
  if (part[0] === 0) return null
  if (sharing === null) return refuse('company.sharing_not_offered')
  const tag = tagAgainst(program, head)
  if (tag !== undefined) return refuse('company.sharing_off_for_tag', { tag })
  return compareRatios(part, sharing.most) <= 0 ? null : refuse('company.sharing_above_most', { wanted: percent, most: ratioText(multiplyRatios(sharing.most, [100, 1])) })
}

function untilRefusal(at: Instant, until: Instant): Refusal | null {
  return until > at ? null : refuse('event.until_past', { until, at })
}

function forgiveRefusal(draft: Draft, { unit = draft.program.mainUnit, points }: EventOf<'debt.forgiven'>): Refusal | null {
  const wrong = unitRefusal(draft.program, unit)
  const { debt } = totalsOf(draft.head, unit)
  return wrong ?? (points <= debt ? null : refuse('debt.less', { unit, wanted: points, debt }))
}

/** R14: a code is void in the shop before its points come back; never are both alive. */
function cancelRefusal(draft: Draft, { spendId, points, codeVoided, ofRedemption }: EventOf<'spend.cancelled'>): Refusal | null {
  const spend = spendOf(draft, spendId)
  if (spend === undefined || spend.status !== 'spent') return refuse('spend.unknown', { spendId })
  const left = spend.points - spend.returned
  if (left === 0) return refuse('spend.already_returned', { spendId })
  if (points !== undefined && points > left) return refuse('spend.returned_too_much', { spendId, wanted: points, left })
  const ofReward = returnRefusal(draft, spend, ofRedemption === true)
  if (ofReward !== null) return ofReward
  return spend.code !== null && codeVoided !== true ? refuse('spend.code_alive', { spendId }) : null
}

function holdRefusal(draft: Draft, { holdId }: { holdId: string }): Refusal | null {
  const hold = spendOf(draft, holdId)
  if (hold === undefined) return refuse('hold.unknown', { holdId })
  if (hold.status === 'spent') return refuse('hold.committed', { holdId })
  return hold.status === 'released' ? refuse('hold.released', { holdId }) : null
}

function tierRefusal(draft: Draft, { track, level, until, at }: EventOf<'tier.set'>): Refusal | null {
  const rules = draft.program.tracks.find(({ id }) => id === track)
  if (rules === undefined) return refuse('tier.track_unknown', { track, tracks: draft.program.tracks.map(({ id }) => id) })
  if (!rules.levels.some(({ id }) => id === level)) return refuse('tier.level_unknown', { level, levels: rules.levels.map(({ id }) => id) })
  return untilRefusal(at, until)
}

function orderRefusal(draft: Draft, order: Order): Refusal | null {
  const award = awardOf(draft, orderAwardId(order.id))
  if (award?.paid) return refuse('order.already_paid', { orderId: order.id })
  const ids = order.lines.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) return refuse('order.line_twice', { orderId: order.id, line: twice })
  return currencyRefusal(draft.program, order)
}

/** R29: another currency than the base needs its frozen rate; the market must be one, and sell in that currency. */
function currencyRefusal(program: Program, { currency, market, rate }: { currency: string; market?: string; rate?: Order['rate'] }): Refusal | null {
  if (!isCurrency(currency)) return refuse('order.currency_unknown', { currency })
  const named = market === undefined ? undefined : program.markets[market]
  if (market !== undefined && named === undefined) return refuse('order.market_unknown', { market, markets: Object.keys(program.markets) })
  if (named !== undefined && named.currency !== currency) return refuse('order.currency_not_of_market', { market: named.id, found: currency, wanted: named.currency })
  return currency !== program.currency && rate === undefined ? refuse('order.rate_missing', { currency, base: program.currency }) : null
}

/** A refund names lines and units that are there, and pays out no more money than was paid for them (R10). */
function refundRefusal(draft: Draft, { orderId, refund }: { orderId: string; refund: Refund }): Refusal | null {
  const award = awardOf(draft, orderAwardId(orderId))
  if (award === undefined || award.paid === null) return null
  const paid = award as Award & { paid: PaidOrder }
  for (const { line: id, quantity } of refund.lines ?? []) {
    const line = paid.paid.lines.find((one) => one.id === id)
    if (line === undefined) return refuse('refund.line_unknown', { orderId, line: id, lines: paid.paid.lines.map((one) => one.id) })
    const left = line.quantity - (award.refundedQuantity[id] ?? 0)
    if (quantity !== undefined && quantity > left) return refuse('refund.quantity_above_left', { orderId, line: id, wanted: quantity, left })
  }
  if (refund.moneyMinor === undefined) return null
  const { valueMinor, pointsValueMinor, taxMinor } = returnedBy(paid, refund, refundPolicyOf(draft, paid.paid))
  const most = valueMinor - pointsValueMinor + taxMinor + (refund.shippingMinor ?? 0)
  return refund.moneyMinor <= most ? null : refuse('refund.money_above_paid', { orderId, wantedMinor: refund.moneyMinor, paidMinor: most, currency: paid.paid.currency })
}

