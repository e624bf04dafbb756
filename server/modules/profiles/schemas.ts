import { Type, type Static, type TSchema } from 'typebox'
import { bodies } from '#engine/member/event-schema'
import { PERSONAL_PARTS } from '#engine/member/forget'
import { ListedPosting } from '#server/modules/activity/index'
import { Consent } from '#server/modules/consents/index'
import { KnownAddress } from '#server/modules/addresses/index'
import { KnownTerms } from '#server/modules/companies/index'
import { KnownNote } from '#server/modules/desk/index'
import { ExternalIdList, MemberId, MemberRef, MOST_ATTRIBUTES } from '#server/modules/members/index'
import { OwnOrder } from '#server/modules/orders/index'
import { Redemption } from '#server/modules/rewards/index'
import { CLOSED, Cursor, Limit, PLAIN, PlainText, Time } from '#server/platform/schemas'

const LONGEST_NOTES = 5_000
const LONGEST_VALUE = 500

/** The same, or null: which takes away. */
const orNull = <T extends TSchema>(schema: T, description: string) => Type.Optional(Type.Union([schema, Type.Null()], { description: `${description}; null takes it away` }))
const line = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: PLAIN })
const MaybeText = Type.Union([Type.String(), Type.Null()])
const described = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

const Kind = Type.Enum(['person', 'company'], { description: '"person" or "company"; it never changes' })
const Tag = Type.String({ ...PlainText, description: 'a text of 1 to 200 characters on one line' })
const Tags = Type.Array(Tag, { minItems: 1, maxItems: 100, description: 'a list of 1 to 100 texts' })
const KEY = '^[A-Za-z][A-Za-z0-9_.-]{0,63}$'
const attributesOf = <T extends TSchema>(value: T) => Type.Record(Type.String({ pattern: KEY }), value, {
  ...CLOSED, maxProperties: MOST_ATTRIBUTES, description: `at most ${MOST_ATTRIBUTES} attributes for the shop's own use, named by a letter and up to 63 letters, digits, "_", "." or "-"`,
})
const Value = Type.Union([Type.String({ maxLength: LONGEST_VALUE }), Type.Number(), Type.Boolean()], { description: `a text of at most ${LONGEST_VALUE} characters, a number, true or false` })
const ValueOrNull = Type.Union([Type.String({ maxLength: LONGEST_VALUE }), Type.Number(), Type.Boolean(), Type.Null()], { description: `a text of at most ${LONGEST_VALUE} characters, a number, true or false; null takes it away` })
const told = bodies['member.changed'].profile.properties
const PhoneCountry = Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'the country of a phone number that has no country code, by ISO 3166-1, such as "DE"' }))

const Fields = {
  name: orNull(line(200), 'the whole name as the member writes it, or of the company'), givenName: orNull(line(100), 'how the member is called'), familyName: orNull(line(100), 'the family name'),
  email: orNull(line(300), 'an e-mail address, such as "anna@example.com"; nobody else in the store has it'),
  phone: orNull(line(50), 'a phone number with its country code, such as "+49 1512 3456789"; nobody else in the store has it'), phoneCountry: PhoneCountry,
  locale: orNull(line(35), 'the language in which the member is written to, such as "de-AT"'),
  birthday: orNull(Type.String({ pattern: '^(\\d{4}-)?\\d{2}-\\d{2}$' }), 'a birthday with or without its year, such as "1990-07-14" or "07-14"'),
  zone: orNull(told.zone, 'an IANA time zone, such as "Europe/Berlin": whose midnights count'), market: orNull(told.market, 'a market of the program'),
  region: orNull(told.region, 'a country or province by ISO 3166, such as "CA" or "CA-ON": whose law counts'),
  notes: orNull(Type.String({ minLength: 1, maxLength: LONGEST_NOTES, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$' }), `a text of at most ${LONGEST_NOTES} characters for the staff`),
  attributes: Type.Optional(attributesOf(ValueOrNull)),
  isTest: Type.Optional(Type.Boolean({ description: 'whether it is a test member, who works as any other does and is left out of the figures of the store' })),
}

export const CreateMember = Type.Object({
  kind: Type.Unsafe<'person' | 'company'>({ ...Kind, default: 'person' }), externalIds: Type.Optional(ExternalIdList),
  joinedAt: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'when the member joined, where that was before now; a time with its offset, such as "2026-01-05T10:00:00Z"' })),
  ...Fields, tags: Type.Optional(Tags),
}, { ...CLOSED, title: 'CreateMember' })
export type CreateMember = Static<typeof CreateMember>

