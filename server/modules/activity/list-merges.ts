import { eventKey } from '#engine/ids'
import { zoneOf } from '#engine/member/policy'
import { publicationAt } from '#engine/program/timeline'
import { nameMembers, requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { selectMergeEvents } from './history.store.ts'
import type * as shapes from './member-schemas.ts'
import { lastUnmerge } from './merge-members.ts'
import { readState } from './read-state.ts'

/** Who became this member, without those who are their own again. @throws AppError members.unknown */
export async function listMerges(ctx: ReadContext, { member }: shapes.ListMerges): Promise<shapes.Merges> {
  const memberId = await requireMember(ctx, member)
  const events = await selectMergeEvents(ctx, memberId)
  if (events.length === 0) return { merges: [] }
  const { state, timeline, until: now } = await readState(ctx, { memberId, allLots: false })
  const zone = zoneOf(state.head, publicationAt(timeline, now).program)
  const undone = new Set(events.flatMap((event) => (event.kind === 'member.unmerged' ? eventKey(event.mergeSource, event.mergeId) : [])))
  const merges = events.flatMap((event) => (event.kind === 'member.merged' && !undone.has(eventKey(event.source, event.id)) ? { merge: event.id, source: event.source, at: event.at, until: lastUnmerge(event.at, zone), absorbed: event.absorbed.head.member } : []))
  const people = await nameMembers(ctx, merges.map(({ absorbed }) => absorbed))
  return { merges: merges.map((merge) => ({ ...merge, name: people.get(merge.absorbed)?.name ?? null, externalId: people.get(merge.absorbed)?.externalId ?? null })) }
}
