import { changeHandle, lockStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { readSettings, readShopSettings } from './read-settings.ts'
import { requireOrderAgain } from './require-order-again.ts'
import type * as shapes from './schemas.ts'
import { upsertSettings } from './shops.store.ts'

/** Changes what shoppers see and how they sign in; a field that is not sent stays, one that is sent is whole. @throws AppError stores.handle_taken, http.wrong_shape */
export async function changeShopSettings(ctx: WriteContext, { handle, ...changed }: shapes.ChangeShopSettings): Promise<shapes.ShopSettings> {
  await lockStore(ctx)
  if (handle !== undefined) await changeHandle(ctx, handle)
  const before = await readSettings(ctx)
  const settings = { ...before, ...changed }
  requireOrderAgain(settings, before)
  await upsertSettings(ctx, settings, ctx.now)
  return readShopSettings(ctx)
}
