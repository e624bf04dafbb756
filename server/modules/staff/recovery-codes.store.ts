import { sql, type Kysely } from 'kysely'
import type { NoTables } from '#server/platform/context'

type Db = Kysely<NoTables>
type Kept = { staffId: string; hashes: readonly string[] }

/** Keeps recovery codes of whoever has passkeys and no app, beside those that are there. */
export async function insertRecoveryCodes(db: Db, { staffId, hashes }: Kept): Promise<void> {
  await sql`insert into staff_recovery_codes (staff_id, hash) select ${staffId}, hash from unnest(${hashes}::text[]) as hash`.execute(db)
}

/** Takes a code that is shown away; false where there is no such code. Of two who show it at once one takes it. */
export async function spendRecoveryCode(db: Db, { staffId, hash }: { staffId: string; hash: string }): Promise<boolean> {
  const { rows } = await sql`delete from staff_recovery_codes where staff_id = ${staffId} and hash = ${hash} returning hash`.execute(db)
  return rows.length > 0
}

export async function deleteRecoveryCodes(db: Db, staffId: string): Promise<void> {
  await sql`delete from staff_recovery_codes where staff_id = ${staffId}`.execute(db)
}
