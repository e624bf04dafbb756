import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, Time } from '#server/platform/schemas'

export const WHATS = ['earned', 'clawed', 'cancelled', 'shared', 'forfeited', 'spent', 'returned', 'expired', 'adjusted', 'forgiven', 'sent', 'received', 'merged'] as const

export const ReadStatement = Type.Object({
  member: MemberRef,
  from: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'what was effective at this time or later, such as "2026-01-01T00:00:00+08:00"; from the beginning where it is left out' })),
  to: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'and before this time; until now where it is left out' })),
}, CLOSED)
export type ReadStatement = Static<typeof ReadStatement>

/** The same as a buyer asks for it. */
export const ReadOwnStatement = Type.Object({ ...ReadStatement.properties, company: MemberRef }, CLOSED)
export type ReadOwnStatement = Static<typeof ReadOwnStatement>

const Buyer = Type.Object({ memberId: MemberId, externalIds: Type.Array(Type.String()) }, { ...CLOSED, title: 'StatementBuyer' })

const Line = Type.Object({
  what: Type.Enum([...WHATS], { description: 'forfeited: what leavers had of shares came back; returned: of what was spent' }),
  orderId: Type.Union([Type.String(), Type.Null()], { description: 'of what orders earned, and what of that was taken back' }),
  buyer: Type.Union([Buyer, Type.Null()], { description: 'who bought the order, or got the share' }),
  at: Type.Unsafe<number>({ ...Time, description: 'when the last of it happened' }),
  points: Type.Integer({ description: 'below 0: they left the company' }),
}, { ...CLOSED, title: 'StatementLine' })
export type Line = Static<typeof Line>

/** What a company had, what came and went, and what it has. */
export const Statement = Type.Object({
  company: MemberId, from: Time, to: Time,
  units: Type.Array(Type.Object({
    unit: Type.String(), opening: Type.Integer({ description: 'pending, active and reserved, less debt' }), lines: Type.Array(Line),
    closing: Type.Integer({ description: 'the opening balance and all lines' }),
  }, { ...CLOSED, title: 'UnitStatement' })),
}, { ...CLOSED, title: 'Statement' })
export type Statement = Static<typeof Statement>
