import { sql, type Kysely } from 'kysely'

/** Of each version why it was published and by whom, and which earlier one it brings back; null for versions of before, and where nobody said. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table programs_versions add column note text, add column published_by text, add column restores integer`.execute(db)
}
