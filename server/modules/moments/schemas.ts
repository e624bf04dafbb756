import { Type, type Static } from 'typebox'
import { Posting } from '#server/modules/activity/index'
import { Note } from '#server/modules/desk/index'
import { FeedItem } from '#server/modules/feed/index'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { MemberMail } from '#server/modules/messages/index'
import { CLOSED, Cursor, Limit, Time } from '#server/platform/schemas'

/** What there is to tell; of one instant in this order, so that what an order moved stands above it. */
export const MOMENT_KINDS = ['note', 'mail', 'points', 'order'] as const
export type MomentKind = (typeof MOMENT_KINDS)[number]

const Kind = Type.Enum([...MOMENT_KINDS], { description: 'an "order" or what came back of one, what one event or time moved ("points"), a "mail", or a "note"' })

export const ListMoments = Type.Object({ member: MemberRef, kind: Type.Optional(Kind), after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListMoments = Static<typeof ListMoments>

const MaybeText = Type.Union([Type.String(), Type.Null()])
export const Cause = Type.Object({
  type: Type.String(), name: Type.Union([Type.String(), Type.Null()], { description: 'which activity, reward, level or entitlement; of a redemption that was given back its reward' }),
  orderId: Type.Union([Type.String(), Type.Null()], { description: 'the order that it names: of a spend the one that was paid by it' }), purpose: MaybeText,
}, { ...CLOSED, title: 'MomentCause' })
export type Cause = Static<typeof Cause>

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Moved = Type.Object({
  source: Type.String(), id: Type.String({ description: 'the event, or "time"' }), isCorrection: Type.Boolean({ description: 'whether it takes back what was booked before' }), postings: Type.Array(Posting),
  cause: Type.Union([Cause, Type.Null()], { description: 'the event that moved them, in short; null where time did' }),
}, { ...CLOSED, title: 'MomentPoints' })

export const Moment = Type.Object({ at: Time, kind: Kind, order: orNull(FeedItem), points: orNull(Moved), mail: orNull(MemberMail), note: orNull(Note) }, { ...CLOSED, title: 'Moment' })
export type Moment = Static<typeof Moment>

export const MomentPage = Type.Object({ memberId: MemberId, moments: Type.Array(Moment), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'MomentPage' })
export type MomentPage = Static<typeof MomentPage>
