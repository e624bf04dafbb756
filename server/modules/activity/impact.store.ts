import { sql } from 'kysely'
import type { ReadContext } from '#server/platform/context'
import { isCounted } from '#server/modules/members/index'
import { HEAD, type HeadRow } from './activity.store.ts'

/** How many members count that have a past of their own: those who were merged into another go on there. */
export async function countMembers({ db, storeId }: ReadContext): Promise<number> {
  const { rows: [row] } = await sql<{ members: number }>`select count(*) as members from activity_heads where store_id = ${storeId} and version > 0 and into_member_id is null and ${isCounted(storeId, sql`member_id`)}`.execute(db)
  return row?.members ?? 0
}

/** Heads of such members behind one that is known, in the order of their ids, to be read only. */
export async function selectHeadsAfter({ db, storeId }: ReadContext, { after, most }: { after: string; most: number }): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`select ${HEAD} from activity_heads where store_id = ${storeId} and version > 0 and into_member_id is null and member_id > ${after} and ${isCounted(storeId, sql`member_id`)} order by member_id limit ${most}`.execute(db)
  return rows
}

/** Members that count and have a past, a page at a time; `isGoingOn`: whether they were not merged into another. */
export async function selectLivesAfter({ db, storeId }: ReadContext, { after, most }: { after: string; most: number }): Promise<{ memberId: string; isGoingOn: boolean }[]> {
  const { rows } = await sql<{ memberId: string; isGoingOn: boolean }>`select member_id as "memberId", into_member_id is null as "isGoingOn" from activity_heads where store_id = ${storeId} and version > 0 and member_id > ${after} and ${isCounted(storeId, sql`member_id`)} order by member_id limit ${most}`.execute(db)
  return rows
}
