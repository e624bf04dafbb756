import { sql, type Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'
import { deleteRecoveryCodes } from './recovery-codes.store.ts'

/** Somebody of the staff. Times of these tables are timestamps, as better-auth writes them. */
export type Person = { staffId: string; name: string; email: string; locale: string | null; hasTotp: boolean; hasPasskey: boolean; hasRecoveryCodes: boolean }
export type SessionRow = { sessionId: string; address: string | null; userAgent: string | null; since: Date; seenAt: Date | null; endsAt: Date }
export type PasskeyRow = { passkey: string; name: string | null; since: Date }

type Db = Kysely<NoTables>

const PERSON = sql`u.id as "staffId", u.name, u.email, u.locale, u.two_factor_enabled as "hasTotp", exists (select from staff_passkeys p where p.user_id = u.id) as "hasPasskey",
  case when u.two_factor_enabled then exists (select from staff_two_factors t where t.user_id = u.id and t.backup_codes <> '[]') else exists (select from staff_recovery_codes c where c.staff_id = u.id) end as "hasRecoveryCodes"`

export async function selectPeople(db: Db, staffIds: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`select ${PERSON} from staff_users u where u.id = any(${staffIds}::text[]) order by u.id`.execute(db)
  return rows
}

export async function selectByEmail(db: Db, email: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`select ${PERSON} from staff_users u where u.email = ${email}`.execute(db)
  return rows[0]
}

/** Somebody as they stand once whoever else changes their second factor is done: it is changed by one at a time, until the transaction ends. */
export async function lockPerson(db: Db, staffId: string): Promise<Person | undefined> {
  await sql`select from staff_users where id = ${staffId} for no key update`.execute(db)
  const [person] = await selectPeople(db, [staffId])
  return person
}

/** Everybody, for whoever has the machine. */
export async function selectEverybody(db: Db): Promise<(Person & { since: Date })[]> {
  const { rows } = await sql<Person & { since: Date }>`select ${PERSON}, u.created_at as since from staff_users u order by u.created_at, u.id`.execute(db)
  return rows
}

/** Makes somebody with a password; false where the address is somebody's already. */
export async function insertPerson(db: Db, { staffId, accountId, name, email, locale, hash, at }: { staffId: string; accountId: string; name: string; email: string; locale: string | null; hash: string; at: Instant }): Promise<boolean> {
  const made = new Date(at)
  const { rows } = await sql`insert into staff_users (id, name, email, locale, created_at, updated_at) values (${staffId}, ${name}, ${email}, ${locale}, ${made}, ${made}) on conflict (email) do nothing returning id`.execute(db)
  if (rows.length === 0) return false
  await sql`insert into staff_accounts (id, user_id, account_id, provider_id, password, created_at, updated_at) values (${accountId}, ${staffId}, ${staffId}, 'credential', ${hash}, ${made}, ${made})`.execute(db)
  return true
}

/** The stores that somebody has a seat in. */
export async function callStoresOf(db: Db, staffId: string): Promise<string[]> {
  const { rows } = await sql<{ storeId: string }>`select store_id as "storeId" from staff_seats_of(${staffId})`.execute(db)
  return rows.map(({ storeId }) => storeId)
}

/** Notes that somebody owns the house: every store that there is, and those that are made at the command line. */
export async function updateOwnsHouse(db: Db, staffId: string): Promise<void> {
  await sql`update staff_users set owns_house = true where id = ${staffId}`.execute(db)
}

export async function selectHouseOwners(db: Db): Promise<string[]> {
  const { rows } = await sql<{ staffId: string }>`select id as "staffId" from staff_users where owns_house order by id`.execute(db)
  return rows.map(({ staffId }) => staffId)
}

export async function updatePerson(db: Db, { staffId, name, locale, at }: { staffId: string; name: string; locale: string | null; at: Instant }): Promise<void> {
  await sql`update staff_users set name = ${name}, locale = ${locale}, updated_at = ${new Date(at)} where id = ${staffId}`.execute(db)
}

export async function updatePassword(db: Db, { staffId, hash, at }: { staffId: string; hash: string; at: Instant }): Promise<void> {
  await sql`update staff_accounts set password = ${hash}, updated_at = ${new Date(at)} where user_id = ${staffId} and provider_id = 'credential'`.execute(db)
}

export async function selectPasswordHash(db: Db, staffId: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ password: string }>`select password from staff_accounts where user_id = ${staffId} and provider_id = 'credential'`.execute(db)
  return row?.password
}

/** Keeps recovery codes of an app, where better-auth looks for them. */
export async function updateAppCodes(db: Db, { staffId, kept }: { staffId: string; kept: string }): Promise<void> {
  await sql`update staff_two_factors set backup_codes = ${kept} where user_id = ${staffId}`.execute(db)
}

