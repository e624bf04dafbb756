import { Type, type Static } from 'typebox'
import type { EventKind } from '#engine/member/event'
import { MemberRef, Somebody } from '#server/modules/members/index'
import { Mistake } from '#server/platform/problem'
import { CLOSED, Cursor, Limit, Time } from '#server/platform/schemas'

const MaybeText = Type.Union([Type.String(), Type.Null()])

/** What events are about, as the staff look for them; each kind of event is of one. */
export const SUBJECTS = {
  orders: ['order.paid', 'order.delivered', 'order.exchanged'],
  returns: ['order.refunded', 'order.charged_back', 'credit.noted'],
  adjustments: ['points.adjusted', 'debt.forgiven', 'points.approved', 'points.rejected'],
  uses: ['entitlement.granted', 'entitlement.withdrawn', 'points.spent', 'points.held', 'hold.committed', 'hold.released', 'spend.cancelled', 'points.sent', 'points.received', 'reward.redeemed', 'entitlement.used'],
  activities: ['activity'],
  levels: ['tier.set'],
  members: ['member.joined', 'member.changed', 'member.merged', 'member.absorbed', 'member.unmerged', 'company.volume', 'company.sharing_set', 'company.buyer_added', 'company.buyer_left', 'company.left'],
} as const satisfies Record<string, readonly EventKind[]>
const NAMES = Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[]

const Filters = {
  about: Type.Optional(Type.Enum(NAMES, { description: `what it is about: ${NAMES.map((name) => `"${name}"`).join(', ')}` })),
  member: Type.Optional(MemberRef),
  from: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'happened then or later' })), to: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'happened before then' })),
}
export const ListFeed = Type.Object({ ...Filters, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListFeed = Static<typeof ListFeed>

const Change = Type.Object({ unit: Type.String(), points: Type.Integer({ description: 'points; below 0: taken, used or sent' }) }, CLOSED)

/** An event as it was told, in short. */
export const FeedItem = Type.Object({
  at: Time, recordedAt: Type.Unsafe<number>({ ...Time, description: 'when it became known' }), type: Type.String(), source: Type.String(), id: Type.String(), member: Somebody,
  orderId: MaybeText, name: Type.Union([Type.String(), Type.Null()], { description: 'which activity, reward, level or entitlement' }),
  changes: Type.Array(Change, { description: 'what it gave by itself, less what came back since, or took; empty where it moved no points' }),
  amountMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'what an order came to, or a credit note' }), currency: MaybeText, reason: MaybeText, author: MaybeText,
  isCorrection: Type.Boolean({ description: 'whether it counts in the place of an event that was told before' }),
}, { ...CLOSED, title: 'FeedItem' })
export type FeedItem = Static<typeof FeedItem>

export const FeedPage = Type.Object({
  items: Type.Array(FeedItem), next: Type.Union([Cursor, Type.Null()]),
  seenTo: Type.Union([Time, Type.Null()], { description: 'up to when was looked; null: to the end. A page of something rare may be empty and go on' }),
}, { ...CLOSED, title: 'FeedPage' })
export type FeedPage = Static<typeof FeedPage>

export const ListHeap = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListHeap = Static<typeof ListHeap>

/** Only what a person has to decide on; all else goes its way by itself. */
const ForHand = Type.Optional(Type.Enum(['hand'], { description: '"hand": those alone that wait for somebody to approve them' }))
export const ListPending = Type.Object({ waits: ForHand, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListPending = Static<typeof ListPending>

const Waits = Type.Enum(['day', 'delivery', 'hand'], { description: 'for a "day", a "delivery", or a "hand" that approves them' })
export const PendingLot = Type.Object({
  lotId: Type.String(), unit: Type.String(), points: Type.Integer(), orderId: MaybeText, rule: Type.String(), source: Type.String(), sourceId: Type.String({ description: 'the event that gave them' }), earnedAt: Time, waits: Waits,
  activatesAt: Type.Union([Time, Type.Null()]), cancelsAt: Type.Union([Time, Type.Null()], { description: 'when they are cancelled unless they have become active' }), zone: Type.String(),
}, { ...CLOSED, title: 'PendingLot' })
export type PendingLot = Static<typeof PendingLot>
const PendingMember = Type.Object({ member: Somebody, points: Type.Integer(), lots: Type.Array(PendingLot) }, { ...CLOSED, title: 'PendingMember' })
const Hands = Type.Object({ lots: Type.Integer(), isMore: Type.Boolean({ description: 'whether there may be more: of a very long list the first ten thousand members are looked at' }) }, CLOSED)
export const PendingPage = Type.Object({
  members: Type.Array(PendingMember), next: Type.Union([Cursor, Type.Null()]),
  hands: Type.Union([Hands, Type.Null()], { description: 'how many wait for a hand in all; on the first page alone' }),
}, { ...CLOSED, title: 'PendingPage' })
export type PendingPage = Static<typeof PendingPage>

const Debtor = Type.Object({ member: Somebody, debt: Type.Integer(), unit: Type.String({ description: 'of which unit, the main one' }), lastAt: Type.Unsafe<number>({ ...Time, description: 'when the member last did something: joined, bought, did what earns, or used, held or passed on points; what staff or the shop do with them does not count' }) }, { ...CLOSED, title: 'Debtor' })
export const DebtPage = Type.Object({ members: Type.Array(Debtor), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'DebtPage' })
export type DebtPage = Static<typeof DebtPage>

/** An event that was told and refused. */
const RefusedEvent = Type.Object({
  at: Type.Unsafe<number>({ ...Time, description: 'when it was refused last' }), times: Type.Integer({ minimum: 1, description: 'how often it came' }),
  type: MaybeText, source: MaybeText, id: MaybeText, member: Type.Union([Somebody, Type.Null()], { description: 'whom it named, where that is somebody' }), named: Type.Union([Type.String(), Type.Null()], { description: "the shop's id that it named, an address masked" }),
  by: Type.Object({ kind: Type.Enum(['key', 'staff']), id: Type.String(), name: MaybeText }, { ...CLOSED, description: 'the key, or the colleague, that sent it' }),
  status: Type.Integer(), code: Type.String({ description: 'why, for a program' }), detail: Type.String({ description: 'why and what to do, in the language of the answer' }),
  errors: Type.Array(Mistake, { description: 'each mistake in what was sent; what stood in fields that are of a person is masked' }),
}, { ...CLOSED, title: 'RefusedEvent' })
export type RefusedEvent = Static<typeof RefusedEvent>
export const RefusalPage = Type.Object({ refusals: Type.Array(RefusedEvent), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'RefusalPage' })
export type RefusalPage = Static<typeof RefusalPage>

export const ExportFeed = Type.Object({ part: Type.Enum(['events', 'pending', 'debts', 'refused'], { description: '"events", "pending", "debts" or "refused"; filters are for events alone, and `waits` for what is pending' }), ...Filters, waits: ForHand }, CLOSED)
export type ExportFeed = Static<typeof ExportFeed>
