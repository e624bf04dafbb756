import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { placeIn, placeText } from '#server/platform/place'
import { codeOf } from './coupon-code.ts'
import { selectCoupon, selectCouponPage } from './coupons.store.ts'
import type { Coupon, CouponCode, CouponPage, ListCoupons } from './schemas.ts'
import { tellCoupon, tellCoupons } from './tell-coupon.ts'

/** Coupons in pages, those that were issued last first; of a member with those of whom was merged into them. @throws AppError members.unknown, members.erased, http.wrong_shape */
export async function listCoupons(ctx: ReadContext, { member, discount, status, batch, origin, after, limit, locale }: ListCoupons): Promise<CouponPage> {
  const memberIds = member === undefined ? null : (await requirePerson(ctx, member)).selves
  const rows = await selectCouponPage(ctx, { memberIds, discount: discount ?? null, status: status ?? null, batch: batch ?? null, origin: origin ?? null }, { after: placeIn(after), most: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { coupons: await tellCoupons(ctx, page, { locale }), next: rows.length > limit && last !== undefined ? placeText({ at: last.issuedAt, id: last.code }) : null }
}

/** One coupon. @throws AppError coupons.unknown */
export async function getCoupon(ctx: ReadContext, { code, locale }: CouponCode): Promise<Coupon> {
  const coupon = await selectCoupon(ctx, codeOf(code))
  if (coupon === undefined) throw new AppError('not_found', 'coupons.unknown', { code })
  return tellCoupon(ctx, coupon, { locale })
}
