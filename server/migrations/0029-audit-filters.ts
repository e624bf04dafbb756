import { sql, type Kysely } from 'kysely'

/** The audit is looked through by what was done, and by what lies below an address, such as all that was done to one member. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create index audit_entries_deed on audit_entries (store_id, deed, number)`,
  // By its beginning too, which an index in the order of a language does not find.
  `drop index audit_entries_subject`,
  `create index audit_entries_subject on audit_entries (store_id, subject text_pattern_ops, number) where subject is not null`,
]
