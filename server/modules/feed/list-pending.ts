import type { PendingPolicy, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Lot } from '#engine/member/state'
import { selectOwed, selectPendingLots } from '#server/modules/activity/index'
import { nameMembers } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import { placeOf, selectHeap, type RosterRow } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import type { DebtPage, ListHeap, PendingLot, PendingPage } from './schemas.ts'

/** Who has points that are not active yet, the most first, and each of their lots. As new as the roster, a second or two. @throws AppError http.wrong_shape */
export async function listPending(ctx: ReadContext, asked: ListHeap): Promise<PendingPage> {
  const { rows, next } = await readHeap(ctx, 'pending', asked)
  const ids = rows.map(({ memberId }) => memberId)
  const [people, timeline] = [await nameMembers(ctx, ids), await readTimeline(ctx)]
  const lots = Map.groupBy(await selectPendingLots(ctx, ids), ({ memberId }) => memberId)
  const members = ids.flatMap((memberId) => {
    const own = (lots.get(memberId) ?? []).map(({ lot }) => pendingLot(timeline, lot)).sort((a, b) => a.earnedAt - b.earnedAt)
    const member = people.get(memberId)
    return own.length === 0 || member === undefined ? [] : [{ member, points: own.reduce((sum, { points }) => sum + points, 0), lots: own }]
  })
  return { members, next }
}

/** Who owes points, the most first by the roster, and how many as of now. @throws AppError http.wrong_shape */
export async function listDebts(ctx: ReadContext, asked: ListHeap): Promise<DebtPage> {
  const { rows, next } = await readHeap(ctx, 'debt', asked)
  const memberIds = rows.map(({ memberId }) => memberId)
  const [people, timeline] = [await nameMembers(ctx, memberIds), await readTimeline(ctx)]
  if (rows.length === 0) return { members: [], next }
  const unit = publicationAt(timeline, ctx.now).program.mainUnit
  const owed = await selectOwed(ctx, { memberIds, unit })
  return { members: rows.flatMap(({ memberId, lastAt }) => {
    const [member, debt] = [people.get(memberId), owed.get(memberId)]
    return member === undefined || debt === undefined ? [] : [{ member, debt, unit, lastAt }]
  }), next }
}

async function readHeap(ctx: ReadContext, by: 'debt' | 'pending', { after, limit }: ListHeap): Promise<{ rows: RosterRow[]; next: string | null }> {
  const found = await selectHeap(ctx, { by, after: after === undefined ? null : placeOf(after), most: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? `${last[by]}_${last.memberId}` : null }
}

/** A lot that is pending, with what it waits for. */
export function pendingLot(timeline: Timeline, lot: Lot): PendingLot {
  const { id: lotId, unit, left: points, orderId, rule, source, sourceId, earnedAt, activatesAt, cancelsAt, zone } = lot
  return { lotId, unit, points, orderId, rule, source, sourceId, earnedAt, activatesAt, cancelsAt, zone, waits: waitsOf(timeline, lot) }
}

/** By the policy of the rule and version that made it: what is fixed stays. */
function waitsOf(timeline: Timeline, { version, rule, unit, activatesAt }: Lot): PendingLot['waits'] {
  if (activatesAt !== null) return 'day'
  const program = timeline[version - 1]?.program
  const policy: PendingPolicy | undefined = program?.rules.find(({ id }) => id === rule)?.pending ?? program?.units[unit]?.pending
  return policy?.kind === 'delivery' ? 'delivery' : 'hand'
}
