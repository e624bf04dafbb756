import type { WriteContext } from '#server/platform/context'
import { selectCoupon, updateVoid } from './coupons.store.ts'

/**
 * Ends a coupon inside the caller's transaction, and says whether it is void now: not where it was used up, where a quote holds it, or where
 * there is none. Of a shared code the uses that were not taken end.
 */
export async function voidCoupon(ctx: WriteContext, code: string): Promise<boolean> {
  return (await updateVoid(ctx, code)) || (await selectCoupon(ctx, code))?.status === 'void'
}
