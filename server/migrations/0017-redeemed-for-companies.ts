import { sql, type Kysely } from 'kysely'

/** Who used the points of a company for a reward: its owner then. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table rewards_redemptions add column by_member_id text, add foreign key (store_id, by_member_id) references members`,
]
