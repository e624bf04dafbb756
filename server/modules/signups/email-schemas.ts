import { Type, type Static } from 'typebox'
import { Code } from '#server/modules/logins/index'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED } from '#server/platform/schemas'

export const ChangeEmail = Type.Object({ member: MemberRef, email: Type.String({ minLength: 3, maxLength: 300, description: 'the new address' }), code: Code }, { ...CLOSED, title: 'ChangeEmail' })
export type ChangeEmail = Static<typeof ChangeEmail>

export const OwnEmail = Type.Object({ memberId: MemberId, email: Type.String() }, { ...CLOSED, title: 'OwnEmail' })
export type OwnEmail = Static<typeof OwnEmail>
