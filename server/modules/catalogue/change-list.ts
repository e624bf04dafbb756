import { publicationAt } from '#engine/program/timeline'
import { requireCompany } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectList, type ListRow } from './catalogue.store.ts'
import { mistakesIn } from './create-list.ts'
import { holdList, updateList } from './prices.store.ts'
import type { ChangeList, ListName, PriceList } from './schemas.ts'
import { tellList } from './tell-catalogue.ts'

/** @throws AppError catalogue.list_unknown */
export async function getList(ctx: ReadContext, { list }: ListName): Promise<PriceList> {
  return tellList(ctx, requireList(list, await selectList(ctx, list)))
}

/**
 * Says anew from when, until when and for whom a list is; what is left out stays, and whom it is for is said whole. What its prices were stays in the history, and
 * they count there from now on as the list does.
 * @throws AppError catalogue.list_unknown, http.wrong_shape, members.unknown, members.not_a_company
 */
export async function changeList(ctx: WriteContext, { list, from, until, isOnly, tag, level, member }: ChangeList): Promise<PriceList> {
  const known = requireList(list, await holdList(ctx, list))
  const isForAnew = tag !== undefined || level !== undefined || member !== undefined
  const audience = isForAnew ? { tag: tag ?? null, level: level ?? null, memberId: member === undefined || member === null ? null : await requireCompany(ctx, member) } : { tag: known.tag, level: known.level, memberId: known.memberId }
  const next: ListRow = { ...known, ...audience, from: from === undefined ? known.from : from, until: until === undefined ? known.until : until, isOnly: isOnly ?? known.isOnly }
  const { memberId, createdAt: _, ...told } = next
  const said = Object.fromEntries(Object.entries({ ...told, member: memberId }).filter(([, value]) => value !== null)) as unknown as Parameters<typeof mistakesIn>[0]
  // Its market or its level may be gone from the program since: that is not what is changed.
  const errors = mistakesIn(said, publicationAt(await readTimeline(ctx), ctx.now).program).filter(({ path }) => path !== 'market' && (path !== 'level' || isForAnew))
  if (errors.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors })
  await updateList(ctx, { known, next })
  return tellList(ctx, next)
}

function requireList(list: string, found: ListRow | undefined): ListRow {
  if (found === undefined) throw new AppError('not_found', 'catalogue.list_unknown', { list })
  return found
}
