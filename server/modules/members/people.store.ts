import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Identity } from './identity.ts'

/** Whoever searches by a number is shown so many who say that it is theirs. */
const MOST_OF_A_NUMBER = 100

type PersonRow = Identity & { memberId: string }

/** What is known of members as people; of whom nothing is known there is no row. */
export async function selectPeople({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`select member_id as "memberId", name, given_name as "givenName", family_name as "familyName", email, phone, locale, birth_year as "birthYear", attributes, notes
    from members_people where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by member_id`.execute(db)
  return rows
}

/**
 * Writes what is known of a member, who has claimed what reaches them. A number that is another one than before is their own where they say so themselves, else the store's; one that
 * the store says again (`isStored`) is the store's from now on.
 * @throws AppError members.email_taken, members.phone_taken where the index knows better; the transaction is over then
 */
export async function upsertPerson({ db, storeId, now }: WriteContext, { memberId, identity, emailKey, isOwn, isStored }: { memberId: string; identity: Identity; emailKey: string | null; isOwn: boolean; isStored: boolean }): Promise<void> {
  const { name, givenName, familyName, email, phone, locale, birthYear, attributes, notes } = identity
  try {
    await sql`insert into members_people (store_id, member_id, name, given_name, family_name, email, email_key, phone, is_phone_own, locale, birth_year, attributes, notes, changed_at)
      values (${storeId}, ${memberId}, ${name}, ${givenName}, ${familyName}, ${email}, ${emailKey}, ${phone}, ${isOwn && phone !== null}, ${locale}, ${birthYear}, ${jsonb(attributes)}, ${notes}, ${now})
      on conflict (store_id, member_id) do update set name = excluded.name, given_name = excluded.given_name, family_name = excluded.family_name, email = excluded.email, email_key = excluded.email_key,
        phone = excluded.phone, is_phone_own = case when excluded.phone = members_people.phone and not ${isStored}::boolean then members_people.is_phone_own else excluded.is_phone_own end, locale = excluded.locale, birth_year = excluded.birth_year, attributes = excluded.attributes, notes = excluded.notes, changed_at = excluded.changed_at`.execute(db)
  } catch (error) {
    throw takenOf(error) ?? error
  }
}

/**
 * Lets nobody else take an address or a number until the transaction ends, and says whether somebody has one of them. The index decides too, but
 * it tells the database's own log what was taken. A number that members say of themselves is taken by nobody and from nobody.
 */
export async function claimContacts({ db, storeId }: WriteContext, { memberId, emailKey, phone, isOwn, isStored }: { memberId: string; emailKey: string | null; phone: string | null; isOwn: boolean; isStored: boolean }): Promise<{ isEmailTaken: boolean; isPhoneTaken: boolean }> {
  for (const contact of [emailKey, phone]) if (contact !== null) await sql`select pg_advisory_xact_lock(hashtextextended(${`${storeId} ${contact}`}, 0))`.execute(db)
  const { rows: [taken] } = await sql<{ isEmailTaken: boolean; isPhoneTaken: boolean }>`
    select exists (select from members_people where store_id = ${storeId} and email_key = ${emailKey} and not is_merged and member_id <> ${memberId}) as "isEmailTaken",
      not ${isOwn}::boolean and exists (select from members_people where store_id = ${storeId} and phone = ${phone} and not is_merged and not is_phone_own and member_id <> ${memberId})
        and (${isStored}::boolean or not exists (select from members_people where store_id = ${storeId} and phone = ${phone} and is_phone_own and member_id = ${memberId})) as "isPhoneTaken"`.execute(db)
  return taken as { isEmailTaken: boolean; isPhoneTaken: boolean }
}

/** Whether a member alone has said their number. */
export async function hasOwnPhone({ db, storeId }: ReadContext, memberId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ isOwn: boolean }>`select is_phone_own as "isOwn" from members_people where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  return row?.isOwn === true
}

function takenOf(error: unknown): AppError | null {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return null
  if (constraint === 'members_people_email') return new AppError('conflict', 'members.email_taken')
  return constraint === 'members_people_phone' ? new AppError('conflict', 'members.phone_taken') : null
}

/** The member that an address or a number belongs to: one at most. With `isOwnToo` also those who said a number of themselves, so many at most. */
export async function selectByContact({ db, storeId }: ReadContext, { emailKey, phone, isOwnToo = false }: { emailKey: string | null; phone: string | null; isOwnToo?: boolean }): Promise<string[]> {
  const wanted = emailKey === null ? sql`phone = ${phone} and (${isOwnToo}::boolean or not is_phone_own)` : sql`email_key = ${emailKey}`
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from members_people where store_id = ${storeId} and not is_merged and ${wanted} order by is_phone_own, member_id limit ${MOST_OF_A_NUMBER}`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

/** The members that any of these addresses or numbers belong to. */
export async function selectByContacts({ db, storeId }: ReadContext, { emailKeys, phones }: { emailKeys: readonly string[]; phones: readonly string[] }): Promise<{ memberId: string; emailKey: string | null; phone: string | null }[]> {
  const { rows } = await sql<{ memberId: string; emailKey: string | null; phone: string | null }>`select member_id as "memberId", email_key as "emailKey", phone from members_people where store_id = ${storeId} and not is_merged and email_key = any(${emailKeys}::text[])
    union select member_id, email_key, phone from members_people where store_id = ${storeId} and not is_merged and not is_phone_own and phone = any(${phones}::text[])`.execute(db)
  return rows
}

/** Whoever is merged into another frees their address and number for others, and keeps them for themselves. */
export async function markPersonMerged({ db, storeId }: WriteContext, memberId: string): Promise<void> {
  await sql`update members_people set is_merged = true where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Whoever is their own again has their address and number back, unless another took them meanwhile. */
export async function unmarkPersonMerged({ db, storeId }: WriteContext, memberId: string): Promise<void> {
  const isEmailTaken = sql`exists (select from members_people o where o.store_id = ${storeId} and not o.is_merged and o.email_key = p.email_key)`
  const isPhoneTaken = sql`not p.is_phone_own and exists (select from members_people o where o.store_id = ${storeId} and not o.is_merged and not o.is_phone_own and o.phone = p.phone)`
  await sql`update members_people p set is_merged = false, email = case when ${isEmailTaken} then null else email end, email_key = case when ${isEmailTaken} then null else email_key end,
    phone = case when ${isPhoneTaken} then null else phone end where store_id = ${storeId} and member_id = ${memberId} and is_merged`.execute(db)
}
