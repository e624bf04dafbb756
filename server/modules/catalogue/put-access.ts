import { publicationAt } from '#engine/program/timeline'
import type { Access } from '#engine/pricing/access'
import { shown } from '#engine/shape'
import { requireCompany } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectKnownSkus, updateAccess } from './catalogue.store.ts'
import type { Outcome } from './put-products.ts'
import type { PutAccess } from './schemas.ts'

/**
 * Says of each product whom it is sold to and when, in the place of what was said before. Of one that comes twice the last counts. One that is
 * wrong is answered with an error: catalogue.product_unknown, http.wrong_shape, members.unknown, members.erased, members.not_a_company.
 */
export async function putAccess(ctx: WriteContext, rows: readonly PutAccess[]): Promise<(Outcome | AppError)[]> {
  const skus = new Set(await selectKnownSkus(ctx, [...new Set(rows.map(({ sku }) => sku))]))
  const levels = await readLevels(ctx)
  const told: (Access[] | AppError)[] = []
  for (const { sku, access } of rows) told.push(skus.has(sku) ? await accessOf(ctx, access, levels) : new AppError('invalid', 'catalogue.product_unknown', { sku }))
  const last = new Map(rows.flatMap(({ sku }, index): [string, Access[]][] => (told[index] instanceof AppError ? [] : [[sku, told[index] as Access[]]])))
  const changed = new Set(await updateAccess(ctx, [...last].map(([sku, access]) => ({ sku, access }))))
  return rows.map(({ sku }, index) => (told[index] instanceof AppError ? (told[index] as AppError) : changed.has(sku) ? 'changed' : 'unchanged'))
}

/** The levels of the program in force; none before the first. */
async function readLevels(ctx: WriteContext): Promise<string[]> {
  const timeline = await readTimeline(ctx)
  return timeline.length === 0 ? [] : publicationAt(timeline, ctx.now).program.tracks.flatMap((track) => track.levels.map(({ id }) => id))
}

async function accessOf(ctx: WriteContext, access: PutAccess['access'], levels: readonly string[]): Promise<Access[] | AppError> {
  const told: Access[] = []
  for (const [index, { isMembers = false, tag = null, level = null, member, from = null, until = null }] of access.entries()) {
    const wrong = (field: string, found: unknown, wanted: string) => new AppError('invalid', 'http.wrong_shape', { errors: [{ path: `access[${index}].${field}`, found: shown(found), wanted }] })
    if (level !== null && !levels.includes(level)) return wrong('level', level, `a level of the program: ${levels.join(', ') || '–'}`)
    if (from !== null && until !== null && until <= from) return wrong('until', 'a time that is not after from', 'a time after from')
    const memberId = member === undefined ? null : await requireCompany(ctx, member).catch((error: unknown) => error)
    if (memberId instanceof AppError) return memberId
    told.push({ isMembers, tag, level, memberId: memberId as string | null, from, until })
  }
  return told
}
