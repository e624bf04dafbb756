import type { Instant } from '#engine/calendar'
import type { Timeline } from '#engine/program/program'
import type { ReadContext } from '#server/platform/context'
import type { StandingPosting } from './account.ts'
import { selectStanding } from './activity.store.ts'
import { beginningOf, readStarts, type Start } from './checkpoints.ts'
import { readOwnEvents, readPlainEvents, type Own } from './own-events.ts'

/** What a member's past is opened from: where it starts, the events since, and what of the ledger since then stands. */
export type ReadPast = { start: Start; events: readonly Own[]; standing: readonly StandingPosting[] }

/** Reads a member's past: the whole of it, or (`at`) as much as it takes to change what happened at an instant. */
export async function readPast(ctx: ReadContext, timeline: Timeline, { memberId, at }: { memberId: string; at?: Instant | undefined }): Promise<ReadPast> {
  const start = (at === undefined ? undefined : (await readStarts(ctx, [{ memberId, at }])).get(memberId)) ?? beginningOf(memberId)
  const events = await readOwnEvents(ctx, timeline, { memberId, from: start.at })
  return { start, events, standing: (await selectStanding(ctx, [{ memberId, from: start.at }])).get(memberId) ?? [] }
}

/** The same for many members in four statements; without those who had to do with a merge, whose pasts are read one by one. */
export async function readPasts(ctx: ReadContext, asked: readonly { memberId: string; at: Instant }[]): Promise<Map<string, ReadPast>> {
  if (asked.length === 0) return new Map()
  const starts = await readStarts(ctx, asked)
  const since = asked.map(({ memberId }) => ({ memberId, from: (starts.get(memberId) ?? beginningOf(memberId)).at }))
  const [events, standing] = [await readPlainEvents(ctx, since), await selectStanding(ctx, since)]
  return new Map([...events].map(([memberId, own]) => [memberId, { start: starts.get(memberId) ?? beginningOf(memberId), events: own, standing: standing.get(memberId) ?? [] }]))
}
