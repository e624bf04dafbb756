import type { WriteContext } from '#server/platform/context'
import { lockRedemptionsOf, renameCodes } from './rewards.store.ts'

/** R44: what these members redeemed stays as it is until the transaction ends. */
export async function holdRedemptions(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  await lockRedemptionsOf(ctx, memberIds)
}

/** R44: coupons that rewards gave have other codes now; a redemption says the one that its coupon has. */
export async function followCoupons(ctx: WriteContext, { memberIds, names }: { memberIds: readonly string[]; names: readonly { was: string; is: string }[] }): Promise<void> {
  if (names.length > 0) await renameCodes(ctx, { memberIds, names })
}
