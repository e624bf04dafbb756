import { eventKey } from '#engine/ids'
import { requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { selectMergeEvents } from './history.store.ts'
import type * as shapes from './member-schemas.ts'

/** Who became this member, without those who are their own again. @throws AppError members.unknown */
export async function listMerges(ctx: ReadContext, { member }: shapes.ListMerges): Promise<shapes.Merges> {
  const events = await selectMergeEvents(ctx, await requireMember(ctx, member))
  const undone = new Set(events.flatMap((event) => (event.kind === 'member.unmerged' ? eventKey(event.mergeSource, event.mergeId) : [])))
  return { merges: events.flatMap((event) => (event.kind === 'member.merged' && !undone.has(eventKey(event.source, event.id)) ? { merge: event.id, source: event.source, at: event.at, absorbed: event.absorbed.head.member } : [])) }
}
