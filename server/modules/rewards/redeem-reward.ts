import { hash } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import { shown } from '#engine/shape'
import { assert } from '#engine/assert'
import { REDEMPTIONS, stockKey } from '#engine/member/rewards'
import type { Spend, SpentReward } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import type { Reward } from '#engine/program/rewards'
import { readSpend, recordInside } from '#server/modules/activity/index'
import { issueCoupon, newCode } from '#server/modules/coupons/index'
import { requireProofToSpend } from '#server/modules/logins/index'
import { requirePerson } from '#server/modules/members/index'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Call, Reply } from '#server/platform/route'
import { inTurn } from './in-turn.ts'
import { givesIn, readPrograms } from './require-reward.ts'
import { giveVoucher, insertRedemption, selectRedemption, takeOne, type RedemptionRow } from './rewards.store.ts'
import type { Redemption, RedeemReward } from './schemas.ts'
import { tellRedemption } from './tell-redemption.ts'

/** The name of what staff gave begins so: under it they may take it back without points. */
const BY_HAND = 'granted:'

/**
 * A member takes a reward: points leave, one leaves the stock and what it gives is made, or nothing of it happens. The same request again is
 * answered with what became of the first.
 * @throws AppError members.unknown, members.erased, members.buyer_unknown, members.role_may_not, members.frozen, logins.step_up_needed, programs.none_published, activity.other_body, rewards.no_vouchers, and why the reward is refused
 */
export async function redeemReward({ database, clock }: { database: Database; clock: () => Instant }, call: Call, input: RedeemReward): Promise<Reply<Redemption>> {
  const { actor, now, idempotencyKey } = call
  const id = input.id ?? idempotencyKey ?? newId('rdm', now)
  return inTurn(database, call, async (ctx) => {
    const { memberId } = await requirePerson(ctx, input.member)
    const by = input.by === undefined ? {} : { by: (await requirePerson(ctx, input.by)).memberId }
    const body = hash('sha256', canonicalJson({ memberId, reward: input.reward, market: input.market ?? null, ...by }), 'hex')
    const known = await selectRedemption(ctx, id)
    if (known !== undefined && known.hash !== body) throw new AppError('conflict', 'activity.other_body', { source: REDEMPTIONS, id })
    if (known !== undefined) return { status: 200, headers: { 'idempotent-replayed': 'true' }, body: tellRedemption(known, actor) }
    if (id.startsWith(BY_HAND)) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'id', found: shown(id), wanted: `a name that does not begin with “${BY_HAND}”`, code: 'bad_value' }] })
    const row = await redeem(ctx, { ...input, ...by, id, memberId, hash: body })
    // What it costs is known now; without a fresh proof nothing of it stays.
    await requireProofToSpend(ctx, { points: row.points, at: clock() })
    return { status: 201, body: tellRedemption(row, actor) }
  })
}

type Asked = RedeemReward & { id: string; memberId: string; hash: string }

/** The stock comes first, as wherever it is changed, so that no two wait for each other. */
async function redeem(ctx: WriteContext, { id, memberId, reward: name, market, by, hash: body }: Asked): Promise<RedemptionRow> {
  const { program } = await readPrograms(ctx)
  const reward = program.rewards.find((one) => one.id === name)
  const isFromStock = reward?.isCounted === true && (await takeOne(ctx, name))
  const granted = isFromStock ? { granted: { [stockKey(name)]: 1 } } : {}
  await recordInside(ctx, { memberId, event: { source: REDEMPTIONS, id, at: ctx.now, kind: 'reward.redeemed', reward: name, ...(market === undefined ? {} : { market }), ...(by === undefined ? {} : { by }), ...granted } })
  const spend = await readSpend(ctx, { memberId, spendId: id })
  assert(reward !== undefined && spend.reward !== undefined, 'a reward that was had is of the program', { id, name })
  const row = rowOf(ctx, { id, memberId, by: by ?? null, hash: body, isFromStock, code: await makeCode(ctx, { id, memberId, reward, spent: spend.reward }), program, reward, spend })
  await insertRedemption(ctx, row)
  return row
}

/** The coupon, the voucher or the card that a reward gives; null where it gives none. */
async function makeCode(ctx: WriteContext, { id, memberId, reward: { gives }, spent: { until, lot } }: { id: string; memberId: string; reward: Reward; spent: SpentReward }): Promise<string | null> {
  switch (gives.kind) {
    case 'coupon': return (await issueCoupon(ctx, { discount: gives.discount, origin: 'reward', memberId, until, cause: `redemption:${id}` })).code
    case 'voucher': return requireVoucher(await giveVoucher(ctx, { list: gives.list, redemption: id }), gives.list)
    case 'gift_card': return newCode()
    case 'store_credit': return lot === null ? newCode() : null
    default: return null
  }
}

function requireVoucher(code: string | undefined, list: string): string {
  if (code === undefined) throw new AppError('conflict', 'rewards.no_vouchers', { list })
  return code
}

type Made = { id: string; memberId: string; by: string | null; hash: string; isFromStock: boolean; code: string | null; program: Program; reward: Reward; spend: Spend }

function rowOf({ actor, now }: WriteContext, { id, memberId, by, hash: body, isFromStock, code, program, reward, spend }: Made): RedemptionRow {
  const { market, until, lot } = spend.reward as SpentReward
  const redeemedBy = actorName(actor)
  const isGiven = lot !== null || ['coupon', 'voucher', 'entitlement'].includes(reward.gives.kind)
  return {
    redemption: id, memberId, hash: body, reward: reward.id, market, points: spend.points, gives: givesIn(reward, { id: market, currency: program.markets[market]?.currency ?? program.currency }), code, until,
    costMinor: reward.cost[market]?.minor ?? null, currency: reward.cost[market]?.currency ?? null, isFromStock, status: isGiven ? 'fulfilled' : 'open',
    by, redeemedAt: now, redeemedBy, fulfilledAt: isGiven ? now : null, fulfilledBy: isGiven ? redeemedBy : null, cancelledAt: null, cancelledBy: null,
  }
}
