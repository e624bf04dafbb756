import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { get, own, post, type Route } from '#server/platform/route'
import { listCompanyRedemptions, listCompanyRewards, redeemForCompany } from './company-rewards.ts'
import { cancelRedemption } from './cancel-redemption.ts'
import { fulfilRedemption } from './fulfil-redemption.ts'
import { getRedemption, listMemberRedemptions, listRedemptions } from './list-redemptions.ts'
import { listRewards } from './list-rewards.ts'
import { putStock } from './put-stock.ts'
import { putVouchers, readVouchers } from './put-vouchers.ts'
import { readEntitlements } from './read-entitlements.ts'
import { redeemReward } from './redeem-reward.ts'
import * as shapes from './schemas.ts'

/** A thousand codes of two hundred characters. */
const BODY_BYTES = 1024 * 1024

type House = { database: Database; clock: () => Instant }

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const KEY = 'key_1kdvdna00kb1wmzrvz4gen'
const AT = '2026-01-05T10:00:00Z'
const reward = { reward: 'mug', name: 'A mug', description: null, gives: { kind: 'product', sku: 'MUG' }, points: 200, isAffordable: false, missing: 171, why: { code: 'points.insufficient', sentence: '200 points were asked for, but 29 points can be used now (balance: 29 points). Ask for no more than that, or earn the rest first.' }, stock: 12 }
const redeemed = { redemption: 'checkout-1002', memberId: ID, reward: 'mug', market: 'eu', points: 200, status: 'open', gives: { kind: 'product', sku: 'MUG' }, code: null, validUntil: null, by: null, redeemedAt: AT, redeemedBy: KEY, fulfilledAt: null, fulfilledBy: null, cancelledAt: null, cancelledBy: null }
const cancelled = { ...redeemed, status: 'cancelled', cancelledAt: AT, cancelledBy: KEY }

