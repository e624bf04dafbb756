import { Type, type Static } from 'typebox'
import { PendingLot } from '#server/modules/feed/index'
import { MemberRef, Somebody } from '#server/modules/members/index'
import { Cause } from '#server/modules/moments/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const MaybeText = Type.Union([Type.String(), Type.Null()])
const Points = Type.Object({ unit: Type.String(), points: Type.Integer() }, CLOSED)

export const ListOrders = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListOrders = Static<typeof ListOrders>

const ListedOrder = Type.Object({
  order: Type.String({ description: "the shop's number of the order" }), at: Time, member: Somebody, source: Type.String(), totalMinor: Type.Integer({ description: 'lines less discounts, with shipping and tax' }), currency: Type.String(),
  earned: Type.Array(Points, { description: 'what it earned, less what was clawed back since' }), clawed: Type.Array(Points), isWhollyRefunded: Type.Boolean(),
}, { ...CLOSED, title: 'ListedOrder' })
export type ListedOrder = Static<typeof ListedOrder>

export const OrderPage = Type.Object({ orders: Type.Array(ListedOrder), next: Type.Union([Cursor, Type.Null()]), seenTo: Type.Union([Time, Type.Null()], { description: 'up to when was looked; null: to the end' }) }, { ...CLOSED, title: 'OrderPage' })
export type OrderPage = Static<typeof OrderPage>

export const ReadOrder = Type.Object({ order: PlainText }, CLOSED)
export type ReadOrder = Static<typeof ReadOrder>

const Line = Type.Object({ id: Type.String(), sku: Type.String(), quantity: Type.Integer(), amountMinor: Type.Integer({ description: 'of all its units, less its discount' }) }, { ...CLOSED, title: 'OrderLine' })
const RuleEarned = Type.Object({ rule: Type.String(), version: Type.Integer(), unit: Type.String(), earned: Type.Integer(), clawed: Type.Integer(), waived: Type.Integer() }, { ...CLOSED, title: 'RuleEarned' })
const Move = Type.Object({ unit: Type.String(), from: Type.String(), to: Type.String(), reason: Type.String(), points: Type.Integer() }, CLOSED)
const Step = Type.Object({
  at: Time, type: Type.Union([Type.String(), Type.Null()], { description: 'the kind of the event; null for what time did, or an event that names no order' }), source: Type.String(), id: Type.String(), moves: Type.Array(Move),
  cause: Type.Union([Cause, Type.Null()], { description: 'the event, in short; null where time did it' }),
}, { ...CLOSED, title: 'OrderStep' })

/** An order of one member: what was told of it, what each telling moved, what each rule gave, and what of it is pending. */
const TellingOf = Type.Object({
  member: Somebody, zone: Type.String({ description: "the member's time zone, in which the sentences of explanations tell their days" }), paidAt: Type.Union([Time, Type.Null()]), currency: MaybeText, market: MaybeText, totalMinor: Type.Union([Type.Integer(), Type.Null()]), isWhollyRefunded: Type.Boolean(),
  lines: Type.Array(Line), rules: Type.Array(RuleEarned), pending: Type.Array(PendingLot), steps: Type.Array(Step, { description: 'in the order of time' }),
}, { ...CLOSED, title: 'OrderOfMember' })
export type TellingOf = Static<typeof TellingOf>
export const OrderStory = Type.Object({ order: Type.String(), members: Type.Array(TellingOf, { description: 'whose it is: one, unless the shop used a number twice' }) }, { ...CLOSED, title: 'OrderStory' })
export type OrderStory = Static<typeof OrderStory>

export const ListOwnOrders = Type.Object({ member: MemberRef, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListOwnOrders = Static<typeof ListOwnOrders>
const OrderedLine = Type.Object({ sku: Type.String(), quantity: Type.Integer() }, { ...CLOSED, title: 'OrderedLine' })
export const OwnOrder = Type.Object({
  order: Type.String({ description: "the shop's number of the order" }), at: Time, totalMinor: Type.Integer({ description: 'lines less discounts, with shipping and tax' }), currency: Type.String(), lines: Type.Array(OrderedLine),
}, { ...CLOSED, title: 'OwnOrder' })
export const OwnOrderPage = Type.Object({ orders: Type.Array(OwnOrder), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'OwnOrderPage' })
export type OwnOrderPage = Static<typeof OwnOrderPage>
