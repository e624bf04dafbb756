import { assert } from '#engine/assert'
import { addPeriod, endOfDay, localDay, startOfDay, type Day, type Instant, type Zone } from '#engine/calendar'
import { lotId } from '#engine/ids'
import type { ExpiryPolicy, PendingPolicy } from '#engine/program/program'
import { changeTotals, explainStep, factDay, announce, lotOf, openLots, post, putLot, type Draft } from './draft.ts'
import { uncountPending } from './earnings.ts'
import type { PostingReason } from './outcome.ts'
import { expiryOf, marketOf, zoneOf } from './policy.ts'
import type { Lot } from './state.ts'
import { endFrom, endOf, expectLot, lastDayOf } from './lot-ends.ts'

export type NewLot = {
  unit: string
  points: number
  rule: string
  reason: PostingReason
  pending?: PendingPolicy
  expiry?: ExpiryPolicy
  /** The last day in the member's zone, whatever the policy: nothing extends it. */
  lastDay?: Day
  orderId?: string | null
  lineId?: string | null
  award?: string
  buyer?: string | undefined
  deliveredAt?: Instant | null
  n?: number
}

/** Opens a lot at the draft's instant: pending or active by its policy, its dates fixed in the member's zone of now (R15, R16). */
export function openLot(draft: Draft, input: NewLot): Lot {
  const { head, program } = draft
  const { unit, points, rule, reason, orderId = null, lineId = null } = input
  const zone = zoneOf(head, program)
  const pending = input.pending ?? { kind: 'none' }
  const expiry = input.expiry ?? expiryOf(head, program, unit)
  const day = localDay(draft.at, zone)
  const activatesAt = activationOf(pending, { day, zone, deliveredAt: input.deliveredAt ?? null })
  const isPending = pending.kind !== 'none' && (activatesAt === null || activatesAt > draft.at)
  const { expiresOn, expiresAt } = input.lastDay !== undefined ? { expiresOn: input.lastDay, expiresAt: endOfDay(input.lastDay, zone) } : endFrom(expiry, { from: isPending && !(expiry.kind === 'after' && expiry.from === 'earning') ? null : day, zone })
  const lot: Lot = {
    id: freeLotId(draft, input),
    unit, amount: points, left: points, held: 0, isPending,
    activatesAt: isPending ? activatesAt : null,
    activeSince: isPending ? null : draft.at,
    expiresOn, expiresAt,
    cancelsAt: isPending && 'cancelAfter' in pending && pending.cancelAfter ? endOfDay(addPeriod(day, pending.cancelAfter), zone) : null,
    isSliding: expiry.kind === 'inactivity' && input.lastDay === undefined, isGraced: false, zone, earnedAt: draft.at, source: draft.source, sourceId: draft.sourceId,
    orderId, lineId, rule, version: head.version, award: input.award ?? null, ...(input.buyer === undefined ? {} : { buyer: input.buyer }), costPerPoint: marketOf(head, program).pointCost,
  }
  putLot(draft, lot)
  post(draft, { unit, from: reason === 'return' ? 'spent' : 'issued', to: isPending ? 'pending' : 'active', points, reason, lot: lot.id, orderId })
  if (isPending) explainPending(draft, lot, pending)
  else {
    noteActive(draft, lot)
    repayDebt(draft, lot.id)
  }
  expectLot(draft, lot)
  return lot
}

/** What becomes active of a company's order, a buyer may have a share of (R45): at the end of what happens at this instant. */
function noteActive(draft: Draft, { id, left, buyer }: Lot): void {
  if (buyer !== undefined) draft.activated = [...draft.activated, { lot: id, points: left }]
}

/** R15: what pending points wait for, and from which day they can be used where that is known. */
function explainPending(draft: Draft, { unit, amount, activatesAt, zone }: Lot, { kind }: PendingPolicy): void {
  explainStep(draft, 'points.pending', { unit, points: amount, waits: kind, from: activatesAt === null ? null : { day: localDay(activatesAt, zone) } })
}

