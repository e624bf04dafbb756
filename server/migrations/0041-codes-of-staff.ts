import { sql, type Kysely } from 'kysely'

/** Which codes of their app somebody of the staff has used, each of which is good once; and whether whoever asked for an import may replace addresses and numbers by it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table staff_used_codes (
    user_id text not null references staff_users on delete cascade,
    code text not null,
    used_at timestamptz not null,
    primary key (user_id, code))`,
  `grant select, insert, update, delete on staff_used_codes to rockpool_app`,
  // An import that is under way may not, until somebody asks for it again.
  `alter table imports add column may_replace boolean not null default false`,
]
