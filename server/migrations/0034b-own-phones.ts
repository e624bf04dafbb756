import { sql, type Kysely } from 'kysely'

/** A number that a member told of themselves is theirs alone no more: nobody has shown that it reaches them (decision 0093). */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table members_people add column is_phone_own boolean not null default false`,
  `drop index members_people_phone`,
  `create unique index members_people_phone on members_people (store_id, phone) where not is_merged and not is_phone_own`,
  `create index members_people_own_phone on members_people (store_id, phone) where not is_merged and is_phone_own`,
]
