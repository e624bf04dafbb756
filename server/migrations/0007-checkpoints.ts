import { sql, type Kysely } from 'kysely'

/** What a member was at an instant of its past, so that late events need not begin at its first. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // member is json: it is read whole and never looked into, and a member of 10,000 orders has megabytes.
  `create table activity_checkpoints (
    store_id text not null references stores,
    member_id text not null,
    at bigint not null,
    member json not null,
    primary key (store_id, member_id))`,
  `alter table activity_checkpoints enable row level security`,
  `alter table activity_checkpoints force row level security`,
  `create policy of_store on activity_checkpoints using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update, delete on activity_checkpoints to rockpool_app`,
]
