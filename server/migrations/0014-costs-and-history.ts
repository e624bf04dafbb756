import { sql, type Kysely } from 'kysely'

/** What a product costs beside its purchase, who sold below the floor, and how prices changed. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['quotes_overrides', 'catalogue_changes']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    // What was done is neither changed nor taken back.
    await sql.raw(`grant select, insert on ${table} to rockpool_app`).execute(db)
  }
}

const STATEMENTS = [
  // In the base currency of the program, as cost_minor; nothing unless told.
  `alter table catalogue_products
    add column freight_minor bigint not null default 0,
    add column duty_minor bigint not null default 0`,
  // Quotes that kept benefits below the floor: made_by is the key or the person, kept what would have been dropped, lines what each of them leaves.
  `create table quotes_overrides (
    store_id text not null references stores,
    override_id text not null,
    made_at bigint not null,
    made_by text not null,
    reason text not null,
    member_id text,
    market text not null,
    currency text not null,
    kept jsonb not null,
    lines jsonb not null,
    short_minor bigint not null,
    primary key (store_id, override_id))`,
  // How prices changed: null for none. Of the list it keeps what is needed when that is gone: a price counts from effective_at until the next
  // change of its list and quantity, and no longer than until_at. Rows come by the hundred thousand, each with a price that has a store: nothing is looked up for them.
  `create table catalogue_changes (
    store_id text not null,
    market text not null,
    sku text not null,
    change_no bigint generated always as identity,
    list_id text not null,
    kind text not null,
    is_for_all boolean not null,
    min_quantity integer not null,
    increment integer not null,
    from_minor bigint,
    to_minor bigint,
    changed_at bigint not null,
    changed_by text not null,
    effective_at bigint not null,
    until_at bigint,
    primary key (store_id, market, sku, change_no))`,
  // What a price was before its latest change; null for none.
  'alter table catalogue_prices add column before_minor bigint',
  // Prices that there were already began, as far as anybody knows, with their lists. Whoever owns a table sees no row of it while row security is forced.
  'alter table catalogue_prices no force row level security', 'alter table catalogue_lists no force row level security',
  `insert into catalogue_changes (store_id, market, sku, list_id, kind, is_for_all, min_quantity, increment, to_minor, changed_at, changed_by, effective_at, until_at)
    select p.store_id, l.market, p.sku, p.list_id, l.kind, num_nonnulls(l.tag, l.level, l.member_id) = 0, p.min_quantity, p.increment, p.unit_minor,
      l.created_at, 'migration', greatest(l.created_at, l.from_at), l.until_at
    from catalogue_prices p join catalogue_lists l on l.store_id = p.store_id and l.list_id = p.list_id`,
  'alter table catalogue_prices force row level security', 'alter table catalogue_lists force row level security',
]
