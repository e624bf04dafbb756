import { nameActors } from '#server/modules/keys/index'
import { nameGoingOn } from '#server/modules/members/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { putLimit, selectApprovals, selectLimit, type ApprovalRow } from './approvals.store.ts'
import type * as shapes from './schemas.ts'

/** What waits for a second pair of eyes, and what became of the rest, the newest first. */
export async function listApprovals(ctx: ReadContext, { status, after, limit }: shapes.ListApprovals): Promise<shapes.ApprovalPage> {
  const rows = await selectApprovals(ctx, { status: status ?? null, after: after ?? null, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { approvals: await outside(ctx, page), next: rows.length > limit ? (page.at(-1)?.approval ?? null) : null }
}

/** Above how many points nobody acts alone. */
export async function readLimit(ctx: ReadContext): Promise<shapes.ApprovalLimit> {
  return { points: await selectLimit(ctx) }
}

/** Says so. What waits already goes on waiting. */
export async function changeLimit(ctx: WriteContext, { points }: shapes.ApprovalLimit): Promise<shapes.ApprovalLimit> {
  await putLimit(ctx, points)
  return { points }
}

/** Rows as they are told, with the names of whom they are about, who asked and who decided. */
export async function outside(ctx: ReadContext, rows: readonly ApprovalRow[]): Promise<shapes.Approval[]> {
  const names = await nameActors(ctx, rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]))
  const whose = await nameGoingOn(ctx, rows.flatMap(({ member }) => member ?? []))
  const who = (id: string) => ({ id, name: names.get(id) ?? null })
  return rows.map(({ route: _route, input: _input, inputHash: _hash, requestKey: _key, askedBy, decidedBy, ...row }) => ({ ...row, member: row.member === null ? null : whose(row.member), askedBy: who(askedBy), decidedBy: decidedBy === null ? null : who(decidedBy), isOwn: askedBy === actorName(ctx.actor) }))
}
