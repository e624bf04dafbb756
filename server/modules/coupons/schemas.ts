import { Type, type Static } from 'typebox'
import { MemberRef, Somebody } from '#server/modules/members/index'
import { CLOSED, Cursor, Language, Limit, PLAIN, PlainText, Time } from '#server/platform/schemas'
import { ORIGINS, STATUSES } from './coupons.store.ts'

/** Uses of a shared code, and codes of one batch: ten million are half an hour's work. */
const MOST_USES = 2_000_000_000
export const MOST_CODES = 10_000_000

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Time, Type.Null()])
const Discount = Type.String({ ...PlainText, description: 'a discount of the program that is a coupon' })
const Code = Type.String({ minLength: 3, maxLength: 60, pattern: '^[A-Za-z0-9][A-Za-z0-9 _-]*$', description: '3 to 60 letters and digits; small letters, spaces and hyphens are all one' })
const Origin = Type.Enum([...ORIGINS], { description: ORIGINS.map((origin) => `"${origin}"`).join(', ') })
const Status = Type.Enum([...STATUSES], { description: 'issued; held by a quote; used up; expired: over before it was used; void' })
const Batch = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$', description: 'a name of 1 to 100 letters, digits, _, . and -' })
const begins = { from: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'from when on; a time with its offset, such as "2026-01-05T10:00:00Z"' })) }
const ends = { until: Type.Optional(Type.Union([Time, Type.Null()], { description: 'until when; null is without an end; as the discount says where it is left out' })) }

export const CreateCoupon = Type.Object({
  discount: Discount, ...begins, ...ends,
  member: Type.Optional(Type.String({ ...MemberRef, description: 'for this member alone; for whoever has the code where it is left out' })),
  code: Type.Optional(Code), id: Type.Optional(Type.String({ ...PlainText, description: 'a name of the request: the same again makes nothing more' })),
  usesAllowed: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: MOST_USES }), Type.Null()], { description: 'of a shared code: how often it may be used by all together; null is without an end' })), locale: Language,
}, { ...CLOSED, title: 'CreateCoupon' })
export type CreateCoupon = Static<typeof CreateCoupon>

export const Coupon = Type.Object({
  code: Type.String(), discount: Type.String(), name: Type.String({ description: 'as the program names the reward or the discount that it comes from, else what it does for the next order' }), memberId: Type.Union([Type.String(), Type.Null()], { description: 'our own id; null: whoever has the code' }), member: Type.Union([Somebody, Type.Null()], { description: 'the same by name; null for shoppers, whose it is' }), origin: Origin, batch: MaybeText, from: MaybeTime, until: MaybeTime,
  usesAllowed: Type.Union([Type.Integer(), Type.Null()]), usesTaken: Type.Integer(), usesHeld: Type.Integer(), status: Status, issuedAt: Time, issuedBy: Type.Union([Type.String(), Type.Null()], { description: 'a key, a member of the staff, or what Rockpool does by itself; null for shoppers' }),
}, { ...CLOSED, title: 'Coupon' })
export type Coupon = Static<typeof Coupon>

export const ListCoupons = Type.Object({
  member: Type.Optional(MemberRef), discount: Type.Optional(PlainText), status: Type.Optional(Status), batch: Type.Optional(PlainText), origin: Type.Optional(Origin),
  after: Type.Optional(Cursor), limit: Limit, locale: Language,
}, CLOSED)
export type ListCoupons = Static<typeof ListCoupons>
export const CouponPage = Type.Object({ coupons: Type.Array(Coupon), next: Type.Union([Type.String(), Type.Null()], { description: 'where the next page begins; null on the last' }) }, { ...CLOSED, title: 'CouponPage' })
export type CouponPage = Static<typeof CouponPage>
export const CouponCode = Type.Object({ code: PlainText, locale: Language }, CLOSED)
export type CouponCode = Static<typeof CouponCode>

export const CreateBatch = Type.Object({
  batch: Batch, discount: Discount, count: Type.Integer({ minimum: 1, maximum: MOST_CODES, description: `a whole number from 1 to ${MOST_CODES}` }), ...begins, ...ends,
}, { ...CLOSED, title: 'CreateBatch' })
export type CreateBatch = Static<typeof CreateBatch>
export const CouponBatch = Type.Object({
  batch: Type.String(), discount: Type.String(), from: MaybeTime, until: MaybeTime, wanted: Type.Integer(), made: Type.Integer({ description: 'codes that are there by now' }), createdAt: Time, createdBy: Type.String(),
  voidedAt: Type.Union([Time, Type.Null()], { description: 'since when what is not used of it is void; null where it is not' }),
}, { ...CLOSED, title: 'CouponBatch' })
export type CouponBatch = Static<typeof CouponBatch>
const AfterBatch = Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: PLAIN, description: 'the "next" of the page before' }))
export const ListBatches = Type.Object({ after: AfterBatch, limit: Limit }, CLOSED)
export type ListBatches = Static<typeof ListBatches>
export const CouponBatchPage = Type.Object({ batches: Type.Array(CouponBatch), next: Type.Union([Type.String(), Type.Null()], { description: 'where the next page begins; null on the last' }) }, { ...CLOSED, title: 'CouponBatchPage' })
export type CouponBatchPage = Static<typeof CouponBatchPage>
export const BatchName = Type.Object({ batch: PlainText }, CLOSED)
export type BatchName = Static<typeof BatchName>
