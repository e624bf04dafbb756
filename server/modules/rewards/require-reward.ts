import type { Program, Timeline } from '#engine/program/program'
import type { Reward } from '#engine/program/rewards'
import { publicationAt } from '#engine/program/timeline'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Gives } from './schemas.ts'

/** The store's programs, and the one in force. @throws AppError programs.none_published */
export async function readPrograms(ctx: ReadContext): Promise<{ timeline: Timeline; program: Program }> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  return { timeline, program: publicationAt(timeline, ctx.now).program }
}

/** A reward of any of the store's programs, of which the newest that has it counts. @throws AppError rewards.unknown */
export async function requireReward(ctx: ReadContext, id: string): Promise<Reward> {
  const rewards = (await readTimeline(ctx)).toReversed().flatMap(({ program }) => program.rewards)
  const reward = rewards.find((one) => one.id === id)
  if (reward === undefined) throw new AppError('not_found', 'rewards.unknown', { reward: id })
  return reward
}

/** Sees that a reward of any of the store's programs gives vouchers of this list. @throws AppError rewards.voucher_list_unknown */
export async function requireList(ctx: ReadContext, list: string): Promise<void> {
  const isKnown = (await readTimeline(ctx)).some(({ program }) => program.rewards.some(({ gives }) => gives.kind === 'voucher' && gives.list === list))
  if (!isKnown) throw new AppError('not_found', 'rewards.voucher_list_unknown', { list })
}

/** What a reward gives in a market, as it is told. */
export function givesIn({ gives }: Reward, market: { id: string; currency: string }): Gives {
  if (!('amountMinor' in gives)) return gives
  const amountMinor = gives.amountMinor[market.id]
  return amountMinor === undefined ? { kind: gives.kind } : { kind: gives.kind, amountMinor, currency: market.currency }
}
