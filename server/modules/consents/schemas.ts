import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

const Channel = Type.Enum(['email', 'sms', 'whatsapp', 'phone', 'post', 'none'], { description: 'by which way: "email", "sms", "whatsapp", "phone", "post"; "none" for what goes by no way, such as terms' })
const Purpose = Type.Enum(['marketing', 'service', 'profiling', 'terms'], { description: 'for what: "marketing", "service" (news of one\'s own points and orders), "profiling" (offers by what one bought) or "terms"' })
const MaybeText = Type.Union([Type.String(), Type.Null()])

/** What somebody says of one channel and one purpose. */
export const Said = Type.Object({ channel: Channel, purpose: Purpose, isGiven: Type.Boolean() }, { ...CLOSED, title: 'SaidConsent' })
export type Said = Static<typeof Said>
export const SaidList = Type.Array(Said, { minItems: 1, maxItems: 24, description: 'a list of 1 to 24 consents' })

export const Consent = Type.Object({
  channel: Channel, purpose: Purpose, isGiven: Type.Boolean(), textVersion: Type.String({ description: 'which version of the text was shown' }), locale: MaybeText,
  source: Type.String({ description: 'where it was said: "sign_up", "centre", "subscription", "confirmed", "one_click" (from the header of a mail), "staff", the id of a key, or what an import was called' }),
  note: Type.Union([Type.String(), Type.Null()], { description: 'how it was said, as staff or a key put it down; not for shoppers' }),
  by: Type.Union([Type.Object({ id: Type.String(), name: MaybeText }, CLOSED), Type.Null()], { description: 'who of the staff put it down; not for shoppers' }), at: Time,
}, { ...CLOSED, title: 'Consent' })
export type Consent = Static<typeof Consent>

export const ReadConsents = Type.Object({ member: MemberRef }, CLOSED)
export type ReadConsents = Static<typeof ReadConsents>

export const Consents = Type.Object({
  memberId: MemberId, consents: Type.Array(Consent, { description: 'what holds now; what was never asked is not among it' }), history: Type.Array(Consent, { description: 'all that was ever said, the newest first' }),
}, { ...CLOSED, title: 'Consents' })
export type Consents = Static<typeof Consents>

export const ChangeConsents = Type.Object({
  member: MemberRef, consents: SaidList, locale: Type.Optional(Type.String({ maxLength: 35, pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', description: "the language in which it was asked; the member's unless told" })),
  note: Type.Optional(Type.Unsafe<string>({ ...PlainText, description: 'how it was said, such as "on the phone"; of shoppers it is not kept' })),
}, { ...CLOSED, title: 'ChangeConsents' })
export type ChangeConsents = Static<typeof ChangeConsents>