/** The first id that no lot has: one event may let a rule pay twice (two levels entered, an order and what it is exchanged for). */
function freeLotId(draft: Draft, input: NewLot): string {
  const { rule, lineId, n = 0 } = input
  const id = lotId(draft.source, draft.sourceId, rule, lineId ?? undefined, n)
  // Lots are named after their event, which happens once; only time may come to the same instant again.
  const isTaken = draft.lots.has(id) || (draft.source === 'time' && lotOf(draft, id) !== undefined)
  return isTaken ? freeLotId(draft, { ...input, n: n + 1 }) : id
}

/** When pending points become active: at the midnight that opens day +N; null while a delivery or a hand is awaited (R15, R16). */
export function activationOf(pending: PendingPolicy, { day, zone, deliveredAt }: { day: Day; zone: Zone; deliveredAt: Instant | null }): Instant | null {
  if (pending.kind === 'days') return startOfDay(day + pending.days, zone)
  if (pending.kind === 'delivery' && deliveredAt !== null) return startOfDay(localDay(deliveredAt, zone) + pending.days, zone)
  return null
}

/** A pending lot becomes active: its expiry starts if it counts from activation, debt is repaid first (R2, R8), and one whose end is past ends at once. */
export function activateLot(draft: Draft, lot: Lot): void {
  const { unit } = lot
  const expiry = expiryAtEarning(draft, lot)
  const end = lot.expiresOn === null ? endFrom(expiry, { from: localDay(draft.at, lot.zone), zone: lot.zone }) : {}
  const active = putLot(draft, { ...lot, ...end, isPending: false, activatesAt: null, cancelsAt: null, activeSince: draft.at })
  post(draft, { unit, from: 'pending', to: 'active', points: lot.left, reason: 'activate', lot: lot.id, orderId: lot.orderId })
  explainStep(draft, 'points.activated', { unit, points: lot.left, orderId: lot.orderId })
  noteActive(draft, lot)
  repayDebt(draft, lot.id)
  const until = endOf(draft, active)
  if (until !== null && until <= draft.at) endLot(draft, lotOf(draft, lot.id) ?? active, 'expire')
  else expectLot(draft, active)
}

/** The expiry policy of the rule and version that made a lot: the snapshot outlives the rule (R5). */
function expiryAtEarning(draft: Draft, lot: Lot): ExpiryPolicy {
  const program = draft.timeline[lot.version - 1]?.program
  assert(program, 'the version that made a lot stays on the timeline', { version: lot.version })
  const rule = program.rules.find(({ id }) => id === lot.rule)
  return rule?.expiry ?? expiryOf(draft.head, program, lot.unit)
}

/** Lets a lot's unreserved points go: expired, or cancelled while they were pending. */
export function endLot(draft: Draft, lot: Lot, reason: 'expire' | 'cancel_pending'): void {
  const points = lot.left - lot.held
  if (points === 0) return
  const lastDay = lot.isPending ? null : lastDayOf(draft, lot)
  putLot(draft, { ...lot, left: lot.held })
  const isPending = reason === 'cancel_pending'
  if (isPending) uncountPending(draft, lot, points)
  post(draft, { unit: lot.unit, from: isPending ? 'pending' : 'active', to: isPending ? 'revoked' : 'expired', points, reason, lot: lot.id, orderId: lot.orderId })
  explainStep(draft, isPending ? 'points.cancelled' : 'points.expired', { unit: lot.unit, points, orderId: lot.orderId, lastDay: lastDay === null ? null : { day: lastDay } })
  announce(draft, isPending ? 'points.cancelled' : 'points.expired', { unit: lot.unit, points, lot: lot.id, lastDay: factDay(lastDay) })
}

