import type { Instant } from '#engine/calendar'
import type { Discount } from '#engine/program/pricing'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { endOfCoupon } from './issue-coupon.ts'
import { requireCoupon, requireSpan, wrongCoupon } from './require-coupon.ts'
import type { CreateCoupon } from './schemas.ts'

/** A coupon by hand as it would be issued: of which discount, for whom (null: whoever has the code), when, and how often it may be used (null: without an end). */
export type PlannedCoupon = { discount: Discount; memberId: string | null; from: Instant | null; until: Instant | null; usesAllowed: number | null }

/** What a coupon by hand would be, all but its code; nothing is written. @throws AppError http.wrong_shape, members.unknown, members.erased, programs.none_published */
export async function planCoupon(ctx: ReadContext, { discount: asked, member, from: begins, until: ends, usesAllowed }: Pick<CreateCoupon, 'discount' | 'member' | 'from' | 'until' | 'usesAllowed'>): Promise<PlannedCoupon> {
  const from = begins ?? null
  const discount = await requireCoupon(ctx, asked)
  requireSpan({ from, until: ends, now: ctx.now })
  const isShared = discount.codes === 'shared'
  if (!isShared && usesAllowed !== undefined && usesAllowed !== 1) throw wrongCoupon([{ path: 'usesAllowed', found: String(usesAllowed), wanted: `1, or nothing: “${asked}” has a code for each (codes: unique)` }])
  const memberId = member === undefined ? null : (await requirePerson(ctx, member)).memberId
  const until = ends === undefined ? await endOfCoupon(ctx, asked, from ?? ctx.now) : ends
  return { discount, memberId, from, until, usesAllowed: usesAllowed === undefined ? (isShared ? null : 1) : usesAllowed }
}
