import { Type, type Static } from 'typebox'
import { Somebody } from '#server/modules/members/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const MOST_POINTS = 1_000_000_000_000
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Actor = Type.Object({ id: Type.String(), name: MaybeText }, { ...CLOSED, title: 'ApprovalPerson' })
const STATUSES = ['waiting', 'granted', 'refused', 'withdrawn'] as const
const Status = Type.Enum([...STATUSES], { description: STATUSES.map((status) => `"${status}"`).join(', ') })

/** What somebody asked for who may not do it alone. */
export const Approval = Type.Object({
  approval: Type.String(), deed: Type.Enum(['adjustment', 'forgiveness', 'job'], { description: '"adjustment" of one member, "forgiveness" of what one owes, or a "job" over many' }),
  member: Type.Union([Somebody, Type.Null()], { description: 'whom it is about; null where they are many' }), members: Type.Integer({ description: 'how many members it was about when it was asked for' }),
  points: Type.Integer({ description: 'for each member; below 0 they are taken' }), unit: MaybeText, reason: MaybeText, status: Status,
  askedBy: Actor, askedAt: Time, decidedBy: Type.Union([Actor, Type.Null()]), decidedAt: Type.Union([Time, Type.Null()]), note: MaybeText,
  isOwn: Type.Boolean({ description: 'whether whoever reads it asked for it, who may withdraw it and not grant it' }),
}, { ...CLOSED, title: 'Approval' })
export type Approval = Static<typeof Approval>

export const ListApprovals = Type.Object({ status: Type.Optional(Status), after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListApprovals = Static<typeof ListApprovals>
export const ApprovalPage = Type.Object({ approvals: Type.Array(Approval), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'ApprovalPage' })
export type ApprovalPage = Static<typeof ApprovalPage>

export const ApprovalName = Type.Object({ approval: PlainText }, CLOSED)
export type ApprovalName = Static<typeof ApprovalName>
export const Decide = Type.Object({ approval: PlainText, note: Type.Optional(PlainText) }, { ...CLOSED, title: 'Decision' })
export type Decide = Static<typeof Decide>

export const ReadLimit = Type.Object({}, CLOSED)
export const ApprovalLimit = Type.Object({ points: Type.Union([Type.Integer({ minimum: 0, maximum: MOST_POINTS }), Type.Null()], { description: 'nobody alone gives or takes more than this, over all members together; null: no limit' }) }, { ...CLOSED, title: 'ApprovalLimit' })
export type ApprovalLimit = Static<typeof ApprovalLimit>
