import { nameIn } from '#engine/text'
import { refusalText } from '#engine/member/explain'
import { rewardOffers, type Offer } from '#engine/member/offers'
import { availableOf, emptyMember } from '#engine/member/parts'
import { stockKey } from '#engine/member/rewards'
import type { MemberState } from '#engine/member/state'
import { shown } from '#engine/shape'
import { lookAtBudgets, readState } from '#server/modules/activity/index'
import { requirePerson } from '#server/modules/members/index'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requirePermissionForOthers } from '#server/platform/require-permission'
import { givesIn, readPrograms } from './require-reward.ts'
import { selectStock } from './rewards.store.ts'
import type { ListRewards, Reward, RewardList } from './schemas.ts'

/**
 * What points buy a member, or a guest, now: for how much, and why not. A request has the same answer at the same moment.
 * @throws AppError programs.none_published, members.unknown, members.erased, http.no_permission, http.wrong_shape
 */
export async function listRewards(ctx: ReadContext, { member, market: named, locale }: ListRewards): Promise<RewardList> {
  if (member !== undefined) requirePermissionForOthers(ctx.actor, 'activity:read')
  const { timeline, program } = await readPrograms(ctx)
  if (named !== undefined && program.markets[named] === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'market', found: shown(named), wanted: `a market of the program: ${Object.keys(program.markets).join(', ')}` }] })
  const { memberId, state } = await whoIs(ctx, member)
  const stock = await selectStock(ctx)
  const granted = { ...(await lookAtBudgets(ctx, timeline)).leftOfRewards(timeline, ctx.now), ...Object.fromEntries([...stock].map(([reward, left]) => [stockKey(reward), left])) }
  const voice = await voiceOf(ctx, locale)
  const { market, offers } = rewardOffers(timeline, state, { at: ctx.now, market: named, granted })
  const available = availableOf(state.head, program.mainUnit)
  const currency = program.markets[market]?.currency ?? program.currency
  const tell = ({ reward, points, refusal }: Offer): Reward => ({
    reward: reward.id, name: nameIn(reward.name, locale), description: reward.description === null ? null : nameIn(reward.description, locale), gives: givesIn(reward, { id: market, currency }), points,
    isAffordable: points !== null && points <= available, missing: Math.max(0, (points ?? 0) - available),
    why: refusal === null ? null : { code: refusal.code, sentence: refusalText(refusal, { ...voice, timeline }) }, stock: reward.isCounted ? (stock.get(reward.id) ?? 0) : null,
  })
  return { market, memberId, unit: program.mainUnit, available, rewards: offers.map(tell) }
}

async function whoIs(ctx: ReadContext, member: string | undefined): Promise<{ memberId: string | null; state: MemberState }> {
  if (member === undefined) return { memberId: null, state: emptyMember('guest') }
  const { memberId } = await requirePerson(ctx, member)
  return { memberId, state: (await readState(ctx, { memberId, allLots: false })).state }
}
