import { listSignIns } from '#server/modules/logins/index'
import { readPublicShop, type Shop } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'

/** What anybody may know of a store before they sign in. */
export async function readShop(ctx: ReadContext): Promise<Shop> {
  return { ...(await readPublicShop(ctx)), providers: await listSignIns(ctx) }
}
