import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { deleteListRow } from './prices.store.ts'
import type { ListName, PriceList } from './schemas.ts'
import { tellList } from './tell-catalogue.ts'

/** Takes a list away with all of its prices. @throws AppError catalogue.list_unknown */
export async function deleteList(ctx: WriteContext, { list }: ListName): Promise<PriceList> {
  const deleted = await deleteListRow(ctx, list)
  if (deleted === undefined) throw new AppError('not_found', 'catalogue.list_unknown', { list })
  return tellList(ctx, deleted)
}
