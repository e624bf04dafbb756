import { assert } from '#engine/assert'
import { dayText, endOfDay, localDay, type Instant } from '#engine/calendar'
import { announce, dayOf, earliest, explainStep, factDay, lotOf, post, putLot, putSpend, spendOf, type Draft } from './draft.ts'
import type { EventOf } from './event.ts'
import { endOf, expectLot, lastDayOf } from './lot-ends.ts'
import { endLot, lotsToSpend, openLot, repayDebt, returnToLot, takeFromLots } from './lots.ts'
import { totalsOf } from './parts.ts'
import { PartMissing } from './present.ts'
import type { Spend, SpendPiece } from './state.ts'
import type { PostingReason, TraceValue } from './outcome.ts'

/** Points leave their lots in R4's order. It is a fact: what lots cannot cover becomes debt, under every policy (R41). */
export function takePoints(draft: Draft, { unit, points, reason }: { unit: string; points: number; reason: PostingReason }): { pieces: SpendPiece[]; debt: number } {
  const { pieces, wanting } = takeFromLots(draft, lotsToSpend(draft, unit), { unit, points, to: 'spent', reason })
  post(draft, { unit, from: 'debt', to: 'spent', points: wanting, reason })
  if (wanting > 0) explainStep(draft, 'spend.became_debt', { unit, points: wanting })
  return { pieces: pieces.map((piece) => ({ ...piece, returned: 0 })), debt: wanting }
}

export function spendPoints(draft: Draft, { id, unit = draft.program.mainUnit, points, purpose, orderId, code }: EventOf<'points.spent'>): void {
  const taken = takePoints(draft, { unit, points, reason: 'spend' })
  putSpend(draft, {
    id, unit, points, purpose, orderId: orderId ?? null, code: code ?? null, at: draft.at, status: 'spent', until: null, ...taken, returned: 0,
  })
  explainStep(draft, 'spend.taken', { unit, points, purpose, lots: piecesTold(draft, taken.pieces) })
}

/** Which lots a spend took, each with its order, the day it was earned and the last day it could be used. */
export function piecesTold(draft: Draft, pieces: readonly SpendPiece[]): TraceValue[] {
  return pieces.map(({ lot: id, points }) => {
    const lot = lotOf(draft, id)
    assert(lot, 'a lot that a spend took is there', { id })
    const lastDay = lastDayOf(draft, lot)
    return { lot: id, points, orderId: lot.orderId, earned: { day: localDay(lot.earnedAt, lot.zone) }, lastDay: lastDay === null ? null : { day: lastDay } }
  })
}

/** R2, R37: reserves what lots can cover until the hold is committed, released or over. */
export function holdPoints(draft: Draft, { id, unit = draft.program.mainUnit, points, until }: EventOf<'points.held'>): void {
  const pieces: SpendPiece[] = []
  let wanting = points
  for (const lot of lotsToSpend(draft, unit)) {
    const held = Math.min(wanting, lot.left - lot.held)
    if (held === 0) break
    putLot(draft, { ...lot, held: lot.held + held })
    post(draft, { unit, from: 'active', to: 'reserved', points: held, reason: 'hold', lot: lot.id })
    pieces.push({ lot: lot.id, points: held, returned: 0 })
    wanting -= held
  }
  putSpend(draft, { id, unit, points, purpose: 'hold', orderId: null, code: null, at: draft.at, status: 'held', until, pieces, debt: 0, returned: 0 })
  draft.head.due = { ...draft.head.due, holds: earliest(draft.head.due.holds, until) }
  explainStep(draft, 'hold.taken', { unit, points: points - wanting, until: { at: until } })
}

/** Reserved points become free again; what expired meanwhile expires now. */
export function releaseHold(draft: Draft, hold: Spend): void {
  if (hold.status !== 'held') return
  for (const { lot: id, points } of hold.pieces) {
    const lot = lotOf(draft, id)
    assert(lot, 'a reserved lot is there', { id })
    const free = putLot(draft, { ...lot, held: lot.held - points })
    post(draft, { unit: hold.unit, from: 'reserved', to: 'active', points, reason: 'release', lot: id })
    const end = endOf(draft, free)
    if (end !== null && end <= draft.at) endLot(draft, free, 'expire')
    else {
      repayDebt(draft, id)
      expectLot(draft, free)
    }
  }
  putSpend(draft, { ...hold, status: 'released' })
  explainStep(draft, 'hold.released', { unit: hold.unit, points: hold.points, isOver: draft.source === 'time' })
}

/** Reserved points are spent. After its release a hold's commit is a fact all the same, and spends what lots have, then debt. */
export function commitHold(draft: Draft, hold: Spend, orderId: string | null): void {
  if (hold.status === 'spent') return
  const { unit } = hold
  if (hold.status === 'held') {
    for (const { lot: id, points } of hold.pieces) {
      const lot = lotOf(draft, id)
      assert(lot, 'a reserved lot is there', { id })
      putLot(draft, { ...lot, held: lot.held - points, left: lot.left - points })
      post(draft, { unit, from: 'reserved', to: 'spent', points, reason: 'commit', lot: id, orderId })
    }
  }
  const pieces = hold.status === 'held' ? hold.pieces : []
  const wanting = hold.points - pieces.reduce((sum, { points }) => sum + points, 0)
  const rest = wanting === 0 ? { pieces: [], debt: 0 } : takePoints(draft, { unit, points: wanting, reason: 'spend' })
  putSpend(draft, { ...hold, status: 'spent', purpose: 'checkout', orderId, pieces: [...pieces, ...rest.pieces], debt: rest.debt })
  explainStep(draft, 'spend.taken', { unit, points: hold.points, purpose: 'checkout', lots: piecesTold(draft, [...pieces, ...rest.pieces]) })
}

