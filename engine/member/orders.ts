import { scale, type Ratio } from '#engine/ratio'
import { localDay } from '#engine/calendar'
import { splitByLargestRemainder } from '#engine/money'
import { orderAwardId } from './award-ids.ts'
import { activationOf, activateLot, endLot } from './lots.ts'
import { expectLot } from './lot-ends.ts'
import { announce, awardOf, explainStep, lotOf, putAward, putLot, record, type Draft } from './draft.ts'
import { earn, emptyAward } from './earn.ts'
import type { EventOf, MemberEvent, Order } from './event.ts'
import { paidOrder } from './paid-order.ts'
import { NONE } from './parts.ts'
import { refundOrder } from './refunds.ts'
import { baseOf, total } from './snapshot.ts'
import type { Award, Earning, Lot, PaidOrder } from './state.ts'

/** A paid order: earns by the rules in force, and counts for tiers. What was told of it before it came is done now, by the caller. */
export function payOrder(draft: Draft, order: Order): readonly MemberEvent[] {
  return enterOrder(draft, { order, paid: paidOrder(draft, order), moved: [] })
}

function enterOrder(draft: Draft, { order, paid, moved }: { order: Order; paid: PaidOrder; moved: readonly Earning[] }): readonly MemberEvent[] {
  const id = orderAwardId(order.id)
  const known = awardOf(draft, id) ?? emptyAward(id)
  if (known.paid !== null) {
    explainStep(draft, 'order.repeated', { orderId: order.id })
    return []
  }
  const scoped = { id: order.id, paid: earningPart(paid, moved), lines: order.lines, coupons: order.coupons ?? [] }
  const earned = earn(draft, { name: 'order.paid', award: id, order: scoped, isCountedAlready: paid.kept !== null })
  const earnings = [...moved, ...earned.earnings]
  if (earned.milestones.length > 0) paid.milestones = earned.milestones
  putAward(draft, { ...known, paid, earnings, early: NONE })
  const baseMinor = baseOf(eligibleOf(paid), paid.rate)
  record(draft, { series: 'spend', day: paid.day, amount: baseMinor - (paid.kept?.baseMinor ?? 0) })
  if (paid.kept === null) record(draft, { series: 'orders', day: paid.day, amount: 1 })
  announce(draft, 'order.counted', { orderId: order.id, baseMinor, points: total(earnings.map(({ earned }) => earned)) })
  return known.early
}

const eligibleOf = (paid: PaidOrder): number => total(paid.lines.map(({ eligibleMinor }) => eligibleMinor))

/** What of an order earns anew: all but the value that an exchange kept, which goes on under its old snapshot. */
function earningPart(paid: PaidOrder, moved: readonly Earning[]): PaidOrder {
  const kept = moved[0]?.eligibleMinor
  if (kept === undefined) return paid
  return { ...paid, lines: paid.lines.map((line, i) => ({ ...line, eligibleMinor: line.eligibleMinor - (kept[i] as number) })) }
}

/** R12: a return and a linked new order. The value that both have keeps its points, its snapshot and its day; only the difference is clawed or earned. */
export function exchangeOrder(draft: Draft, { orderId, refund, order }: EventOf<'order.exchanged'>, award: Award & { paid: PaidOrder }): readonly MemberEvent[] {
  const fresh = paidOrder(draft, order)
  const worth = Math.max(0, baseOf(eligibleOf(fresh), fresh.rate))
  const { award: returned, keptBaseMinor, kept } = refundOrder(draft, { award, refund, orderId, replacement: { orderId: order.id, baseMinor: worth } })
  if (keptBaseMinor === 0) return enterOrder(draft, { order, paid: fresh, moved: [] })
  const countsOn = returned.isWhollyRefunded && !award.isWhollyRefunded ? (award.paid.kept === null ? award.paid.day : award.paid.kept.countsOn) : null
  const keptLines = keptOf(fresh, [keptBaseMinor, worth])
  const keptMinor = total(keptLines)
  const moved = kept.map(({ earning, points }): Earning => ({
    ...earning, rate: [points, keptMinor], points: 0, per: 'order', rounding: 'floor', minimumMinor: 0, eligibleMinor: keptLines,
    earned: points, clawed: 0, waived: 0, moved: 0, movedTo: NONE,
  }))
  const day = award.paid.kept?.day ?? award.paid.day
  explainStep(draft, 'order.exchanged', { orderId, newOrderId: order.id, kept: { minor: keptBaseMinor, currency: draft.program.currency } })
  return enterOrder(draft, { order, paid: { ...fresh, milestones: countsOn === null ? NONE : award.paid.milestones, kept: { baseMinor: keptBaseMinor, day, countsOn } }, moved })
}

/** The kept value over the new order's lines. */
function keptOf(paid: PaidOrder, share: Ratio): number[] {
  const weights = paid.lines.map(({ eligibleMinor }) => Math.max(0, eligibleMinor))
  return splitByLargestRemainder(scale(total(weights), share, 'half_even'), weights)
}

/** R15: a delivery starts the wait of points that wait for it. */
export function deliverOrder(draft: Draft, award: Award): void {
  if (award.deliveredAt !== null) return
  putAward(draft, { ...award, deliveredAt: draft.at })
  for (const lot of pendingLots(draft, award)) {
    const program = draft.timeline[lot.version - 1]?.program
    const pending = program?.rules.find(({ id }) => id === lot.rule)?.pending ?? program?.units[lot.unit]?.pending ?? { kind: 'none' as const }
    const activatesAt = activationOf(pending, { day: localDay(draft.at, lot.zone), zone: lot.zone, deliveredAt: draft.at })
    if (pending.kind !== 'delivery' || activatesAt === null) continue
    const waiting = putLot(draft, { ...lot, activatesAt, cancelsAt: null })
    if (activatesAt <= draft.at) activateLot(draft, waiting)
    else expectLot(draft, waiting)
  }
}

/** Staff let pending points become active, or cancel them (R15, by hand): of an order, or one lot. */
export function settlePending(draft: Draft, event: EventOf<'points.approved'> | EventOf<'points.rejected'>): void {
  const { reason = null, author = null } = event
  explainStep(draft, event.kind === 'points.approved' ? 'points.approved' : 'points.rejected', { reason, author })
  for (const lot of lotsToSettle(draft, event)) {
    if (event.kind === 'points.approved') activateLot(draft, lot)
    else endLot(draft, lot, 'cancel_pending')
  }
}

/** The pending lots that an approval or a rejection names. */
export function lotsToSettle(draft: Draft, { orderId, lotId }: { orderId?: string; lotId?: string }): Lot[] {
  const award = orderId === undefined ? undefined : awardOf(draft, orderAwardId(orderId))
  const named = lotId === undefined ? undefined : lotOf(draft, lotId)
  return [...(award === undefined ? [] : pendingLots(draft, award)), ...(named?.isPending === true && named.left > 0 ? [named] : [])]
}

function pendingLots(draft: Draft, award: Award): Lot[] {
  return award.earnings.flatMap(({ lots }) => lots).flatMap((id) => lotOf(draft, id) ?? []).filter((lot) => lot.isPending && lot.left > 0)
}
