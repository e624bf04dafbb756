import { sql, type Kysely } from 'kysely'

/** When a batch of codes was made void, and with it every code of it that was not used; one of which none was made yet may want none. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table coupons_batches add column voided_at bigint, drop constraint coupons_batches_wanted_check, add check (wanted > 0 or voided_at is not null)`,
  `create index coupons_batches_made on coupons_batches (store_id, created_at, batch)`,
]