export const ReadProfile = Type.Object({ member: MemberRef }, CLOSED)
export type ReadProfile = Static<typeof ReadProfile>

export const ChangeProfile = Type.Object({ member: MemberRef, ...Fields }, { ...CLOSED, title: 'ChangeProfile' })
export type ChangeProfile = Static<typeof ChangeProfile>

/** What is known of a member, apart from what they have. */
export const Profile = Type.Object({
  memberId: MemberId, kind: Kind, externalIds: Type.Array(Type.String()), createdAt: Time, joinedAt: Type.Union([Time, Type.Null()]),
  name: MaybeText, givenName: MaybeText, familyName: MaybeText, email: MaybeText, phone: MaybeText,
  isMasked: Type.Boolean({ description: 'whether email and phone are masked, as the key lacks members:reveal' }),
  locale: MaybeText, birthday: MaybeText, zone: MaybeText, market: MaybeText, region: MaybeText, tags: Type.Array(Type.String()), attributes: attributesOf(Value), notes: MaybeText, isTest: Type.Boolean({ description: 'whether the figures of the store leave the member out' }),
  source: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()], { description: 'where the member came from when they joined, such as utmSource, campaign or referrer; null: nobody knows, and for shoppers' }),
  companies: Type.Array(Type.Object({ company: MemberId, role: Type.String(), name: MaybeText }, CLOSED), { description: 'the companies that the member buys for' }),
}, { ...CLOSED, title: 'Profile' })
export type Profile = Static<typeof Profile>

