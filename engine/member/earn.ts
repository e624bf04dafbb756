import { isOnDay } from '#engine/program/compile-days'
import type { EarnRule, Multiplier } from '#engine/program/program'
import { multiplyRatios, compareRatios, ratioText, scale, type Ratio } from '#engine/ratio'
import { eventKey } from '#engine/ids'
import { milestoneAwardId } from './award-ids.ts'
import { roomOf, useRoom, type Room } from './caps.ts'
import { announce, dayOf, explainStep, putAward, record, type Draft } from './draft.ts'
import type { TraceValue } from './outcome.ts'
import { openLot } from './lots.ts'
import { NONE, NOTHING } from './parts.ts'
import { marketOf } from './policy.ts'
import { scopeOf, type Occasion } from './scope.ts'
import { baseOf, rawPoints, total } from './snapshot.ts'
import type { Award, Earning } from './state.ts'

const ONE: Ratio = [1, 1]

/** What an occasion gave, with the snapshots to undo it, and the rules that counted it towards their nth. */
export type Earned = { earnings: Earning[]; milestones: string[] }

/** What all rules for an occasion give: opens the lots and says each earning. */
export function earn(draft: Draft, occasion: Occasion): Earned {
  const earned: Earned = { earnings: [], milestones: [] }
  for (const rule of draft.program.rulesOn[occasion.name] ?? []) {
    if (rule.when !== null && !rule.when(scopeOf(draft, occasion))) continue
    if (rule.every > 1) {
      if (occasion.isCountedAlready === true) continue
      countMilestone(draft, rule, occasion)
      earned.milestones.push(rule.id)
      continue
    }
    const earning = earnBy(draft, rule, occasion)
    if (earning !== null) earned.earnings.push(earning)
  }
  return earned
}

/** One rule's award, capped by what room its caps leave (R35: give what is left and say so); null if it gives nothing. */
export function earnBy(draft: Draft, rule: EarnRule, occasion: Occasion): Earning | null {
  const priced = priceRule(draft, rule, occasion)
  if (priced === null) return null
  // What only counts for levels goes on counting, as spend does.
  if (draft.program.isPaused && draft.program.units[rule.unit]?.kind !== 'qualifying') {
    explainStep(draft, 'earn.paused', { rule: rule.id, on: occasion.name, orderId: occasion.order?.id ?? null })
    return null
  }
  const { terms, eligible, times } = priced
  const raw = rawPoints(terms, eligible)
  const room = grantedRoom(draft, rule)
  const earned = Math.min(raw, room.points)
  explainEarning(draft, rule, { eligible, terms, times, raw, earned, room, occasion })
  if (earned === 0) return null
  useRoom(draft, room.keys, { points: earned, times: 1 })
  if (rule.programCap !== null) useGranted(draft, rule.id, earned)
  record(draft, { series: `points:${rule.unit}`, day: dayOf(draft), amount: earned })
  const { threshold } = draft.program.refund
  return {
    rule: rule.id, version: draft.head.version, unit: rule.unit, ...terms, minimumMinor: rule.minimumMinor, threshold, eligibleMinor: eligible,
    earned, clawed: 0, waived: 0, moved: 0, movedTo: NONE, capKeys: room.keys.length === 0 ? NONE : room.keys, lots: openLots(draft, rule, { earned, terms, eligible, occasion }),
  }
}

type Terms = Pick<Earning, 'rate' | 'points' | 'per' | 'rounding'>

/** The rule's rate and multiplier for this occasion, and what of it is eligible; null below the rule's minimum or without a rate. */
function priceRule(draft: Draft, rule: EarnRule, occasion: Occasion): { terms: Terms; eligible: number[]; times: Times[] } | null {
  const { order } = occasion
  const eligible = order === undefined ? [] : eligibleFor(rule, order)
  const worthMinor = order === undefined || rule.minimumMinor === 0 ? 0 : baseOf(total(eligible), order.paid.rate)
  if (order !== undefined && worthMinor < rule.minimumMinor) {
    const { currency } = draft.program
    explainStep(draft, 'earn.below_minimum', { ...orderValues(order, eligible), rule: rule.id, counted: { minor: worthMinor, currency }, minimum: { minor: rule.minimumMinor, currency } })
    return null
  }
  const times = timesOf(draft, rule, occasion)
  const multiplier = times.reduce<Ratio>((product, { by }) => multiplyRatios(product, by), ONE)
  const { per, rounding } = rule
  if (rule.rate === null) return { terms: { rate: null, points: scale(rule.points, multiplier, rounding), per, rounding }, eligible, times }
  if (order === undefined) return null
  const rate = rule.rate === 'market' ? marketOf(draft.head, draft.program, order.paid.market).earn : multiplyRatios(rule.rate, order.paid.rate)
  if (rate === null) return null
  return { terms: { rate: times.length === 0 ? rate : multiplyRatios(rate, multiplier), points: 0, per, rounding }, eligible, times }
}

/** R31: what of each line this rule counts. */
function eligibleFor(rule: EarnRule, { paid, lines }: NonNullable<Occasion['order']>): number[] {
  return paid.lines.map(({ eligibleMinor }, i) => {
    const { sku, tags = [], isSaleItem = false } = lines[i] as (typeof lines)[number]
    const isOut = (rule.excludeSaleItems && isSaleItem) || rule.excludeSkus.has(sku) || tags.some((tag) => rule.excludeTags.has(tag)) ||
      (rule.onlyTags !== null && !tags.some((tag) => rule.onlyTags?.has(tag)))
    return isOut ? 0 : eligibleMinor
  })
}

