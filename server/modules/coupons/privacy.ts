import type { ReadContext, WriteContext } from '#server/platform/context'
import { newCodes } from './coupon-code.ts'
import { renameCoupons, selectOwnCoupons, selectOwnUses, type OwnCoupon, type OwnUse } from './privacy.store.ts'

/** R44: the coupons of a person, which `eraseCoupons` takes away, and what their checkouts took, which stays. */
export async function exportCoupons(ctx: ReadContext, memberIds: readonly string[]): Promise<{ coupons: OwnCoupon[]; uses: OwnUse[] }> {
  const coupons = await selectOwnCoupons(ctx, memberIds)
  const own = new Set(coupons.map(({ code }) => code))
  const uses = (await selectOwnUses(ctx, memberIds)).map((use) => ({ ...use, codes: use.codes.filter((code) => !own.has(code)) }))
  return { coupons, uses }
}

/**
 * R44: no code leads to these members any more, and none of theirs can be used. A coupon is still there under a code of chance that nobody was told, so that
 * limits and what an order took of it add up. Says the codes that there are no more, each with the one in its place.
 */
export async function eraseCoupons(ctx: WriteContext, memberIds: readonly string[]): Promise<{ was: string; is: string }[]> {
  const own = await selectOwnCoupons(ctx, memberIds)
  const fresh = newCodes(own.length)
  const names = own.map(({ code }, index) => ({ was: code, is: fresh[index] as string }))
  if (names.length > 0) await renameCoupons(ctx, names)
  return names
}
