import { requirePerson } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertIssued } from './coupons.store.ts'
import { issueCoupon } from './issue-coupon.ts'
import { requireCoupon, requireSpan, wrongCoupon } from './require-coupon.ts'
import type { Coupon, CreateCoupon } from './schemas.ts'
import { tellCoupon } from './tell-coupon.ts'

/**
 * Issues a coupon by the staff's hand, or makes a shared code, and says so for whoever writes to its member; `isOfMany`: as one of many at once.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, coupons.code_taken, programs.none_published
 */
export async function createCoupon(ctx: WriteContext, { discount: asked, member, code, id, from: begins, until, usesAllowed, locale }: CreateCoupon, { isOfMany = false }: { isOfMany?: boolean } = {}): Promise<Coupon> {
  const from = begins ?? null
  const discount = await requireCoupon(ctx, asked)
  requireSpan({ from, until, now: ctx.now })
  const isShared = discount.codes === 'shared'
  if (!isShared && usesAllowed !== undefined && usesAllowed !== 1) throw wrongCoupon([{ path: 'usesAllowed', found: String(usesAllowed), wanted: `1, or nothing: “${asked}” has a code for each (codes: unique)` }])
  const memberId = member === undefined ? null : (await requirePerson(ctx, member)).memberId
  const cause = id === undefined ? `staff/${newId('cau', ctx.now)}` : `request/${id}`
  const row = await issueCoupon(ctx, {
    discount: asked, origin: 'staff', memberId, from, cause, usesAllowed: usesAllowed === undefined ? (isShared ? null : 1) : usesAllowed,
    ...(until === undefined ? {} : { until }), ...(code === undefined ? {} : { code }),
  })
  if (row.memberId !== null) await insertIssued(ctx, { memberId: row.memberId, at: row.issuedAt, cause, isOfMany })
  return tellCoupon(ctx, row, { locale })
}
