import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requireTheirs } from './list-redemptions.ts'
import { lockRedemption, updateFulfilled } from './rewards.store.ts'
import type { GetRedemption, Redemption } from './schemas.ts'
import { tellRedemption } from './tell-redemption.ts'

/** Staff have sent or handed over what was redeemed; again it changes nothing. @throws AppError rewards.redemption_unknown, rewards.cancelled, members.unknown, members.erased */
export async function fulfilRedemption(ctx: WriteContext, asked: GetRedemption): Promise<Redemption> {
  const row = await requireTheirs(ctx, asked, await lockRedemption(ctx, asked.redemption))
  if (row.status === 'cancelled') throw new AppError('conflict', 'rewards.cancelled', { redemption: row.redemption })
  if (row.status === 'fulfilled') return tellRedemption(row, ctx.actor)
  const fulfilledBy = actorName(ctx.actor)
  await updateFulfilled(ctx, row.redemption, fulfilledBy)
  return tellRedemption({ ...row, status: 'fulfilled', fulfilledAt: ctx.now, fulfilledBy }, ctx.actor)
}