/** What points buy, who had it, and the services that levels and rewards give. */
export const rewardsRoutes: readonly Route<House>[] = [
  get({
    path: '/rewards', permission: 'rewards:read', shoppers: 'anybody', input: shapes.ListRewards, output: shapes.RewardList, run: listRewards, isNaming: true, canConflict: true,
    summary: 'List what points buy', description: "What each reward of the program gives and costs a member, or a guest, now, and why they cannot have it, if they cannot. To name a member asks for `activity:read` besides.",
    example: { output: { market: 'eu', memberId: ID, unit: 'points', available: 29, rewards: [reward] } },
  }),
  post({
    path: '/rewards/:reward/stock', permission: 'rewards:write', input: shapes.PutStock, output: shapes.Stock, run: putStock,
    summary: 'Put the stock of a reward', description: 'How many there are (`left`), or how many more (`add`). It counts where the program says `stock: counted`.', example: { input: { left: 12 }, output: { reward: 'mug', left: 12 } },
  }),
  own({
    path: '/members/:member/redemptions', audit: 'journal', permission: 'activity:record', shoppers: 'members', input: shapes.RedeemReward, output: shapes.Redemption, run: redeemReward, status: 201, isIdempotent: true, isNaming: true,
    summary: 'Redeem a reward',
    description: 'In one: points leave exact lots, one leaves the stock, and what the reward gives is made; or nothing happens, and the problem says why. A coupon, a voucher, store credit of the program and uses of an entitlement are given at once; a product, a sample, a gift card, other store credit and a donation are open until staff have fulfilled them. Named by `id` or by `Idempotency-Key`, it happens once, and again is answered with what became of it. `by` names who uses the points of a company: only its owner may.',
    example: { input: { id: 'checkout-1002', reward: 'mug' }, output: redeemed },
    also: { 200: { description: 'What became of the first request of this name', schema: shapes.Redemption, example: redeemed } },
  }),
  get({
    path: '/members/:member/redemptions', permission: 'rewards:read', shoppers: 'members', input: shapes.ListMemberRedemptions, output: shapes.RedemptionPage, run: listMemberRedemptions,
    summary: "List a member's redemptions", description: 'The newest first.', example: { output: { redemptions: [redeemed], next: null } },
  }),
  get({
    path: '/members/:member/redemptions/:redemption', permission: 'rewards:read', shoppers: 'members', input: shapes.GetRedemption, output: shapes.Redemption, run: getRedemption,
    summary: 'Read a redemption', example: { output: redeemed },
  }),
  own({
    path: '/members/:member/redemptions/:redemption/cancellations', audit: 'journal', permission: 'activity:record', shoppers: 'members', input: shapes.CancelRedemption, output: shapes.Redemption, run: cancelRedemption, status: 201,
    summary: 'Cancel a redemption', description: 'Before what it gave was used: that is made void first, and then the points go back to the lots they came from, with their ends. A voucher is void when its partner has made it so: send `isVoided`.',
    example: { input: {}, output: cancelled },
    also: { 200: { description: 'It was cancelled before', schema: shapes.Redemption, example: cancelled } },
  }),
  post({
    path: '/members/:member/redemptions/:redemption/fulfilments', permission: 'rewards:write', input: shapes.GetRedemption, output: shapes.Redemption, run: fulfilRedemption,
    summary: 'Fulfil a redemption', description: 'Staff have sent or handed over what was redeemed. It cannot be cancelled any more.', example: { input: {}, output: { ...redeemed, status: 'fulfilled', fulfilledAt: AT, fulfilledBy: KEY } },
  }),
  get({
    path: '/redemptions', permission: 'rewards:read', input: shapes.ListRedemptions, output: shapes.StoreRedemptionPage, run: listRedemptions,
    summary: 'List redemptions', description: 'Of all members, the newest first; with `status=open` those that staff have to fulfil, the oldest first.', example: { output: { redemptions: [{ ...redeemed, member: { memberId: ID, name: 'Ann', externalId: 'crm-1', isTest: false } }], next: null } },
  }),
  get({
    path: '/members/:member/companies/:company/rewards', permission: 'activity:read', shoppers: 'members', input: shapes.ListCompanyRewards, output: shapes.RewardList, run: listCompanyRewards, canConflict: true,
    summary: 'List what the points of a company buy', description: 'For its owner and its finance.', example: { output: { market: 'eu', memberId: ID, unit: 'points', available: 29, rewards: [reward] } },
  }),
  get({
    path: '/members/:member/companies/:company/redemptions', permission: 'rewards:read', shoppers: 'members', input: shapes.ListCompanyRedemptions, output: shapes.RedemptionPage, run: listCompanyRedemptions,
    summary: 'List what a company has redeemed', description: 'For its owner and its finance, the newest first.', example: { output: { redemptions: [redeemed], next: null } },
  }),
  own({
    path: '/members/:member/companies/:company/redemptions', audit: 'journal', permission: 'activity:record', shoppers: 'members', input: shapes.RedeemForCompany, output: shapes.Redemption, run: redeemForCompany, status: 201, isIdempotent: true, isNaming: true,
    summary: 'Redeem a reward with the points of a company', description: 'By its owner, who is named in it; whoever else buys for it is answered with 403. It happens once, as every redemption.',
    example: { input: { id: 'checkout-1002', reward: 'mug' }, output: { ...redeemed, by: ID } },
    also: { 200: { description: 'What became of the first request of this name', schema: shapes.Redemption, example: { ...redeemed, by: ID } } },
  }),
  get({
    path: '/members/:member/entitlements', permission: 'rewards:read', shoppers: 'members', input: shapes.ReadEntitlements, output: shapes.Entitlements, run: readEntitlements, canConflict: true,
    summary: "Read a member's entitlements", description: 'Services with so many uses in a period, by the levels held now and by rewards: issued, used, left, and what became of all before.',
    example: { output: { memberId: ID, entitlements: [{ entitlement: 'returns', name: 'Free returns', issued: 2, used: 1, left: 1, through: '2026-12-31', grants: [], before: { issued: 0, used: 0, expired: 0 } }] } },
  }),
  own({
    path: '/vouchers/:list', permission: 'rewards:write', input: shapes.PutVouchers, output: shapes.VoucherResults, run: putVouchers, bodyLimitBytes: BODY_BYTES,
    summary: "Put a partner's vouchers", description: `Adds up to ${shapes.MOST_CODES} codes to the list of a reward, each with a result of its own. Sent twice it is once; a code is given to one redemption.`,
    example: { input: { codes: ['CINEMA-7F3K', 'CINEMA-9QWX'] }, output: { results: [{ status: 201, outcome: 'created' }, { status: 200, outcome: 'unchanged' }] } },
  }),
  get({
    path: '/vouchers/:list', permission: 'rewards:read', input: shapes.ReadVouchers, output: shapes.Vouchers, run: readVouchers,
    summary: "Count a partner's vouchers", example: { output: { list: 'cinema', free: 998, given: 2, voided: 0 } },
  }),
]
