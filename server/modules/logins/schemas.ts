import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, Time } from '#server/platform/schemas'

const WAYS = ['code', 'password', 'passkey', 'handover', 'provider'] as const

/** A device on which a member is signed in. */
export const Session = Type.Object({
  session: Type.String(), way: Type.Enum([...WAYS]), device: Type.String({ description: 'browser and system, such as "Chrome, Windows"; "?" where they are not known' }), isCurrent: Type.Boolean(), createdAt: Time,
  seenAt: Type.Unsafe<number>({ ...Time, description: 'to the hour' }), provenAt: Type.Unsafe<number>({ ...Time, description: 'when the member last showed who they are' }), expiresAt: Time,
}, { ...CLOSED, title: 'Session' })
export type Session = Static<typeof Session>

export const OwnSessions = Type.Object({}, CLOSED)
export const Sessions = Type.Object({ sessions: Type.Array(Session) }, { ...CLOSED, title: 'Sessions' })
export type Sessions = Static<typeof Sessions>

export const EndSession = Type.Object({ session: Type.String({ maxLength: 40, description: 'the id of a session; "current": this one' }) }, CLOSED)
export type EndSession = Static<typeof EndSession>

export const Ended = Type.Object({ session: Type.String() }, { ...CLOSED, title: 'EndedSession' })
export type Ended = Static<typeof Ended>

export const Ticket = Type.Object({ ticket: Type.String({ description: 'rt_…; good once' }), expiresAt: Type.Unsafe<number>({ ...Time, description: 'a minute later' }) }, { ...CLOSED, title: 'SessionTicket' })
export type Ticket = Static<typeof Ticket>

export const ReadWays = Type.Object({ member: MemberRef }, CLOSED)
export type ReadWays = Static<typeof ReadWays>

const Passkey = Type.Object({ passkey: Type.String(), name: Type.String(), createdAt: Time, usedAt: Type.Union([Time, Type.Null()]) }, { ...CLOSED, title: 'MemberPasskey' })

export const MemberWays = Type.Object({
  memberId: MemberId, email: Type.Union([Type.String(), Type.Null()], { description: 'where codes go; masked' }), ways: Type.Array(Type.String(), { description: 'by which the member can show who they are' }),
  hasPassword: Type.Boolean(), passwordChangedAt: Type.Union([Time, Type.Null()]), passkeys: Type.Array(Passkey), hasTotp: Type.Boolean(), providers: Type.Array(Type.String()),
}, { ...CLOSED, title: 'MemberWays' })
export type MemberWays = Static<typeof MemberWays>

/** A choice of the whole: codes of a handful of digits are sent as text, as they may begin with 0. */
export const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'six digits' })
export const Password = Type.String({ minLength: 1, maxLength: 200, description: 'a password' })
