import { sql, type Kysely } from 'kysely'

/** When the ledger of each store was last proven to be true, and how whoever looks after the house is told of all stores. */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [...STATEMENTS, proofsIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

// Null: never, or not since it was found to lie.
const STATEMENTS = [`alter table stores add column proven_at bigint`]

/** Live stores with a member; what a sandbox holds is worth nothing. The owner's policies of 0003 show these rows while the function asks. */
function proofsIn(schema: string): string {
  return `create function jobs_proofs() returns table (store_id text, proven_at bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$
      select set_config('rockpool.job', 'due', true);
      select s.store_id, s.proven_at from stores s where s.kind = 'live' and exists (select from activity_heads h where h.store_id = s.store_id);
    $$`
}

const RIGHTS = [
  `revoke all on function jobs_proofs() from public`,
  `grant execute on function jobs_proofs() to rockpool_app`,
]
