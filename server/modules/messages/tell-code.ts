import { couponName } from '#engine/guide/coupon-name'
import { amount, rewardName } from '#engine/member/explain-words'
import type { Instant } from '#engine/calendar'
import { selectCaused, selectCoupon, type CouponRow } from '#server/modules/coupons/index'
import { selectRedemption } from '#server/modules/rewards/index'
import type { ReadContext } from '#server/platform/context'
import { sayInMail } from '#server/platform/mail/words'
import type { Purpose } from './kinds.ts'
import { dayIn, lastDayBefore, type Letter } from './letter.ts'
import type { Reader } from './reader.ts'

/** For what a coupon is: the welcome is a part of joining, one that staff give is news of the member's own; those of a day, and of many at once, shall bring somebody back. */
const PURPOSES: Readonly<Record<string, Purpose>> = { welcome: 'service', staff: 'service', campaign: 'marketing', birthday: 'marketing', anniversary: 'marketing', win_back: 'marketing' }

/** The code that a reward has given; null where there is none, or it was taken back or used meanwhile. */
export async function tellRedeemed(ctx: ReadContext, { words, program }: Reader, { redemption }: { redemption: string }): Promise<Letter | null> {
  const row = await selectRedemption(ctx, redemption)
  if (row === undefined || row.code === null || row.status === 'cancelled') return null
  if (row.gives.kind === 'coupon' && !isOpen(ctx, await selectCoupon(ctx, row.code))) return null
  const reward = rewardName(words, row.reward)
  const reason = sayInMail(words, 'reward_code.bought', { points: amount(words, program.mainUnit, row.points), reward })
  return letterOf(words, { reward, reason, code: row.code, until: row.until, purpose: 'always' })
}

/** The coupon that came by itself, or by the hand of staff; null where it was taken back or used meanwhile. */
export async function tellIssued(ctx: ReadContext, { words, state }: Reader, { cause, occasion, store }: { cause: string; occasion: string; store: string }): Promise<Letter | null> {
  const coupon = await selectCaused(ctx, cause)
  if (!isOpen(ctx, coupon)) return null
  const reward = couponName(words, { discount: coupon.discount, isBought: false, market: state.head.market })
  const reason = sayInMail(words, `reward_code.${occasion === 'campaign' ? 'staff' : occasion}`, { reward, store })
  return letterOf(words, { reward, reason, code: coupon.code, until: coupon.until, purpose: PURPOSES[occasion] ?? 'marketing' })
}

function isOpen({ now }: ReadContext, coupon: CouponRow | undefined): coupon is CouponRow {
  return coupon?.status === 'issued' && (coupon.until === null || coupon.until > now)
}

function letterOf(words: Reader['words'], { reward, reason, code, until, purpose }: { reward: string; reason: string; code: string; until: Instant | null; purpose: Purpose }): Letter {
  const useBy = until === null ? '' : sayInMail(words, 'reward_code.use_by', { date: dayIn(words, lastDayBefore(words, until)) })
  return { fields: { reward, reason, use_by: useBy }, code, purpose, until, page: 'coupons' }
}
