import { assert } from '#engine/assert'
import { ratioText, scale, type Ratio } from '#engine/ratio'
import { splitByLargestRemainder } from '#engine/money'
import type { RefundPolicy } from '#engine/program/program'
import { orderAwardId } from './award-ids.ts'
import { clawBonus, clawEarning, clawUnnamed } from './claw.ts'
import { announce, beginUndo, dayOf, explainStep, putAward, record, spendOf, type Draft } from './draft.ts'
import type { EventOf, Refund } from './event.ts'
import { minorRate } from './paid-order.ts'
import { marketOf } from './policy.ts'
import { baseOf, remainingEligible, total, worthOf } from './snapshot.ts'
import { returnSpend } from './spends.ts'
import type { Award, Earning, PaidLine, PaidOrder } from './state.ts'

/** An order's lines after one more refund, and what that refund gives back in money and in points' worth. */
export type Returned = {
  refundedMinor: Record<string, number>
  refundedQuantity: Record<string, number>
  valueMinor: number
  pointsValueMinor: number
  taxMinor: number
  isWhole: boolean
}

type PaidAward = Award & { paid: PaidOrder }

/**
 * What a refund takes of each line (R6): q of Q units the cumulative share, an amount as told, an amount for all by largest remainder,
 * nothing said: all that is left. A line that took money off goes back whole: when it is named, or with the last of the others.
 */
export function returnedBy(award: PaidAward, refund: Refund, policy: RefundPolicy): Returned {
  const { paid } = award
  const refundedMinor: Record<string, number> = { ...award.refundedMinor }
  const refundedQuantity: Record<string, number> = { ...award.refundedQuantity }
  for (const line of paid.lines) {
    const before = refundedMinor[line.id] ?? 0
    const cumulative = before + takenOf(line, { award, refund })
    if (line.netMinor >= 0) refundedMinor[line.id] = Math.max(before, Math.min(line.netMinor, cumulative))
    else if (cumulative <= line.netMinor) refundedMinor[line.id] = line.netMinor
  }
  for (const { line, quantity = 0 } of refund.lines ?? []) refundedQuantity[line] = (refundedQuantity[line] ?? 0) + quantity
  const isShippingOnly = refund.lines === undefined && refund.amountMinor === undefined && refund.shippingMinor !== undefined
  const isWhole = award.isWhollyRefunded || (!isShippingOnly && paid.lines.every((line) => line.netMinor <= 0 || refundedMinor[line.id] === line.netMinor))
  for (const { id, netMinor } of paid.lines) if (isWhole && netMinor < 0) refundedMinor[id] = netMinor
  const difference = (share: (line: PaidLine, cumulative: number) => number) =>
    total(paid.lines.map((line) => share(line, refundedMinor[line.id] ?? 0) - share(line, award.refundedMinor[line.id] ?? 0)))
  return {
    refundedMinor, refundedQuantity,
    valueMinor: difference((_, cumulative) => cumulative),
    pointsValueMinor: difference((line, cumulative) => pointsShare(line, cumulative, policy)),
    taxMinor: difference(({ taxMinor, netMinor }, cumulative) => (netMinor <= 0 ? 0 : scale(taxMinor, [cumulative, netMinor], 'half_even'))),
    isWhole,
  }
}

function takenOf(line: PaidLine, { award, refund }: { award: PaidAward; refund: Refund }): number {
  const before = award.refundedMinor[line.id] ?? 0
  if (refund.lines !== undefined) {
    return total(refund.lines.filter((told) => told.line === line.id).map(({ quantity, amountMinor }) =>
      amountMinor ?? unitsShare(line, { from: award.refundedQuantity[line.id] ?? 0, units: quantity ?? line.quantity, before })))
  }
  if (refund.amountMinor !== undefined) {
    const left = award.paid.lines.map((other) => Math.max(0, other.netMinor - (award.refundedMinor[other.id] ?? 0)))
    return splitByLargestRemainder(Math.min(refund.amountMinor, total(left)), left)[award.paid.lines.indexOf(line)] as number
  }
  return refund.shippingMinor === undefined ? line.netMinor - before : 0
}

/** Units from+1 … from+units of a line's Q: the difference of two cumulative shares; the last unit takes whatever is left. */
function unitsShare({ netMinor, quantity }: PaidLine, { from, units, before }: { from: number; units: number; before: number }): number {
  const through = Math.min(quantity, from + units)
  if (through === quantity) return netMinor - before
  return scale(netMinor, [through, quantity], 'half_even') - scale(netMinor, [Math.min(from, quantity), quantity], 'half_even')
}

