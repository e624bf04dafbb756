import { sql, type Kysely } from 'kysely'

/**
 * What a worker may know without a store: which stores have something to do. Row security is forced upon the owner too, whose own
 * policies show these rows while the function asks.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['stores', 'programs_versions', 'activity_heads', 'outbox']) {
    await sql.raw(`create policy of_jobs on ${table} for select to current_user using (current_setting('rockpool.job', true) = 'due')`).execute(db)
  }
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [...functionsIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

/** Stores with a member to whom time does something by now, who has not crossed a publication, or who sent points that have not arrived. */
function functionsIn(schema: string): string[] {
  const how = `language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);`
  return [`create function jobs_due_stores(asked_at bigint) returns table (store_id text, until bigint)
    ${how}
      with clocks as (select s.store_id, coalesce(s.clock_at, asked_at) as until from stores s),
      published as (select c.store_id, c.until, (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until) as versions from clocks c)
      select p.store_id, p.until from published p
      where exists (select from activity_heads h where h.store_id = p.store_id and h.next_due_at <= p.until)
        or exists (select from activity_heads h where h.store_id = p.store_id and h.version between 1 and p.versions - 1)
        or exists (select from outbox o where o.store_id = p.store_id and o.topic = 'points.sent');
    $$`,
  `create function jobs_stores() returns table (store_id text) ${how} select store_id from stores $$`]
}

const RIGHTS = [
  `revoke all on function jobs_due_stores(bigint) from public`,
  `grant execute on function jobs_due_stores(bigint) to rockpool_app`,
  `revoke all on function jobs_stores() from public`,
  `grant execute on function jobs_stores() to rockpool_app`,
]
