import { sql, type Kysely } from 'kysely'

/** What guests bought: counted for the store, and nobody's. And the way through a store's events in the order of time. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table activity_guests (
    store_id text not null references stores,
    source text not null,
    source_id text not null,
    occurred_at bigint not null,
    kind text not null check (kind in ('order', 'refund', 'credit_note')),
    currency text not null,
    net_minor bigint not null,
    primary key (store_id, source, source_id))`,
  `alter table activity_guests enable row level security`,
  `alter table activity_guests force row level security`,
  `create policy of_store on activity_guests using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert on activity_guests to rockpool_app`,
  `create index activity_events_time on activity_events (store_id, occurred_at, event_no)`,
]
