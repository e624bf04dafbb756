import { sql, type Kysely } from 'kysely'

/** Programs that are not published yet, and published ones as they were sent. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // source is json, as it was sent: a document in its own order, or a text with its comments and its layout.
  `create table programs_drafts (
    store_id text not null references stores,
    draft_id text not null,
    name text not null,
    source json not null,
    revision integer not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (store_id, draft_id))`,
  `alter table programs_drafts enable row level security`,
  `alter table programs_drafts force row level security`,
  `create policy of_store on programs_drafts using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update, delete on programs_drafts to rockpool_app`,
  // Null for versions that were published before.
  `alter table programs_versions add column source json`,
]
