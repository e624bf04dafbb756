import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { codeOf } from './coupon-code.ts'
import { selectCoupon, updateVoid } from './coupons.store.ts'
import { getCoupon } from './list-coupons.ts'
import type { Coupon, CouponCode } from './schemas.ts'

/**
 * Ends a coupon inside the caller's transaction, and says whether it is void now: not where it was used up, where a quote holds it, or where
 * there is none. Of a shared code the uses that were not taken end.
 */
export async function voidCoupon(ctx: WriteContext, code: string): Promise<boolean> {
  return (await updateVoid(ctx, codeOf(code))) || (await selectCoupon(ctx, codeOf(code)))?.status === 'void'
}

/** The same by the staff's hand. @throws AppError coupons.unknown, coupons.not_voidable */
export async function deleteCoupon(ctx: WriteContext, { code, locale }: CouponCode): Promise<Coupon> {
  const isVoid = await voidCoupon(ctx, code)
  const coupon = await getCoupon(ctx, { code, locale })
  if (!isVoid) throw new AppError('conflict', 'coupons.not_voidable', { code: coupon.code, status: coupon.status === 'used' ? 'used' : 'held' })
  return coupon
}
