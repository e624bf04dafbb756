import { sql, type Kysely } from 'kysely'

/** The secrets of an installation are put under another key when that is changed, and those that stood there as they are are sealed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`grant update on staff_secrets to rockpool_app`.execute(db)
}
