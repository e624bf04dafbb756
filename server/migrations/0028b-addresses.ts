import { sql, type Kysely } from 'kysely'

/** Where members' parcels go. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table addresses (
    store_id text not null references stores,
    address_id text not null,
    member_id text not null,
    name text,
    lines text[] not null,
    city text,
    region text,
    postcode text,
    country text not null,
    is_default boolean not null,
    added_at bigint not null,
    primary key (store_id, address_id))`,
  `create index addresses_member on addresses (store_id, member_id, address_id)`,
  `alter table addresses enable row level security`,
  `alter table addresses force row level security`,
  `create policy of_store on addresses using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update, delete on addresses to rockpool_app`,
]
