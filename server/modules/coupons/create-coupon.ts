import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertIssued } from './coupons.store.ts'
import { issueCoupon } from './issue-coupon.ts'
import { planCoupon } from './plan-coupon.ts'
import type { Coupon, CreateCoupon } from './schemas.ts'
import { tellCoupon } from './tell-coupon.ts'

/**
 * Issues a coupon by the staff's hand, or makes a shared code, and says so for whoever writes to its member; `isOfMany`: as one of many at once.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, coupons.code_taken, programs.none_published
 */
export async function createCoupon(ctx: WriteContext, { code, id, locale, ...asked }: CreateCoupon, { isOfMany = false }: { isOfMany?: boolean } = {}): Promise<Coupon> {
  const planned = await planCoupon(ctx, asked)
  const cause = id === undefined ? `staff/${newId('cau', ctx.now)}` : `request/${id}`
  const row = await issueCoupon(ctx, { ...planned, discount: planned.discount.id, origin: 'staff', cause, ...(code === undefined ? {} : { code }) })
  if (row.memberId !== null) await insertIssued(ctx, { memberId: row.memberId, at: row.issuedAt, cause, isOfMany })
  return tellCoupon(ctx, row, { locale })
}
