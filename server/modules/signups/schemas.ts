import { Type, type Static } from 'typebox'
import { SaidList } from '#server/modules/consents/index'
import { Code, Password, PURPOSES } from '#server/modules/logins/index'
import { MemberId } from '#server/modules/members/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

const Email = Type.String({ minLength: 3, maxLength: 300, description: 'an e-mail address' })
const LanguageTag = Type.String({ maxLength: 35, pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', description: 'the language of mails, such as "de-AT"' })
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'a country by ISO 3166, such as "DE"' })
const Short = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })

/** Where somebody came from, as the page that they joined on knows it; kept once, when they join. */
const Source = Type.Object({
  utmSource: Type.Optional(Short), utmMedium: Type.Optional(Short), utmCampaign: Type.Optional(Short), utmTerm: Type.Optional(Short), utmContent: Type.Optional(Short),
  referrer: Type.Optional(Type.String({ maxLength: 200, pattern: '^[a-z0-9.-]+$', description: 'the host of the page before, such as "www.instagram.com"' })),
  campaign: Type.Optional(Short), influencer: Type.Optional(Short), qr: Type.Optional(Short), page: Type.Optional(Short),
}, { ...CLOSED, title: 'Source' })

/** What somebody who joins says of themselves. */
export const Joining = Type.Object({
  name: Type.Optional(PlainText), locale: Type.Optional(LanguageTag), birthday: Type.Optional(Type.String({ pattern: '^(\\d{4}-)?\\d{2}-\\d{2}$', description: 'a date of birth, such as "1990-07-14"' })), country: Type.Optional(Country),
  zone: Type.Optional(Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9_+/-]+$', description: 'an IANA time zone' })), consents: Type.Optional(SaidList), source: Type.Optional(Source),
}, { ...CLOSED, title: 'Joining' })
export type Joining = Static<typeof Joining>

export const RequestCode = Type.Object({
  email: Type.Optional(Type.Unsafe<string>({ ...Email, description: 'an e-mail address; for "step_up" it is the own one and not sent' })), purpose: Type.Enum([...PURPOSES], { default: 'sign_in', description: 'what the code is for: "sign_in" (also to join), "password" (to choose a new one), "step_up" (to show again who one is) or "email" (to use this address from now on)' }),
  locale: Type.Optional(LanguageTag),
}, { ...CLOSED, title: 'RequestCode' })
export type RequestCode = { email?: string; purpose: (typeof PURPOSES)[number]; locale?: string }

export const CodeSent = Type.Object({ purpose: Type.String(), digits: Type.Integer(), expiresAt: Time }, { ...CLOSED, title: 'CodeSent' })
export type CodeSent = Static<typeof CodeSent>

const proofs = {
  email: Type.Optional(Email), code: Type.Optional(Code), password: Type.Optional(Password), token: Type.Optional(Type.String({ minLength: 20, maxLength: 4_000, description: "a token signed by the shop's server, or a ticket" })),
  passkey: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'what navigator.credentials.get() answered, as JSON' })), challenge: Type.Optional(Type.String({ maxLength: 60, description: 'the id of the options for it, or of a sign-in by another provider' })),
  totp: Type.Optional(Type.Unsafe<string>({ ...Code, description: 'six digits of the authenticator app, where one was set up' })),
}

export const SignIn = Type.Object({
  way: Type.Enum(['code', 'password', 'passkey', 'handover', 'provider', 'ticket'], { description: 'how: "code" and "password" with email, "passkey" with challenge, "handover" and "ticket" (of POST /sessions/current/tickets) with token, "provider" with challenge and the cookie that the way back has set, and where it has confirmed no address (`signups.email_needed`) with email and code besides' }), ...proofs,
  keep: Type.Enum(['token', 'cookie'], { default: 'token', description: '"token": in the answer, for the widget; "cookie": in a cookie of this host, for the member centre' }), joining: Type.Optional(Joining),
}, { ...CLOSED, title: 'MemberSignIn' })
export type SignIn = {
  way: 'code' | 'password' | 'passkey' | 'handover' | 'provider' | 'ticket'; email?: string; code?: string; password?: string; token?: string; passkey?: Record<string, unknown>; challenge?: string; totp?: string
  keep: 'token' | 'cookie'; joining?: Joining
}

const Gift = Type.Object({ unit: Type.String(), points: Type.Integer(), pending: Type.Integer({ description: 'how many of them cannot be used yet' }) }, { ...CLOSED, title: 'WelcomeGift' })

const WelcomeCoupon = Type.Object({ code: Type.String(), name: Type.String(), until: Type.Union([Time, Type.Null()], { description: 'when it ends, itself outside; null: never' }) }, { ...CLOSED, title: 'WelcomeCoupon' })

export const SignedIn = Type.Object({
  token: Type.Union([Type.String(), Type.Null()], { description: 'rm_…; null where it is kept in a cookie' }), session: Type.String(), expiresAt: Time, memberId: MemberId, isNew: Type.Boolean({ description: 'whether they joined just now' }),
  welcome: Type.Array(Gift, { description: 'what joining earned' }),
  coupons: Type.Array(WelcomeCoupon, { description: 'the coupons that joining brought' }), claimed: Type.Boolean({ description: 'whether orders of before, told under the same address or id, are theirs now' }),
}, { ...CLOSED, title: 'SignedIn' })
export type SignedIn = Static<typeof SignedIn>

export const StepUp = Type.Object({ way: Type.Enum(['code', 'password', 'passkey', 'totp'], { description: 'how' }), code: proofs.code, password: proofs.password, passkey: proofs.passkey, challenge: proofs.challenge, totp: proofs.totp }, { ...CLOSED, title: 'StepUp' })
export type StepUp = Pick<SignIn, 'code' | 'password' | 'passkey' | 'challenge' | 'totp'> & { way: 'code' | 'password' | 'passkey' | 'totp' }

export const SteppedUp = Type.Object({ session: Type.String(), until: Type.Unsafe<number>({ ...Time, description: 'until when it holds' }) }, { ...CLOSED, title: 'SteppedUp' })
export type SteppedUp = Static<typeof SteppedUp>

export const ResetMemberPassword = Type.Object({ email: Email, code: Code, password: Type.Unsafe<string>({ ...Password, description: 'the new one: 12 characters at least' }) }, { ...CLOSED, title: 'ResetMemberPassword' })
export type ResetMemberPassword = Static<typeof ResetMemberPassword>
export const PasswordReset = Type.Object({ isDone: Type.Literal(true) }, { ...CLOSED, title: 'PasswordReset' })
export type PasswordReset = Static<typeof PasswordReset>

export const NoInput = Type.Object({}, CLOSED)
