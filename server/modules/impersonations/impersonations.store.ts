import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** That somebody of the staff looks at the centre as a member. */
export type ImpersonationRow = { impersonation: string; memberId: string; staffId: string; startedAt: Instant; expiresAt: Instant }

export async function insertImpersonation({ db, storeId }: WriteContext, { impersonation, memberId, staffId, startedAt, expiresAt, tokenHash }: ImpersonationRow & { tokenHash: string }): Promise<void> {
  await sql`insert into impersonations (store_id, impersonation_id, member_id, staff_id, token_hash, started_at, expires_at) values (${storeId}, ${impersonation}, ${memberId}, ${staffId}, ${tokenHash}, ${startedAt}, ${expiresAt})`.execute(db)
}

/** The one of this name, of whomever, while it lasts. */
export async function selectImpersonation({ db, storeId, now }: ReadContext, impersonation: string): Promise<ImpersonationRow | undefined> {
  const { rows } = await sql<ImpersonationRow>`select impersonation_id as impersonation, member_id as "memberId", staff_id as "staffId", started_at as "startedAt", expires_at as "expiresAt" from impersonations
    where store_id = ${storeId} and impersonation_id = ${impersonation} and expires_at > ${now}`.execute(db)
  return rows[0]
}

/** The one with this token, while it lasts. */
export async function selectByToken({ db, storeId, now }: ReadContext, tokenHash: string): Promise<ImpersonationRow | undefined> {
  const { rows } = await sql<ImpersonationRow>`select impersonation_id as impersonation, member_id as "memberId", staff_id as "staffId", started_at as "startedAt", expires_at as "expiresAt" from impersonations
    where store_id = ${storeId} and token_hash = ${tokenHash} and expires_at > ${now}`.execute(db)
  return rows[0]
}

/** Ends all of somebody, and those of anybody that are over. */
export async function deleteOf({ db, storeId, now }: WriteContext, staffId: string): Promise<void> {
  await sql`delete from impersonations where store_id = ${storeId} and (staff_id = ${staffId} or expires_at <= ${now})`.execute(db)
}

/** Ends one of somebody; false where it is theirs no more. */
export async function deleteImpersonation({ db, storeId }: WriteContext, { impersonation, staffId }: { impersonation: string; staffId: string }): Promise<boolean> {
  const { rows } = await sql`delete from impersonations where store_id = ${storeId} and impersonation_id = ${impersonation} and staff_id = ${staffId} returning 1`.execute(db)
  return rows.length > 0
}
