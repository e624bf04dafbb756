import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** Keeps the timeline of a store as it is until the transaction ends, beside others who do; or keeps all others away. */
export async function lockTimeline({ db, storeId }: WriteContext, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  await sql`select ${lock}(hashtextextended(${`${storeId} timeline`}, 0))`.execute(db)
}

/** Moves the horizon on; a row that is there already is neither written nor waited for. */
export async function upsertHorizon({ db, storeId }: WriteContext, until: Instant): Promise<void> {
  await sql`insert into programs_horizons (store_id, judged_until) select ${storeId}, ${until}::bigint
    where not exists (select from programs_horizons where store_id = ${storeId} and judged_until >= ${until})
    on conflict (store_id) do update set judged_until = greatest(programs_horizons.judged_until, excluded.judged_until)`.execute(db)
}

/** Until when members of the store have been judged; the beginning where none has. */
export async function selectHorizon({ db, storeId }: ReadContext): Promise<Instant> {
  const { rows: [row] } = await sql<{ until: Instant }>`select judged_until as until from programs_horizons where store_id = ${storeId}`.execute(db)
  return row?.until ?? -Infinity
}
