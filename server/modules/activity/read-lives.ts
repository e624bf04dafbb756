import type { MemberEvent } from '#engine/member/event'
import type { Timeline } from '#engine/program/program'
import { BEGINNING } from '#engine/program/timeline'
import type { ReadContext } from '#server/platform/context'
import { readOwnEvents, readPlainEvents } from './own-events.ts'

/** All that happened to members, for each of several timelines: a merge brings the other as that timeline makes it. */
export type Lives = ReadonlyMap<string, readonly (readonly MemberEvent[])[]>

/** The events that members' states are folds of, as they count. Those of most come in two statements; who had to do with a merge is read one by one. */
export async function readLives(ctx: ReadContext, timelines: readonly Timeline[], memberIds: readonly string[]): Promise<Lives> {
  const plain = await readPlainEvents(ctx, memberIds.map((memberId) => ({ memberId, from: BEGINNING })))
  const lives = new Map<string, (readonly MemberEvent[])[]>()
  for (const memberId of memberIds) {
    const own = plain.get(memberId)?.map(({ event }) => event)
    const told: (readonly MemberEvent[])[] = []
    for (const timeline of timelines) told.push(own ?? (await readOwnEvents(ctx, timeline, { memberId })).map(({ event }) => event))
    lives.set(memberId, told)
  }
  return lives
}
