import type { Instant } from '#engine/calendar'
import { foldOn, type Folded } from '#engine/member/fold'
import { emptyMember, snapshotOf, stateOf } from '#engine/member/parts'
import type { Timeline } from '#engine/program/program'
import { BEGINNING } from '#engine/program/timeline'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Account } from './account.ts'
import { deleteCheckpoints, selectCheckpoints, upsertCheckpoint } from './checkpoints.store.ts'

/** Where a past begins: a member with all that happened before an instant, and nothing posted or announced yet. */
export type Start = { at: Instant; folded: Folded }

/** So many events are folded again rather than that a checkpoint is written for them (measured: 0.1 ms each). */
const EVERY = 500

/** The beginning of a member. */
export function beginningOf(memberId: string): Start {
  return { at: BEGINNING, folded: { state: emptyMember(memberId), postings: [], facts: [], trace: [] } }
}

/** Where the pasts of these members start that are kept at or before an instant. */
export async function readStarts(ctx: ReadContext, asked: readonly { memberId: string; at: Instant }[]): Promise<Map<string, Start>> {
  const rows = await selectCheckpoints(ctx, asked)
  return new Map(rows.map(({ memberId, at, member }) => [memberId, { at, folded: { ...beginningOf(memberId).folded, state: stateOf(member) } }]))
}

/**
 * Keeps what members were before the last late event of a batch, where that was long after the last that is known of them; drops what
 * was kept from behind a late event. Members that had to do with a merge or a correction have none: their past is more than their events in the order of time.
 */
export async function saveCheckpoints(ctx: WriteContext, timeline: Timeline, { accounts, every = EVERY }: { accounts: readonly Account[]; every?: number | undefined }): Promise<void> {
  const late = accounts.flatMap(({ memberId, past, changedFrom }) => (changedFrom === null ? [] : [{ memberId, past, behind: changedFrom }]))
  if (late.length === 0) return
  await deleteCheckpoints(ctx, late.map(({ memberId, behind }) => ({ memberId, behind })))
  for (const { memberId, past } of late) {
    if (past === null || past.before === null || !past.isPlain || past.before.count < every) continue
    const { at, folded } = past.before
    await upsertCheckpoint(ctx, { memberId, at, member: snapshotOf(foldOn(timeline, folded, { ordered: [], until: at - 1 }).state) })
  }
}

/** Drops all that is kept of members' pasts. */
export async function dropCheckpoints(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  await deleteCheckpoints(ctx, memberIds.map((memberId) => ({ memberId, behind: BEGINNING })))
}
