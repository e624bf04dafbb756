import { sql, type RawBuilder } from 'kysely'
import type { Day, Instant } from '#engine/calendar'
import type { Standing } from '#engine/member/state'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { RosterFilter, RosterSort } from './schemas.ts'

/** A member as lists filter and sort them. */
export type RosterRow = {
  memberId: string; kind: 'person' | 'company'; joinedAt: Instant; lastAt: Instant; market: string | null; region: string | null; tags: string[]; levels: string[]
  balance: number; debt: number; pending: number; spendMinor: number; orders: number; hasEmail: boolean; isTest: boolean
}

/** What a row is made of: the parts of the head that it takes, and whether the member is one to be listed. */
export type Source = Omit<RosterRow, 'levels' | 'balance'> & { active: number; standings: Record<string, Standing>; isListed: boolean }

/** When somebody last did something: themselves, or under the name of another member who was merged into them. */
const LAST_DEED = sql`with recursive own as (
  select h.member_id, h.last_at union all select other.member_id, other.last_at from own join activity_heads other on other.store_id = h.store_id and other.into_member_id = own.member_id)
  select max(last_at) as at from own`

/** Heads, kinds and addresses of some members together: the one place where value and identity meet in a statement, as a list of a million cannot ask twice. */
export async function selectSources({ db, storeId }: ReadContext, { memberIds, unit }: { memberIds: readonly string[]; unit: string }): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select h.member_id as "memberId", m.kind, coalesce((head->>'joinedAt')::bigint, m.created_at) as "joinedAt", coalesce(l.at, m.created_at) as "lastAt", head->>'market' as market, head->>'region' as region,
      head->'tags' as tags, head->'standings' as standings, coalesce((head #>> array['units', ${unit}, 'active'])::bigint, 0) as active, coalesce((head #>> array['units', ${unit}, 'debt'])::bigint, 0) as debt,
      coalesce((select sum((value->>'pending')::bigint) from jsonb_each(head->'units')), 0)::bigint as pending,
      coalesce((head #>> '{series,spend,total}')::bigint, 0) as "spendMinor", coalesce((head #>> '{series,orders,total}')::bigint, 0) as orders,
      p.email_key is not null as "hasEmail", m.is_test as "isTest", h.version > 0 and h.into_member_id is null and m.erased_at is null as "isListed"
    from activity_heads h join members m on m.store_id = ${storeId} and m.member_id = h.member_id
      left join members_people p on p.store_id = ${storeId} and p.member_id = h.member_id and not p.is_merged
      cross join lateral (${LAST_DEED}) as l
    where h.store_id = ${storeId} and h.member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** What is counted of a member. */
export type Counted = Pick<RosterRow, 'kind' | 'levels' | 'debt' | 'joinedAt' | 'lastAt' | 'isTest'>

/** What is counted of members as they stand in the roster. */
export async function selectCounted({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select kind, levels, debt, joined_at as "joinedAt", last_at as "lastAt", is_test as "isTest" from roster where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** Puts rows in the place of what stood there, and takes those away who are listed no more. */
export async function replaceRows({ db, storeId }: WriteContext, { rows, gone }: { rows: readonly RosterRow[]; gone: readonly string[] }): Promise<void> {
  if (gone.length > 0) await sql`delete from roster where store_id = ${storeId} and member_id = any(${gone}::text[])`.execute(db)
  if (rows.length === 0) return
  await sql`insert into roster (store_id, member_id, kind, joined_at, last_at, market, region, tags, levels, balance, debt, pending, spend_minor, orders, has_email, is_test)
    select ${storeId}, "memberId", kind, "joinedAt", "lastAt", market, region, array(select jsonb_array_elements_text(tags)), array(select jsonb_array_elements_text(levels)), balance, debt, pending, "spendMinor", orders, "hasEmail", "isTest"
    from jsonb_to_recordset(${jsonb(rows)}) as r("memberId" text, kind text, "joinedAt" bigint, "lastAt" bigint, market text, region text, tags jsonb, levels jsonb, balance bigint, debt bigint, pending bigint, "spendMinor" bigint, orders bigint, "hasEmail" boolean, "isTest" boolean) order by 2
    on conflict (store_id, member_id) do update set kind = excluded.kind, joined_at = excluded.joined_at, last_at = excluded.last_at, market = excluded.market, region = excluded.region, tags = excluded.tags, levels = excluded.levels,
      balance = excluded.balance, debt = excluded.debt, pending = excluded.pending, spend_minor = excluded.spend_minor, orders = excluded.orders, has_email = excluded.has_email, is_test = excluded.is_test`.execute(db)
}

/** Counts of each name as the last day that has one ended, through a day. */
export async function selectCounts({ db, storeId }: ReadContext, through: Day): Promise<{ name: string; members: number }[]> {
  const { rows } = await sql<{ name: string; members: number }>`select distinct on (name) name, members from roster_counts where store_id = ${storeId} and day <= ${through} order by name, day desc`.execute(db)
  return rows
}

/** Every change of the counts after a day, through another, in the order of days. */
export async function selectCountChanges({ db, storeId }: ReadContext, { after, through }: { after: Day; through: Day }): Promise<{ name: string; day: Day; members: number }[]> {
  const { rows } = await sql<{ name: string; day: Day; members: number }>`select name, day, members from roster_counts where store_id = ${storeId} and day > ${after} and day <= ${through} order by day`.execute(db)
  return rows
}

export async function upsertCounts({ db, storeId }: WriteContext, { day, counts }: { day: Day; counts: readonly { name: string; members: number }[] }): Promise<void> {
  await sql`insert into roster_counts (store_id, name, day, members) select ${storeId}, name, ${day}, members from jsonb_to_recordset(${jsonb(counts)}) as r(name text, members bigint)
    on conflict (store_id, name, day) do update set members = excluded.members`.execute(db)
}

/** Adds to the numbers of who joined by day. */
export async function addJoined({ db, storeId }: WriteContext, changes: readonly { day: Day; members: number }[]): Promise<void> {
  await sql`insert into roster_joined as j (store_id, day, members) select ${storeId}, day, members from jsonb_to_recordset(${jsonb(changes)}) as r(day integer, members bigint)
    on conflict (store_id, day) do update set members = j.members + excluded.members`.execute(db)
}

/** Counts anew who joined by day, in days of a zone. */
export async function recountJoined({ db, storeId }: WriteContext, zone: string): Promise<void> {
  await sql`delete from roster_joined where store_id = ${storeId}`.execute(db)
  await sql`insert into roster_joined (store_id, day, members) select ${storeId}, (to_timestamp(joined_at / 1000.0) at time zone ${zone})::date - date '1970-01-01', count(*) from roster where store_id = ${storeId} and not is_test group by 2`.execute(db)
}

/** How many joined in each of some spans of days, both ends included. */
export async function selectJoined({ db, storeId }: ReadContext, spans: readonly { from: Day; to: Day }[]): Promise<number[]> {
  const { rows } = await sql<{ members: number }>`select (select coalesce(sum(members), 0)::bigint from roster_joined j where j.store_id = ${storeId} and j.day >= s."from" and j.day <= s."to") as members
    from jsonb_to_recordset(${jsonb(spans.map((span, place) => ({ ...span, place })))}) as s("from" integer, "to" integer, place integer) order by place`.execute(db)
  return rows.map(({ members }) => members)
}

/** How many did something last at an instant or later, and before another one where it is told; test members, whom an index of their own has, are taken off. */
export async function countActive({ db, storeId }: ReadContext, { from, until = null }: { from: Instant; until?: Instant | null }): Promise<number> {
  const isIn = sql`store_id = ${storeId} and last_at >= ${from} and (${until}::bigint is null or last_at < ${until}::bigint)`
  const { rows: [row] } = await sql<{ members: number }>`select (select count(*) from roster where ${isIn}) - (select count(*) from roster where ${isIn} and is_test) as members`.execute(db)
  return row?.members ?? 0
}

/** Adds to how many members changed, as is known on a day, whose last activity was on another. */
export async function addActive({ db, storeId }: WriteContext, { day, changes }: { day: Day; changes: readonly { day: Day; members: number }[] }): Promise<void> {
  if (changes.length === 0) return
  await sql`insert into roster_active as a (store_id, known_day, last_day, members) select ${storeId}, ${day}, day, members from jsonb_to_recordset(${jsonb(changes)}) as r(day integer, members bigint)
    on conflict (store_id, known_day, last_day) do update set members = a.members + excluded.members`.execute(db)
}

/** How many more there are now, by what became known after a span ended, whose last activity was in it; null where nobody counted yet as it ended. */
export async function sumActiveAfter({ db, storeId }: ReadContext, { from, to }: { from: Day; to: Day }): Promise<number | null> {
  const { rows: [row] } = await sql<{ members: number | null }>`select case when exists (select from roster_active where store_id = ${storeId} and known_day <= ${to})
    then (select coalesce(sum(members), 0)::bigint from roster_active where store_id = ${storeId} and known_day > ${to} and last_day >= ${from} and last_day <= ${to}) end as members`.execute(db)
  return row?.members ?? null
}

const COLUMNS: Record<RosterSort['by'], string> = { joined: 'joined_at', active: 'last_at', balance: 'balance', spend: 'spend_minor', id: 'member_id' }

const ROW = sql`r.member_id as "memberId", r.kind, r.joined_at as "joinedAt", r.last_at as "lastAt", r.market, r.region, r.tags, r.levels, r.balance, r.debt, r.pending, r.spend_minor as "spendMinor", r.orders, r.has_email as "hasEmail", r.is_test as "isTest"`

/** Where a page goes on: what the last member of the page before was sorted by, and their id. */
export type RosterPlace = { value: number | null; memberId: string }

/** Which members, in which order, behind which place, and how many at most. */
export type Asked = { filter: RosterFilter; sort: RosterSort; after: RosterPlace | null; most: number }

/** Members by a filter, in an order that an index has, behind a place: quick where the filter fits many, or everybody. */
export async function selectRoster({ db, storeId }: ReadContext, { filter, sort, after, most }: Asked): Promise<RosterRow[]> {
  const { rows } = await sql<RosterRow>`select ${ROW} from roster r where r.store_id = ${storeId} and ${conditionOf(storeId, filter)} and ${behindOf(sort, after)} order by ${orderOf(sort)} limit ${most}`.execute(db)
  return rows
}

/**
 * The same where the filter fits few, and how many it fits behind the place, up to a bound: all who fit are looked for in no order, and sorted. Where there are more than the bound the
 * page is none. An index in the order of the sort would be walked through the whole store for the few. Measured on a million members, the page
 * with its count: 333 who owe points, 1,195 ms by the index and 22 ms so; 200 with a rare tag, 539 ms and 32 ms. What no index has, such as a market, reads the store: 460 ms.
 */
export async function selectSparse({ db, storeId }: ReadContext, { filter, sort, after, most }: Asked, bound: number): Promise<{ members: number; rows: RosterRow[] }> {
  const { rows: [found] } = await sql<{ members: number; rows: RosterRow[] }>`
    with r as materialized (select * from roster r where r.store_id = ${storeId} and ${conditionOf(storeId, filter)} and ${behindOf(sort, after)} limit ${bound + 1}),
      page as (select ${ROW} from r where (select count(*) from r) <= ${bound} order by ${orderOf(sort)} limit ${most})
    select (select count(*) from r) as members, coalesce((select jsonb_agg(to_jsonb(page)) from page), '[]') as rows`.execute(db)
  return found as { members: number; rows: RosterRow[] }
}

function behindOf(sort: RosterSort, after: RosterPlace | null): RawBuilder<unknown> {
  if (after === null) return sql`true`
  const than = sort.isDown ? sql`<` : sql`>`
  return sort.by === 'id' ? sql`r.member_id ${than} ${after.memberId}` : sql`(r.${sql.raw(COLUMNS[sort.by])}, r.member_id) ${than} (${after.value}, ${after.memberId})`
}

function orderOf(sort: RosterSort): RawBuilder<unknown> {
  const way = sort.isDown ? sql`desc` : sql`asc`
  return sort.by === 'id' ? sql`r.member_id ${way}` : sql`r.${sql.raw(COLUMNS[sort.by])} ${way}, r.member_id ${way}`
}

/** How many members a filter finds, no further than `most`, and what they have together. */
export async function countRoster({ db, storeId }: ReadContext, filter: RosterFilter, most: number): Promise<{ members: number; balance: number }> {
  const { rows: [row] } = await sql<{ members: number; balance: number }>`select count(*) as members, coalesce(sum(balance), 0)::bigint as balance from (select balance from roster r where r.store_id = ${storeId} and ${conditionOf(storeId, filter)} limit ${most}) as found`.execute(db)
  return row as { members: number; balance: number }
}

const HEAPS = { debt: sql`debt`, pending: sql`pending` } as const

/** Members who owe points, or have some that are not active yet: the most first, behind a place. Each has an index of those alone. */
export async function selectHeap({ db, storeId }: ReadContext, { by, after, most }: { by: keyof typeof HEAPS; after: RosterPlace | null; most: number }): Promise<RosterRow[]> {
  const column = HEAPS[by]
  const isBehind = after === null ? sql`true` : sql`(${column}, member_id) < (${after.value}, ${after.memberId})`
  const { rows } = await sql<RosterRow>`select ${ROW} from roster r where r.store_id = ${storeId} and ${column} > 0 and ${isBehind} order by ${column} desc, member_id desc limit ${most}`.execute(db)
  return rows
}

/** Rows of these members, where they have one. */
export async function selectRows({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<RosterRow[]> {
  const { rows } = await sql<RosterRow>`select ${ROW} from roster r where r.store_id = ${storeId} and r.member_id = any(${memberIds}::text[]) order by r.member_id`.execute(db)
  return rows
}

/** Of whom a word for where they came from is said, and who they became: of a member also what is said of those who were merged into them. */
function cameFrom(storeId: string, words: readonly string[]): RawBuilder<unknown> {
  return sql`with recursive came (member_id) as (select w.member_id from members_source_words w where w.store_id = ${storeId} and w.word = any(${words}::text[])
    union select m.merged_into from came join members m on m.store_id = ${storeId} and m.member_id = came.member_id where m.merged_into is not null) select member_id from came`
}

/** The conditions of a filter; an upper bound of a time is exclusive, one of an amount inclusive. */
function conditionOf(storeId: string, filter: RosterFilter): RawBuilder<unknown> {
  const { kind, tag, manager, level, market, region, hasDebt, hasEmail, isTest } = filter
  const told = [
    kind !== undefined && sql`r.kind = ${kind}`,
    // By the index of tags: containment of arrays finds none under row security.
    ...(tag ?? []).map((one) => sql`r.member_id in (select t.member_id from activity_tags t where t.store_id = ${storeId} and t.tag = ${one})`),
    manager !== undefined && sql`r.member_id in (select d.member_id from desk_managers d where d.store_id = ${storeId} and d.staff_id = ${manager})`,
    filter.source !== undefined && sql`r.member_id in (${cameFrom(storeId, filter.source)})`,
    filter.without !== undefined && sql`r.member_id <> all(${filter.without}::text[])`,
    level !== undefined && sql`r.levels && ${level}::text[]`,
    market !== undefined && sql`r.market = any(${market}::text[])`,
    // A country has its provinces too.
    region !== undefined && sql`(r.region = any(${region}::text[]) or left(r.region, 2) = any(${region}::text[]))`,
    hasDebt !== undefined && (hasDebt ? sql`r.debt > 0` : sql`r.debt = 0`),
    hasEmail !== undefined && sql`r.has_email = ${hasEmail}`,
    isTest !== undefined && (isTest ? sql`r.is_test` : sql`not r.is_test`),
    ...([['joined_at', filter.joinedFrom, filter.joinedTo], ['last_at', filter.activeFrom, filter.activeTo]] as const).flatMap(([column, from, to]) => [
      from !== undefined && sql`r.${sql.raw(column)} >= ${from}`, to !== undefined && sql`r.${sql.raw(column)} < ${to}`,
    ]),
    ...([['balance', filter.balanceFrom, filter.balanceTo], ['spend_minor', filter.spendFrom, filter.spendTo]] as const).flatMap(([column, from, to]) => [
      from !== undefined && sql`r.${sql.raw(column)} >= ${from}`, to !== undefined && sql`r.${sql.raw(column)} <= ${to}`,
    ]),
  ].filter((one) => one !== false)
  return told.length === 0 ? sql`true` : sql.join(told, sql` and `)
}
