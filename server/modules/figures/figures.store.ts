import { sql } from 'kysely'
import type { Day, Instant } from '#engine/calendar'
import type { NewsRow, PointsRow } from '#server/modules/activity/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** How far a store is summed up, and its census of ends. */
export type Mark = {
  postingNo: number; zone: string | null; censusDueAt: Instant | null; censusAfter: string | null; censusSums: EndsByUnit | null; censusAt: Instant | null; census: EndsByUnit | null
}

/** Points by unit and by the day that is their last, as text. */
export type EndsByUnit = Readonly<Record<string, Readonly<Record<string, number>>>>

const MARK = sql`posting_no as "postingNo", zone, census_due_at as "censusDueAt", census_after as "censusAfter", census_sums as "censusSums", census_at as "censusAt", census`
const NO_MARK: Mark = { postingNo: 0, zone: null, censusDueAt: null, censusAfter: null, censusSums: null, censusAt: null, census: null }

/** The store's mark, locked until the transaction ends; undefined where another has it. */
export async function lockMark({ db, storeId }: WriteContext): Promise<Mark | undefined> {
  await sql`insert into figures_marks (store_id) values (${storeId}) on conflict do nothing`.execute(db)
  const { rows: [mark] } = await sql<Mark>`select ${MARK} from figures_marks where store_id = ${storeId} for update skip locked`.execute(db)
  return mark
}

export async function selectMark({ db, storeId }: ReadContext): Promise<Mark> {
  const { rows: [mark] } = await sql<Mark>`select ${MARK} from figures_marks where store_id = ${storeId}`.execute(db)
  return mark ?? NO_MARK
}

export async function updateMark({ db, storeId }: WriteContext, { postingNo, zone, censusDueAt, censusAfter, censusSums, censusAt, census }: Mark): Promise<void> {
  await sql`update figures_marks set posting_no = ${postingNo}, zone = ${zone}, census_due_at = ${censusDueAt}, census_after = ${censusAfter}, census_sums = ${censusSums === null ? null : jsonb(censusSums)},
    census_at = ${censusAt}, census = ${census === null ? null : jsonb(census)} where store_id = ${storeId}`.execute(db)
}

/** Keeps what ends when, as it was last counted on a day. */
export async function upsertEnds({ db, storeId }: WriteContext, { day, ends }: { day: Day; ends: EndsByUnit }): Promise<void> {
  await sql`insert into figures_ends (store_id, day, ends) values (${storeId}, ${day}, ${jsonb(ends)}) on conflict (store_id, day) do update set ends = excluded.ends`.execute(db)
}

/** What ends when, as it was last counted through a day; undefined where nobody counted yet. */
export async function selectEnds({ db, storeId }: ReadContext, through: Day): Promise<EndsByUnit | undefined> {
  const { rows: [row] } = await sql<{ ends: EndsByUnit }>`select ends from figures_ends where store_id = ${storeId} and day <= ${through} order by day desc limit 1`.execute(db)
  return row?.ends
}

/** Of whom nothing is in the sums. */
export async function selectLeftOut({ db, storeId }: ReadContext): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from figures_left_out where store_id = ${storeId}`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

export async function changeLeftOut({ db, storeId }: WriteContext, { marked, unmarked }: { marked: readonly string[]; unmarked: readonly string[] }): Promise<void> {
  await sql`insert into figures_left_out (store_id, member_id) select ${storeId}, member_id from unnest(${marked}::text[]) as member_id on conflict do nothing`.execute(db)
  await sql`delete from figures_left_out where store_id = ${storeId} and member_id = any(${unmarked}::text[])`.execute(db)
}

/** Days are those of a zone: with another one all postings are summed up anew. */
export async function clearPoints({ db, storeId }: WriteContext): Promise<void> {
  await sql`delete from figures_points where store_id = ${storeId}`.execute(db)
}

export async function addPoints({ db, storeId }: WriteContext, rows: readonly PointsRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into figures_points as f (store_id, day, unit, from_account, to_account, reason, cost_over, cost_under, points)
    select ${storeId}, day, unit, "from", "to", reason, "costOver", "costUnder", points
    from jsonb_to_recordset(${jsonb(rows)}) as r(day integer, unit text, "from" text, "to" text, reason text, "costOver" bigint, "costUnder" bigint, points bigint)
    on conflict (store_id, day, unit, from_account, to_account, reason, cost_over, cost_under) do update set points = f.points + excluded.points`.execute(db)
}

