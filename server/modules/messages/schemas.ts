import { Type, type Static } from 'typebox'
import { MemberRef } from '#server/modules/members/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'
import { KINDS } from './kinds.ts'

const LANGUAGES = ['en', 'zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar'] as const
const Kind = Type.Enum([...KINDS], { description: `which mail: ${KINDS.join(', ')}` })
/** In an address: what it names may not be there. */
const Named = PlainText
const Spoken = Type.Enum([...LANGUAGES], { description: `a language: ${LANGUAGES.join(', ')}` })
const Subject = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$', description: 'a text of 1 to 200 characters on one line, with fields such as {store}' })
const Body = Type.String({ minLength: 1, maxLength: 5_000, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$', description: 'a plain text of up to 5,000 characters with fields such as {points}; an empty line begins a paragraph' })
const Days = Type.Integer({ minimum: 1, maximum: 90, description: 'days, 1 to 90' })
const Address = Type.String({ maxLength: 254, pattern: '^[^\\s<>,;"\\u0000-\\u001f\\u007f]+@[^\\s<>,;"@\\u0000-\\u001f\\u007f]+$', description: 'an e-mail address, such as "mei@example.com"' })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const NoInput = Type.Object({}, CLOSED)
export const MessageName = Type.Object({ kind: Named }, CLOSED)
export type MessageName = Static<typeof MessageName>

export const Message = Type.Object({
  kind: Kind, isOn: Type.Boolean(), since: orNull(Time), days: orNull(Type.Integer({ description: 'how long before its review a level at risk is told of; null for what is told by other rules' })),
  reminderDays: Type.Array(Type.Integer(), { description: 'how many days before their end points are told of: as the program in force says; empty where it says nothing, and for other kinds' }),
  sent: Type.Integer({ description: 'how many were written in the last 30 days' }), ownTexts: Type.Array(Spoken, { description: 'languages in which the store has a text of its own' }),
  fields: Type.Array(Type.String(), { description: 'what its text may name' }), needed: Type.Array(Type.String(), { description: 'what its text must name' }),
}, { ...CLOSED, title: 'Message' })
export type Message = Static<typeof Message>

export const Messages = Type.Object({ messages: Type.Array(Message), languages: Type.Array(Spoken), isMailSet: Type.Boolean({ description: 'whether mails go out: until they do, they wait' }) }, { ...CLOSED, title: 'Messages' })
export type Messages = Static<typeof Messages>

export const ChangeMessage = Type.Object({ kind: Named, isOn: Type.Optional(Type.Boolean()), days: Type.Optional(Days) }, { ...CLOSED, title: 'ChangeMessage' })
export type ChangeMessage = Static<typeof ChangeMessage>

export const TextName = Type.Object({ kind: Named, language: Named }, CLOSED)
export type TextName = Static<typeof TextName>

const TextParts = Type.Object({ subject: Type.String(), body: Type.String() }, { ...CLOSED, title: 'MessageWords' })
export const MessageText = Type.Object({ kind: Kind, language: Spoken, subject: Type.String(), body: Type.String(), isOwn: Type.Boolean({ description: "whether it is the store's own" }), ours: TextParts, changedAt: orNull(Time) }, { ...CLOSED, title: 'MessageText' })
export type MessageText = Static<typeof MessageText>

export const ChangeText = Type.Object({ kind: Named, language: Named, subject: Subject, body: Body }, { ...CLOSED, title: 'ChangeMessageText' })
export type ChangeText = Static<typeof ChangeText>

export const PreviewMessage = Type.Object({ kind: Named, language: Spoken, subject: Type.Optional(Subject), body: Type.Optional(Body) }, { ...CLOSED, title: 'PreviewMessage' })
export type PreviewMessage = Static<typeof PreviewMessage>

export const MessagePreview = Type.Object({ subject: Type.String(), html: Type.String(), text: Type.String() }, { ...CLOSED, title: 'MessagePreview' })
export type MessagePreview = Static<typeof MessagePreview>

export const TryMessage = Type.Object({ kind: Named, language: Spoken, subject: Type.Optional(Subject), body: Type.Optional(Body), to: Address }, { ...CLOSED, title: 'TryMessage' })
export type TryMessage = Static<typeof TryMessage>

export const OfMember = Type.Object({ member: MemberRef }, CLOSED)
export type OfMember = Static<typeof OfMember>

/** A mail to a member, without its text. */
export const MemberMail = Type.Object({ mail: Type.String(), kind: Type.String(), subject: Type.String(), state: Type.Enum(['waiting', 'sent', 'failed', 'over']), createdAt: Time, sentAt: orNull(Time) }, { ...CLOSED, title: 'MemberMail' })
export const MemberMails = Type.Object({ mails: Type.Array(MemberMail) }, { ...CLOSED, title: 'MemberMails' })
export type MemberMails = Static<typeof MemberMails>
