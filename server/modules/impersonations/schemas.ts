import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

export const Impersonate = Type.Object({ member: MemberRef, reason: PlainText }, { ...CLOSED, title: 'Impersonate' })
export type Impersonate = Static<typeof Impersonate>

export const Impersonation = Type.Object({
  impersonation: Type.String(), memberId: MemberId, handle: Type.String({ description: 'of the store: the centre is at /m/<handle>/' }), expiresAt: Time,
}, { ...CLOSED, title: 'Impersonation' })
export type Impersonation = Static<typeof Impersonation>

/** Who of the staff looks at whom. */
export const Looking = Type.Object({ impersonation: Type.String(), memberId: MemberId, staff: Type.String({ description: 'the id of who looks' }), startedAt: Time, expiresAt: Time }, { ...CLOSED, title: 'Looking' })
export type Looking = Static<typeof Looking>

export const ImpersonationName = Type.Object({ impersonation: PlainText }, { ...CLOSED, title: 'ImpersonationName' })
export type ImpersonationName = Static<typeof ImpersonationName>
