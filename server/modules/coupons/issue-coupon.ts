import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { Actor, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { codeOf, newCode } from './coupon-code.ts'
import { insertCoupon, selectCaused, type CouponRow, type Origin } from './coupons.store.ts'

/** What a coupon is issued with. */
export type IssueCoupon = {
  /** A discount of kind `coupon`. */
  discount: string
  origin: Origin
  /** The one member that it works for; whoever has the code where none is told. */
  memberId?: string | null
  from?: Instant | null
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
export async function issueCoupon(ctx: WriteContext, { discount, origin, memberId = null, from = null, until = null, usesAllowed = 1, batch = null, cause = null, code }: IssueCoupon): Promise<CouponRow> {
  const coupon = { code: code === undefined ? newCode() : codeOf(code), discount, memberId, origin, batch, cause, from, until, usesAllowed, issuedAt: ctx.now, issuedBy: nameOf(ctx.actor) }
  const row = await insertCoupon(ctx, coupon) ?? (cause === null ? undefined : await selectCaused(ctx, cause))
  if (row !== undefined) return row
  assert(code !== undefined, 'a code of 63 random bits is not taken')
  throw new AppError('conflict', 'coupons.code_taken', { code: coupon.code })
}

/** Who issued it, as it is kept beside it. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'key': return actor.keyId
    case 'staff': return actor.staffId
    case 'member': return actor.memberId
    case 'system': return actor.job
  }
}
