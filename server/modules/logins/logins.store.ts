import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb, type Database } from '#server/platform/database'

export type SessionRow = { sessionId: string; memberId: string; way: string; device: string; createdAt: Instant; seenAt: Instant; provenAt: Instant; expiresAt: Instant }
export type FoundSession = { storeId: string; sessionId: string; memberId: string; provenAt: Instant }

const SESSION = sql`session_id as "sessionId", member_id as "memberId", way, device, created_at as "createdAt", seen_at as "seenAt", proven_at as "provenAt", expires_at as "expiresAt"`

/** The live session with this hash, in whichever store it is. */
export async function callLoginsFind({ bare }: Database, { hash, at }: { hash: string; at: Instant }): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`select store_id as "storeId", session_id as "sessionId", member_id as "memberId", proven_at as "provenAt" from logins_find(${hash}, ${at})`.execute(bare)
  return rows[0]
}

export async function insertSession({ db, storeId }: WriteContext, { session, tokenHash }: { session: SessionRow; tokenHash: string }): Promise<void> {
  const { sessionId, memberId, way, device, createdAt, seenAt, provenAt, expiresAt } = session
  await sql`insert into logins_sessions (store_id, session_id, member_id, token_hash, way, device, created_at, seen_at, proven_at, expires_at)
    values (${storeId}, ${sessionId}, ${memberId}, ${tokenHash}, ${way}, ${device}, ${createdAt}, ${seenAt}, ${provenAt}, ${expiresAt})`.execute(db)
}

/** The live sessions of members, the newest first. */
export async function selectSessions({ db, storeId }: ReadContext, { memberIds, at }: { memberIds: readonly string[]; at: Instant }): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`select ${SESSION} from logins_sessions where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and expires_at > ${at} order by session_id desc`.execute(db)
  return rows
}

export async function deleteSession({ db, storeId }: WriteContext, { memberId, sessionId }: { memberId: string; sessionId: string }): Promise<boolean> {
  const { rows } = await sql`delete from logins_sessions where store_id = ${storeId} and member_id = ${memberId} and session_id = ${sessionId} returning 1`.execute(db)
  return rows.length > 0
}

/** Ends the session of a token, where it is one of these members'. */
export async function deleteSessionOf({ db, storeId }: WriteContext, { memberIds, tokenHash }: { memberIds: readonly string[]; tokenHash: string }): Promise<void> {
  await sql`delete from logins_sessions where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and token_hash = ${tokenHash}`.execute(db)
}

/** Ends all sessions of a member but one, and those of anybody that are over. */
export async function deleteSessions({ db, storeId }: WriteContext, { memberId, except, at }: { memberId: string; except: string | null; at: Instant }): Promise<void> {
  await sql`delete from logins_sessions where store_id = ${storeId} and member_id = ${memberId} and (expires_at <= ${at} or session_id is distinct from ${except})`.execute(db)
}

export async function deleteOldSessions({ db, storeId }: WriteContext, { memberId, at }: { memberId: string; at: Instant }): Promise<void> {
  await sql`delete from logins_sessions where store_id = ${storeId} and member_id = ${memberId} and expires_at <= ${at}`.execute(db)
}

export async function updateProven({ db, storeId }: WriteContext, { sessionId, at }: { sessionId: string; at: Instant }): Promise<void> {
  await sql`update logins_sessions set proven_at = ${at} where store_id = ${storeId} and session_id = ${sessionId}`.execute(db)
}

type CodeName = { addressKey: string; purpose: string }

/** Puts a code in the place of the one that there was. */
export async function upsertCode({ db, storeId }: WriteContext, { addressKey, purpose, codeHash, expiresAt }: CodeName & { codeHash: string; expiresAt: Instant }): Promise<void> {
  await sql`insert into logins_codes (store_id, address_key, purpose, code_hash, tries, expires_at) values (${storeId}, ${addressKey}, ${purpose}, ${codeHash}, 0, ${expiresAt})
    on conflict (store_id, address_key, purpose) do update set code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at`.execute(db)
}

/** Takes a code that is right, alive and not tried too often: of two who come at once, one has it. */
export async function takeCode({ db, storeId }: WriteContext, { addressKey, purpose, codeHash, mostTries, at }: CodeName & { codeHash: string; mostTries: number; at: Instant }): Promise<boolean> {
  const { rows } = await sql`delete from logins_codes where store_id = ${storeId} and address_key = ${addressKey} and purpose = ${purpose} and code_hash = ${codeHash} and tries < ${mostTries} and expires_at > ${at} returning 1`.execute(db)
  return rows.length > 0
}

/** Counts a wrong code. Where there is none a row without one is written: a commit that writes nothing is sooner done, and would tell whose mailbox has a code. */
export async function countTry({ db, storeId }: WriteContext, { addressKey, purpose, endsAt }: CodeName & { endsAt: Instant }): Promise<void> {
  await sql`insert into logins_codes as c (store_id, address_key, purpose, code_hash, tries, expires_at) values (${storeId}, ${addressKey}, ${purpose}, '', 1, ${endsAt})
    on conflict (store_id, address_key, purpose) do update set tries = c.tries + 1`.execute(db)
}

