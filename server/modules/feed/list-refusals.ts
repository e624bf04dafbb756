import { shown } from '#engine/shape'
import { REFUSALS_KEPT_MS, selectRefusals } from '#server/modules/activity/index'
import { nameActors } from '#server/modules/keys/index'
import { nameMembers, readGoingOn } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import type { ListHeap, RefusalPage, RefusedEvent } from './schemas.ts'

/** Events that were told and refused, the newest first, each with why in the language of whoever reads. @throws AppError http.wrong_shape */
export async function listRefusals({ database }: { database: Database }, call: Call, asked: ListHeap): Promise<Reply<RefusalPage>> {
  const { storeId, actor, now } = call
  return { status: 200, body: await database.readStore(storeId, (db) => readRefusals({ db, storeId, actor, now }, asked, call.problemOf)) }
}

/** The same in one look at the store. @throws AppError http.wrong_shape */
export async function readRefusals(ctx: ReadContext, { after, limit }: ListHeap, problemOf: Call['problemOf']): Promise<RefusalPage> {
  const found = await selectRefusals(ctx, { since: ctx.now - REFUSALS_KEPT_MS, before: after === undefined ? null : placeOf(after), most: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const goesOn = await readGoingOn(ctx, rows.flatMap(({ memberId }) => memberId ?? []))
  const [people, names] = [await nameMembers(ctx, [...goesOn.values()]), await nameActors(ctx, rows.map(({ actor }) => actor))]
  const refusals = rows.map((row): RefusedEvent => {
    const { at, times, type, source, sourceId, member, memberId, kind, code, actorKind, actor } = row
    const { status, detail, errors = [] } = problemOf(new AppError(kind, code, row.details))
    const by = { kind: actorKind, id: actor, name: names.get(actor) ?? null }
    return { at, times, type, source, id: sourceId, member: people.get(goesOn.get(memberId ?? '') ?? '') ?? null, named: member, by, status, code, detail, errors }
  })
  return { refusals, next: found.length > limit && last !== undefined ? `${last.at}_${last.refusalId}` : null }
}

/** @throws AppError http.wrong_shape */
function placeOf(cursor: string): { at: number; refusalId: string } {
  const [, at, refusalId] = /^(\d{1,15})_(.+)$/.exec(cursor) ?? []
  if (at === undefined || refusalId === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(cursor), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  return { at: Number(at), refusalId }
}