/** The policy that an order was paid under, which all its refunds keep (R5): shares of two policies do not add up to what was paid. */
export function refundPolicyOf(draft: Draft, { version }: PaidOrder): RefundPolicy {
  return draft.timeline[version - 1]?.program.refund ?? draft.program.refund
}

/** R10: how much of what was refunded of a line, in all, had been paid with points. */
function pointsShare({ netMinor, pointsMinor }: PaidLine, refunded: number, { pointsShare: policy }: RefundPolicy): number {
  if (pointsMinor === 0 || netMinor <= 0) return 0
  switch (policy) {
    case 'proportional': return scale(pointsMinor, [refunded, netMinor], 'half_even')
    case 'points_first': return Math.min(pointsMinor, refunded)
    case 'money_first': return Math.max(0, refunded - (netMinor - pointsMinor))
  }
}

type RefundInput = { award: PaidAward; refund: Refund; orderId: string; replacement?: { orderId: string; baseMinor: number } }
type Kept = { earning: Earning; points: number }

/** R5–R13: takes back what the returned part earned, under its own snapshot; an exchange keeps the part that the new order replaces. */
export function refundOrder(draft: Draft, { award, refund, orderId, replacement }: RefundInput): { award: Award; keptBaseMinor: number; kept: Kept[] } {
  const { paid } = award
  const returned = returnedBy(award, refund, refundPolicyOf(draft, paid))
  const { refundedMinor, refundedQuantity, isWhole } = returned
  const baseBefore = baseLeft(paid, award.refundedMinor)
  const baseReturned = baseBefore - baseLeft(paid, refundedMinor)
  const keptBaseMinor = Math.max(0, Math.min(baseReturned, replacement?.baseMinor ?? 0))
  takeSpend(draft, { paid, baseReturned: baseReturned - keptBaseMinor, baseBefore })
  const kept: Kept[] = []
  const earnings = award.earnings.map((earning) => {
    const points = clawOf(earning, { paid, refundedMinor, isWhole })
    const keeps = keptBaseMinor === 0 ? 0 : scale(points, [keptBaseMinor, baseReturned], 'floor')
    const left = { minor: total(remainingEligible(earning.eligibleMinor, paid, refundedMinor)), currency: paid.currency }
    if (points > 0) explainClaw(draft, earning, { orderId, left, points, keeps })
    if (keeps > 0) kept.push({ earning, points: keeps })
    const clawed = clawEarning(draft, earning, { points: points - keeps, orderId, siblings: award.earnings })
    return keeps > 0 && replacement !== undefined ? { ...clawed, moved: clawed.moved + keeps, movedTo: [...clawed.movedTo, orderAwardId(replacement.orderId)] } : clawed
  })
  const isNewlyWhole = isWhole && !award.isWhollyRefunded
  if (isNewlyWhole && keptBaseMinor === 0) uncount(draft, paid)
  const pointsReturned = returnPoints(draft, { award, returned, orderId })
  const after = putAward(draft, {
    ...award, refundedMinor, refundedQuantity, earnings, isWhollyRefunded: isWhole, pointsReturned: award.pointsReturned + pointsReturned,
    moneyRefundedMinor: award.moneyRefundedMinor + returned.valueMinor - returned.pointsValueMinor,
  })
  announce(draft, 'order.refunded', { orderId, isWhole, moneyMinor: returned.valueMinor - returned.pointsValueMinor, currency: paid.currency, pointsReturned })
  return { award: after, keptBaseMinor, kept }
}

/** R6: claw = earned − f_snapshot(what remains eligible) − already clawed − already waived (− what an exchange moved on). */
function clawOf(earning: Earning, { paid, refundedMinor, isWhole }: { paid: PaidOrder; refundedMinor: Award['refundedMinor']; isWhole: boolean }): number {
  const remaining = remainingEligible(earning.eligibleMinor, paid, refundedMinor)
  const worth = worthOf(earning, { paid, remaining, isWhollyRefunded: isWhole })
  return Math.max(0, earning.earned - worth - earning.clawed - earning.waived - earning.moved)
}

