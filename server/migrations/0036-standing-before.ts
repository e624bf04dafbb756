import { sql, type Kysely } from 'kysely'

/** How many members were active as an earlier day ended, and which points were about to end then. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['roster_active', 'figures_ends']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant select, insert, update on ${table} to rockpool_app`).execute(db)
  }
}

const STATEMENTS = [
  // By how many, on known_day, the members changed whose last activity was on last_day: what the roster has now, less this, is what it had.
  `create table roster_active (
    store_id text not null,
    known_day integer not null,
    last_day integer not null,
    members bigint not null,
    primary key (store_id, known_day, last_day))`,
  // The last census of each day on which one ended: points by unit and by the day that is their last.
  `create table figures_ends (
    store_id text not null,
    day integer not null,
    ends jsonb not null,
    primary key (store_id, day))`,
]
