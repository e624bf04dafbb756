import { Type, type Static, type TLiteral, type TObject, type TProperties, type TSchema } from 'typebox'
import { PLAIN, PlainText as Text } from '#engine/plain-text'
import type { EventKind } from './event.ts'

/** Events that only the store makes: from another member's, or together with what they give. */
type InsideKind = 'points.received' | 'member.absorbed' | 'reward.redeemed' | 'company.buyer_added' | 'company.buyer_left' | 'company.left'
/** The events that a shop, a person or the staff may send. */
export type OutsideKind = Exclude<EventKind, InsideKind>

/** Ten billion of the usual currencies, and a thousand lines of them still add up exactly. */
const LARGEST_AMOUNT = 1_000_000_000_000
const LARGEST_POINTS = 1_000_000_000_000
const LONGEST_ORDER = 1_000

const closed = { additionalProperties: false } as const
const object = <T extends Record<string, TSchema>>(fields: T) => Type.Object(fields, closed)
const optional = Type.Optional
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code, such as "USD"' })
const Decimal = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,9})?$', description: 'a decimal number in quotes, such as "1.0834"' })
/** Whoever acts for a company: bought an order for it, or uses or shares its points. */
const Acting = Type.String({ minLength: 1, maxLength: 200, pattern: PLAIN, description: "the shop's id of somebody who buys for the company" })
const Percent = Type.String({ pattern: '^(100(\\.0{1,2})?|\\d{1,2}(\\.\\d{1,2})?)$', description: 'a percentage of at most 100 in quotes, such as "12.5"' })
/** What a time looks like outside. */
export const TIME = 'a time with its offset, such as "2026-01-05T10:00:00Z" or "2026-01-05T10:00:00+08:00"'
const Time = Type.String({ maxLength: 40, description: TIME })
const Signed = Type.Integer({ minimum: -LARGEST_AMOUNT, maximum: LARGEST_AMOUNT, description: 'whole minor units, such as 2499 for 24.99 USD' })
const Amount = Type.Integer({ minimum: 0, maximum: LARGEST_AMOUNT, description: 'whole minor units of 0 or more, such as 2499 for 24.99 USD' })
const Points = Type.Integer({ minimum: 1, maximum: LARGEST_POINTS, description: 'whole points of 1 or more' })
const Change = Type.Integer({ minimum: -LARGEST_POINTS, maximum: LARGEST_POINTS, description: 'whole points, below 0 to take' })
const Units = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, description: 'a whole number of units' })
const Tags = Type.Array(Text, { maxItems: 100, description: 'a list of at most 100 texts' })
const Unit = optional(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,62}$', description: 'the id of a unit of the program' }))
const Name = Type.String({
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$', maxLength: 100, description: 'an event name in lower case, such as "subscribed" or "review.published"',
})

const Profile = object({
  zone: optional(orNull(Type.String({ maxLength: 100, description: 'an IANA time zone, such as "Europe/Berlin"' }))),
  market: optional(orNull(Text)),
  region: optional(orNull(Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$', description: 'a country or province by ISO 3166, such as "CA" or "CA-ON"' }))),
  birthday: optional(orNull(Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: 'a month and a day, such as "02-29"' }))),
  tags: optional(Tags),
})

const FrozenRate = object({ rate: Decimal, source: Text, asOf: Text })

const OrderLine = object({
  id: Text,
  sku: Text,
  quantity: Units,
  amountMinor: Signed,
  discountMinor: optional(Amount),
  taxMinor: optional(Signed),
  tags: optional(Tags),
  isGiftCard: optional(Type.Boolean()),
  isSaleItem: optional(Type.Boolean()),
})

/** An order in its outside form. */
export const Order = object({
  id: Text,
  currency: Currency,
  buyer: optional(Acting),
  market: optional(Text),
  rate: optional(FrozenRate),
  taxIncluded: optional(Type.Boolean()),
  lines: Type.Array(OrderLine, { minItems: 1, maxItems: LONGEST_ORDER, description: `a list of 1 to ${LONGEST_ORDER} lines` }),
  discountMinor: optional(Amount),
  shippingMinor: optional(Amount),
  tenders: optional(object({
    points: optional(object({ spendId: Text, amountMinor: Amount })),
    storeCreditMinor: optional(Amount),
    giftCardMinor: optional(Amount),
  })),
  coupons: optional(Type.Array(Text, { maxItems: 100, description: 'a list of at most 100 codes' })),
})