/** Free active lots in the order in which they are spent: earliest end, then earliest earned, then id; those without end last (R4). */
export function lotsToSpend(draft: Draft, unit: string): Lot[] {
  const lots: { lot: Lot; end: number }[] = []
  for (const lot of openLots(draft, unit)) {
    if (!lot.isPending && lot.left > lot.held) lots.push({ lot, end: endOf(draft, lot) ?? Infinity })
  }
  lots.sort((a, b) => (a.end === b.end ? a.lot.earnedAt - b.lot.earnedAt || (a.lot.id < b.lot.id ? -1 : 1) : a.end - b.end))
  return lots.map(({ lot }) => lot)
}

export type Taking = { unit: string; points: number; to: 'spent' | 'revoked'; reason: PostingReason; orderId?: string | null }

/** Takes up to so many free points from these lots, in their order; says from which lots, and what is still wanting. */
export function takeFromLots(draft: Draft, lots: Iterable<Lot>, { unit, points, to, reason, orderId }: Taking): { pieces: { lot: string; points: number }[]; wanting: number } {
  const pieces: { lot: string; points: number }[] = []
  let wanting = points
  if (wanting === 0) return { pieces, wanting }
  for (const { id } of lots) {
    const lot = lotOf(draft, id)
    assert(lot !== undefined && lot.unit === unit, 'lots are taken in their own unit', { id, unit })
    const taken = Math.min(lot.left - lot.held, wanting)
    if (taken <= 0) continue
    putLot(draft, { ...lot, left: lot.left - taken })
    post(draft, { unit, from: lot.isPending ? 'pending' : 'active', to, points: taken, reason, lot: id, orderId: orderId ?? lot.orderId })
    pieces.push({ lot: id, points: taken })
    wanting -= taken
    if (wanting === 0) break
  }
  return { pieces, wanting }
}

/** An active lot pays what the member owes, before anything else (R8). */
export function repayDebt(draft: Draft, id: string): void {
  const lot = lotOf(draft, id)
  assert(lot, 'the lot that repays is there', { id })
  const points = Math.min(lot.left - lot.held, draft.head.units[lot.unit]?.debt ?? 0)
  if (points <= 0) return
  putLot(draft, { ...lot, left: lot.left - points })
  post(draft, { unit: lot.unit, from: 'active', to: 'debt', points, reason: 'repay', lot: id, orderId: lot.orderId })
  explainStep(draft, 'debt.repaid', { unit: lot.unit, points, debt: changeTotals(draft, lot.unit).debt })
}

/**
 * Gives spent points back to the lot they came from, with its end (R9). Expired meanwhile: they are restored as expired,
 * or for so many days of grace, once.
 */
export function returnToLot(draft: Draft, id: string, { points, orderId }: { points: number; orderId: string | null }): void {
  const lot = lotOf(draft, id)
  assert(lot, 'the lot that points return to is there', { id })
  const { unit } = lot
  const end = endOf(draft, lot)
  const { graceDays } = draft.program.refund
  if (end !== null && end <= draft.at && (graceDays === null || lot.isGraced)) {
    post(draft, { unit, from: 'spent', to: 'expired', points, reason: 'return', lot: id, orderId })
    explainStep(draft, 'points.returned_expired', { unit, points, orderId, lastDay: { day: lastDayOf(draft, lot) as Day } })
    return
  }
  const isGraced = end !== null && end <= draft.at
  const grace = isGraced ? endFrom({ kind: 'after', period: { days: graceDays as number }, from: 'earning', roundUp: null, reminders: null }, { from: localDay(draft.at, lot.zone), zone: lot.zone }) : {}
  const open = putLot(draft, { ...lot, ...grace, isGraced: lot.isGraced || isGraced, isSliding: lot.isSliding && !isGraced, left: lot.left + points })
  post(draft, { unit, from: 'spent', to: 'active', points, reason: 'return', lot: id, orderId })
  const lastDay = lastDayOf(draft, open)
  explainStep(draft, isGraced ? 'points.returned_graced' : 'points.returned', { unit, points, orderId, lastDay: lastDay === null ? null : { day: lastDay } })
  repayDebt(draft, id)
  expectLot(draft, open)
}
