import { couponName } from '#engine/guide/coupon-name'
import type { Locale } from '#engine/text'
import { nameMembers, readGoingOn } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { isShopper } from '#server/platform/require-permission'
import type { CouponRow } from './coupons.store.ts'
import type { Coupon } from './schemas.ts'

/** Coupons as they are told, in the language of their reader: by the names that they had when they were issued, and of those whose they are now. */
export async function tellCoupons(ctx: ReadContext, rows: readonly CouponRow[], { locale }: { locale: Locale }): Promise<Coupon[]> {
  const timeline = rows.length === 0 ? [] : await readTimeline(ctx)
  const isOwn = isShopper(ctx.actor)
  const goesOn = isOwn ? new Map<string, string>() : await readGoingOn(ctx, rows.flatMap(({ memberId }) => memberId ?? []))
  const people = await nameMembers(ctx, [...goesOn.values()])
  // Who issued a coupon, and in which batch, is not the shopper's to know.
  const hidden = isOwn ? { issuedBy: null, batch: null } : {}
  return rows.map((row) => {
    const name = couponName({ timeline, locale, zone: 'UTC', at: row.issuedAt }, { discount: row.discount, isBought: row.origin === 'reward', market: null })
    return { ...row, name, member: row.memberId === null ? null : (people.get(goesOn.get(row.memberId) ?? '') ?? null), ...hidden }
  })
}

/** The same of one. */
export async function tellCoupon(ctx: ReadContext, row: CouponRow, { locale }: { locale: Locale }): Promise<Coupon> {
  return (await tellCoupons(ctx, [row], { locale }))[0] as Coupon
}
