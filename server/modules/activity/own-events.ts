import type { Instant } from '#engine/calendar'
import { amendmentsIn, asAmended } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { snapshotOf } from '#engine/member/parts'
import type { Snapshot } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import type { ReadContext } from '#server/platform/context'
import { selectEvents, selectEventsSince, selectGoingOn, selectMerged, type MergedInto, type Named } from './activity.store.ts'

type Asked = { memberId: string; from?: Instant | undefined; knownAt?: Instant | undefined }

/** An event as it counts, the member that it named, and whether it is as it was told. */
export type Own = Named & { isAmended: boolean }

/**
 * The events that a member's state is the fold of, in no order: those that named it, until it was merged into another; and those
 * that named members who were merged into it, from then on; `from`: of those the later ones, where none is a correction. A merge brings the other as it is known now, a correction stands in the place of what it corrects.
 */
export async function readOwnEvents(ctx: ReadContext, timeline: Timeline, { memberId, from, knownAt }: Asked): Promise<Own[]> {
  const merged = await selectMerged(ctx, memberId)
  const into = new Map(merged.map((one) => [one.memberId, one]))
  const told = await selectEvents(ctx, { memberIds: merged.length === 0 ? [memberId] : merged.map((one) => one.memberId), from, knownAt })
  const own = asCounted(told).filter(({ memberId: name, event }) => ownerOf(into, name, event) === memberId)
  const events: Own[] = []
  for (const one of own) events.push({ ...one, event: await withAbsorbed(ctx, timeline, one.event) })
  return events
}

/**
 * The same of many members, each from an instant on; without those who had to do with a merge, whose past stands among others' events too.
 */
export async function readPlainEvents(ctx: ReadContext, asked: readonly { memberId: string; from: Instant }[]): Promise<Map<string, Own[]>> {
  const merged = await selectGoingOn(ctx, asked.map(({ memberId }) => memberId))
  const told = Map.groupBy(await selectEventsSince(ctx, asked), ({ memberId }) => memberId)
  return new Map(asked.flatMap(({ memberId }): [string, Own[]][] => {
    const events = told.get(memberId) ?? []
    return merged.has(memberId) || events.some(({ event }) => isOfMerge(event)) ? [] : [[memberId, asCounted(events)]]
  }))
}

const OF_MERGES: ReadonlySet<MemberEvent['kind']> = new Set(['member.merged', 'member.absorbed', 'member.unmerged'])

export function isOfMerge({ kind }: MemberEvent): boolean {
  return OF_MERGES.has(kind)
}

/** Events as they count: a correction stands in the place of what it corrects. */
function asCounted(told: readonly Named[]): Own[] {
  const amendments = amendmentsIn(told.map(({ event }) => event))
  return told.flatMap(({ memberId, event }): Own[] => {
    const counts = asAmended(event, amendments)
    return counts === null ? [] : [{ memberId, event: counts, isAmended: counts !== event }]
  })
}

/** Whose an event is: of the member that it named, or of the one that goes on. That a member left is its own last event, unless that was undone. */
export function ownerOf(into: ReadonlyMap<string, MergedInto>, named: string, event: MemberEvent): string | null {
  if (event.kind === 'member.absorbed') return into.get(named)?.intoAt === event.at ? named : null
  for (let name = named; ;) {
    const { intoMemberId = null, intoAt = null } = into.get(name) ?? {}
    if (intoMemberId === null || intoAt === null || event.at < intoAt) return name
    name = intoMemberId
  }
}

/** An event as it is folded: a merge is kept with the name of the other alone, and brings it as it is known now. */
export async function withAbsorbed(ctx: ReadContext, timeline: Timeline, event: MemberEvent): Promise<MemberEvent> {
  if (event.kind !== 'member.merged') return event
  const others = await readOwnEvents(ctx, timeline, { memberId: event.absorbed.head.member })
  return { ...event, absorbed: absorbedState(timeline, { memberId: event.absorbed.head.member, events: others.map((one) => one.event), at: event.at }) }
}

/** A member as it is merged into another: all that it did until then. */
export function absorbedState(timeline: Timeline, { memberId, events, at }: { memberId: string; events: readonly MemberEvent[]; at: Instant }): Snapshot {
  const until = events.filter((event) => event.at <= at && event.kind !== 'member.absorbed')
  return snapshotOf(fold(timeline, memberId, { events: until, until: at }).state)
}
