import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** `publicKey`: COSE, in base64url. */
export type PasskeyRow = { passkeyId: string; memberId: string; publicKey: string; counter: number; transports: string[]; name: string; createdAt: Instant; usedAt: Instant | null }

const PASSKEY = sql`passkey_id as "passkeyId", member_id as "memberId", public_key as "publicKey", counter, transports, name, created_at as "createdAt", used_at as "usedAt"`

export async function selectPasskeys({ db, storeId }: ReadContext, memberId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select ${PASSKEY} from logins_passkeys where store_id = ${storeId} and member_id = ${memberId} order by created_at, passkey_id`.execute(db)
  return rows
}

/** One passkey, locked until the transaction ends, as its counter goes on. */
export async function lockPasskey({ db, storeId }: WriteContext, passkeyId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`select ${PASSKEY} from logins_passkeys where store_id = ${storeId} and passkey_id = ${passkeyId} for update`.execute(db)
  return rows[0]
}

/** Says whether it was added: not where somebody has it. */
export async function insertPasskey({ db, storeId }: WriteContext, { passkeyId, memberId, publicKey, counter, transports, name, createdAt }: Omit<PasskeyRow, 'usedAt'>): Promise<boolean> {
  const { rows } = await sql`insert into logins_passkeys (store_id, passkey_id, member_id, public_key, counter, transports, name, created_at)
    values (${storeId}, ${passkeyId}, ${memberId}, ${publicKey}, ${counter}, ${transports}, ${name}, ${createdAt}) on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function updatePasskeyUsed({ db, storeId }: WriteContext, { passkeyId, counter, at }: { passkeyId: string; counter: number; at: Instant }): Promise<void> {
  await sql`update logins_passkeys set counter = ${counter}, used_at = ${at} where store_id = ${storeId} and passkey_id = ${passkeyId}`.execute(db)
}

export async function deletePasskey({ db, storeId }: WriteContext, { memberId, passkeyId }: Pick<PasskeyRow, 'memberId' | 'passkeyId'>): Promise<boolean> {
  const { rows } = await sql`delete from logins_passkeys where store_id = ${storeId} and member_id = ${memberId} and passkey_id = ${passkeyId} returning 1`.execute(db)
  return rows.length > 0
}
