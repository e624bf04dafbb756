import { requirePerson } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { issueCoupon } from './issue-coupon.ts'
import { requireCoupon, requireSpan, wrongCoupon } from './require-coupon.ts'
import type { Coupon, CreateCoupon } from './schemas.ts'

/**
 * Issues a coupon by the staff's hand, or makes a shared code.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, coupons.code_taken, programs.none_published
 */
export async function createCoupon(ctx: WriteContext, { discount: asked, member, code, id, from: begins, until, usesAllowed }: CreateCoupon): Promise<Coupon> {
  const from = begins ?? null
  const discount = await requireCoupon(ctx, asked)
  requireSpan({ from, until, now: ctx.now })
  const isShared = discount.codes === 'shared'
  if (!isShared && usesAllowed !== undefined && usesAllowed !== 1) throw wrongCoupon([{ path: 'usesAllowed', found: String(usesAllowed), wanted: `1, or nothing: “${asked}” has a code for each (codes: unique)` }])
  const memberId = member === undefined ? null : (await requirePerson(ctx, member)).memberId
  return issueCoupon(ctx, {
    discount: asked, origin: 'staff', memberId, from, usesAllowed: usesAllowed === undefined ? (isShared ? null : 1) : usesAllowed,
    ...(until === undefined ? {} : { until }), ...(code === undefined ? {} : { code }), ...(id === undefined ? {} : { cause: `request/${id}` }),
  })
}
