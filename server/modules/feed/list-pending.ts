import type { PendingPolicy, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Lot } from '#engine/member/state'
import { selectOwed, selectPendingLots, selectUndatedLots } from '#server/modules/activity/index'
import { nameMembers } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import { placeOf, selectHeap, type RosterRow } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import type { DebtPage, ListHeap, ListPending, PendingLot, PendingPage } from './schemas.ts'

/** So many of those who have something pending are looked at once for what waits for a hand. */
const STRIDE = 10_000

/**
 * Who has points that are not active yet, or that wait for a hand alone, the most first, and each of their lots; and how many wait for a hand. As new as the roster, a second or two.
 * @throws AppError http.wrong_shape
 */
export async function listPending(ctx: ReadContext, { waits, ...asked }: ListPending, { stride = STRIDE }: { stride?: number } = {}): Promise<PendingPage> {
  const timeline = await readTimeline(ctx)
  const isFirst = asked.after === undefined
  if (waits === undefined) {
    const { rows, next } = await readHeap(ctx, 'pending', asked)
    const ids = rows.map(({ memberId }) => memberId)
    const lots = (await selectPendingLots(ctx, ids)).map(({ memberId, lot }) => ({ memberId, lot: pendingLot(timeline, lot) }))
    return { members: await tellLots(ctx, ids, lots), next, hands: isFirst ? handsOf(await readHands(ctx, timeline, { limit: stride })) : null }
  }
  const found = await readHands(ctx, timeline, { ...asked, limit: stride })
  const waiting = new Set(found.lots.map(({ memberId }) => memberId))
  const ids = found.rows.filter(({ memberId }) => waiting.has(memberId)).slice(0, asked.limit + 1)
  const shown = ids.slice(0, asked.limit)
  const last = shown.at(-1)
  const next = ids.length > asked.limit && last !== undefined ? placeText('pending', last) : found.next
  return { members: await tellLots(ctx, shown.map(({ memberId }) => memberId), found.lots), next, hands: isFirst ? handsOf(found) : null }
}

type MembersLot = { memberId: string; lot: PendingLot }
type Hands = { rows: RosterRow[]; lots: MembersLot[]; next: string | null }

/** The next of those who have something pending, with their lots that wait for a hand; nobody is looked at where no version of the program has such. */
async function readHands(ctx: ReadContext, timeline: Timeline, asked: ListHeap): Promise<Hands> {
  const isPossible = timeline.some(({ program }) => [...program.rules, ...Object.values(program.units)].some(({ pending }) => pending?.kind === 'by_hand'))
  if (!isPossible) return { rows: [], lots: [], next: null }
  const { rows, next } = await readHeap(ctx, 'pending', asked)
  const lots = (await selectUndatedLots(ctx, rows.map(({ memberId }) => memberId))).map(({ memberId, lot }) => ({ memberId, lot: pendingLot(timeline, lot) }))
  return { rows, lots: lots.filter(({ lot }) => lot.waits === 'hand'), next }
}

function handsOf({ lots, next }: Hands): PendingPage['hands'] {
  return { lots: lots.length, isMore: next !== null }
}

async function tellLots(ctx: ReadContext, ids: readonly string[], lots: readonly MembersLot[]): Promise<PendingPage['members']> {
  const people = await nameMembers(ctx, ids)
  const byMember = Map.groupBy(lots, ({ memberId }) => memberId)
  return ids.flatMap((memberId) => {
    const own = (byMember.get(memberId) ?? []).map(({ lot }) => lot).sort((a, b) => a.earnedAt - b.earnedAt)
    const member = people.get(memberId)
    return own.length === 0 || member === undefined ? [] : [{ member, points: own.reduce((sum, { points }) => sum + points, 0), lots: own }]
  })
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
  return { rows, next: found.length > limit && last !== undefined ? placeText(by, last) : null }
}

function placeText(by: 'debt' | 'pending', row: RosterRow): string {
  return `${row[by]}_${row.memberId}`
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
