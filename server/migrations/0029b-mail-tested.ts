import { sql, type Kysely } from 'kysely'

/** When a mail was last sent by the settings as they are, to try them; null: not since they were changed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table mail_settings add column tested_at bigint`.execute(db)
}
