import { dayText } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import { availableOf } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import { progress, type LeafProgress } from '#engine/member/progress'
import { lotViews, viewOf, type LotView } from '#engine/member/view'
import type { MemberState } from '#engine/member/state'
import { publicationAt } from '#engine/program/timeline'
import { ratioText } from '#engine/ratio'
import { requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import { selectPostings } from './activity.store.ts'
import { selectRecorded } from './history.store.ts'
import type * as shapes from './member-schemas.ts'
import { nearestWays } from './nearest-way.ts'
import { readFolded, readState, readThrough, type Seen, type When } from './read-state.ts'

/** A member that has a past. @throws AppError members.unknown, members.not_yet */
async function seen(ctx: ReadContext, input: When & { member: string }, { allLots }: { allLots: boolean }): Promise<Seen & { memberId: string }> {
  const memberId = await requireMember(ctx, input.member)
  const found = await readState(ctx, { memberId, at: input.at, knownAt: input.knownAt, allLots })
  return { ...withPast(found, input.member), memberId }
}

/** @throws AppError members.not_yet */
function withPast(found: Seen, member: string): Seen {
  if (found.state.head.version === 0) throw new AppError('not_found', 'members.not_yet', { member })
  return found
}

/** What a member has and is, now or as of a time. */
export async function readMember(ctx: ReadContext, input: shapes.ReadMember): Promise<shapes.MemberAt> {
  const { memberId, timeline, state, until } = await seen(ctx, input, { allLots: false })
  const view = viewOf(timeline, state)
  return { member: input.member, memberId, at: until, zone: zoneOf(state.head, publicationAt(timeline, until).program), ...view, benefits: [...view.benefits], units: unitsOf(state) }
}

/** Points of each unit by where they are, and what can be used. */
export function unitsOf({ head }: MemberState): shapes.MemberAt['units'] {
  return Object.fromEntries(Object.entries(head.units).map(([unit, totals]) => [unit, { available: availableOf(head, unit), ...totals }]))
}

/** A member's lots in the order in which they were earned: the open ones, or those that are used up. */
export async function readLots(ctx: ReadContext, { member, at, state: wanted = 'open' }: shapes.ReadLots): Promise<shapes.Lots> {
  const { memberId, timeline, state } = await seen(ctx, { member, at }, { allLots: wanted === 'open' })
  const lots = wanted === 'open' ? state.lots : (await readFolded(ctx, { memberId, at })).state.closedLots
  return {
    lots: lotViews(timeline, state, lots.values()).map((lot) => (isShopper(ctx.actor) ? { ...lotOf(lot), costPerPoint: null } : lotOf(lot))),
  }
}

/** A lot as it is read outside. */
export function lotOf(lot: LotView): shapes.Lots['lots'][number] {
  const { id, unit, amount, left, held, isPending, activatesAt, activeSince, expiresOn, expiresAt, zone, earnedAt, source, sourceId, orderId, lineId, rule, version, costPerPoint } = lot
  return {
    id, unit, amount, left, held, isPending, activatesAt, activeSince, expiresOn: expiresOn === null ? null : dayText(expiresOn), expiresAt, zone, earnedAt, source, sourceId, orderId, lineId,
    rule, version, costPerPoint: ratioText(costPerPoint),
  }
}

/** A page of a member's part of the ledger, in booked order, or the last booked first. */
export async function listPostings(ctx: ReadContext, { member, at, knownAt, order, limit, after }: shapes.ListPostings): Promise<shapes.PostingPage> {
  const memberId = await requireMember(ctx, member)
  const page = await selectPostings(ctx, { memberId, at, knownAt, after: after === undefined ? undefined : Number.parseInt(after, 36), isNewestFirst: order === 'desc', most: limit + 1 })
  const listed = page.slice(0, limit)
  const spentOn = await ordersPaid(ctx, listed)
  const postings = listed.map(({ memberId: _, corrects = null, ...posting }) => ({ ...posting, corrects, spentOn: posting.reason === 'spend' ? (spentOn.get(eventKey(posting.source, posting.sourceId)) ?? null) : null }))
  return { postings, next: page.length > limit ? (postings.at(-1)?.postingNo ?? 0).toString(36) : null }
}

/** The orders that spends name, by the keys of their events: their postings are of the orders that had earned the points. */
async function ordersPaid(ctx: ReadContext, postings: readonly { reason: string; source: string; sourceId: string }[]): Promise<Map<string, string>> {
  const spends = postings.filter(({ reason }) => reason === 'spend').map(({ source, sourceId }) => ({ source, sourceId }))
  const recorded = spends.length === 0 ? [] : await selectRecorded(ctx, [...new Map(spends.map((key) => [eventKey(key.source, key.sourceId), key])).values()])
  return new Map(recorded.flatMap(({ event }) => ('orderId' in event && event.orderId !== undefined ? [[eventKey(event.source, event.id), event.orderId] as const] : [])))
}

/** R28: how far the next level is on each track. */
export async function readProgress(ctx: ReadContext, input: shapes.ReadFacts): Promise<shapes.Progress> {
  const memberId = await requireMember(ctx, input.member)
  // What time alone makes of the level is worked out years ahead: lots become active by then, and ask for the awards that they are of.
  const tracks = await readThrough(ctx, { memberId, at: input.at, allLots: true }, (found) => {
    const { timeline, state, until } = withPast(found, input.member)
    return progress(timeline, state, until).map((track) => ({ ...track, ...nearestWays(found, track) }))
  })
  return {
    tracks: tracks.map(({ track, levelId, next, keep, nearest, keepNearest, projected, isAtRisk }) => ({
      track, level: levelId, next: next?.levelId ?? null, needs: (next?.needs ?? []).map(leafOf), keep: keep.map(leafOf), nearest, keepNearest,
      projected: projected === null ? null : { level: projected.levelId, at: projected.at }, isAtRisk,
    })),
  }
}

/** What is missing of a level, as it is read outside. */
export function leafOf({ leaf, have, need, missing, deadline, fallsOut }: LeafProgress): shapes.Progress['tracks'][number]['needs'][number] {
  return {
    what: leaf.kind === 'series' ? leaf.series : leaf.kind, have, need, missing, deadline: deadline === null ? null : dayText(deadline),
    fallsOut: fallsOut.map(({ day, amount }) => ({ day: dayText(day), amount })),
  }
}
