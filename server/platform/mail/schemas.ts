import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Time, Type.Null()])
/** The form of an address; whether it is one the mail's way shows. */
const Address = Type.String({ maxLength: 254, pattern: '^[^\\s<>,;"\\u0000-\\u001f\\u007f]+@[^\\s<>,;"@\\u0000-\\u001f\\u007f]+$', description: 'an e-mail address, such as "shop@example.com"' })
const Host = Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:-]+$', description: 'the name of an SMTP server, such as "smtp.example.com"' })
const Port = Type.Integer({ minimum: 1, maximum: 65535, description: 'a port from 1 to 65535' })
const Security = Type.Enum(['tls', 'starttls', 'none'], { description: '"tls" (usually port 465), "starttls" (usually 587) or "none"' })

export const NoInput = Type.Object({}, CLOSED)

export const MailSettings = Type.Object({
  isSet: Type.Boolean({ description: 'whether mails go out; if not, they wait in the mailbox' }), host: MaybeText, port: Type.Union([Type.Integer(), Type.Null()]), security: Type.Union([Security, Type.Null()]), username: MaybeText,
  hasPassword: Type.Boolean(), senderName: MaybeText, senderAddress: MaybeText, replyTo: MaybeText, changedAt: MaybeTime,
  testedAt: Type.Unsafe<number | null>({ ...MaybeTime, description: 'when a test mail last went out by them; null: not since they were changed' }),
}, { ...CLOSED, title: 'MailSettings' })
export type MailSettings = Static<typeof MailSettings>

export const ChangeMailSettings = Type.Object({
  host: Type.Optional(Host), port: Type.Optional(Port), security: Type.Optional(Security), username: Type.Optional(Type.Union([PlainText, Type.Null()])),
  password: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Null()], { description: 'kept sealed, and shown to nobody; null takes it away' })),
  senderName: Type.Optional(PlainText), senderAddress: Type.Optional(Address), replyTo: Type.Optional(Type.Union([Address, Type.Null()])),
}, { ...CLOSED, title: 'ChangeMailSettings' })
export type ChangeMailSettings = Static<typeof ChangeMailSettings>

export const TestMail = Type.Object({ to: Address }, { ...CLOSED, title: 'TestMail' })
export type TestMail = Static<typeof TestMail>

export const MailTested = Type.Object({
  isSent: Type.Boolean(), why: Type.Union([Type.Enum(['timeout', 'rejected', 'unreachable', 'not_signed_in', 'not_encrypted', 'not_set', 'key_changed'], { description: 'key_changed: the password was sealed by another installation and has to be set anew' }), Type.Null()]), detail: Type.Union([Type.String(), Type.Null()], { description: "the mail server's own words" }),
}, { ...CLOSED, title: 'MailTested' })
export type MailTested = Static<typeof MailTested>

const Listed = {
  mail: Type.String(), memberId: MaybeText, to: Type.Unsafe<string>({ ...Type.String(), description: 'to which address; masked unless whoever asks may reveal it, and of the staff says why' }), isMasked: Type.Boolean(), kind: Type.String(), locale: Type.String(), subject: Type.String(), state: Type.Enum(['waiting', 'sent', 'failed', 'over']),
  attempts: Type.Integer(), problem: MaybeText, createdAt: Time, sentAt: MaybeTime,
}

export const ListMails = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListMails = Static<typeof ListMails>

export const MailPage = Type.Object({ mails: Type.Array(Type.Object(Listed, { ...CLOSED, title: 'ListedMail' })), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'MailPage' })
export type MailPage = Static<typeof MailPage>

export const GetMail = Type.Object({ mail: PlainText }, CLOSED)
export type GetMail = Static<typeof GetMail>

export const WholeMail = Type.Object({
  ...Listed, html: Type.Union([Type.String(), Type.Null()], { description: 'null where it is masked, and where the mail opens a door, such as a code: in a live store only whoever has the mail may read it' }), text: MaybeText,
}, { ...CLOSED, title: 'Mail' })
export type WholeMail = Static<typeof WholeMail>
