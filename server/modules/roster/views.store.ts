import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { CreateView } from './schemas.ts'

export type ViewRow = CreateView & { view: string; owner: string; changedAt: Instant }

const VIEW = sql`view_id as view, name, owner, is_shared as "isShared", filter, columns, sort, changed_at as "changedAt"`

/** Views of somebody, and those that are shared, by name. */
export async function selectViews({ db, storeId }: ReadContext, owner: string): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select ${VIEW} from roster_views where store_id = ${storeId} and (is_shared or owner = ${owner}) order by name, view_id`.execute(db)
  return rows
}

/** A view, locked until the transaction ends. */
export async function lockView({ db, storeId }: WriteContext, view: string): Promise<ViewRow | undefined> {
  const { rows: [row] } = await sql<ViewRow>`select ${VIEW} from roster_views where store_id = ${storeId} and view_id = ${view} for update`.execute(db)
  return row
}

export async function countViews({ db, storeId }: ReadContext, owner: string): Promise<number> {
  const { rows: [row] } = await sql<{ views: number }>`select count(*) as views from roster_views where store_id = ${storeId} and owner = ${owner}`.execute(db)
  return row?.views ?? 0
}

export async function upsertView({ db, storeId }: WriteContext, { view, name, owner, isShared, filter, columns, sort, changedAt }: ViewRow): Promise<void> {
  await sql`insert into roster_views (store_id, view_id, name, owner, is_shared, filter, columns, sort, changed_at)
    values (${storeId}, ${view}, ${name}, ${owner}, ${isShared}, ${jsonb(filter)}, ${columns}::text[], ${sort}, ${changedAt})
    on conflict (store_id, view_id) do update set name = excluded.name, is_shared = excluded.is_shared, filter = excluded.filter, columns = excluded.columns, sort = excluded.sort, changed_at = excluded.changed_at`.execute(db)
}

export async function deleteViewRow({ db, storeId }: WriteContext, view: string): Promise<void> {
  await sql`delete from roster_views where store_id = ${storeId} and view_id = ${view}`.execute(db)
}
