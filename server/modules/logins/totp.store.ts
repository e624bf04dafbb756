import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'

/** `lastStep`: the half minute of the last code that was used; `nextSealed`: of an app that is being set up in the place of one in use. */
export type TotpRow = { sealed: string; nextSealed: string | null; lastStep: number; isConfirmed: boolean }

export async function lockTotp({ db, storeId }: WriteContext, memberId: string): Promise<TotpRow | undefined> {
  const { rows } = await sql<TotpRow>`select sealed, next_sealed as "nextSealed", last_step as "lastStep", is_confirmed as "isConfirmed" from logins_totp where store_id = ${storeId} and member_id = ${memberId} for update`.execute(db)
  return rows[0]
}

/** Puts a new secret beside the one in use, or in the place of one that was never confirmed; it counts once it is. */
export async function upsertTotp({ db, storeId }: WriteContext, { memberId, sealed, at }: { memberId: string; sealed: string; at: Instant }): Promise<void> {
  await sql`insert into logins_totp as t (store_id, member_id, sealed, last_step, is_confirmed, changed_at) values (${storeId}, ${memberId}, ${sealed}, 0, false, ${at})
    on conflict (store_id, member_id) do update set sealed = case when t.is_confirmed then t.sealed else excluded.sealed end, next_sealed = case when t.is_confirmed then excluded.sealed end, changed_at = excluded.changed_at`.execute(db)
}

export async function updateTotpStep({ db, storeId }: WriteContext, { memberId, step }: { memberId: string; step: number }): Promise<void> {
  await sql`update logins_totp set last_step = ${step} where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Puts the secret that was set up last into use, by the code of that half minute. */
export async function confirmTotp({ db, storeId }: WriteContext, { memberId, step }: { memberId: string; step: number }): Promise<void> {
  await sql`update logins_totp set sealed = coalesce(next_sealed, sealed), next_sealed = null, last_step = ${step}, is_confirmed = true where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}

/** Says whether there was one that was in use. */
export async function deleteTotp({ db, storeId }: WriteContext, memberId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ isConfirmed: boolean }>`delete from logins_totp where store_id = ${storeId} and member_id = ${memberId} returning is_confirmed as "isConfirmed"`.execute(db)
  return row?.isConfirmed === true
}

/** Takes every authenticator app of the store's members away: for when nobody can check their codes any more. */
export async function deleteEveryTotp({ db, storeId }: WriteContext): Promise<void> {
  await sql`delete from logins_totp where store_id = ${storeId}`.execute(db)
}
