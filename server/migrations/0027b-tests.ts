import { sql, type Kysely } from 'kysely'

/** Members that are there to try things: they are marked, and left out of the sums. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  await sql.raw(`alter table figures_left_out enable row level security`).execute(db)
  await sql.raw(`alter table figures_left_out force row level security`).execute(db)
  await sql.raw(`create policy of_store on figures_left_out using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
  await sql.raw(`grant select, insert, delete on figures_left_out to rockpool_app`).execute(db)
}

const STATEMENTS = [
  `alter table members add column is_test boolean not null default false`,
  `create index members_tests on members (store_id, member_id) where is_test`,
  `alter table roster add column is_test boolean not null default false`,
  `create index roster_tests on roster (store_id, last_at, member_id) where is_test`,
  // Of whom nothing is in the sums: those who were test members when a piece was last summed up.
  `create table figures_left_out (
    store_id text not null,
    member_id text not null,
    primary key (store_id, member_id))`,
]
