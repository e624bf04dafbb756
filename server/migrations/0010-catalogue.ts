import { sql, type Kysely } from 'kysely'

/** What a store sells, for how much, and who may see which price. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['catalogue_products', 'catalogue_lists', 'catalogue_prices']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant select, insert, update, delete on ${table} to rockpool_app`).execute(db)
  }
}

const STATEMENTS = [
  // cost_minor: in the base currency of the program; null where nobody told it.
  `create table catalogue_products (
    store_id text not null references stores,
    sku text not null,
    tags text[] not null,
    is_gift_card boolean not null,
    is_sale_item boolean not null,
    cost_minor bigint,
    primary key (store_id, sku))`,
  // Whom a list is for: members with a tag, members of a level, one member; everybody where none is named.
  `create table catalogue_lists (
    store_id text not null references stores,
    list_id text not null,
    kind text not null check (kind in ('retail', 'price_list', 'contract', 'promotion')),
    market text not null,
    tag text,
    level text,
    member_id text,
    from_at bigint,
    until_at bigint,
    created_at bigint not null,
    primary key (store_id, list_id),
    foreign key (store_id, member_id) references members,
    check (num_nonnulls(tag, level, member_id) <= 1),
    check (kind <> 'contract' or member_id is not null),
    check (kind <> 'retail' or num_nonnulls(tag, level, member_id, from_at, until_at) = 0))`,
  `create unique index catalogue_lists_retail on catalogue_lists (store_id, market) where kind = 'retail'`,
  // unit_minor: in the currency of the list's market.
  `create table catalogue_prices (
    store_id text not null,
    list_id text not null,
    sku text not null,
    min_quantity integer not null check (min_quantity > 0),
    unit_minor bigint not null check (unit_minor >= 0),
    primary key (store_id, list_id, sku, min_quantity),
    foreign key (store_id, list_id) references catalogue_lists,
    foreign key (store_id, sku) references catalogue_products)`,
]
