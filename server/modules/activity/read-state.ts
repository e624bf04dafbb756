import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { fold, type Folded } from '#engine/member/fold'
import { commit, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { readOwnEvents } from './own-events.ts'
import { lookAtAccounts, withParts } from './read-accounts.ts'

/** When to look at a member: with what was effective before `at` (absent: until now), of what was known before `knownAt` (absent: all). */
export type When = { at?: Instant | undefined; knownAt?: Instant | undefined }

export type Seen = { timeline: Timeline; state: MemberState; until: Instant }

/** The last instant that counts. */
export function lastInstant({ now }: ReadContext, { at }: When): Instant {
  return at === undefined ? now : at - 1
}

/** `timeline` is the store's, where it was read already. */
type Whom = When & { memberId: string; allLots: boolean; timeline?: Timeline }

/**
 * A member as of an instant: the present one advanced in memory, an earlier one folded from its events. Nothing is written; a read
 * is right whether or not a worker has come by.
 */
export async function readState(ctx: ReadContext, whom: Whom): Promise<Seen> {
  return readThrough(ctx, whom, (seen) => seen)
}

/** The same, and what is worked out of it, which may ask for more parts than were read. */
export async function readThrough<T>(ctx: ReadContext, { memberId, allLots, timeline: known, ...when }: Whom, work: (seen: Seen) => T): Promise<T> {
  const until = lastInstant(ctx, when)
  const timeline = known ?? (await readTimeline(ctx))
  const account = when.knownAt === undefined ? (await lookAtAccounts(ctx, [{ memberId, events: [], until }], { allLots })).get(memberId) : undefined
  if (account === undefined || until < account.state.head.advancedTo) return work({ timeline, until, state: (await readFolded(ctx, { memberId, ...when })).state })
  return withParts(ctx, account, () => work({ timeline, until, state: commit(account.state, advance(timeline, account.state, until)) }))
}

/** A member worked out anew from its events, with everything that was posted, announced and explained on the way. */
export async function readFolded(ctx: ReadContext, { memberId, ...when }: When & { memberId: string }): Promise<Folded> {
  const until = lastInstant(ctx, when)
  const timeline = await readTimeline(ctx)
  const events = (await readOwnEvents(ctx, timeline, { memberId, knownAt: when.knownAt })).map(({ event }) => event).filter(({ at }) => at <= until)
  return events.length === 0 ? { state: emptyMember(memberId), postings: [], facts: [], trace: [] } : fold(timeline, memberId, { events, until })
}
