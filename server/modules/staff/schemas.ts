import { Type, type Static, type TObject } from 'typebox'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts'

/** An e-mail address of somebody of the staff; whether it is theirs, the link that was sent to it shows. */
export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@\\u0000-\\u001f\\u007f\\ud800-\\udfff]+@[^\\s@\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$', description: 'an e-mail address, such as "mei@example.com"' })

/** A password that is shown: of any length that we ever took. */
const Password = Type.String({ minLength: 1, maxLength: LONGEST_PASSWORD, description: `a password of at most ${LONGEST_PASSWORD} characters` })

/** A password that is chosen. */
export const NewPassword = Type.String({ minLength: SHORTEST_PASSWORD, maxLength: LONGEST_PASSWORD, description: `a password of ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, of any sort` })

/** The token of a one-time link. */
export const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'the token of a link, 43 characters' })

const Locale = Type.String({ maxLength: 35, pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', description: 'a language tag, such as "en" or "zh-CN"' })

const LONGEST_CODE = 40

const WAYS = ['totp', 'recovery', 'passkey'] as const

export const SignIn = Type.Object({
  email: Email, password: Password, recoveryCode: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_CODE, description: 'a recovery code, such as "k7mwp-3xq9d"' })),
}, { ...CLOSED, title: 'SignIn' })
export type SignIn = Static<typeof SignIn>

/** How far a sign-in came: done, or one of the ways of the second factor is still to be gone. */
export const SignInState = Type.Object({
  state: Type.Enum(['signed_in', 'second_factor']),
  ways: Type.Array(Type.Enum([...WAYS]), { description: 'the ways in which the second factor can be shown; none where the sign-in is done' }),
}, { ...CLOSED, title: 'SignInState' })
export type SignInState = Static<typeof SignInState>

export const ShowSecondFactor = Type.Object({
  way: Type.Enum(['totp', 'recovery']), code: Type.String({ minLength: 1, maxLength: LONGEST_CODE, description: 'the six digits of the authenticator app, or a recovery code' }),
}, { ...CLOSED, title: 'ShowSecondFactor' })
export type ShowSecondFactor = Static<typeof ShowSecondFactor>

export const Nothing = Type.Object({}, CLOSED)

export const Done = Type.Object({ isDone: Type.Literal(true) }, { ...CLOSED, title: 'Done' })

const StaffSession = Type.Object({
  session: PlainText,
  isCurrent: Type.Boolean({ description: 'whether it is the one that asks' }),
  address: Type.Union([Type.String(), Type.Null()]),
  device: Type.Union([Type.String(), Type.Null()], { description: 'browser and system, such as "Chrome, Windows"' }),
  since: Time, seenAt: Type.Union([Time, Type.Null()], { description: 'when it was last used, to ten minutes; null where that was before it was noted' }), endsAt: Time,
}, { ...CLOSED, title: 'StaffSession' })
export const StaffSessions = Type.Object({ sessions: Type.Array(StaffSession) }, { ...CLOSED, title: 'StaffSessions' })

export const SessionName = Type.Object({ session: PlainText }, CLOSED)

export const ChangePassword = Type.Object({ password: Password, newPassword: NewPassword }, { ...CLOSED, title: 'ChangePassword' })
export type ChangePassword = Static<typeof ChangePassword>

export const ShowPassword = Type.Object({ password: Password }, { ...CLOSED, title: 'ShowPassword' })
export type ShowPassword = Static<typeof ShowPassword>

export const NewTotp = Type.Object({
  secret: Type.String({ description: 'for an app that takes no picture, in base 32' }), uri: Type.String({ description: 'otpauth://…, to be shown as a QR code' }),
}, { ...CLOSED, title: 'NewTotp' })

export const ConfirmTotp = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$', description: 'the six digits that the app shows' }) }, { ...CLOSED, title: 'ConfirmTotp' })

export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String(), { description: 'shown this once; each works once. None where those of before stay' }) }, { ...CLOSED, title: 'RecoveryCodes' })

const Base64Url = Type.String({ minLength: 1, maxLength: 8_192, pattern: '^[A-Za-z0-9_-]+$', description: 'base64url' })
/** What a browser answers of a passkey, as WebAuthn has it in JSON; fields that we do not know are passed over. */
const credential = <R extends TObject>(response: R) => Type.Object({
  id: Base64Url, rawId: Base64Url, type: Type.Literal('public-key'), response, clientExtensionResults: Type.Object({}), authenticatorAttachment: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** What WebAuthn's own JSON forms say, which browsers and authenticators agree on. */
const WebAuthn = Type.Record(Type.String(), Type.Unknown(), { description: 'as WebAuthn has it, in JSON' })
export const PasskeyOptions = Type.Object({ options: WebAuthn }, { ...CLOSED, title: 'PasskeyOptions' })
export const ShowPasskey = Type.Object({ response: credential(Type.Object({ clientDataJSON: Base64Url, authenticatorData: Base64Url, signature: Base64Url, userHandle: Type.Optional(Type.Union([Type.String(), Type.Null()])) })) }, { ...CLOSED, title: 'ShowPasskey' })
export const AddPasskey = Type.Object({ name: PlainText, response: credential(Type.Object({ clientDataJSON: Base64Url, attestationObject: Base64Url, transports: Type.Optional(Type.Array(Type.String(), { maxItems: 10 })) })) }, { ...CLOSED, title: 'AddPasskey' })

const Passkey = Type.Object({ passkey: PlainText, name: Type.Union([Type.String(), Type.Null()]), since: Time }, { ...CLOSED, title: 'Passkey' })
export const Passkeys = Type.Object({ passkeys: Type.Array(Passkey) }, { ...CLOSED, title: 'Passkeys' })
export const RemovePasskey = Type.Object({ passkey: PlainText, password: Password }, { ...CLOSED, title: 'RemovePasskey' })

export const ChangeMe = Type.Object({ name: Type.Optional(PlainText), locale: Type.Optional(Type.Union([Locale, Type.Null()])) }, { ...CLOSED, title: 'ChangeMe' })
export type ChangeMe = Static<typeof ChangeMe>

/** Somebody of the staff, as they see themselves. */
export const StaffMember = Type.Object({
  id: PlainText, name: Type.String(), email: Type.String(), locale: Type.Union([Type.String(), Type.Null()]),
  hasTotp: Type.Boolean({ description: 'whether an authenticator app is enrolled' }),
  hasSecondFactor: Type.Boolean({ description: 'whether an authenticator app or a passkey is enrolled' }),
  hasRecoveryCodes: Type.Boolean({ description: 'whether recovery codes are left, of the app or, without one, of the passkeys' }),
  needsSecondFactor: Type.Boolean({ description: 'whether a role of theirs asks for one' }),
}, { ...CLOSED, title: 'StaffMember' })
export type StaffMember = Static<typeof StaffMember>

export const ResetPassword = Type.Object({ token: Token, password: NewPassword }, { ...CLOSED, title: 'ResetPassword' })
export type ResetPassword = Static<typeof ResetPassword>
