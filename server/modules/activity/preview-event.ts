import { advance } from '#engine/member/advance'
import type { MemberEvent } from '#engine/member/event'
import { copyState } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import type { MemberState } from '#engine/member/state'
import { lotViews, viewOf } from '#engine/member/view'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Locale } from '#engine/text'
import { findMembers, isMemberId } from '#server/modules/members/index'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { takeOutcome, type Account, type NewPosting } from './account.ts'
import type { EventPreview } from './preview-schemas.ts'
import { readFrozen } from './frozen.ts'
import { readRoles } from './company-roles.ts'
import { lookAtAccounts, withParts } from './read-accounts.ts'
import { lookAtBudgets } from './read-budgets.ts'
import { readKeys } from './known-keys.ts'
import { namedIn, namesIn, placeRecording } from './place-recordings.ts'
import { recordOne, type Keyed } from './record-batch.ts'
import type { Answer, Placed, Recording } from './recording.ts'
import { accountFor } from './record-event.ts'
import { lotOf, unitsOf } from './read-member.ts'
import { isLate } from './replay-account.ts'
import { tellSteps, withShopIds } from './tell-steps.ts'

/** An event to look ahead at, of a member by the shop's own id or ours, by the rules of a timeline that may be longer than the store's. */
export type Previewing = { timeline: Timeline; /** null: somebody new. */ member: string | null; event: MemberEvent; /** It names no time: it would happen now, as an action does, behind all that is known. */ isOfRequest: boolean; locale: Locale }
export type Previewed = Omit<EventPreview, 'problem'> & { answer: Answer }

/**
 * What recording an event would do, by the very way that records it, up to the point where that would write: members are looked at and
 * not locked, and a member whom nobody knows yet is a new one. A read-only transaction is enough.
 */
export async function previewEvent(ctx: ReadContext, { timeline, member, event, isOfRequest, locale }: Previewing): Promise<Previewed> {
  const { placed, named } = await placeEvent(ctx, { member, event, isOfRequest })
  const batch: Keyed = {
    ctx, timeline, accounts: new Map(), merges: [], pasts: new Map(), budgets: await lookAtBudgets(ctx, timeline), read: (asking) => lookAtAccounts(ctx, asking), known: await readKeys(ctx, [placed]), keys: [], roles: await readRoles(ctx, [placed]), frozen: await readFrozen(ctx, [placed]),
  }
  const account = await accountFor(batch, placed.memberId, placed.event)
  const isNew = account.state.head.version === 0
  await bringForward(ctx, account, { timeline, event })
  const began = { state: copyState(account.state), postings: account.postings.length, steps: account.trace.length, facts: account.told.length }
  const answer = await recordOne(batch, placed)
  const postings = account.postings.slice(began.postings)
  const facts = account.told.slice(began.facts).map(({ fact }) => fact)
  const { program, version } = publicationAt(timeline, event.at)
  const steps = await withShopIds(ctx, account.trace.slice(began.steps), named)
  return {
    answer, isAccepted: answer.status === 'accepted' || answer.status === 'duplicate', isRepeated: answer.status === 'duplicate', version, at: event.at, isNew,
    before: standingOf(timeline, began.state), after: standingOf(timeline, account.state),
    moves: movesBetween(began.state, account.state), lots: lotsMoved(timeline, account, postings), postings: postings.map(({ corrects = null, ...posting }) => ({ ...posting, corrects })),
    facts: (await withShopIds(ctx, facts, named)) as EventPreview['facts'],
    explanation: tellSteps(steps, { ...(await voiceOf(ctx, locale)), timeline, zone: zoneOf(account.state.head, program) }),
  }
}

/** Puts our ids where the shop's stood; whom the shop has not told of yet gets one for the while. @throws AppError members.unknown of an id that is ours */
async function placeEvent(ctx: ReadContext, { member, event, isOfRequest }: Pick<Previewing, 'member' | 'event' | 'isOfRequest'>): Promise<{ placed: Placed; named: Map<string, string> }> {
  const recording: Recording = { member: member === null ? { memberId: newId('mem', ctx.now) } : { externalId: member }, event, isOfRequest }
  const members = await findMembers(ctx, namedIn(recording))
  for (const name of namesIn(recording)) {
    if (members.has(name)) continue
    if (isMemberId(name)) throw new AppError('not_found', 'members.unknown', { member: name })
    members.set(name, newId('mem', ctx.now))
  }
  return { placed: placeRecording(recording, members), named: new Map([...members].map(([externalId, memberId]) => [memberId, externalId])) }
}

/** Lets happen what time brings until the event, so that what comes after is the event's alone. A late event has all of it behind it. */
async function bringForward(ctx: ReadContext, account: Account, { timeline, event }: { timeline: Timeline; event: MemberEvent }): Promise<void> {
  if (isLate(account, event)) return
  takeOutcome(account, await withParts(ctx, account, () => advance(timeline, account.state, event.at)), null)
}

function standingOf(timeline: Timeline, state: MemberState): EventPreview['before'] {
  const { level, tracks } = viewOf(timeline, state)
  return { units: unitsOf(state), level, tracks }
}

function movesBetween({ head: before }: MemberState, { head: after }: MemberState): EventPreview['moves'] {
  const tracks = [...new Set([...Object.keys(before.standings), ...Object.keys(after.standings)])]
  const moves = tracks.map((track) => ({ track, from: before.standings[track]?.levelId ?? null, to: after.standings[track]?.levelId ?? null }))
  return moves.filter(({ from, to }) => from !== to)
}

/** The lots that postings move points into or out of, as they stand after the event. One that the event undoes altogether is in the postings only. */
function lotsMoved(timeline: Timeline, { state }: Account, postings: readonly NewPosting[]): EventPreview['lots'] {
  const changes = new Map<string, number>()
  for (const { lot, from, to, points } of postings) {
    if (lot !== null) changes.set(lot, (changes.get(lot) ?? 0) + points * (Number(isInLot(to)) - Number(isInLot(from))))
  }
  const lots = [...changes.keys()].flatMap((id) => state.lots.get(id) ?? state.closedLots.get(id) ?? [])
  return lotViews(timeline, state, lots).map((lot) => ({ ...lotOf(lot), change: changes.get(lot.id) as number }))
}

function isInLot(account: NewPosting['from']): boolean {
  return account === 'pending' || account === 'active' || account === 'reserved'
}
