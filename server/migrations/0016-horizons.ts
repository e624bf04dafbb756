import { sql, type Kysely } from 'kysely'

/** Until when members of a store have been judged by its timeline: a publication begins behind it. What was judged before this table was is over. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table programs_horizons (
    store_id text primary key references stores,
    judged_until bigint not null)`,
  `alter table programs_horizons enable row level security`,
  `alter table programs_horizons force row level security`,
  `create policy of_store on programs_horizons using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update on programs_horizons to rockpool_app`,
]
