import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, PLAIN, PlainText, Time } from '#server/platform/schemas'

const MOST_LINES = 4
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Text = Type.String({ minLength: 1, maxLength: 200, pattern: PLAIN })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Name = Type.Unsafe<string | null>({ ...orNull(Text), description: 'to whom, as it stands on the parcel' })
const Lines = Type.Array(Text, { minItems: 1, maxItems: MOST_LINES, description: `street and what else leads there, 1 to ${MOST_LINES} lines as they stand on the parcel` })
const City = Type.Unsafe<string | null>({ ...orNull(Text), description: 'city or town' })
const Region = Type.Unsafe<string | null>({ ...orNull(Text), description: 'state, province, prefecture or county, where addresses have one' })
const Postcode = orNull(Type.String({ minLength: 1, maxLength: 20, pattern: '^[A-Za-z0-9][A-Za-z0-9 -]*$', description: 'up to 20 letters and digits, where the country has postcodes' }))
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'two letters (ISO 3166-1), such as "DE"' })
const IsDefault = Type.Boolean({ description: 'whether parcels go there unless the member says otherwise' })

const Parts = { name: MaybeText, lines: Type.Array(Type.String()), city: MaybeText, region: MaybeText, postcode: MaybeText, country: Type.String() }

export const Address = Type.Object({ address: Type.String({ description: 'its id' }), ...Parts, isDefault: IsDefault, isMasked: Type.Boolean({ description: 'whether name, lines and postcode are masked, as they are for whoever may not see them' }) }, { ...CLOSED, title: 'Address' })
export type Address = Static<typeof Address>

export const ListAddresses = Type.Object({ member: MemberRef }, CLOSED)
export type ListAddresses = Static<typeof ListAddresses>
export const Addresses = Type.Object({ memberId: MemberId, addresses: Type.Array(Address, { description: 'the one for shipping first, then the newest' }) }, { ...CLOSED, title: 'Addresses' })
export type Addresses = Static<typeof Addresses>

export const AddAddress = Type.Object({
  member: MemberRef, country: Country, lines: Lines, name: Type.Optional(Name), city: Type.Optional(City), region: Type.Optional(Region), postcode: Type.Optional(Postcode), isDefault: Type.Optional(IsDefault),
}, { ...CLOSED, title: 'AddAddress' })
export type AddAddress = Static<typeof AddAddress>

export const AddressName = Type.Object({ member: MemberRef, address: PlainText }, CLOSED)
export type AddressName = Static<typeof AddressName>

export const ChangeAddress = Type.Object({
  member: MemberRef, address: PlainText, country: Type.Optional(Country), lines: Type.Optional(Lines), name: Type.Optional(Name), city: Type.Optional(City), region: Type.Optional(Region), postcode: Type.Optional(Postcode), isDefault: Type.Optional(Type.Literal(true)),
}, { ...CLOSED, title: 'ChangeAddress' })
export type ChangeAddress = Static<typeof ChangeAddress>

/** An address as it is exported. */
export const KnownAddress = Type.Object({ at: Time, ...Parts, isDefault: Type.Boolean() }, { ...CLOSED, title: 'KnownAddress' })
export type KnownAddress = Static<typeof KnownAddress>
