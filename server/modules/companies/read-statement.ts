import { assert } from '#engine/assert'
import { instantText } from '#engine/calendar'
import type { PostingReason } from '#engine/member/outcome'
import { publicationAt } from '#engine/program/timeline'
import { selectPendingAt, selectStatement, type StatementRow } from '#server/modules/activity/index'
import { maskId, nameMembers, requireCompany, seesIdsWhole, selectExternalIds } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { WHATS, type Line, type ReadStatement, type Statement } from './schemas.ts'

/** What a reason for a posting is on a statement; what only moves within a company is nothing there. */
const WHAT: Readonly<Record<PostingReason, Line['what'] | null>> = {
  earn: 'earned', claw: 'clawed', cancel_pending: 'cancelled', share: 'shared', spend: 'spent', commit: 'spent', reward: 'spent', return: 'returned', expire: 'expired',
  adjust: 'adjusted', forgive: 'forgiven', send: 'sent', receive: 'received', merge: 'merged', activate: null, hold: null, release: null, repay: null,
}
/** What is told order by order. */
const OF_ORDERS: ReadonlySet<Line['what']> = new Set(['earned', 'clawed', 'cancelled'])

/**
 * R45: what a company had, what came and went, and what it has, as the ledger says: opening balance + lines = closing balance, unit by unit.
 * @throws AppError members.unknown, members.erased, members.not_a_company, http.wrong_shape
 */
export async function readStatement(ctx: ReadContext, { member, from = 0, to = ctx.now + 1 }: ReadStatement): Promise<Statement> {
  if (from >= to) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'to', found: instantText(to), wanted: `a time after from, ${instantText(from)}` }] })
  const company = await requireCompany(ctx, member)
  const rows = await selectStatement(ctx, { memberId: company, from, to })
  const buyers = [...new Set(rows.flatMap(({ buyerId }) => buyerId ?? []))]
  const [people, ids] = [await nameMembers(ctx, buyers), Map.groupBy(await selectExternalIds(ctx, buyers), ({ memberId }) => memberId)]
  const idOf = seesIdsWhole(ctx.actor) ? (id: string) => id : maskId
  const buyerOf = (memberId: string | null): Line['buyer'] => (memberId === null ? null : { memberId, name: people.get(memberId)?.name ?? null, externalIds: (ids.get(memberId) ?? []).map(({ externalId }) => idOf(externalId)) })
  const units = [...Map.groupBy(rows, ({ unit }) => unit)].sort(([a], [b]) => (a < b ? -1 : 1))
  const waiting = await selectPendingAt(ctx, { memberId: company, to })
  const { program } = publicationAt(await readTimeline(ctx), ctx.now)
  return { company, from, to, units: units.map(([unit, theirs]) => {
    const opening = theirs.find(({ isOpening }) => isOpening)?.points ?? 0
    const lines = linesOf(theirs.filter(({ isOpening }) => !isOpening)).map(({ buyerId, ...line }): Line => ({ ...line, buyer: buyerOf(buyerId) }))
    return { unit, currency: program.units[unit]?.currency ?? null, opening, lines, closing: opening + lines.reduce((sum, { points }) => sum + points, 0), pending: waiting.get(unit) ?? 0 }
  }) }
}

type Summed = Omit<Line, 'buyer'> & { buyerId: string | null }

/** One line for each order that earned or lost, for each buyer who was given a share, and for whatever else there was; in the order of their days, those of one instant as `WHATS` names them. */
function linesOf(rows: readonly StatementRow[]): Summed[] {
  const lines = new Map<string, Summed>()
  for (const row of rows) {
    const what = row.isForfeit ? 'forfeited' : WHAT[row.reason as PostingReason]
    assert(what, 'what changes a balance stands on a statement', row)
    const orderId = OF_ORDERS.has(what) ? row.orderId : null
    const buyerId = OF_ORDERS.has(what) || what === 'shared' ? row.buyerId : null
    const key = JSON.stringify([what, orderId, buyerId])
    const known = lines.get(key)
    lines.set(key, { what, orderId, buyerId, at: Math.max(known?.at ?? row.at, row.at), points: (known?.points ?? 0) + row.points })
  }
  return [...lines].filter(([, { points }]) => points !== 0).sort(([a, one], [b, other]) => one.at - other.at || WHATS.indexOf(one.what) - WHATS.indexOf(other.what) || (a < b ? -1 : 1)).map(([, line]) => line)
}
