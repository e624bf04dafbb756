import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { ApiKey } from './schemas.ts'

const SHOWN = sql`key_id as key, name, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt", replaced_by as "replacedBy"`

export async function insertKey({ db, storeId }: WriteContext, { key, hash }: { key: ApiKey; hash: string }): Promise<void> {
  await sql`insert into keys_api_keys (store_id, key_id, name, prefix, secret_hash, scopes, created_at, expires_at)
    values (${storeId}, ${key.key}, ${key.name}, ${key.prefix}, ${hash}, ${key.scopes}, ${key.createdAt}, ${key.expiresAt})`.execute(db)
}

/** Keys, those that were made last first, behind one that is known. */
export async function selectKeys({ db, storeId }: ReadContext, { after, most }: { after: string | undefined; most: number }): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`select ${SHOWN} from keys_api_keys where store_id = ${storeId} and (${after ?? null}::text is null or key_id < ${after ?? null}) order by key_id desc limit ${most}`.execute(db)
  return rows
}

/** What keys are called, by their ids. */
export async function listKeyNames({ db, storeId }: ReadContext, keys: readonly string[]): Promise<{ key: string; name: string }[]> {
  const { rows } = await sql<{ key: string; name: string }>`select key_id as key, name from keys_api_keys where store_id = ${storeId} and key_id = any(${keys}::text[])`.execute(db)
  return rows
}

/** One key, locked until the transaction ends. */
export async function lockKey({ db, storeId }: WriteContext, key: string): Promise<ApiKey | undefined> {
  const { rows } = await sql<ApiKey>`select ${SHOWN} from keys_api_keys where store_id = ${storeId} and key_id = ${key} for update`.execute(db)
  return rows[0]
}

export async function updateKey({ db, storeId }: WriteContext, { key, expiresAt, revokedAt, replacedBy }: ApiKey): Promise<void> {
  await sql`update keys_api_keys set expires_at = ${expiresAt}, revoked_at = ${revokedAt}, replaced_by = ${replacedBy} where store_id = ${storeId} and key_id = ${key}`.execute(db)
}

/** The live key with this hash, in whichever store it is. */
export async function callKeysFind({ bare }: Database, { hash, at }: { hash: string; at: Instant }): Promise<{ storeId: string; keyId: string; scopes: string[] } | undefined> {
  const { rows } = await sql<{ storeId: string; keyId: string; scopes: string[] }>`select store_id as "storeId", key_id as "keyId", scopes from keys_find(${hash}, ${at})`.execute(bare)
  return rows[0]
}
