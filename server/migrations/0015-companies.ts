import { sql, type Kysely } from 'kysely'

/**
 * Who bought for a company stays known when they have left, for what they ordered before; whoever buys for one already is told to its own
 * history; and a store has something to do while what one member's doings are to another waits to be told.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(dueStoresIn((place as { schema: string }).schema)).execute(db)
}

const STATEMENTS = [
  `alter table members_buyers add column left_at bigint`,
  `alter table members_buyers no force row level security`,
  `alter table members no force row level security`,
  `alter table outbox no force row level security`,
  `insert into outbox (store_id, topic, member_id, payload, created_at)
    select b.store_id, 'buyers.added', b.company_id, jsonb_build_object('buyer', b.buyer_id, 'at', b.since), b.since from members_buyers b
      join members c on c.store_id = b.store_id and c.member_id = b.company_id and c.merged_into is null
      join members p on p.store_id = b.store_id and p.member_id = b.buyer_id and p.merged_into is null`,
  `alter table members_buyers force row level security`,
  `alter table members force row level security`,
  `alter table outbox force row level security`,
]

/** As before, and stores in which something else of one member's waits for another. */
function dueStoresIn(schema: string): string {
  return `create or replace function jobs_due_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      with clocks as (select s.store_id, coalesce(s.clock_at, asked_at) as until from stores s),
      published as (select c.store_id, c.until, (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until) as versions from clocks c)
      select p.store_id, p.until from published p
      where exists (select from activity_heads h where h.store_id = p.store_id and h.next_due_at <= p.until)
        or exists (select from activity_heads h where h.store_id = p.store_id and h.version between 1 and p.versions - 1)
        or exists (select from outbox o where o.store_id = p.store_id
          and o.topic in ('points.sent', 'points.shared', 'points.forfeited', 'company.volume', 'company.left', 'buyers.added', 'buyers.left'));
    $$`
}
