import { Type, type Static } from 'typebox'
import { MemberId, MemberRef, Somebody } from '#server/modules/members/index'
import { Problem } from '#server/platform/problem'
import { CLOSED, DryRun, Language, Limit, PLAIN, PlainText, Time } from '#server/platform/schemas'
import { STATUSES } from './rewards.store.ts'

/** Codes of one request, and more of a reward than any warehouse holds. */
export const MOST_CODES = 1_000
const MOST_LEFT = 1_000_000_000

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Time, Type.Null()])
const MaybeCount = Type.Union([Type.Integer(), Type.Null()])
const Who = Type.Union([Type.String(), Type.Null()], { description: 'who did so: a key, somebody of the staff, a member; null for shoppers' })
const Day = Type.Union([Type.String(), Type.Null()], { description: 'a date, such as "2026-12-31", the last day; null: without an end' })
const RewardRef = Type.String({ ...PlainText, description: 'the id of a reward of the program' })
const RedemptionRef = Type.String({ ...PlainText, description: 'the id of a redemption' })
const Status = Type.Enum([...STATUSES], { description: STATUSES.map((status) => `"${status}"`).join(', ') })
const Next = Type.Union([Type.String(), Type.Null()], { description: 'where the next page begins; null on the last' })
const After = Type.Optional(Type.String({ minLength: 1, maxLength: 220, pattern: PLAIN, description: 'the "next" of the page before' }))

/** What a reward gives: what goes with its kind. */
export const Gives = Type.Object({
  kind: Type.Enum(['coupon', 'product', 'sample', 'gift_card', 'store_credit', 'entitlement', 'donation', 'voucher']),
  discount: Type.Optional(Type.String()), sku: Type.Optional(Type.String()), amountMinor: Type.Optional(Type.Integer()), currency: Type.Optional(Type.String()),
  entitlement: Type.Optional(Type.String()), uses: Type.Optional(Type.Integer()), to: Type.Optional(Type.String()), list: Type.Optional(Type.String()),
}, { ...CLOSED, title: 'Gives' })
export type Gives = Static<typeof Gives>

export const ListRewards = Type.Object({ member: Type.Optional(MemberRef), market: Type.Optional(Type.String({ ...PlainText, description: "a market of the program; the member's, or the program's default" })), locale: Language }, CLOSED)
export type ListRewards = Static<typeof ListRewards>

const OfCompany = { member: MemberRef, company: MemberRef }
export const ListCompanyRewards = Type.Object({ ...OfCompany, locale: Language }, CLOSED)
export type ListCompanyRewards = Static<typeof ListCompanyRewards>

export const Reward = Type.Object({
  reward: Type.String(), name: Type.String(), description: MaybeText, gives: Gives,
  points: Type.Union([Type.Integer(), Type.Null()], { description: 'what it costs this member; null where it is not had in this market' }),
  isAffordable: Type.Boolean({ description: 'whether the member has the points' }), missing: Type.Integer({ minimum: 0, description: 'points that the member lacks' }),
  why: Type.Union([Type.Object({ code: Type.String(), sentence: Type.String() }, CLOSED), Type.Null()], { description: 'why it cannot be had now; null where it can' }),
  stock: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'how many are left; null where they are not counted' }),
}, { ...CLOSED, title: 'Reward' })
export type Reward = Static<typeof Reward>
export const RewardList = Type.Object({
  market: Type.String(), memberId: MaybeText, unit: Type.String(), available: Type.Integer({ minimum: 0, description: 'points that the member can spend' }), rewards: Type.Array(Reward),
}, { ...CLOSED, title: 'RewardList' })
export type RewardList = Static<typeof RewardList>

const Left = Type.Integer({ minimum: 0, maximum: MOST_LEFT, description: `a whole number from 0 to ${MOST_LEFT}` })
export const PutStock = Type.Object({
  reward: RewardRef, left: Type.Optional(Left),
  add: Type.Optional(Type.Integer({ minimum: -MOST_LEFT, maximum: MOST_LEFT, description: 'how many more there are, below 0 how many fewer' })),
}, { ...CLOSED, title: 'PutStock' })
export type PutStock = Static<typeof PutStock>
export const Stock = Type.Object({ reward: Type.String(), left: Left }, { ...CLOSED, title: 'Stock' })
export type Stock = Static<typeof Stock>

export const RedeemReward = Type.Object({
  member: MemberRef, reward: RewardRef, market: Type.Optional(Type.String({ ...PlainText, description: "a market of the program; the member's unless told" })),
  by: Type.Optional(Type.String({ ...MemberRef, description: 'who uses the points of a company: only its owner may' })),
  id: Type.Optional(Type.String({ ...PlainText, description: 'a name for the redemption, which happens once; Idempotency-Key does the same' })),
}, { ...CLOSED, title: 'RedeemReward' })
export type RedeemReward = Static<typeof RedeemReward>
export const RedeemForCompany = Type.Object({ ...OfCompany, reward: RewardRef, id: RedeemReward.properties.id }, { ...CLOSED, title: 'RedeemForCompany' })
export type RedeemForCompany = Static<typeof RedeemForCompany>