/** What the rest of the order is worth by the earning's own snapshot, and what is therefore taken back. */
function explainClaw(draft: Draft, earning: Earning, { orderId, left, points, keeps }: { orderId: string; left: { minor: number; currency: string }; points: number; keeps: number }): void {
  const { rule, version, unit, earned } = earning
  const before = earning.clawed + earning.waived + earning.moved
  explainStep(draft, 'claw.due', { orderId, rule, version, unit, earned, left, worth: earned - before - points, before, points: points - keeps, keeps })
}

function baseLeft(paid: PaidOrder, refundedMinor: Award['refundedMinor']): number {
  const eligible = paid.lines.map(({ eligibleMinor }) => eligibleMinor)
  return baseOf(total(remainingEligible(eligible, paid, refundedMinor)), paid.rate)
}

/** Spend leaves the day it was made (R11); of an exchange's order first what it added, then the kept value on its older day. */
function takeSpend(draft: Draft, { paid, baseReturned, baseBefore }: { paid: PaidOrder; baseReturned: number; baseBefore: number }): void {
  const ownLeft = Math.max(0, baseBefore - (paid.kept?.baseMinor ?? 0))
  const own = paid.kept === null ? baseReturned : Math.min(ownLeft, baseReturned)
  if (baseReturned !== 0) beginUndo(draft)
  record(draft, { series: 'spend', day: paid.day, amount: -own })
  if (paid.kept !== null) record(draft, { series: 'spend', day: paid.kept.day, amount: own - baseReturned })
}

/** R11: a wholly refunded order is no order: neither for tiers nor for each nth. */
function uncount(draft: Draft, paid: PaidOrder): void {
  const countsOn = paid.kept === null ? paid.day : paid.kept.countsOn
  beginUndo(draft)
  if (countsOn !== null) record(draft, { series: 'orders', day: countsOn, amount: -1 })
  for (const id of paid.milestones) {
    const before = draft.head.milestones[id]
    assert(before, 'a rule that counted an order has its count', { id })
    const count = before.count - 1
    const paidLast = before.paid.at(-1)
    const isUnpaid = paidLast !== undefined && paidLast.at > count
    if (isUnpaid) clawBonus(draft, paidLast.award)
    draft.head.milestones = { ...draft.head.milestones, [id]: { count, paid: isUnpaid ? before.paid.slice(0, -1) : before.paid } }
  }
}

/** R9, R10: the points' share of a refund goes back to the lots it came from; money never pays it out. */
function returnPoints(draft: Draft, { award, returned, orderId }: { award: PaidAward; returned: Returned; orderId: string }): number {
  const { spendId, pointsMinor, lines } = award.paid
  const spend = spendId === null ? undefined : spendOf(draft, spendId)
  if (spend === undefined || spend.reward !== undefined || pointsMinor === 0) return 0
  const valueSoFar = total(lines.map((line) => pointsShare(line, returned.refundedMinor[line.id] ?? 0, refundPolicyOf(draft, award.paid))))
  const share: Ratio = [valueSoFar, pointsMinor]
  const target = returned.isWhole ? spend.points : scale(spend.points, share, 'floor')
  return returnSpend(draft, spend, { points: Math.max(0, target - award.pointsReturned), orderId })
}

/** R13a: takes floor(|amount| × the rate in force now), lowers spend now, changes no order count. */
export function noteCredit(draft: Draft, event: EventOf<'credit.noted'>): void {
  const { program, head } = draft
  const market = marketOf(head, program, event.market)
  const rate = minorRate(event.rate, { currency: event.currency, base: program.currency })
  const amountMinor = Math.abs(event.amountMinor)
  for (const rule of program.rulesOn['order.paid'] ?? []) {
    const perMinor = rule.rate === 'market' ? market.earn : rule.rate
    if (perMinor === null || rule.every > 1) continue
    const minor = rule.rate === 'market' ? amountMinor : baseOf(amountMinor, rate)
    const points = scale(minor, perMinor, 'floor')
    if (points === 0) continue
    explainStep(draft, 'credit.noted', {
      rule: rule.id, version: head.version, unit: rule.unit, amount: { minor: amountMinor, currency: event.currency },
      counted: { minor, currency: rule.rate === 'market' ? event.currency : program.currency }, pointsPerMinor: ratioText(perMinor), points,
    })
    clawUnnamed(draft, { unit: rule.unit, points })
    record(draft, { series: `points:${rule.unit}`, day: dayOf(draft), amount: -points })
  }
  record(draft, { series: 'spend', day: dayOf(draft), amount: -baseOf(amountMinor, rate) })
  announce(draft, 'credit.counted', { amountMinor, currency: event.currency })
}
