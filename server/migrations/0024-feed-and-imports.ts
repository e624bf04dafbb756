import { sql, type Kysely } from 'kysely'

/** Orders by their number, what waits and what is owed in the roster, and files of members that are brought in. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  await sql.raw(`create policy of_jobs on imports for select to current_user using (current_setting('rockpool.job', true) = 'due')`).execute(db)
  for (const statement of BACKFILL) await sql.raw(statement).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(busyStoresIn((place as { schema: string }).schema)).execute(db)
}

const TABLES = {
  imports: 'select, insert, update, delete',
  imports_pieces: 'select, insert, delete',
  imports_rows: 'select, insert, delete',
  imports_keys: 'select, insert, delete',
  imports_lines: 'select, insert, delete',
} as const

const STATEMENTS = [
  // An order's award is named by its number: who has order 1001, of a million members.
  `create index activity_awards_by_id on activity_awards (store_id, award_id)`,
  // Points of all units that are not active yet.
  `alter table roster add column pending bigint not null default 0`,
  `create index roster_by_pending on roster (store_id, pending, member_id) where pending > 0`,
  `create index roster_by_debt on roster (store_id, debt, member_id) where debt > 0`,
  // tally: how many rows were made, changed, unchanged and refused, of the check or of the run that is under way or over; next_row: the next row that has its turn.
  `create table imports (
    store_id text not null references stores,
    import_id text not null,
    name text not null,
    status text not null check (status in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'done', 'cancelled')),
    bytes bigint not null,
    received bigint not null default 0,
    encoding text,
    delimiter text,
    settings jsonb,
    rows integer,
    next_row integer not null default 0,
    tally jsonb not null,
    created_at bigint not null,
    created_by text not null,
    ended_at bigint,
    primary key (store_id, import_id))`,
  `create index imports_open on imports (store_id, import_id) where status in ('checking', 'running')`,
  `create table imports_pieces (
    store_id text not null,
    import_id text not null,
    piece_no integer not null,
    content bytea not null,
    primary key (store_id, import_id, piece_no),
    foreign key (store_id, import_id) references imports on delete cascade)`,
  // The file as rows, many in one: each with its line and its cells. Gone with the end of the import.
  `create table imports_rows (
    store_id text not null,
    import_id text not null,
    row_no integer not null,
    rows jsonb not null,
    primary key (store_id, import_id, row_no),
    foreign key (store_id, import_id) references imports on delete cascade)`,
  // By which row an id, an address or a number came first, as a digest: one that comes again is refused.
  `create table imports_keys (
    store_id text not null,
    import_id text not null,
    digest text not null,
    line integer not null,
    primary key (store_id, import_id, digest),
    foreign key (store_id, import_id) references imports on delete cascade)`,
  `create table imports_lines (
    store_id text not null,
    import_id text not null,
    line_no integer not null,
    lines jsonb not null,
    primary key (store_id, import_id, line_no),
    foreign key (store_id, import_id) references imports on delete cascade)`,
]

/** Whoever has something pending is news to the roster; as the owner, upon whom row security is forced at all other times. */
const BACKFILL = [
  'alter table activity_heads no force row level security', 'alter table activity_news no force row level security',
  `insert into activity_news (store_id, member_id) select store_id, member_id from activity_heads h
    where h.version > 0 and exists (select from jsonb_each(h.head->'units') as u where (u.value->>'pending')::bigint > 0)`,
  'alter table activity_heads force row level security', 'alter table activity_news force row level security',
]

/** All that earlier ones named; and files of members that are checked or brought in, or that nobody went on with for a week. */
function busyStoresIn(schema: string): string {
  return `create or replace function jobs_busy_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      select s.store_id, coalesce(s.clock_at, asked_at) from stores s
      where exists (select from activity_news n where n.store_id = s.store_id)
        or exists (select from figures_marks f where f.store_id = s.store_id and (f.census_after is not null or f.census_due_at <= asked_at))
        or exists (select from jobs j where j.store_id = s.store_id and (j.status in ('waiting', 'running') or j.ended_at <= asked_at - 604800000))
        or exists (select from backtests b where b.store_id = s.store_id and b.status in ('waiting', 'running'))
        or exists (select from imports i where i.store_id = s.store_id and (i.status in ('checking', 'running') or coalesce(i.ended_at, i.created_at) <= asked_at - 604800000));
    $$`
}
