import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { NewsRow } from './news-of.ts'

/** Takes news of the store away, so many at most, in no order: they are sums. Who does so has the store's mark, and is alone. */
export async function takeNews({ db, storeId }: WriteContext, most: number): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`delete from activity_news where store_id = ${storeId} and ctid = any(array(select ctid from activity_news where store_id = ${storeId} limit ${most}))
    returning member_id as "memberId", day, prev_day as "prevDay", orders, minor, bought`.execute(db)
  return rows
}

/** Says that something of a member changed of which no event tells, such as an address. */
export async function noteChanged({ db, storeId }: WriteContext, memberId: string): Promise<void> {
  await sql`insert into activity_news (store_id, member_id) values (${storeId}, ${memberId})`.execute(db)
}

/** Points of the ledger by day (of a zone), way, reason and what a point costs. */
export type PointsRow = { day: number; unit: string; from: string; to: string; reason: string; costOver: number; costUnder: number; points: number }

/** Sums of the ledger through a posting, and whether there are more behind it. */
export type LedgerSums = { rows: PointsRow[]; through: number; isMore: boolean }

/** From behind which posting, how many at most, in which zone days begin, and of whom nothing is summed up. */
type Asked = { after: number; most: number; zone: string; without: readonly string[] }

/** What the points of a posting's lot cost: as the lot says now, or before a replay took it away. */
const costOf = (storeId: string) => sql`(select coalesce((select lot->'costPerPoint' from activity_lots l where l.store_id = ${storeId} and l.member_id = p.member_id and l.lot_id = p.lot_id),
        (select c.cost from activity_lot_costs c where c.store_id = ${storeId} and c.member_id = p.member_id and c.lot_id = p.lot_id)) as cost offset 0) as known`

/** A posting that takes another back counts as that one, below 0. */
const byDay = (zone: string) => sql`
    select (to_timestamp(effective_at / 1000.0) at time zone ${zone})::date - date '1970-01-01' as day, unit, case when corrects is null then from_account else to_account end as "from",
      case when corrects is null then to_account else from_account end as "to", reason,
      coalesce((cost->>0)::bigint, 0) as "costOver", coalesce((cost->>1)::bigint, 1) as "costUnder", sum(case when corrects is null then sign * points else -sign * points end)::bigint as points`

/**
 * Sums of the postings behind one. One that takes another back is that one with its points below 0, and has its time: so the sums are those of the history
 * as it stands, and days that are long over may change. And what is to be changed of the sums before, where a replay made of a lot one whose points
 * cost something else. Each lot is looked up for itself: what its points cost, or did before a replay took it away.
 */
const sums = (storeId: string, { after, most, zone, without }: Asked) => sql`
  ends as (select coalesce(max(last_no), 0) as last_no, least(coalesce(max(last_no), 0), ${after}::bigint + ${most}::bigint) as through from activity_chains where store_id = ${storeId}),
  recosted as (select c.member_id, c.lot_id, c.cost as was, l.lot->'costPerPoint' as now from activity_lot_costs c
    join activity_lots l on l.store_id = ${storeId} and l.member_id = c.member_id and l.lot_id = c.lot_id where c.store_id = ${storeId}),
  counted as (
    select p.*, cost, 1 as sign from activity_postings p left join lateral ${costOf(storeId)} on true
      where store_id = ${storeId} and posting_no > ${after} and posting_no <= (select through from ends) and member_id <> all(${without}::text[])
    union all
    select p.*, side.cost, side.sign from recosted r join activity_postings p on p.store_id = ${storeId} and p.member_id = r.member_id and p.lot_id = r.lot_id and p.posting_no <= ${after}
      cross join lateral (values (r.was, -1), (r.now, 1)) as side (cost, sign) where r.was <> r.now and r.member_id <> all(${without}::text[])),
  summed as (${byDay(zone)} from counted group by 1, 2, 3, 4, 5, 6, 7)`

const ANSWER = sql`select through, last_no > through as "isMore", coalesce((select jsonb_agg(to_jsonb(summed)) from summed), '[]') as rows from ends`

/** What is behind a posting, to look at. */
export async function sumLedger({ db, storeId }: ReadContext, asked: Asked): Promise<LedgerSums> {
  const { rows: [found] } = await sql<LedgerSums>`with ${sums(storeId, asked)} ${ANSWER}`.execute(db)
  return found as LedgerSums
}

/** The same for whoever keeps the sums: what lots cost that are there is not asked again. One statement, that all of it is of one moment. */
export async function takeLedger({ db, storeId }: WriteContext, asked: Asked): Promise<LedgerSums> {
  const { rows: [found] } = await sql<LedgerSums>`with ${sums(storeId, asked)},
    forgotten as (delete from activity_lot_costs c using recosted r where c.store_id = ${storeId} and c.member_id = r.member_id and c.lot_id = r.lot_id) ${ANSWER}`.execute(db)
  return found as LedgerSums
}

/** Sums of all postings of these members through one. */
export async function sumPostingsOf({ db, storeId }: ReadContext, { memberIds, through, zone }: { memberIds: readonly string[]; through: number; zone: string }): Promise<PointsRow[]> {
  if (memberIds.length === 0) return []
  const { rows } = await sql<PointsRow>`with counted as (select p.*, cost, 1 as sign from activity_postings p left join lateral ${costOf(storeId)} on true
      where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and posting_no <= ${through})
    ${byDay(zone)} from counted group by 1, 2, 3, 4, 5, 6, 7`.execute(db)
  return rows
}

/** Takes away what is waiting of the news of these members. */
export async function takeNewsOf({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`delete from activity_news where store_id = ${storeId} and member_id = any(${memberIds}::text[])
    returning member_id as "memberId", day, prev_day as "prevDay", orders, minor, bought`.execute(db)
  return rows
}

/** What orders changed by that is not taken yet, of all but some. */
export async function sumNews({ db, storeId }: ReadContext, without: readonly string[]): Promise<Omit<NewsRow, 'memberId'>[]> {
  const { rows } = await sql<Omit<NewsRow, 'memberId'>>`select day, prev_day as "prevDay", sum(orders)::bigint as orders, sum(minor)::bigint as minor, sum(bought)::bigint as bought
    from activity_news where store_id = ${storeId} and day is not null and member_id <> all(${without}::text[]) group by 1, 2`.execute(db)
  return rows
}
