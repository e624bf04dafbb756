import { sql, type Kysely } from 'kysely'

/** By which request a member was made, so that it makes one member however often it comes. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // request_hash: of the whole body, so also of who the member is; null again when they are erased.
  `alter table members add column request_key text, add column request_hash text`,
  `create unique index members_requests on members (store_id, request_key) where request_key is not null`,
]
