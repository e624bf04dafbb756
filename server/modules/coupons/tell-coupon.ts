import { couponName } from '#engine/guide/coupon-name'
import type { Locale } from '#engine/text'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { isShopper } from '#server/platform/require-permission'
import type { CouponRow } from './coupons.store.ts'
import type { Coupon } from './schemas.ts'

/** Coupons as they are told, in the language of their reader: by the names that they had when they were issued. */
export async function tellCoupons(ctx: ReadContext, rows: readonly CouponRow[], { locale }: { locale: Locale }): Promise<Coupon[]> {
  const timeline = rows.length === 0 ? [] : await readTimeline(ctx)
  // Who issued a coupon, and in which batch, is not the shopper's to know.
  const hidden = isShopper(ctx.actor) ? { issuedBy: null, batch: null } : {}
  return rows.map((row) => {
    const name = couponName({ timeline, locale, zone: 'UTC', at: row.issuedAt }, { discount: row.discount, isBought: row.origin === 'reward', market: null })
    return { ...row, name, ...hidden }
  })
}

/** The same of one. */
export async function tellCoupon(ctx: ReadContext, row: CouponRow, { locale }: { locale: Locale }): Promise<Coupon> {
  return (await tellCoupons(ctx, [row], { locale }))[0] as Coupon
}
