import { assert } from '#engine/assert'
import type { Timeline } from '#engine/program/program'
import { changeProfile, doActivity, expectOccasions, slideLots } from './activities.ts'
import { advanceDraft, beginMember } from './advance.ts'
import { orderAwardId } from './award-ids.ts'
import { addBuyer, letBuyerGo, setSharing } from './company.ts'
import { countVolume, tellVolume, volumeTold } from './company-volume.ts'
import { announce, awardOf, dayOf, explainStep, openDraft, post, putAward, record, reviewDay, seal, spendOf, type Draft } from './draft.ts'
import { emptyAward } from './earn.ts'
import { giveUses, useEntitlement, withdrawUses } from './entitlements.ts'
import { saysNothing, type EventOf, type MemberEvent } from './event.ts'
import { isIssuedOn, issueOn } from './issue-coupons.ts'
import { openLot } from './lots.ts'
import { absorb, leaveInto } from './merge.ts'
import { deliverOrder, exchangeOrder, payOrder, settlePending } from './orders.ts'
import type { Outcome } from './outcome.ts'
import { totalsOf } from './parts.ts'
import { noteCredit, refundOrder } from './refunds.ts'
import { redeemReward, takeBackReward } from './rewards.ts'
import { forfeitShares, shareActivated } from './shares.ts'
import { commitHold, holdPoints, receivePoints, releaseHold, returnSpend, sendPoints, spendPoints, takePoints } from './spends.ts'
import type { Award, MemberState, PaidOrder, Spend, Standing } from './state.ts'
import { reviewStandings } from './tiers.ts'

/**
 * What an accepted event does: first what time brought until then, then the event, then the review of tiers. It never refuses and
 * never asks again. Events come in `compareEvents` order: `event.at` is not before the state's `advancedTo`.
 */
export function apply(timeline: Timeline, state: MemberState, event: MemberEvent): Outcome {
  const draft = openDraft(timeline, state)
  const isIdle = saysNothing(event)
  if (isIdle && draft.head.version === 0) return seal(draft)
  advanceTo(draft, event)
  if (!isIdle) applyEvent(draft, event)
  if (state.head.version === 0 && !isMovedIn(event)) issueOn(draft, 'welcome')
  reviewStandings(draft)
  return seal(draft)
}

/** Whether an event tells of somebody who was a member already, elsewhere. */
function isMovedIn(event: MemberEvent): boolean {
  return event.kind === 'member.changed' && event.wasMember === true
}

/** Brings a draft to just before an event: timers due at or before it have fired (R21). */
export function advanceTo(draft: Draft, event: MemberEvent): void {
  assert(event.at >= draft.head.advancedTo, 'events are applied in order; a late one is replayed', { event: event.id, at: event.at, advancedTo: draft.head.advancedTo })
  if (draft.head.version === 0) beginMember(draft, event.at)
  else advanceDraft(draft, event.at)
  draft.at = event.at
  draft.source = event.source
  draft.sourceId = event.id
  draft.granted = event.granted ?? {}
}

/** The names that criteria and sliding expiry know an event by: to redeem a reward is to spend points too. */
function namesOf(event: MemberEvent): readonly string[] {
  if (event.kind === 'reward.redeemed') return ['points.spent', event.kind]
  return [event.kind === 'activity' ? event.name : event.kind]
}

function applyEvent(draft: Draft, event: MemberEvent): void {
  const told = volumeTold(draft)
  applyBody(draft, event)
  shareActivated(draft)
  tellVolume(draft, told)
  for (const name of namesOf(event)) {
    if (draft.program.countedEvents.has(name)) record(draft, { series: `event:${name}`, day: dayOf(draft), amount: 1 })
    slideLots(draft, name)
  }
  if (isIssuedOn(draft, 'win_back')) expectOccasions(draft)
}

/** One case for each kind of event; each is a line that names its rule's place. */
function applyBody(draft: Draft, event: MemberEvent): void {
  switch (event.kind) {
    case 'member.joined': return join(draft, event)
    case 'member.changed': return changeProfile(draft, event.profile)
    case 'order.paid': return applyAll(draft, payOrder(draft, event.order))
    case 'order.delivered': return onOrder(draft, event, (award) => deliverOrder(draft, award))
    case 'order.refunded':
    case 'order.charged_back': return onOrder(draft, event, (award) => void refundOrder(draft, { award, refund: event.refund, orderId: event.orderId }))
    case 'order.exchanged': return onOrder(draft, event, (award) => applyAll(draft, exchangeOrder(draft, event, award)))
    case 'credit.noted': return noteCredit(draft, event)
    case 'activity': return doActivity(draft, { name: event.name, ...(event.fields === undefined ? {} : { fields: event.fields }) })
    case 'company.volume': return countVolume(draft, event, dayOf(draft))
    case 'company.buyer_added': return addBuyer(draft, event)
    case 'company.buyer_left': return letBuyerGo(draft, event)
    case 'company.sharing_set': return setSharing(draft, event)
    case 'company.left': return forfeitShares(draft, event)
    case 'points.adjusted': return adjust(draft, event)
    case 'debt.forgiven': return forgive(draft, event)
    case 'points.approved':
    case 'points.rejected': return settlePending(draft, event)
    case 'points.spent': return spendPoints(draft, event)
    case 'points.held': return holdPoints(draft, event)
    case 'hold.committed': return onSpend(draft, event.holdId, (hold) => commitHold(draft, hold, event.orderId ?? null))
    case 'hold.released': return onSpend(draft, event.holdId, (hold) => releaseHold(draft, hold))
    case 'spend.cancelled': return onSpend(draft, event.spendId, (spend) => cancelSpend(draft, spend, event.points))
    case 'reward.redeemed': return redeemReward(draft, event)
    case 'entitlement.granted': return giveUses(draft, event)
    case 'entitlement.withdrawn': return withdrawUses(draft, event)
    case 'entitlement.used': return useEntitlement(draft, event)
    case 'points.sent': return sendPoints(draft, event)
    case 'points.received': return receivePoints(draft, event)
    case 'tier.set': return setTier(draft, event)
    case 'member.merged': return absorb(draft, event.absorbed)
    case 'member.absorbed': return leaveInto(draft, event.into)
    case 'member.unmerged': return explainStep(draft, 'member.unmerged', {})
  }
}