/** R21, R37: holds whose time is over free themselves. */
export function fireHolds(draft: Draft): void {
  const due = draft.head.due.holds
  if (due === null || due > draft.at) return
  let next: Instant | null = null
  for (const spend of heldSpends(draft)) {
    if (spend.until !== null && spend.until <= draft.at) releaseHold(draft, spend)
    else next = earliest(next, spend.until)
  }
  draft.head.due = { ...draft.head.due, holds: next }
}

function heldSpends(draft: Draft): Spend[] {
  if (draft.base.present?.hasHeldSpends === false) throw new PartMissing('spends', null)
  const ids = new Set([...draft.base.spends.keys(), ...draft.spends.keys()])
  return [...ids].sort().flatMap((id) => spendOf(draft, id) ?? []).filter(({ status }) => status === 'held')
}

/** Gives back up to so many points of a spend, last taken first: what had become debt, then to the lots (R9). Says how many. */
export function returnSpend(draft: Draft, spend: Spend, { points, orderId }: { points: number; orderId: string | null }): number {
  const wanted = Math.min(points, spend.points - spend.returned)
  if (wanted <= 0 || spend.status !== 'spent') return 0
  let left = wanted
  const ofDebt = Math.min(left, spend.debt)
  if (ofDebt > 0) returnDebt(draft, spend, ofDebt)
  left -= ofDebt
  const pieces = [...spend.pieces]
  for (let i = pieces.length - 1; i >= 0 && left > 0; i--) {
    const piece = pieces[i] as SpendPiece
    const back = Math.min(left, piece.points - piece.returned)
    if (back === 0) continue
    returnToLot(draft, piece.lot, { points: back, orderId })
    pieces[i] = { ...piece, returned: piece.returned + back }
    left -= back
  }
  putSpend(draft, { ...spend, pieces, debt: spend.debt - ofDebt, returned: spend.returned + wanted })
  return wanted
}

/** What had no lot ends the debt it made; if that was repaid since, it comes back as points. */
function returnDebt(draft: Draft, { unit, id }: Spend, points: number): void {
  const owed = Math.min(points, totalsOf(draft.head, unit).debt)
  post(draft, { unit, from: 'spent', to: 'debt', points: owed, reason: 'return' })
  if (points > owed) openLot(draft, { unit, points: points - owed, rule: `return/${id}`, reason: 'return' })
}

/** Begins the name of our counter: no rule's counter does, as no id begins so. */
const SENT = '@sent:'

/** Points to another member: the oldest go, and keep their last day there. */
export function sendPoints(draft: Draft, { unit = draft.program.mainUnit, points, to }: EventOf<'points.sent'>): void {
  const { pieces } = takePoints(draft, { unit, points, reason: 'send' })
  const month = sentKey(draft)
  const earlier = Object.entries(draft.head.used).filter(([key]) => !key.startsWith(SENT) || key === month)
  draft.head.used = { ...Object.fromEntries(earlier), [month]: (draft.head.used[month] ?? 0) + points }
  announce(draft, 'points.sent', {
    to, unit,
    pieces: piecesSent(draft, pieces),
  })
  explainStep(draft, 'points.sent', { unit, points, to })
}

/** What leaves for another member, with the ends that it keeps there. */
export function piecesSent(draft: Draft, pieces: readonly { lot: string; points: number }[]): { points: number; expiresOn: string | null; zone: string }[] {
  return pieces.map((piece) => {
    const lot = lotOf(draft, piece.lot)
    assert(lot, 'a sent lot is there', piece)
    return { points: piece.points, expiresOn: factDay(lastDayOf(draft, lot)), zone: lot.zone }
  })
}

/** Counter of the points sent in the calendar month of now. */
export function sentKey(draft: Draft): string {
  return `${SENT}${dayText(dayOf(draft)).slice(0, 7)}`
}

/** The rule of lots that a company shared. */
export function shareRule(company: string): string {
  return `share/${company}`
}

/** Points from another member: a lot for each piece, with the end it had there. */
export function receivePoints(draft: Draft, { unit = draft.program.mainUnit, from, pieces, isShare }: EventOf<'points.received'>): void {
  for (const [n, { points, expiresOn, zone }] of pieces.entries()) {
    const lot = openLot(draft, { unit, points, rule: isShare === true ? shareRule(from) : 'points.received', reason: 'receive', expiry: { kind: 'never' }, n })
    const open = lotOf(draft, lot.id)
    assert(open, 'a received lot is there', { id: lot.id })
    if (expiresOn === null || open.left === 0) continue
    const ending = putLot(draft, { ...open, zone, expiresOn, expiresAt: endOfDay(expiresOn, zone) })
    expectLot(draft, ending)
  }
  const points = pieces.reduce((sum, piece) => sum + piece.points, 0)
  if (points > 0) explainStep(draft, isShare === true ? 'share.received' : 'points.received', { unit, points, from })
}