/** A code of an app is right for a minute and a half at most; longer than that nobody needs to know that it was used. */
const USED = sql.raw(`interval '5 minutes'`)

/** Notes that a code of somebody's app is used; false where it was used before. Of two at once one notes it. */
export async function insertUsedCode(db: Db, { staffId, code }: { staffId: string; code: string }): Promise<boolean> {
  await sql`delete from staff_used_codes where used_at < now() - ${USED}`.execute(db)
  const { rows } = await sql`insert into staff_used_codes (user_id, code, used_at) values (${staffId}, ${code}, now()) on conflict do nothing returning code`.execute(db)
  return rows.length > 0
}

/** Takes away all that is a second factor of somebody, with the recovery codes; false where there was none. */
export async function deleteSecondFactors(db: Db, { staffId, at }: { staffId: string; at: Instant }): Promise<boolean> {
  await sql`update staff_users set two_factor_enabled = false, updated_at = ${new Date(at)} where id = ${staffId}`.execute(db)
  const { rows: apps } = await sql`delete from staff_two_factors where user_id = ${staffId} returning id`.execute(db)
  const { rows: passkeys } = await sql`delete from staff_passkeys where user_id = ${staffId} returning id`.execute(db)
  await deleteRecoveryCodes(db, staffId)
  return apps.length + passkeys.length > 0
}

/** Live sessions, newest first. */
export async function selectSessions(db: Db, staffId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`select id as "sessionId", ip_address as address, user_agent as "userAgent", created_at as since, seen_at as "seenAt", expires_at as "endsAt"
    from staff_sessions where user_id = ${staffId} and expires_at > now() order by created_at desc, id desc`.execute(db)
  return rows
}

/** Notes that a session is used. */
export async function updateSeen(db: Db, { sessionId, at }: { sessionId: string; at: Instant }): Promise<void> {
  await sql`update staff_sessions set seen_at = ${new Date(at)} where id = ${sessionId}`.execute(db)
}

/** Ends the one session of an id or a token, all, or all but one. Says how many ended. */
export async function deleteSessions(db: Db, { staffId, one = null, token = null, but = null }: { staffId: string; one?: string | null; token?: string | null; but?: string | null }): Promise<number> {
  const { rows } = await sql`delete from staff_sessions where user_id = ${staffId} and (${one}::text is null or id = ${one}) and (${token}::text is null or token = ${token}) and (${but}::text is null or id <> ${but}) returning id`.execute(db)
  return rows.length
}

export async function selectPasskeys(db: Db, staffId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select id as passkey, name, created_at as since from staff_passkeys where user_id = ${staffId} order by created_at, id`.execute(db)
  return rows
}

export async function deletePasskey(db: Db, { staffId, passkey }: { staffId: string; passkey: string }): Promise<boolean> {
  const { rows } = await sql`delete from staff_passkeys where user_id = ${staffId} and id = ${passkey} returning id`.execute(db)
  return rows.length > 0
}

/** A secret of this installation by its name: the one that is kept, or the one offered where none was. */
export async function keepSecret(db: Db, { name, offered }: { name: string; offered: string }): Promise<string> {
  await sql`insert into staff_secrets (name, secret) values (${name}, ${offered}) on conflict (name) do nothing`.execute(db)
  const { rows: [row] } = await sql<{ secret: string }>`select secret from staff_secrets where name = ${name}`.execute(db)
  return (row as { secret: string }).secret
}

export async function selectSecret(db: Db, name: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ secret: string }>`select secret from staff_secrets where name = ${name}`.execute(db)
  return row?.secret
}

export async function updateSecret(db: Db, { name, secret }: { name: string; secret: string }): Promise<void> {
  await sql`update staff_secrets set secret = ${secret} where name = ${name}`.execute(db)
}

/** Of processes that start together one looks after the secrets at a time, until its transaction ends. */
export async function lockSecrets(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rockpool secrets'))`.execute(db)
}

/** Whether this installation was ever started: then there was a link for its first owner, or somebody. */
export async function hasBeenUsed(db: Db): Promise<boolean> {
  const { rows: [row] } = await sql<{ is: boolean }>`select exists (select from staff_links) or exists (select from staff_users) or exists (select from staff_secrets) as is`.execute(db)
  return row?.is === true
}

/** Takes every authenticator app, every recovery code and every session of staff. */
export async function clearSecondFactors(db: Db): Promise<void> {
  await sql`delete from staff_two_factors`.execute(db)
  await sql`delete from staff_recovery_codes`.execute(db)
  await sql`update staff_users set two_factor_enabled = false`.execute(db)
  await sql`delete from staff_sessions`.execute(db)
}