/** Events about an order that were told before the order itself (R41: any order of facts). */
function applyAll(draft: Draft, early: readonly MemberEvent[]): void {
  for (const event of early) applyBody(draft, event)
}

/** Does what an event says of an order, or keeps the event until the order is known. */
function onOrder(draft: Draft, event: MemberEvent & { orderId: string }, act: (award: Award & { paid: PaidOrder }) => void): void {
  const id = orderAwardId(event.orderId)
  const award = awardOf(draft, id) ?? emptyAward(id)
  if (award.paid !== null) return act(award as Award & { paid: PaidOrder })
  putAward(draft, { ...award, early: [...award.early, event] })
  explainStep(draft, 'order.awaited', { orderId: event.orderId, kind: event.kind })
}

function onSpend(draft: Draft, id: string, act: (spend: NonNullable<ReturnType<typeof spendOf>>) => void): void {
  const spend = spendOf(draft, id)
  if (spend === undefined) explainStep(draft, 'spend.unknown', { spendId: id })
  else act(spend)
}

/** A reward whose points have all come back is not had any more. */
function cancelSpend(draft: Draft, spend: Spend, points: number = spend.points): void {
  const returned = returnSpend(draft, spend, { points, orderId: spend.orderId })
  if (returned > 0 && spend.returned + returned === spend.points) takeBackReward(draft, spend)
}

function join(draft: Draft, event: EventOf<'member.joined'>): void {
  draft.head.joinedAt = event.at
  changeProfile(draft, event.profile ?? {})
  // Whom this event begins has lived no day in another zone.
  if (draft.base.head.version === 0) delete draft.head.notBefore
  doActivity(draft, { name: 'member.joined' })
  expectOccasions(draft)
}

/** Staff give or take points, with a reason and a name. What is taken counts as spent (R2); of a qualifying unit it also counts for tiers. */
function adjust(draft: Draft, { unit = draft.program.mainUnit, points, expiresOn, reason, author }: EventOf<'points.adjusted'>): void {
  explainStep(draft, points > 0 ? 'points.given' : 'points.taken', { unit, points: Math.abs(points), reason, author })
  if (points > 0) openLot(draft, { unit, points, rule: 'points.adjusted', reason: 'adjust', ...(expiresOn === undefined ? {} : { lastDay: expiresOn }) })
  else takePoints(draft, { unit, points: -points, reason: 'adjust' })
  if (draft.program.units[unit]?.kind === 'qualifying') record(draft, { series: `points:${unit}`, day: dayOf(draft), amount: points })
}

/** R8: debt written off, as a credit of its own kind. */
function forgive(draft: Draft, { unit = draft.program.mainUnit, points, reason, author }: EventOf<'debt.forgiven'>): void {
  const forgiven = Math.min(points, totalsOf(draft.head, unit).debt)
  post(draft, { unit, from: 'forgiven', to: 'debt', points: forgiven, reason: 'forgive' })
  explainStep(draft, 'debt.forgiven', { unit, points: forgiven, reason, author })
}

/** R26: a level by hand, until a date; automatic changes may raise it, and not lower it before then. */
function setTier(draft: Draft, { track, level, until, reason, author }: EventOf<'tier.set'>): void {
  const rules = draft.program.tracks.find(({ id }) => id === track)
  const standing = draft.head.standings[track]
  if (rules === undefined || standing === undefined) return explainStep(draft, 'tier.unknown', { track, level })
  const rank = (id: string) => rules.levels.findIndex((one) => one.id === id)
  const hold = { levelId: level, since: draft.at, day: reviewDay(draft), by: 'hand' as const, version: draft.head.version, validUntil: until, graceUntil: null, renewedFrom: null, award: null }
  const below = standing.holds.filter(({ levelId }) => rank(levelId) <= rank(level))
  const set: Standing = { ...standing, holds: [...below, hold], waiting: null }
  draft.head.standings[track] = set
  explainStep(draft, 'tier.set', { track, level, until: { at: until }, reason, author })
  announce(draft, 'tier.set', { track, level, reason, author })
}
