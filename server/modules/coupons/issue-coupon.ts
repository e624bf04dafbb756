import { assert } from '#engine/assert'
import { addPeriod, endOfDay, localDay, type Instant } from '#engine/calendar'
import { publicationAt } from '#engine/program/timeline'
import { readTimeline } from '#server/modules/programs/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { codeOf, newCode } from './coupon-code.ts'
import { insertCoupons, selectCaused, type CouponRow, type Origin } from './coupons.store.ts'

/** What a coupon is issued with. */
export type IssueCoupon = {
  /** A discount of kind `coupon`. */
  discount: string
  origin: Origin
  /** The one member that it works for; whoever has the code where none is told. */
  memberId?: string | null
  from?: Instant | null
  /** When it ends, itself outside; null is without an end. As the discount says unless told. */
  until?: Instant | null
  /** How often it may be used, by all together: once unless told; null is without an end. */
  usesAllowed?: number | null
  batch?: string | null
  /** What it is issued for, such as a redemption: the same cause issues one coupon, whenever it is told again. */
  cause?: string | null
  /** A code of the store's own choice; one that nobody guesses unless told. */
  code?: string
}

/** Issues a coupon inside the caller's transaction; for a cause that has one already, it is that one. @throws AppError coupons.code_taken */
export async function issueCoupon(ctx: WriteContext, { discount, origin, memberId = null, from = null, until, usesAllowed = 1, batch = null, cause = null, code }: IssueCoupon): Promise<CouponRow> {
  const end = until === undefined ? await endOfCoupon(ctx, discount, from ?? ctx.now) : until
  const coupon = { code: code === undefined ? newCode() : codeOf(code), discount, memberId, origin, batch, cause, from, until: end, usesAllowed, issuedAt: ctx.now, issuedBy: actorName(ctx.actor) }
  const [row = cause === null ? undefined : await selectCaused(ctx, cause)] = await insertCoupons(ctx, [coupon])
  if (row !== undefined) return row
  assert(code !== undefined, 'a code of 63 random bits is not taken')
  throw new AppError('conflict', 'coupons.code_taken', { code: coupon.code })
}

/** The midnight that closes the last day of a coupon that begins at an instant, by what its discount says and the program's zone; null: never. */
export async function endOfCoupon(ctx: ReadContext, discount: string, begins: Instant): Promise<Instant | null> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) return null
  const { pricing: { discounts }, zone } = publicationAt(timeline, ctx.now).program
  const valid = discounts.find(({ id }) => id === discount)?.valid ?? null
  return valid === null ? null : endOfDay(addPeriod(localDay(begins, zone), valid), zone)
}
