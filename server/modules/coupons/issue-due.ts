import { endOfDay, parseDay, type Instant } from '#engine/calendar'
import type { Issue } from '#engine/program/pricing'
import type { WriteContext } from '#server/platform/context'
import { newCodes } from './coupon-code.ts'
import { insertCoupons, type NewCoupon } from './coupons.store.ts'

/** A fact `coupon.due` of the engine, and whose. */
export type DueCoupon = { memberId: string; at: Instant; discount: string; occasion: Issue['occasion']; cause: string; lastDay: string | null; zone: string }

/**
 * Issues the coupons that members are due, in the transaction of what brought them: each once for its cause, however often the member is
 * worked out anew. What would be over by now is not issued.
 */
export async function issueDue(ctx: WriteContext, due: readonly DueCoupon[]): Promise<void> {
  const codes = newCodes(due.length)
  const coupons = due.map(({ memberId, discount, occasion, cause, lastDay, zone }, index): NewCoupon => ({
    code: codes[index] as string, discount, memberId, origin: occasion, batch: null, cause: `${cause}/${discount}/${memberId}`, from: null,
    until: lastDay === null ? null : endOfDay(parseDay(lastDay), zone), usesAllowed: 1, issuedAt: ctx.now, issuedBy: 'rockpool',
  }))
  const open = coupons.filter(({ until }) => until === null || until > ctx.now)
  if (open.length > 0) await insertCoupons(ctx, open)
}
