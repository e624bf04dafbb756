import { Type, type Static } from 'typebox'
import { MemberRef } from '#server/modules/members/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'
import { Code, Password } from './schemas.ts'

const ChallengeId = Type.String({ maxLength: 60, description: 'the id of the options' })
const Answer = Type.Record(Type.String(), Type.Unknown(), { description: 'what the browser answered, as JSON' })

export const OfMember = Type.Object({ member: MemberRef }, CLOSED)
export type OfMember = Static<typeof OfMember>

export const SetPassword = Type.Object({ member: MemberRef, password: Password }, { ...CLOSED, title: 'SetPassword' })
export type SetPassword = Static<typeof SetPassword>

export const Question = Type.Object({ challenge: ChallengeId, options: Type.Object({}, { additionalProperties: true, description: 'for navigator.credentials, as JSON' }), expiresAt: Time }, { ...CLOSED, title: 'MemberPasskeyOptions' })
export type Question = Static<typeof Question>

export const AddPasskey = Type.Object({ member: MemberRef, challenge: ChallengeId, passkey: Answer, name: PlainText }, { ...CLOSED, title: 'AddMemberPasskey' })
export type AddPasskey = Static<typeof AddPasskey>

export const OfPasskey = Type.Object({ member: MemberRef, passkey: Type.String({ maxLength: 2_000 }) }, CLOSED)
export type OfPasskey = Static<typeof OfPasskey>

export const OfProvider = Type.Object({ member: MemberRef, provider: Type.String({ maxLength: 60, description: 'one of `providers` of the ways' }) }, CLOSED)
export type OfProvider = Static<typeof OfProvider>

export const NewTotp = Type.Object({ secret: Type.String(), uri: Type.String({ description: 'for a QR code' }) }, { ...CLOSED, title: 'NewAuthenticator' })
export type NewTotp = Static<typeof NewTotp>

export const ResetAuthenticator = Type.Object({ member: MemberRef, reason: Type.Unsafe<string>({ ...PlainText, description: 'why, for the audit' }) }, { ...CLOSED, title: 'ResetAuthenticator' })
export type ResetAuthenticator = Static<typeof ResetAuthenticator>

export const ConfirmTotp = Type.Object({ member: MemberRef, totp: Code }, { ...CLOSED, title: 'ConfirmAuthenticator' })
export type ConfirmTotp = Static<typeof ConfirmTotp>
