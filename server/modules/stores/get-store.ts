import { AppError } from '#server/platform/errors'
import type { ReadContext } from '#server/platform/context'
import { selectStore, type StoreRow } from './stores.store.ts'

/** The store of the context. @throws AppError stores.unknown */
export async function getStore(ctx: ReadContext): Promise<StoreRow> {
  const store = await selectStore(ctx)
  if (store === undefined) throw new AppError('not_found', 'stores.unknown', { storeId: ctx.storeId })
  return store
}