const RefundLine = object({
  line: Text,
  quantity: optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'units of 1 or more' })),
  amountMinor: optional(Amount),
})

/** What comes back, in its outside form. */
export const Refund = object({
  lines: optional(Type.Array(RefundLine, { minItems: 1, maxItems: LONGEST_ORDER, description: `a list of 1 to ${LONGEST_ORDER} lines` })),
  amountMinor: optional(Amount),
  shippingMinor: optional(Amount),
  moneyMinor: optional(Amount),
  to: optional(Type.Enum(['original', 'store_credit'])),
})

const Field = Type.Union([Type.String({ maxLength: 200, pattern: PLAIN }), Type.Integer(), Type.Boolean(), Tags], {
  description: 'a text, a whole number, true, false or a list of texts',
})
const Fields = Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9_]*$' }), Field, {
  ...closed, maxProperties: 50, description: 'at most 50 fields, named as in quizScore',
})
const Uses = Type.Integer({ minimum: 1, maximum: 1000, description: 'uses: a whole number from 1 to 1000' })
const LastDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day, such as "2026-12-31"' })
const by = { reason: Text, author: Text }
const verdict = { orderId: optional(Text), lotId: optional(Text), reason: optional(Text), author: optional(Text) }

/** What each kind of event says besides its stamp. */
export const bodies = {
  'member.joined': { profile: optional(Profile) },
  'member.changed': { profile: Profile, wasMember: optional(Type.Boolean({ description: 'true: they were a member before the store told of them here, so that no welcome coupon comes' })) },
  'order.paid': { order: Order },
  'order.delivered': { orderId: Text },
  'order.refunded': { orderId: Text, refund: Refund },
  'order.charged_back': { orderId: Text, refund: Refund },
  'order.exchanged': { orderId: Text, refund: Refund, order: Order },
  'credit.noted': { currency: Currency, market: optional(Text), amountMinor: Amount, rate: optional(FrozenRate) },
  activity: { name: Name, fields: optional(Fields), orderId: optional(Text) },
  'company.volume': { baseMinor: Signed },
  'company.sharing_set': { percent: Percent, perMonth: orNull(Points), leaver: Type.Enum(['keep', 'forfeit']), by: Acting },
  'points.adjusted': { unit: Unit, points: Change, ...by },
  'debt.forgiven': { unit: Unit, points: Points, ...by },
  'points.approved': verdict,
  'points.rejected': verdict,
  'points.spent': { unit: Unit, points: Points, purpose: Type.Enum(['checkout', 'reward', 'donation']), orderId: optional(Text), code: optional(Text), by: optional(Acting) },
  'points.held': { unit: Unit, points: Points, until: Time, by: optional(Acting) },
  'hold.committed': { holdId: Text, orderId: optional(Text) },
  'hold.released': { holdId: Text, orderId: optional(Text) },
  'spend.cancelled': { spendId: Text, points: optional(Points), codeVoided: optional(Type.Boolean()) },
  'entitlement.granted': { entitlement: Text, uses: Uses, through: optional(LastDay), ...by },
  'entitlement.withdrawn': { entitlement: Text, grant: Text, ...by },
  'entitlement.used': { entitlement: Text, reason: optional(Text), author: Text },
  'points.sent': { unit: Unit, points: Points, to: Text, by: optional(Acting) },
  'tier.set': { track: Text, level: Text, until: Time, ...by },
  'member.merged': { absorbed: Text },
  'member.unmerged': { mergeSource: Text, mergeId: Text },
} satisfies Record<OutsideKind, Record<string, TSchema>>

type Bodies = typeof bodies
type Stamp<K extends string> = { source: typeof Text; id: typeof Text; type: TLiteral<K>; occurredAt: typeof Time; member: typeof Text }
type EventSchemas = { [K in keyof Bodies]: Bodies[K] extends infer B extends TProperties ? TObject<B & Stamp<K>> : never }

/** The JSON Schema of each event as it comes from outside: every field known, times as ISO 8601, amounts in minor units. */
export const eventSchemas = Object.fromEntries(
  Object.entries(bodies).map(([type, body]) => [type, object({ source: Text, id: Text, type: Type.Literal(type), occurredAt: Time, member: Text, ...body })]),
) as unknown as EventSchemas

/** An event in its outside form. */
export type OutsideEvent = { [K in OutsideKind]: Static<EventSchemas[K]> }[OutsideKind]
