import { cancellationOf } from '#engine/member/rewards'
import { lockValue, recordInside } from '#server/modules/activity/index'
import { voidCoupon } from '#server/modules/coupons/index'
import { requirePerson } from '#server/modules/members/index'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import { inTurn } from './in-turn.ts'
import { requireTheirs } from './list-redemptions.ts'
import { addStock, lockRedemption, updateCancelled, voidVoucher, type RedemptionRow } from './rewards.store.ts'
import type { CancelRedemption, Redemption } from './schemas.ts'
import { tellRedemption } from './tell-redemption.ts'

/**
 * R14: takes a redemption back before what it gave was used: that is made void first, and then the points return, in one transaction, so that
 * never both are alive. Once done it stays done.
 * @throws AppError rewards.redemption_unknown, rewards.fulfilled, rewards.in_use, rewards.voucher_alive, reward.used, members.unknown, members.erased
 */
export async function cancelRedemption({ database }: { database: Database }, call: Call, input: CancelRedemption): Promise<Reply<Redemption>> {
  const { actor, now } = call
  return inTurn(database, call, async (ctx) => {
    const row = await requireTheirs(ctx, input, await lockRedemption(ctx, input.redemption))
    if (row.status === 'cancelled') return { status: 200, headers: { 'idempotent-replayed': 'true' }, body: tellRedemption(row, actor) }
    // That a partner's code is void only the store can say.
    await takeBack(ctx, row, input.isVoided === true && !isShopper(actor))
    return { status: 201, body: tellRedemption({ ...row, status: 'cancelled', cancelledAt: now, cancelledBy: actorName(actor) }, actor) }
  })
}

async function takeBack(ctx: WriteContext, row: RedemptionRow, isVoided: boolean): Promise<void> {
  const { redemption, memberId, reward, isFromStock } = row
  if (isFromStock) await addStock(ctx, { reward, by: 1 })
  // As a checkout of the member does: whoever they are today first, and then the coupon.
  await lockValue(ctx, (await requirePerson(ctx, memberId)).memberId)
  await makeVoid(ctx, row, isVoided)
  await recordInside(ctx, { memberId, event: { ...cancellationOf(redemption), at: ctx.now, kind: 'spend.cancelled', spendId: redemption, ofRedemption: true } })
  await updateCancelled(ctx, redemption, actorName(ctx.actor))
}

/** What was given and cannot be made void, or was used, keeps its points; store credit and entitlements are the engine's to take back. */
async function makeVoid(ctx: WriteContext, { redemption, gives: { kind }, code, status }: RedemptionRow, isVoided: boolean): Promise<void> {
  if (kind === 'coupon' && !(await voidCoupon(ctx, code ?? ''))) throw new AppError('conflict', 'rewards.in_use', { redemption, code })
  if (kind === 'voucher' && !isVoided) throw new AppError('conflict', 'rewards.voucher_alive', { redemption, code })
  if (kind === 'voucher') await voidVoucher(ctx, redemption)
  const isHandedOut = status === 'fulfilled' && (kind === 'product' || kind === 'sample' || kind === 'donation' || kind === 'gift_card' || (kind === 'store_credit' && code !== null))
  if (isHandedOut) throw new AppError('conflict', 'rewards.fulfilled', { redemption })
}