/** `day` null says only that a member changed; `prevDay` null that no pair of days came or went. */
export async function addSales({ db, storeId }: WriteContext, news: readonly Omit<NewsRow, 'memberId'>[]): Promise<void> {
  const rows = news.filter(({ day }) => day !== null)
  if (rows.length === 0) return
  await sql`with rows as (select * from jsonb_to_recordset(${jsonb(rows)}) as r(day integer, "prevDay" integer, orders integer, minor bigint, bought integer)),
      returned as (insert into figures_returns as f (store_id, day, prev_day, bought) select ${storeId}, day, "prevDay", sum(bought) from rows where "prevDay" > ${EVER} group by 2, 3
        on conflict (store_id, day, prev_day) do update set bought = f.bought + excluded.bought)
    insert into figures_sales as f (store_id, day, orders, minor, bought) select ${storeId}, day, sum(orders), sum(minor), sum(bought) from rows group by 2
    on conflict (store_id, day) do update set orders = f.orders + excluded.orders, minor = f.minor + excluded.minor, bought = f.bought + excluded.bought`.execute(db)
}

/** A span of days, both included. */
export type Span = { from: Day; to: Day }

/** Points of spans that do not overlap; `place` −1 is all before the first. Each span is looked for by itself: joined as a set, all spans were held against all rows. */
export async function selectPoints({ db, storeId }: ReadContext, spans: readonly Span[]): Promise<(Omit<PointsRow, 'day'> & { place: number })[]> {
  const { rows } = await sql<Omit<PointsRow, 'day'> & { place: number }>`select s.place, sums.* from jsonb_to_recordset(${jsonb(withOpening(spans))}) as s("from" integer, "to" integer, place integer)
    cross join lateral (select unit, from_account as "from", to_account as "to", reason, cost_over as "costOver", cost_under as "costUnder", sum(points)::bigint as points
      from figures_points f where f.store_id = ${storeId} and f.day >= s."from" and f.day <= s."to" group by 1, 2, 3, 4, 5, 6 offset 0) as sums`.execute(db)
  return rows
}

function withOpening(spans: readonly Span[]): (Span & { place: number })[] {
  return [{ from: EVER, to: (spans[0] as Span).from - 1, place: -1 }, ...spans.map((span, place) => ({ ...span, place }))]
}

/** Before all days. */
export const EVER: Day = -1_000_000

/**
 * Orders, what they came to and how many bought, of each of some spans. Who bought on several days of a span is counted on the first: those whose day before is in the span
 * too are taken off. So a year by days reads a row for each day, and a whole year 66,000, however many bought.
 */
export async function selectSales({ db, storeId }: ReadContext, spans: readonly Span[]): Promise<{ orders: number; minor: number; bought: number }[]> {
  const { rows } = await sql<{ orders: number; minor: number; bought: number }>`
    select sales.orders, sales.minor, sales.bought - again.bought as bought from jsonb_to_recordset(${jsonb(spans.map((span, place) => ({ ...span, place })))}) as s("from" integer, "to" integer, place integer)
      cross join lateral (select coalesce(sum(orders), 0)::bigint as orders, coalesce(sum(minor), 0)::bigint as minor, coalesce(sum(bought), 0)::bigint as bought from figures_sales f
        where f.store_id = ${storeId} and f.day >= s."from" and f.day <= s."to") as sales
      cross join lateral (select coalesce(sum(f.bought), 0)::bigint as bought from generate_series(s."from" + 1, s."to") as d join figures_returns f on f.store_id = ${storeId} and f.day = d and f.prev_day >= s."from") as again
    order by place`.execute(db)
  return rows
}
