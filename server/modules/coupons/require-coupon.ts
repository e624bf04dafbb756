import { shown } from '#engine/shape'
import type { Discount } from '#engine/program/pricing'
import { publicationAt } from '#engine/program/timeline'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

type Mistake = { path: string; found: string; wanted: string }

/** A discount of the program in force that codes may stand for. @throws AppError http.wrong_shape, programs.none_published */
export async function requireCoupon(ctx: ReadContext, id: string): Promise<Discount> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const coupons = publicationAt(timeline, ctx.now).program.pricing.discounts.filter(({ kind, codes }) => kind === 'coupon' && codes !== 'auto')
  const found = coupons.find((discount) => discount.id === id)
  if (found === undefined) throw wrongCoupon([{ path: 'discount', found: shown(id), wanted: `a coupon of the program that has codes: ${coupons.map((coupon) => coupon.id).join(', ') || '–'}` }])
  return found
}

/** Refuses a coupon that ends before it begins, or has ended. @throws AppError http.wrong_shape */
export function requireSpan({ from, until, now }: { from: number | null; until: number | null | undefined; now: number }): void {
  if (typeof until === 'number' && until <= Math.max(from ?? 0, now)) throw wrongCoupon([{ path: 'until', found: 'a time that is not after from and now', wanted: 'a time after from and now, or null' }])
}

export function wrongCoupon(errors: readonly Mistake[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors })
}
