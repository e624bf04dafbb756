import { sql, type Kysely } from 'kysely'

/** A new authenticator app of a member waits beside the one in use until it has shown a code. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table logins_totp add column next_sealed text`.execute(db)
}
