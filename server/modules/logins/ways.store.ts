import { sql } from 'kysely'
import type { ReadContext } from '#server/platform/context'

export type WaysRow = { hasPassword: boolean; passkeys: number; hasTotp: boolean; providers: string[] }

/** What a member has set up to sign in with. */
export async function selectWays({ db, storeId }: ReadContext, memberId: string): Promise<WaysRow> {
  const { rows } = await sql<WaysRow>`select exists (select from logins_passwords where store_id = ${storeId} and member_id = ${memberId}) as "hasPassword",
    (select count(*) from logins_passkeys where store_id = ${storeId} and member_id = ${memberId}) as passkeys,
    exists (select from logins_totp where store_id = ${storeId} and member_id = ${memberId} and is_confirmed) as "hasTotp",
    array(select provider from logins_identities where store_id = ${storeId} and member_id = ${memberId} order by 1) as providers`.execute(db)
  return rows[0] as WaysRow
}