export const ListMembers = Type.Object({ kind: Type.Optional(Kind), tag: Type.Optional(Tag), after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListMembers = Static<typeof ListMembers>

const ListedMember = Type.Object({
  memberId: MemberId, kind: Kind, externalIds: Type.Array(Type.String()), name: MaybeText, email: described('masked'), phone: described('masked'), tags: Type.Array(Type.String()), createdAt: Time, isTest: Type.Boolean(),
}, { ...CLOSED, title: 'ListedMember' })
export type ListedMember = Static<typeof ListedMember>

export const MemberPage = Type.Object({ members: Type.Array(ListedMember), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'MemberPage' })
export type MemberPage = Static<typeof MemberPage>

export const SearchMembers = Type.Object({
  email: Type.Optional(Type.String({ maxLength: 300, description: 'an e-mail address' })), phone: Type.Optional(Type.String({ maxLength: 50, description: 'a phone number' })), phoneCountry: PhoneCountry,
}, { ...CLOSED, title: 'SearchMembers', description: 'either email or phone' })
export type SearchMembers = Static<typeof SearchMembers>

export const FoundMembers = Type.Object({ members: Type.Array(ListedMember) }, { ...CLOSED, title: 'FoundMembers' })
export type FoundMembers = Static<typeof FoundMembers>

export const AddTags = Type.Object({ member: MemberRef, tags: Tags }, { ...CLOSED, title: 'AddTags' })
export type AddTags = Static<typeof AddTags>

export const RemoveTag = Type.Object({ member: MemberRef, tag: Tag }, CLOSED)
export type RemoveTag = Static<typeof RemoveTag>

export const MemberTags = Type.Object({ memberId: MemberId, tags: Type.Array(Type.String()) }, { ...CLOSED, title: 'MemberTags' })
export type MemberTags = Static<typeof MemberTags>

const KnownIdentity = Type.Object({
  memberId: MemberId, name: MaybeText, givenName: MaybeText, familyName: MaybeText, email: MaybeText, phone: MaybeText, locale: MaybeText,
  birthYear: Type.Union([Type.Integer(), Type.Null()]), attributes: attributesOf(Value), notes: MaybeText,
}, { ...CLOSED, title: 'KnownIdentity' })

const Tie = Type.Object({ company: MemberId, buyer: MemberId, role: Type.String(), since: Time, leftAt: Type.Union([Time, Type.Null()]) }, CLOSED)

const OwnCoupon = Type.Object({ code: Type.String(), discount: Type.String(), origin: Type.String(), status: Type.String(), usesTaken: Type.Integer(), issuedAt: Time, until: Type.Union([Time, Type.Null()]) }, { ...CLOSED, title: 'OwnCoupon' })
const OwnUse = Type.Object({ orderId: MaybeText, status: Type.String(), heldAt: Time, codes: Type.Array(Type.String()) }, { ...CLOSED, title: 'OwnUse' })

const OwnLogins = Type.Object({
  sessions: Type.Array(Type.Object({ memberId: MemberId, way: Type.String(), device: Type.String(), createdAt: Time, seenAt: Time }, CLOSED)),
  devices: Type.Array(Type.Object({ memberId: MemberId, device: Type.String(), seenAt: Time }, CLOSED), { description: 'on which they signed in during the last 400 days' }), passkeys: Type.Array(Type.Object({ memberId: MemberId, name: Type.String(), createdAt: Time }, CLOSED)),
  ways: Type.Array(Type.Object({ memberId: MemberId, hasPassword: Type.Boolean(), hasTotp: Type.Boolean(), providers: Type.Array(Type.String()) }, CLOSED)),
}, { ...CLOSED, title: 'OwnLogins' })

/** Everything that is known of the person behind a member; `stays` is what erasing leaves under the random id. */
export const PersonalData = Type.Object({
  memberId: MemberId, kind: Kind, exportedAt: Time,
  identities: Type.Array(KnownIdentity, { description: 'one for each member that became this one' }),
  externalIds: Type.Array(Type.Object({ memberId: MemberId, externalId: Type.String() }, CLOSED)),
  companies: Type.Array(Tie), buyers: Type.Array(Tie), birthday: MaybeText, tags: Type.Array(Type.String()),
  sayings: Type.Array(Type.Object({ at: Time, type: Type.String(), values: Type.Record(Type.String(), Type.Unknown()) }, CLOSED), { description: 'what events say of the person: birthdays, tags, reasons, texts, codes that orders named' }),
  coupons: Type.Array(OwnCoupon, { description: 'coupons for this person alone' }), quotes: Type.Array(Type.Object({ quote: Type.String(), codes: Type.Array(Type.String()) }, CLOSED), { description: 'codes that were sent with quotes that were held' }),
  sources: Type.Array(Type.Object({ memberId: MemberId, at: Time, source: Type.Record(Type.String(), Type.Unknown()) }, CLOSED), { description: 'where they came from when they joined' }), consents: Type.Array(Consent), logins: OwnLogins, mails: Type.Array(Type.Object({ at: Time, kind: Type.String(), to: Type.String(), subject: Type.String() }, CLOSED)),
  addresses: Type.Array(KnownAddress, { description: 'where parcels go' }), notes: Type.Array(KnownNote, { description: 'what customer service noted; told to staff alone' }), terms: Type.Array(KnownTerms, { description: 'on which terms a company buys; told to staff alone' }),
  stays: Type.Object({
    joinedAt: Type.Union([Time, Type.Null()]), zone: MaybeText, market: MaybeText, region: MaybeText, uses: Type.Array(OwnUse, { description: 'what checkouts took of coupons and limits; codes are those that are for others too' }),
    orders: Type.Array(OwnOrder, { description: 'the newest first' }), postings: Type.Array(ListedPosting, { description: 'every movement of points, in booked order' }), redemptions: Type.Array(Redemption, { description: 'what points bought' }),
  }, { ...CLOSED, description: 'what erasing leaves under the random id, as midnights, law, prices and limits of the ledger rest on it' }),
}, { ...CLOSED, title: 'PersonalData' })
export type PersonalData = Static<typeof PersonalData>

export const Erased = Type.Object({
  memberId: MemberId, erasedAt: Time,
  kept: Type.Array(Type.Enum([...PERSONAL_PARTS]), { description: 'what had to stay in past events under the random id, as points or levels rest on it' }),
}, { ...CLOSED, title: 'Erased' })
export type Erased = Static<typeof Erased>
