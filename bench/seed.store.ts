import { sql } from 'kysely'
import type { Database } from '#server/platform/database'

/** The shop's id of a copy, and ours. */
export function cloneName(number: number): string {
  return `clone-${number}`
}

const ID = `'mem_clone_' || lpad(n::text, 9, '0')`

/**
 * Copies a member so many times, as the superuser and by sets: who they are, their heads, open lots and postings. The copies' postings are
 * numbered behind the store's last and carry the template's hashes: a store with copies is for measuring, and does not pass `verify`.
 */
export async function cloneMembers({ bare }: Database, { storeId, memberId, count }: { storeId: string; memberId: string; count: number }): Promise<void> {
  await bare.transaction().execute(async (db) => {
    // Keys of other tables are not looked up for what is copied from rows that have them.
    await sql`set local session_replication_role = replica`.execute(db)
    for (const statement of STATEMENTS) await sql.raw(statement.replaceAll(':store', `'${storeId}'`).replaceAll(':member', `'${memberId}'`).replaceAll(':count', String(count))).execute(db)
  })
}

/** Brings what planners believe, and what autovacuum would be busy with during the measurement, up to date. */
export async function settle({ bare }: Database, tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql.raw(`vacuum analyze ${table}`).execute(bare)
  await sql`checkpoint`.execute(bare)
}

export const TABLES = { members: ['members', 'members_external_ids', 'activity_heads', 'activity_lots', 'activity_postings'], catalogue: ['catalogue_lists', 'catalogue_products', 'catalogue_prices', 'catalogue_changes'] } as const

const STATEMENTS = [
  `insert into members (store_id, member_id, kind, created_at) select store_id, ${ID}, kind, created_at from members cross join generate_series(1, :count) as n where store_id = :store and member_id = :member`,
  `insert into members_external_ids (store_id, external_id, member_id) select :store, 'clone-' || n, ${ID} from generate_series(1, :count) as n`,
  `insert into activity_heads (store_id, member_id, head, version, next_due_at, events, last_at, last_place)
    select store_id, ${ID}, jsonb_set(head, '{member}', to_jsonb(${ID})), version, next_due_at, events, last_at, last_place from activity_heads cross join generate_series(1, :count) as n where store_id = :store and member_id = :member`,
  `insert into activity_lots (store_id, member_id, lot_id, is_open, due_at, award_id, lot)
    select store_id, ${ID}, lot_id, is_open, due_at, award_id, lot from activity_lots cross join generate_series(1, :count) as n where store_id = :store and member_id = :member and is_open`,
  `insert into activity_postings (store_id, posting_no, member_id, unit, from_account, to_account, points, reason, lot_id, order_id, source, source_id, effective_at, booked_at, hash)
    select p.store_id, last_no + (n - 1) * of_member + place, ${ID}, unit, from_account, to_account, points, reason, lot_id, order_id, source, source_id, effective_at, booked_at, hash
    from generate_series(1, :count) as n
      cross join (select *, count(*) over () as of_member, row_number() over (order by posting_no) as place from activity_postings where store_id = :store and member_id = :member) as p
      join activity_chains c on c.store_id = p.store_id`,
  `update activity_chains set last_no = (select max(posting_no) from activity_postings where store_id = :store) where store_id = :store`,
]
