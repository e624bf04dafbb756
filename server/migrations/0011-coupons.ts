import { sql, type Kysely } from 'kysely'

/** Coupons: codes that stand for a discount of the program; what checkouts hold and have taken of them and of limits; quotes that are held. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const table of ['coupons_uses', 'coupons_batches']) {
    await sql.raw(`create policy of_jobs on ${table} for select to current_user using (current_setting('rockpool.job', true) = 'due')`).execute(db)
  }
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(dueStoresIn((place as { schema: string }).schema)).execute(db)
}

const TABLES = {
  coupons: 'select, insert, update',
  coupons_batches: 'select, insert, update',
  coupons_uses: 'select, insert, update',
  coupons_limits: 'select, insert, update',
  coupons_attempts: 'select, insert, update',
  quotes_held: 'select, insert',
} as const

const STATEMENTS = [
  // uses_allowed: 1 for a code of its own, null for a shared one without an end. cause: what it was issued for, which issues it once.
  // The status follows from the uses, so that none can be held or taken beside it.
  // No reference to stores: it was a fifth of the time of a million codes, and row security lets nobody write for a store that is not set.
  `create table coupons (
    store_id text not null,
    code text not null,
    discount text not null,
    member_id text,
    origin text not null check (origin in ('reward', 'campaign', 'birthday', 'anniversary', 'welcome', 'win_back', 'staff')),
    batch text,
    cause text,
    from_at bigint,
    until_at bigint,
    uses_allowed integer check (uses_allowed > 0),
    uses_taken integer not null default 0 check (uses_taken >= 0),
    uses_held integer not null default 0 check (uses_held >= 0),
    issued_at bigint not null,
    issued_by text not null,
    voided_at bigint,
    status text not null generated always as (case when voided_at is not null then 'void' when uses_taken >= uses_allowed then 'used'
      when uses_taken + uses_held >= uses_allowed then 'held' else 'issued' end) stored,
    primary key (store_id, code),
    foreign key (store_id, member_id) references members,
    check (uses_taken + uses_held <= uses_allowed),
    check (from_at < until_at)) with (fillfactor = 90)`,
  `create unique index coupons_cause on coupons (store_id, cause) where cause is not null`,
  `create index coupons_member on coupons (store_id, member_id, code) where member_id is not null`,
  `create index coupons_batch on coupons (store_id, batch, code) where batch is not null`,
  // Codes that are made piece by piece: so many of so many are there.
  `create table coupons_batches (
    store_id text not null references stores,
    batch text not null,
    discount text not null,
    origin text not null,
    from_at bigint,
    until_at bigint,
    wanted integer not null check (wanted > 0),
    made integer not null default 0 check (made between 0 and wanted),
    created_at bigint not null,
    created_by text not null,
    primary key (store_id, batch))`,
  `create index coupons_batches_open on coupons_batches (store_id) where made < wanted`,
  // What one checkout holds or has taken: uses of coupons, and (counted) amounts of limits. An order without a quote is one too.
  `create table coupons_uses (
    store_id text not null references stores,
    use_id text not null,
    member_id text,
    order_id text,
    status text not null check (status in ('held', 'committed', 'released', 'over', 'returned')),
    codes text[] not null,
    counted jsonb not null,
    until_at bigint,
    held_at bigint not null,
    primary key (store_id, use_id))`,
  `create index coupons_uses_until on coupons_uses (store_id, until_at) where status = 'held'`,
  `create index coupons_uses_order on coupons_uses (store_id, order_id) where order_id is not null`,
  // subject: the member of a limit that counts members; '' of one that counts all together. used: what is held is in it.
  `create table coupons_limits (
    store_id text not null references stores,
    discount text not null,
    counter text not null,
    subject text not null,
    used bigint not null check (used >= 0),
    primary key (store_id, discount, counter, subject))`,
  // Wrong codes that a key sent for one member, or ('') for guests, since the window began.
  `create table coupons_attempts (
    store_id text not null references stores,
    key_id text not null,
    subject text not null,
    began_at bigint not null,
    wrong integer not null,
    primary key (store_id, key_id, subject))`,
  `create table quotes_held (
    store_id text not null references stores,
    quote_id text not null,
    hash text not null,
    member_id text,
    points bigint not null,
    until_at bigint not null,
    answer json not null,
    primary key (store_id, quote_id))`,
]

/** Beside what 0003 knows: stores with a hold that is over, or with codes still to be made. */
function dueStoresIn(schema: string): string {
  return `create or replace function jobs_due_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      with clocks as (select s.store_id, coalesce(s.clock_at, asked_at) as until from stores s),
      published as (select c.store_id, c.until, (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until) as versions from clocks c)
      select p.store_id, p.until from published p
      where exists (select from activity_heads h where h.store_id = p.store_id and h.next_due_at <= p.until)
        or exists (select from activity_heads h where h.store_id = p.store_id and h.version between 1 and p.versions - 1)
        or exists (select from outbox o where o.store_id = p.store_id and o.topic = 'points.sent')
        or exists (select from coupons_uses u where u.store_id = p.store_id and u.status = 'held' and u.until_at <= p.until)
        or exists (select from coupons_batches b where b.store_id = p.store_id and b.made < b.wanted);
    $$`
}
