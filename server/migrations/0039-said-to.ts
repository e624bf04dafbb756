import { sql, type Kysely } from 'kysely'

/** How a member said what staff or a key put down of their consents, and to whom. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table consents add column note text, add column said_to text`.execute(db)
}
