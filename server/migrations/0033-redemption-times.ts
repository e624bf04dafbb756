import { sql, type Kysely } from 'kysely'

/** Redemptions are listed by when they were made: those of a store, those that wait to be fulfilled, and those of a member. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `drop index rewards_redemptions_member`,
  `drop index rewards_redemptions_open`,
  `create index rewards_redemptions_made on rewards_redemptions (store_id, redeemed_at, redemption_id)`,
  `create index rewards_redemptions_open on rewards_redemptions (store_id, redeemed_at, redemption_id) where status = 'open'`,
  `create index rewards_redemptions_member on rewards_redemptions (store_id, member_id, redeemed_at, redemption_id)`,
]
