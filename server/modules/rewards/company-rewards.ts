import type { Instant } from '#engine/calendar'
import { requireEmployer } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call, Reply } from '#server/platform/route'
import { listMemberRedemptions } from './list-redemptions.ts'
import { listRewards } from './list-rewards.ts'
import { redeemReward } from './redeem-reward.ts'
import type * as shapes from './schemas.ts'

/** Who may look at what a company's points buy and bought; only its owner may use them (R45). */
const SEEING = ['owner', 'finance'] as const

/** What the points of a company buy, for its owner and its finance. @throws AppError members.unknown, members.role_may_not, programs.none_published */
export async function listCompanyRewards(ctx: ReadContext, { member, company, ...asked }: shapes.ListCompanyRewards): Promise<shapes.RewardList> {
  return listRewards(ctx, { ...asked, member: (await requireEmployer(ctx, { member, company, roles: SEEING })).companyId })
}

/** What a company has redeemed, for the same. @throws AppError members.unknown, members.role_may_not */
export async function listCompanyRedemptions(ctx: ReadContext, { member, company, ...asked }: shapes.ListCompanyRedemptions): Promise<shapes.RedemptionPage> {
  return listMemberRedemptions(ctx, { ...asked, member: (await requireEmployer(ctx, { member, company, roles: SEEING })).companyId })
}

/** Its owner redeems a reward with the points of a company; whoever else buys for it does not. @throws what `redeemReward` does */
export async function redeemForCompany(house: { database: Database; clock: () => Instant }, call: Call, { member, company, ...asked }: shapes.RedeemForCompany): Promise<Reply<shapes.Redemption>> {
  const { storeId, actor, now } = call
  const { companyId, memberId } = await house.database.readStore(storeId, (db) => requireEmployer({ db, storeId, actor, now }, { member, company, roles: ['owner'] }))
  // Who owns it is judged again where the points are taken: whoever stops owning it between takes none.
  return redeemReward(house, call, { ...asked, member: companyId, by: memberId })
}
