import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'

/** `lastStep`: the half minute of the last code that was used. */
export type TotpRow = { sealed: string; lastStep: number; isConfirmed: boolean }

export async function lockTotp({ db, storeId }: WriteContext, memberId: string): Promise<TotpRow | undefined> {
  const { rows } = await sql<TotpRow>`select sealed, last_step as "lastStep", is_confirmed as "isConfirmed" from logins_totp where store_id = ${storeId} and member_id = ${memberId} for update`.execute(db)
  return rows[0]
}

/** Puts a new secret beside nothing, or in the place of one; it counts once it is confirmed. */
export async function upsertTotp({ db, storeId }: WriteContext, { memberId, sealed, at }: { memberId: string; sealed: string; at: Instant }): Promise<void> {
  await sql`insert into logins_totp (store_id, member_id, sealed, last_step, is_confirmed, changed_at) values (${storeId}, ${memberId}, ${sealed}, 0, false, ${at})
    on conflict (store_id, member_id) do update set sealed = excluded.sealed, last_step = 0, is_confirmed = false, changed_at = excluded.changed_at`.execute(db)
}

export async function updateTotpStep({ db, storeId }: WriteContext, { memberId, step, isConfirmed }: { memberId: string; step: number; isConfirmed: boolean }): Promise<void> {
  await sql`update logins_totp set last_step = ${step}, is_confirmed = ${isConfirmed} where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

export async function deleteTotp({ db, storeId }: WriteContext, memberId: string): Promise<void> {
  await sql`delete from logins_totp where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Takes every authenticator app of the store's members away: for when nobody can check their codes any more. */
export async function deleteEveryTotp({ db, storeId }: WriteContext): Promise<void> {
  await sql`delete from logins_totp where store_id = ${storeId}`.execute(db)
}
