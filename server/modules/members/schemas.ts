import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'
import { ROLES } from './buyers.store.ts'

const MaybeText = Type.Union([Type.String(), Type.Null()])

/** A member in the path: by an id of the shop, or by ours. */
export const MemberRef = Type.String({ ...PlainText, description: "the shop's own id of a member, or ours (mem_…)" })
export const MemberId = Type.String({ description: 'our own id' })
/** Somebody in a list: by our id, with the name and the first of the shop's ids. */
export const Somebody = Type.Object({ memberId: MemberId, name: MaybeText, externalId: Type.Union([Type.String(), Type.Null()], { description: 'the first of the shop\'s ids; one that is an address or a number is masked' }), isTest: Type.Boolean({ description: 'whether it is a test member' }) }, { ...CLOSED, title: 'Somebody' })
export type Somebody = Static<typeof Somebody>

const Role = Type.Enum([...ROLES], { description: ROLES.map((role) => `"${role}"`).join(', ') })

/** More than any shop has systems. */
const MOST_EXTERNAL_IDS = 20
export const ExternalIdList = Type.Array(PlainText, { minItems: 1, maxItems: MOST_EXTERNAL_IDS, uniqueItems: true, description: `a list of 1 to ${MOST_EXTERNAL_IDS} ids that the shop's systems have for this member` })

export const AddExternalIds = Type.Object({ member: MemberRef, externalIds: ExternalIdList }, { ...CLOSED, title: 'AddExternalIds' })
export type AddExternalIds = Static<typeof AddExternalIds>

export const RemoveExternalId = Type.Object({ member: MemberRef, externalId: PlainText }, CLOSED)
export type RemoveExternalId = Static<typeof RemoveExternalId>

export const ExternalIds = Type.Object({ memberId: MemberId, externalIds: Type.Array(Type.String()) }, { ...CLOSED, title: 'ExternalIds' })
export type ExternalIds = Static<typeof ExternalIds>

export const ListBuyers = Type.Object({ member: MemberRef, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListBuyers = Static<typeof ListBuyers>

export const AddBuyer = Type.Object({ member: MemberRef, buyer: MemberRef, role: Role }, { ...CLOSED, title: 'AddBuyer' })
export type AddBuyer = Static<typeof AddBuyer>

export const ChangeBuyer = Type.Object({ member: MemberRef, buyer: MemberRef, role: Role }, { ...CLOSED, title: 'ChangeBuyer' })
export type ChangeBuyer = Static<typeof ChangeBuyer>

export const RemoveBuyer = Type.Object({ member: MemberRef, buyer: MemberRef }, CLOSED)
export type RemoveBuyer = Static<typeof RemoveBuyer>

/** A person who buys for a company. */
export const Buyer = Type.Object({ company: MemberId, memberId: MemberId, role: Role, since: Time }, { ...CLOSED, title: 'Buyer' })
export type Buyer = Static<typeof Buyer>

const MASKED = 'masked'
const ListedBuyer = Type.Object({
  memberId: MemberId, externalIds: Type.Array(Type.String()), name: MaybeText,
  email: Type.Union([Type.String(), Type.Null()], { description: MASKED }), phone: Type.Union([Type.String(), Type.Null()], { description: MASKED }), role: Role, since: Time,
}, { ...CLOSED, title: 'ListedBuyer' })

export const BuyerPage = Type.Object({ company: MemberId, buyers: Type.Array(ListedBuyer), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'BuyerPage' })
export type BuyerPage = Static<typeof BuyerPage>

export const GetFreeze = Type.Object({ member: MemberRef }, CLOSED)
export type GetFreeze = Static<typeof GetFreeze>

export const FreezeMember = Type.Object({ member: MemberRef, reason: PlainText }, { ...CLOSED, title: 'FreezeMember' })
export type FreezeMember = Static<typeof FreezeMember>

/** Whether a member is kept from signing in and spending. */
export const Freeze = Type.Object({
  memberId: MemberId, isFrozen: Type.Boolean(), frozenAt: Type.Union([Time, Type.Null()]), frozenBy: MaybeText, reason: MaybeText,
}, { ...CLOSED, title: 'Freeze' })
export type Freeze = Static<typeof Freeze>
