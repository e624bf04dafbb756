import { Type, type Static, type TSchema } from 'typebox'
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

const Buyer = Type.Object({ memberId: MemberId, name: Type.Union([Type.String(), Type.Null()], { description: 'what colleagues call them; of a person nothing else is told' }), externalIds: Type.Array(Type.String()) }, { ...CLOSED, title: 'StatementBuyer' })

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
    unit: Type.String(), currency: Type.Union([Type.String(), Type.Null()], { description: 'of store credit, whose points are minor units of it; null of all else' }), opening: Type.Integer({ description: 'pending, active and reserved, less debt' }), lines: Type.Array(Line),
    closing: Type.Integer({ description: 'the opening balance and all lines' }), pending: Type.Integer({ description: 'what of the closing balance cannot be used yet' }),
  }, { ...CLOSED, title: 'UnitStatement' })),
}, { ...CLOSED, title: 'Statement' })
export type Statement = Static<typeof Statement>

const MOST_DAYS = 3_650
const LONGEST_TEXT = 2_000
const maybe = <T extends TSchema>(schema: T, description: string) => Type.Union([schema, Type.Null()], { description })
const Terms = {
  netDays: maybe(Type.Integer({ minimum: 0, maximum: MOST_DAYS }), `days after an invoice until it is paid, such as 30; a whole number from 0 to ${MOST_DAYS}, or null where nobody said`),
  limitMinor: maybe(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), 'up to which amount the company buys before it pays, in minor units of currency; null where nobody said'),
  currency: maybe(Type.String({ minLength: 3, maxLength: 3 }), 'the currency of the limit, such as "EUR"; null where there is none'),
  text: maybe(Type.String({ minLength: 1, maxLength: LONGEST_TEXT, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f\\ud800-\\udfff]*$' }), `what colleagues should know, a text of 1 to ${LONGEST_TEXT} characters, on several lines if need be; null for nothing`),
}
export const TermsOf = Type.Object({ member: MemberRef }, CLOSED)
export type TermsOf = Static<typeof TermsOf>
export const ChangeTerms = Type.Object({ member: MemberRef, ...Type.Partial(Type.Object(Terms)).properties }, { ...CLOSED, title: 'ChangeTerms' })
export type ChangeTerms = Static<typeof ChangeTerms>
export const CompanyTerms = Type.Object({ company: MemberId, ...Terms, changedAt: maybe(Time, 'when it was noted; null where nothing was'), changedBy: maybe(Type.String(), 'the key, or the colleague, that noted it') }, { ...CLOSED, title: 'CompanyTerms' })
export type CompanyTerms = Static<typeof CompanyTerms>
export const KnownTerms = Type.Object({ ...Terms, changedAt: Time }, { ...CLOSED, title: 'KnownTerms' })
export type KnownTerms = Static<typeof KnownTerms>
