import { sql, type Kysely } from 'kysely'

/** Which stores have facts in the outbox that nobody needs any more. */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of statementsIn((place as { schema: string }).schema)) await sql.raw(statement).execute(db)
}

/** The oldest fact is the first by its number; those that wait for another member (`HANDED_ON` in `server/modules/activity`) leave the outbox when they are handed on. 30 days. */
function statementsIn(schema: string): string[] {
  return [
    `create function jobs_old_facts_stores(asked_at bigint) returns table (store_id text, until bigint)
      language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
        select s.store_id, coalesce(s.clock_at, asked_at) from stores s
        where (select o.created_at from outbox o where o.store_id = s.store_id
          and o.topic not in ('points.sent', 'points.shared', 'points.forfeited', 'company.volume', 'company.left', 'buyers.added', 'buyers.left')
          order by o.outbox_no limit 1) < coalesce(s.clock_at, asked_at) - 2592000000;
      $$`,
    `revoke all on function jobs_old_facts_stores(bigint) from public`,
    `grant execute on function jobs_old_facts_stores(bigint) to rockpool_app`,
  ]
}