type Times = { id: string; by: Ratio }

/** The multipliers that apply on this local day, or the best of them. */
function timesOf(draft: Draft, rule: EarnRule, occasion: Occasion): Times[] {
  if (rule.multipliers.length === 0) return []
  const times = rule.multipliers.filter((multiplier) => appliesTo(draft, multiplier, occasion)).map(({ id, times: by }) => ({ id, by }))
  if (rule.combine === 'multiply' || times.length < 2) return times
  return [times.reduce((best, other) => (compareRatios(other.by, best.by) > 0 ? other : best))]
}

function appliesTo(draft: Draft, multiplier: Multiplier, occasion: Occasion): boolean {
  return isOnDay(multiplier, dayOf(draft)) && (multiplier.when === null || multiplier.when(scopeOf(draft, occasion)))
}

/** The caps' room, and no more than was granted of a limit that members share. */
function grantedRoom(draft: Draft, rule: EarnRule): Room {
  const room = roomOf(draft, rule)
  if (rule.programCap === null) return room
  const granted = draft.granted[rule.id] ?? 0
  return granted < room.points ? { ...room, points: granted, binding: 'program', isTimes: false } : room
}

/** What one award used of a shared limit is not there for the next one of the same event (two levels entered, an order and its exchange). */
function useGranted(draft: Draft, rule: string, points: number): void {
  draft.granted = { ...draft.granted, [rule]: (draft.granted[rule] ?? 0) - points }
  announce(draft, 'budget.used', { rule, points })
}

/** One lot for the order, or one for each line of a rule that rounds per line. */
function openLots(draft: Draft, rule: EarnRule, { earned, terms, eligible, occasion }: { earned: number; terms: Terms; eligible: number[]; occasion: Occasion }): string[] {
  const { order } = occasion
  const shared = {
    unit: rule.unit, rule: rule.id, reason: 'earn' as const, orderId: order?.id ?? null, award: occasion.award, buyer: order?.paid.buyer,
    pending: rule.pending ?? draft.program.units[rule.unit]?.pending ?? { kind: 'none' as const }, ...(rule.expiry === null ? {} : { expiry: rule.expiry }),
  }
  if (order === undefined || terms.per === 'order' || terms.rate === null) return [openLot(draft, { ...shared, points: earned }).id]
  const ids: string[] = []
  let left = earned
  for (const [i, line] of order.paid.lines.entries()) {
    const points = Math.min(left, rawPoints(terms, [eligible[i] as number]))
    if (points === 0) continue
    ids.push(openLot(draft, { ...shared, points, lineId: line.id }).id)
    left -= points
  }
  return ids
}

type Explained = { eligible: number[]; terms: Terms; times: Times[]; raw: number; earned: number; room: Room; occasion: Occasion }

function explainEarning(draft: Draft, rule: EarnRule, { eligible, terms, times, raw, earned, room, occasion: { name, order } }: Explained): void {
  const values: Record<string, TraceValue> = { rule: rule.id, version: draft.head.version, unit: rule.unit, points: earned, wanted: raw, on: name }
  if (order !== undefined) Object.assign(values, orderValues(order, eligible))
  if (terms.rate !== null) Object.assign(values, { pointsPerMinor: ratioText(terms.rate), rounding: terms.rounding, per: terms.per })
  if (order !== undefined && terms.rate !== null && terms.per === 'line') values['lines'] = eligible.map((minor) => ({ minor, currency: order.paid.currency }))
  if (order !== undefined && rule.rate !== 'market' && order.paid.currency !== draft.program.currency) values['exchangePerMinor'] = ratioText(order.paid.rate)
  if (times.length > 0) values['times'] = times.map(({ id, by }) => ({ id, times: ratioText(by) }))
  explainStep(draft, terms.rate === null ? 'earn.fixed' : 'earn.rate', values)
  if (earned < raw) explainStep(draft, 'earn.capped', { rule: rule.id, unit: rule.unit, cap: room.binding, isTimes: room.isTimes, wanted: raw, points: earned })
}

/** The order and what of it a rule counts. */
function orderValues({ id, paid }: NonNullable<Occasion['order']>, eligible: readonly number[]): Record<string, TraceValue> {
  return { orderId: id, eligible: { minor: total(eligible), currency: paid.currency } }
}

/** Counts towards each nth event; the nth pays (R11: a refund takes the count, and then the payment, back). */
function countMilestone(draft: Draft, rule: EarnRule, occasion: Occasion): void {
  const before = draft.head.milestones[rule.id] ?? { count: 0, paid: [] }
  const count = before.count + 1
  let { paid } = before
  if (Math.floor(count / rule.every) > paid.length) {
    const award = milestoneAwardId(rule.id, eventKey(draft.source, draft.sourceId), count)
    const earning = earnBy(draft, rule, { name: occasion.name, award })
    putAward(draft, bonusAward(award, earning === null ? [] : [earning]))
    paid = [...paid, { at: count, award }]
  }
  draft.head.milestones = { ...draft.head.milestones, [rule.id]: { count, paid } }
}

/** The award of something that is no order: nothing of it is ever partly refunded. */
export function bonusAward(id: string, earnings: readonly Earning[]): Award {
  return { ...emptyAward(id), earnings }
}

export function emptyAward(id: string): Award {
  return {
    id, paid: null, deliveredAt: null, refundedMinor: NOTHING, refundedQuantity: NOTHING, moneyRefundedMinor: 0, pointsReturned: 0, earnings: NONE,
    isWhollyRefunded: false, early: NONE,
  }
}