export const Redemption = Type.Object({
  redemption: Type.String(), memberId: MemberId, reward: Type.String(), market: Type.String(), points: Type.Integer({ minimum: 1 }), status: Status, gives: Gives,
  code: Type.Union([Type.String(), Type.Null()], { description: 'of the coupon, the gift card or the voucher' }), validUntil: MaybeTime,
  by: Type.Union([MemberId, Type.Null()], { description: 'who used the points of a company, where that was told' }),
  redeemedAt: Time, redeemedBy: Who, fulfilledAt: MaybeTime, fulfilledBy: Who, cancelledAt: MaybeTime, cancelledBy: Who,
  cost: Type.Optional(Type.Object({ minor: MaybeCount, currency: MaybeText }, { ...CLOSED, description: 'what it costs the store; for keys with catalogue:costs' })),
}, { ...CLOSED, title: 'Redemption' })
export type Redemption = Static<typeof Redemption>

export const ListRedemptions = Type.Object({ status: Type.Optional(Status), after: After, limit: Limit }, CLOSED)
export type ListRedemptions = Static<typeof ListRedemptions>
export const ListMemberRedemptions = Type.Object({ member: MemberRef, after: After, limit: Limit }, CLOSED)
export type ListMemberRedemptions = Static<typeof ListMemberRedemptions>
export const RedemptionPage = Type.Object({ redemptions: Type.Array(Redemption), next: Next }, { ...CLOSED, title: 'RedemptionPage' })
export type RedemptionPage = Static<typeof RedemptionPage>
export const StoreRedemptionPage = Type.Object({ redemptions: Type.Array(Type.Object({ ...Redemption.properties, member: Somebody }, { ...CLOSED, title: 'ListedRedemption' })), next: Next }, { ...CLOSED, title: 'StoreRedemptionPage' })
export type StoreRedemptionPage = Static<typeof StoreRedemptionPage>
export const ListCompanyRedemptions = Type.Object({ ...OfCompany, after: After, limit: Limit }, CLOSED)
export type ListCompanyRedemptions = Static<typeof ListCompanyRedemptions>
export const GetRedemption = Type.Object({ member: MemberRef, redemption: RedemptionRef }, CLOSED)
export type GetRedemption = Static<typeof GetRedemption>
export const CancelRedemption = Type.Object({
  member: MemberRef, redemption: RedemptionRef, isVoided: Type.Optional(Type.Boolean({ description: 'whether the partner has made the voucher void; asked for a voucher alone' })),
}, { ...CLOSED, title: 'CancelRedemption' })
export type CancelRedemption = Static<typeof CancelRedemption>

export const ReadEntitlements = Type.Object({ member: MemberRef, locale: Language }, CLOSED)
export type ReadEntitlements = Static<typeof ReadEntitlements>
const Uses = Type.Integer({ minimum: 0 })
const Entitlement = Type.Object({
  entitlement: Type.String(), name: Type.String(), issued: Uses, used: Uses, left: Uses,
  through: Type.Union([Type.String(), Type.Null()], { description: 'the last day of the period; null where no level gives any' }),
  grants: Type.Array(Type.Object({ grant: Type.String(), redemption: Type.Union([Type.String(), Type.Null()], { description: 'of which reward; null: given by staff' }), uses: Uses, used: Uses, through: Day }, CLOSED), { description: 'what rewards and staff gave besides; part of the numbers' }),
  before: Type.Object({ issued: Uses, used: Uses, expired: Uses }, { ...CLOSED, description: 'of periods and of what was given that are over' }),
  costMinor: Type.Optional(Type.Integer({ description: 'what all uses cost the store, in the base currency; for keys with catalogue:costs' })),
}, { ...CLOSED, title: 'Entitlement' })
export const Entitlements = Type.Object({ memberId: MemberId, entitlements: Type.Array(Entitlement) }, { ...CLOSED, title: 'Entitlements' })
export type Entitlements = Static<typeof Entitlements>

const VoucherList = Type.String({ ...PlainText, description: 'the list of a reward that gives vouchers' })
export const PutVouchers = Type.Object({ list: VoucherList, codes: Type.Array(Type.Unknown({ description: 'a code: a text of 1 to 200 characters on one line' }), { minItems: 1, maxItems: MOST_CODES }), isDryRun: DryRun }, { ...CLOSED, title: 'PutVouchers' })
export type PutVouchers = Static<typeof PutVouchers>
export const VoucherResults = Type.Object({
  results: Type.Array(Type.Object({
    status: Type.Integer({ description: '201 where the code is new, 200 where the list had it, or that of the problem' }), outcome: Type.Optional(Type.Enum(['created', 'unchanged'])), problem: Type.Optional(Problem),
  }, { ...CLOSED, title: 'VoucherResult' }), { description: 'one for each code, in its place' }),
}, { ...CLOSED, title: 'VoucherResults' })
export type VoucherResults = Static<typeof VoucherResults>
export const ReadVouchers = Type.Object({ list: VoucherList }, CLOSED)
export type ReadVouchers = Static<typeof ReadVouchers>
export const Vouchers = Type.Object({ list: Type.String(), free: Uses, given: Uses, voided: Uses }, { ...CLOSED, title: 'Vouchers' })
export type Vouchers = Static<typeof Vouchers>
