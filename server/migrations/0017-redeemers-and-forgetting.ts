import { sql, type Kysely } from 'kysely'

/** Who used the points of a company for a reward: its owner then. And what erasing a person takes out of quotes that they held, and how their rows are found. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table rewards_redemptions add column by_member_id text, add foreign key (store_id, by_member_id) references members`,
  `grant update (answer) on quotes_held to rockpool_app`,
  `create index quotes_held_member on quotes_held (store_id, member_id) where member_id is not null`,
  `create index coupons_uses_member on coupons_uses (store_id, member_id) where member_id is not null`,
]
