import { sql, type Kysely } from 'kysely'

/** Recovery codes of whoever of the staff has passkeys and no app, as hashes; those of an app stand with it (0018). */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table staff_recovery_codes (
    staff_id text not null references staff_users on delete cascade,
    hash text not null,
    primary key (staff_id, hash))`,
  `grant select, insert, delete on staff_recovery_codes to rockpool_app`,
]