export async function deleteOldCodes({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`delete from logins_codes where store_id = ${storeId} and expires_at <= ${at}`.execute(db)
}

export async function deleteCodesOf({ db, storeId }: WriteContext, addressKeys: readonly string[]): Promise<void> {
  await sql`delete from logins_codes where store_id = ${storeId} and address_key = any(${addressKeys}::text[])`.execute(db)
}

/** Counts one more under a name in a window of time; says how often in all, and when the window ends. */
export async function countAttempt({ db, storeId }: WriteContext, { name, windowMs, at }: { name: string; windowMs: number; at: Instant }): Promise<{ count: number; endsAt: Instant }> {
  const { rows } = await sql<{ count: number; endsAt: Instant }>`insert into logins_attempts as a (store_id, name, count, ends_at) values (${storeId}, ${name}, 1, ${at + windowMs})
    on conflict (store_id, name) do update set count = case when a.ends_at <= ${at} then 1 else a.count + 1 end, ends_at = case when a.ends_at <= ${at} then excluded.ends_at else a.ends_at end
    returning count, ends_at as "endsAt"`.execute(db)
  return rows[0] as { count: number; endsAt: Instant }
}

export async function deleteOldAttempts({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`delete from logins_attempts where store_id = ${storeId} and ends_at <= ${at}`.execute(db)
}

/** Notes that a token was used; of two who bring it at once, one was first. */
export async function insertUsedToken({ db, storeId }: WriteContext, { tokenId, expiresAt, at }: { tokenId: string; expiresAt: Instant; at: Instant }): Promise<boolean> {
  await sql`delete from logins_used_tokens where store_id = ${storeId} and expires_at <= ${at}`.execute(db)
  const { rows } = await sql`insert into logins_used_tokens (store_id, token_id, expires_at) values (${storeId}, ${tokenId}, ${expiresAt}) on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function selectPassword({ db, storeId }: ReadContext, memberId: string): Promise<{ hash: string; changedAt: Instant } | undefined> {
  const { rows } = await sql<{ hash: string; changedAt: Instant }>`select hash, changed_at as "changedAt" from logins_passwords where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  return rows[0]
}

export async function upsertPassword({ db, storeId }: WriteContext, { memberId, hash, at }: { memberId: string; hash: string; at: Instant }): Promise<void> {
  await sql`insert into logins_passwords (store_id, member_id, hash, changed_at) values (${storeId}, ${memberId}, ${hash}, ${at})
    on conflict (store_id, member_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`.execute(db)
}

export async function deletePassword({ db, storeId }: WriteContext, memberId: string): Promise<void> {
  await sql`delete from logins_passwords where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Keeps a question that somebody must answer soon; those that nobody answered go. */
export async function insertChallenge({ db, storeId }: WriteContext, { challengeId, kind, said, expiresAt, at }: { challengeId: string; kind: string; said: object; expiresAt: Instant; at: Instant }): Promise<void> {
  await sql`delete from logins_challenges where store_id = ${storeId} and expires_at <= ${at}`.execute(db)
  await sql`insert into logins_challenges (store_id, challenge_id, kind, said, expires_at) values (${storeId}, ${challengeId}, ${kind}, ${jsonb(said)}, ${expiresAt})`.execute(db)
}

export async function selectChallenge<T>({ db, storeId }: ReadContext, { challengeId, kind, at }: { challengeId: string; kind: string; at: Instant }): Promise<T | undefined> {
  const { rows } = await sql<{ said: T }>`select said from logins_challenges where store_id = ${storeId} and challenge_id = ${challengeId} and kind = ${kind} and expires_at > ${at}`.execute(db)
  return rows[0]?.said
}

/** Takes a question, which is answered once. */
export async function takeChallenge<T>({ db, storeId }: WriteContext, { challengeId, kind, at }: { challengeId: string; kind: string; at: Instant }): Promise<T | undefined> {
  const { rows } = await sql<{ said: T }>`delete from logins_challenges where store_id = ${storeId} and challenge_id = ${challengeId} and kind = ${kind} and expires_at > ${at} returning said`.execute(db)
  return rows[0]?.said
}

/** Passkeys and identities of one member are another's. */
export async function moveRows({ db, storeId }: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  for (const table of ['logins_passkeys', 'logins_identities']) await sql`update ${sql.table(table)} set member_id = ${to} where store_id = ${storeId} and member_id = ${from}`.execute(db)
}

/** Takes everything by which members sign in. */
export async function eraseLogins({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  for (const table of ['logins_sessions', 'logins_devices', 'logins_passwords', 'logins_passkeys', 'logins_identities', 'logins_totp']) {
    await sql`delete from ${sql.table(table)} where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  }
}
