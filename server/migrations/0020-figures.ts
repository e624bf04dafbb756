import { sql, type Kysely } from 'kysely'

/**
 * What batches leave behind for whoever sums up, and what is summed up from it: a narrow row for each member, sums by day, and the staff's
 * views of the list and jobs over it. All but the first two are written behind the path of events.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const table of ['activity_news', 'figures_marks', 'jobs']) await sql.raw(`create policy of_jobs on ${table} for select to current_user using (current_setting('rockpool.job', true) = 'due')`).execute(db)
  for (const statement of BACKFILL) await sql.raw(statement).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [busyStoresIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

const TABLES = {
  activity_news: 'select, insert, delete',
  activity_lot_costs: 'select, insert, delete',
  roster: 'select, insert, update, delete',
  roster_joined: 'select, insert, update, delete',
  roster_counts: 'select, insert, update',
  roster_views: 'select, insert, update, delete',
  figures_marks: 'select, insert, update',
  figures_points: 'select, insert, update, delete',
  figures_sales: 'select, insert, update',
  figures_returns: 'select, insert, update',
  jobs: 'select, insert, update, delete',
  jobs_lines: 'select, insert, delete',
} as const

const STATEMENTS = [
  // One row for each head that a batch wrote, and more where its orders changed on several days. No key: it is only added to, taken whole and forgotten.
  // day, prev_day: a local day of orders, and the one before it on which the member bought; bought: whether this pair came (1) or went (-1).
  `create table activity_news (
    store_id text not null,
    member_id text not null,
    day integer,
    prev_day integer,
    orders integer not null default 0,
    minor bigint not null default 0,
    bought integer not null default 0)`,
  `create index activity_news_store on activity_news (store_id)`,
  // What the points of a lot cost until a replay made another lot of it or took it away: of several costs the first, at which its postings may have been summed up.
  `create table activity_lot_costs (
    store_id text not null,
    member_id text not null,
    lot_id text not null,
    cost jsonb not null,
    primary key (store_id, member_id, lot_id))`,
  `create function keep_lot_costs() returns trigger language plpgsql as $$ begin
    insert into activity_lot_costs (store_id, member_id, lot_id, cost) values (old.store_id, old.member_id, old.lot_id, old.lot->'costPerPoint') on conflict do nothing;
    return null; end $$`,
  `create trigger keep_gone_costs after delete on activity_lots for each row execute function keep_lot_costs()`,
  `create trigger keep_lot_costs after update of lot on activity_lots for each row when (old.lot->'costPerPoint' is distinct from new.lot->'costPerPoint') execute function keep_lot_costs()`,
  // What lists of members filter and sort by, and nothing of who they are.
  `create table roster (
    store_id text not null,
    member_id text not null,
    kind text not null,
    joined_at bigint not null,
    last_at bigint not null,
    market text,
    region text,
    tags text[] not null,
    levels text[] not null,
    balance bigint not null,
    debt bigint not null,
    spend_minor bigint not null,
    orders bigint not null,
    has_email boolean not null,
    primary key (store_id, member_id)) with (fillfactor = 90)`,
  `create index roster_by_joined on roster (store_id, joined_at, member_id)`,
  `create index roster_by_last on roster (store_id, last_at, member_id)`,
  `create index roster_by_balance on roster (store_id, balance, member_id)`,
  `create index roster_by_spend on roster (store_id, spend_minor, member_id)`,
  `create index roster_debtors on roster (store_id, member_id) where debt > 0`,
  // Of those in the roster, by the day of the program on which they joined.
  `create table roster_joined (
    store_id text not null,
    day integer not null,
    members bigint not null,
    primary key (store_id, day))`,
  // How many there were as a day ended, as far as it was known then; a day on which nothing changed has no row.
  `create table roster_counts (
    store_id text not null,
    name text not null,
    day integer not null,
    members bigint not null,
    primary key (store_id, name, day))`,
  `create table roster_views (
    store_id text not null references stores,
    view_id text not null,
    name text not null,
    owner text not null,
    is_shared boolean not null,
    filter jsonb not null,
    columns text[] not null,
    sort text not null,
    changed_at bigint not null,
    primary key (store_id, view_id))`,
  // The last posting that is summed up, and the zone of the days; one transaction at a time has it. census: what ends when, by unit, as it was counted
  // member by member; one that is under way has come to census_after.
  `create table figures_marks (
    store_id text primary key references stores,
    posting_no bigint not null default 0,
    zone text,
    census_due_at bigint,
    census_after text,
    census_sums jsonb,
    census_at bigint,
    census jsonb)`,
  `create table figures_points (
    store_id text not null,
    day integer not null,
    unit text not null,
    from_account text not null,
    to_account text not null,
    reason text not null,
    cost_over bigint not null,
    cost_under bigint not null,
    points bigint not null,
    primary key (store_id, day, unit, from_account, to_account, reason, cost_over, cost_under))`,
  `create table figures_sales (
    store_id text not null,
    day integer not null,
    orders bigint not null,
    minor bigint not null,
    bought bigint not null,
    primary key (store_id, day))`,
  // How many of those who bought on a day had bought before, and on which day last.
  `create table figures_returns (
    store_id text not null,
    day integer not null,
    prev_day integer not null,
    bought bigint not null,
    primary key (store_id, day, prev_day))`,
  `create table jobs (
    store_id text not null references stores,
    job_id text not null,
    kind text not null,
    arguments jsonb not null,
    filter jsonb,
    members text[],
    reason text,
    is_revealed boolean not null default false,
    status text not null check (status in ('waiting', 'running', 'done', 'cancelled')),
    wanted integer not null,
    done integer not null default 0,
    failed integer not null default 0,
    after_id text not null default '',
    created_at bigint not null,
    created_by text not null,
    ended_at bigint,
    primary key (store_id, job_id))`,
  `create index jobs_ended on jobs (store_id, ended_at) where ended_at is not null`,
  `create index jobs_open on jobs (store_id, job_id) where status in ('waiting', 'running')`,
  // What came of each member, many in one row: of an export what they had, of a deed only where it failed. Nobody is named but by a random id.
  `create table jobs_lines (
    store_id text not null,
    job_id text not null,
    line_no integer not null,
    lines jsonb not null,
    primary key (store_id, job_id, line_no),
    foreign key (store_id, job_id) references jobs on delete cascade)`,
]

/** Members who are there already are news, with all their days; as the owner, upon whom row security is forced at all other times. */
const BACKFILL = [
  'alter table activity_heads no force row level security', 'alter table activity_news no force row level security',
  `insert into activity_news (store_id, member_id, day, prev_day, orders, minor, bought)
    with sold as (
      select h.store_id, h.member_id, d.day::integer as day, (h.head #>> array['series', s.name, 'amounts', (d.place - 1)::text])::bigint as amount, s.name
      from activity_heads h cross join (values ('orders'), ('spend')) as s (name) cross join lateral jsonb_array_elements_text(h.head #> array['series', s.name, 'days']) with ordinality as d (day, place)
      where h.into_member_id is null),
    days as (select store_id, member_id, day, sum(amount) filter (where name = 'orders') as orders, sum(amount) filter (where name = 'spend') as minor from sold group by 1, 2, 3)
    select store_id, member_id, day, case when orders > 0 then coalesce(lag(day) over (partition by store_id, member_id, coalesce(orders, 0) > 0 order by day), -1000000) end,
      coalesce(orders, 0), coalesce(minor, 0), (coalesce(orders, 0) > 0)::integer from days
    union all select store_id, member_id, null, null, 0, 0, 0 from activity_heads where version > 0`,
  'alter table activity_heads force row level security', 'alter table activity_news force row level security',
]

/** Stores in which something waits to be summed up or done for the staff, or what was done is a week old, each with the instant that its clock shows. */
function busyStoresIn(schema: string): string {
  return `create function jobs_busy_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      select s.store_id, coalesce(s.clock_at, asked_at) from stores s
      where exists (select from activity_news n where n.store_id = s.store_id)
        or exists (select from figures_marks f where f.store_id = s.store_id and (f.census_after is not null or f.census_due_at <= asked_at))
        or exists (select from jobs j where j.store_id = s.store_id and (j.status in ('waiting', 'running') or j.ended_at <= asked_at - 604800000));
    $$`
}

const RIGHTS = [
  `revoke all on function jobs_busy_stores(bigint) from public`,
  `grant execute on function jobs_busy_stores(bigint) to rockpool_app`,
]
