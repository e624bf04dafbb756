import { Type, type Static } from 'typebox'
import { MemberId } from '#server/modules/members/index'
import { CLOSED, PlainText } from '#server/platform/schemas'
import { Joining } from './schemas.ts'

const Email = Type.String({ minLength: 3, maxLength: 300, description: 'an e-mail address' })

export const Subscribe = Type.Object({ email: Email, ...Joining.properties }, { ...CLOSED, title: 'Subscribe' })
export type Subscribe = Static<typeof Subscribe>

export const Subscribed = Type.Object({ isAccepted: Type.Literal(true) }, { ...CLOSED, title: 'Subscribed', description: 'the same whoever it was' })
export type Subscribed = Static<typeof Subscribed>

export const ConfirmSubscription = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'the token of the link in the mail' }) }, { ...CLOSED, title: 'ConfirmSubscription' })
export type ConfirmSubscription = Static<typeof ConfirmSubscription>

export const AddLead = Type.Object({
  name: Type.Optional(PlainText), email: Type.Optional(Email), phone: Type.Optional(Type.String({ minLength: 3, maxLength: 50, description: 'a phone number' })),
  phoneCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'the country of a phone number without a country code' })), locale: Joining.properties.locale, source: Joining.properties.source,
}, { ...CLOSED, title: 'AddLead', description: 'an e-mail address or a phone number at least' })
export type AddLead = Static<typeof AddLead>

export const Lead = Type.Object({ memberId: MemberId, isNew: Type.Boolean({ description: 'false where somebody has this address or number already' }) }, { ...CLOSED, title: 'Lead' })
export type Lead = Static<typeof Lead>
