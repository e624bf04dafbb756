import { sql, type Kysely } from 'kysely'

/** Programs that are tried on a store's own history: what was asked, how far it is and the sums so far; and members who would stand elsewhere. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  await sql`create policy of_jobs on backtests for select to current_user using (current_setting('rockpool.job', true) = 'due')`.execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(busyStoresIn((place as { schema: string }).schema)).execute(db)
}

const TABLES = { backtests: 'select, insert, update, delete', backtests_movers: 'select, insert, delete' } as const

const STATEMENTS = [
  // document is the program as it was when it was asked for: a draft goes on. from_at is null for all that happened. sums is what was counted so far.
  `create table backtests (
    store_id text not null references stores,
    backtest_id text not null,
    name text not null,
    draft_id text,
    revision integer,
    version integer,
    against integer not null,
    document json not null,
    from_at bigint,
    to_at bigint not null,
    status text not null check (status in ('waiting', 'running', 'done', 'failed')),
    wanted integer not null,
    done integer not null default 0,
    after_id text not null default '',
    sums jsonb not null,
    created_at bigint not null,
    created_by text not null,
    ended_at bigint,
    failed_on text,
    primary key (store_id, backtest_id))`,
  `create index backtests_open on backtests (store_id, backtest_id) where status in ('waiting', 'running')`,
  // Members by random ids alone; the levels as reports name them, several where tracks are kept apart.
  `create table backtests_movers (
    store_id text not null,
    backtest_id text not null,
    member_id text not null,
    from_levels text not null,
    to_levels text not null,
    before_balance bigint not null,
    after_balance bigint not null,
    spend_minor bigint not null,
    primary key (store_id, backtest_id, member_id),
    foreign key (store_id, backtest_id) references backtests on delete cascade)`,
  `create index backtests_movers_spend on backtests_movers (store_id, backtest_id, spend_minor desc, member_id)`,
]

/** Stores in which something waits to be summed up or done for the staff, or what was done is a week old, each with the instant that its clock shows. */
function busyStoresIn(schema: string): string {
  return `create or replace function jobs_busy_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      select s.store_id, coalesce(s.clock_at, asked_at) from stores s
      where exists (select from activity_news n where n.store_id = s.store_id)
        or exists (select from figures_marks f where f.store_id = s.store_id and (f.census_after is not null or f.census_due_at <= asked_at))
        or exists (select from jobs j where j.store_id = s.store_id and (j.status in ('waiting', 'running') or j.ended_at <= asked_at - 604800000))
        or exists (select from backtests b where b.store_id = s.store_id and b.status in ('waiting', 'running'));
    $$`
}
