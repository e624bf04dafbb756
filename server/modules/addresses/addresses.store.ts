import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

export type AddressRow = { address: string; memberId: string; name: string | null; lines: string[]; city: string | null; region: string | null; postcode: string | null; country: string; isDefault: boolean; at: Instant }

const ADDRESS = sql`address_id as address, member_id as "memberId", name, lines, city, region, postcode, country, is_default as "isDefault", added_at as at`

/** Addresses of these members, the newest first. */
export async function selectAddresses({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`select ${ADDRESS} from addresses where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by address_id desc`.execute(db)
  return rows
}

/** Writes an address in the place of what it was. */
export async function upsertAddress({ db, storeId }: WriteContext, { address, memberId, name, lines, city, region, postcode, country, isDefault, at }: AddressRow): Promise<void> {
  await sql`insert into addresses (store_id, address_id, member_id, name, lines, city, region, postcode, country, is_default, added_at)
    values (${storeId}, ${address}, ${memberId}, ${name}, ${lines}::text[], ${city}, ${region}, ${postcode}, ${country}, ${isDefault}, ${at})
    on conflict (store_id, address_id) do update set name = excluded.name, lines = excluded.lines, city = excluded.city, region = excluded.region, postcode = excluded.postcode, country = excluded.country, is_default = excluded.is_default`.execute(db)
}

/** Parcels of these members go to this one. */
export async function updateDefault({ db, storeId }: WriteContext, { memberIds, address }: { memberIds: readonly string[]; address: string }): Promise<void> {
  await sql`update addresses set is_default = (address_id = ${address}) where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and is_default <> (address_id = ${address})`.execute(db)
}

export async function deleteAddress({ db, storeId }: WriteContext, address: string): Promise<void> {
  await sql`delete from addresses where store_id = ${storeId} and address_id = ${address}`.execute(db)
}

export async function deleteAddressesOf({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from addresses where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}
