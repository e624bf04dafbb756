import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { getStore } from './get-store.ts'
import { updateHandle } from './stores.store.ts'

/** Gives the store another handle; the old one leads nowhere then. @throws AppError stores.handle_taken, after which the transaction is over */
export async function changeHandle(ctx: WriteContext, handle: string): Promise<void> {
  if ((await getStore(ctx)).handle === handle) return
  try {
    await updateHandle(ctx, handle)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new AppError('conflict', 'stores.handle_taken', { handle })
    throw error
  }
}
