import { sql, type Kysely } from 'kysely'

/** What of a store waits for a worker: all that earlier ones named. 0015 had left out coupons that are held past their time, and codes that are still to be made. */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(dueStoresIn((place as { schema: string }).schema)).execute(db)
}

function dueStoresIn(schema: string): string {
  return `create or replace function jobs_due_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      with clocks as (select s.store_id, coalesce(s.clock_at, asked_at) as until from stores s),
      published as (select c.store_id, c.until, (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until) as versions from clocks c)
      select p.store_id, p.until from published p
      where exists (select from activity_heads h where h.store_id = p.store_id and h.next_due_at <= p.until)
        or exists (select from activity_heads h where h.store_id = p.store_id and h.version between 1 and p.versions - 1)
        or exists (select from outbox o where o.store_id = p.store_id
          and o.topic in ('points.sent', 'points.shared', 'points.forfeited', 'company.volume', 'company.left', 'buyers.added', 'buyers.left'))
        or exists (select from coupons_uses u where u.store_id = p.store_id and u.status = 'held' and u.until_at <= p.until)
        or exists (select from coupons_batches b where b.store_id = p.store_id and b.made < b.wanted);
    $$`
}
