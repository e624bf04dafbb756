import { sql, type RawBuilder } from 'kysely'
import type { Day, Instant } from '#engine/calendar'
import type { Standing } from '#engine/member/state'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { RosterFilter, RosterSort } from './schemas.ts'

/** A member as lists filter and sort them. */
export type RosterRow = {
  memberId: string; kind: 'person' | 'company'; joinedAt: Instant; lastAt: Instant; market: string | null; region: string | null; tags: string[]; levels: string[]
  balance: number; debt: number; spendMinor: number; orders: number; hasEmail: boolean
}

/** What a row is made of: the parts of the head that it takes, and whether the member is one to be listed. */
export type Source = Omit<RosterRow, 'levels' | 'balance'> & { active: number; standings: Record<string, Standing>; isListed: boolean }

/** Heads, kinds and addresses of some members together: the one place where value and identity meet in a statement, as a list of a million cannot ask twice. */
export async function selectSources({ db, storeId }: ReadContext, { memberIds, unit }: { memberIds: readonly string[]; unit: string }): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select h.member_id as "memberId", m.kind, coalesce((head->>'joinedAt')::bigint, m.created_at) as "joinedAt", coalesce(h.last_at, m.created_at) as "lastAt", head->>'market' as market, head->>'region' as region,
      head->'tags' as tags, head->'standings' as standings, coalesce((head #>> array['units', ${unit}, 'active'])::bigint, 0) as active, coalesce((head #>> array['units', ${unit}, 'debt'])::bigint, 0) as debt,
      coalesce((head #>> '{series,spend,total}')::bigint, 0) as "spendMinor", coalesce((head #>> '{series,orders,total}')::bigint, 0) as orders,
      p.email_key is not null as "hasEmail", h.version > 0 and h.into_member_id is null and m.erased_at is null as "isListed"
    from activity_heads h join members m on m.store_id = ${storeId} and m.member_id = h.member_id
      left join members_people p on p.store_id = ${storeId} and p.member_id = h.member_id and not p.is_merged
    where h.store_id = ${storeId} and h.member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** What is counted of members as they stand in the roster. */
export async function selectCounted({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Pick<RosterRow, 'kind' | 'levels' | 'debt'>[]> {
  const { rows } = await sql<Pick<RosterRow, 'kind' | 'levels' | 'debt'>>`select kind, levels, debt from roster where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** Puts rows in the place of what stood there, and takes those away who are listed no more. */
export async function replaceRows({ db, storeId }: WriteContext, { rows, gone }: { rows: readonly RosterRow[]; gone: readonly string[] }): Promise<void> {
  if (gone.length > 0) await sql`delete from roster where store_id = ${storeId} and member_id = any(${gone}::text[])`.execute(db)
  if (rows.length === 0) return
  await sql`insert into roster (store_id, member_id, kind, joined_at, last_at, market, region, tags, levels, balance, debt, spend_minor, orders, has_email)
    select ${storeId}, "memberId", kind, "joinedAt", "lastAt", market, region, array(select jsonb_array_elements_text(tags)), array(select jsonb_array_elements_text(levels)), balance, debt, "spendMinor", orders, "hasEmail"
    from jsonb_to_recordset(${jsonb(rows)}) as r("memberId" text, kind text, "joinedAt" bigint, "lastAt" bigint, market text, region text, tags jsonb, levels jsonb, balance bigint, debt bigint, "spendMinor" bigint, orders bigint, "hasEmail" boolean) order by 2
    on conflict (store_id, member_id) do update set kind = excluded.kind, joined_at = excluded.joined_at, last_at = excluded.last_at, market = excluded.market, region = excluded.region, tags = excluded.tags, levels = excluded.levels,
      balance = excluded.balance, debt = excluded.debt, spend_minor = excluded.spend_minor, orders = excluded.orders, has_email = excluded.has_email`.execute(db)
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

/** How many joined, or were last active, in spans that do not overlap. */
export async function countIn({ db, storeId }: ReadContext, column: 'joined_at' | 'last_at', spans: readonly { from: Instant; to: Instant }[]): Promise<number[]> {
  const { rows } = await sql<{ members: number }>`select (select count(*) from roster r where r.store_id = ${storeId} and r.${sql.raw(column)} >= s."from" and r.${sql.raw(column)} < s."to") as members
    from jsonb_to_recordset(${jsonb(spans.map((span, place) => ({ ...span, place })))}) as s("from" bigint, "to" bigint, place integer) order by place`.execute(db)
  return rows.map(({ members }) => members)
}

const COLUMNS: Record<RosterSort['by'], string> = { joined: 'joined_at', active: 'last_at', balance: 'balance', spend: 'spend_minor', id: 'member_id' }

const ROW = sql`r.member_id as "memberId", r.kind, r.joined_at as "joinedAt", r.last_at as "lastAt", r.market, r.region, r.tags, r.levels, r.balance, r.debt, r.spend_minor as "spendMinor", r.orders, r.has_email as "hasEmail"`

/** Where a page goes on: what the last member of the page before was sorted by, and their id. */
export type RosterPlace = { value: number | null; memberId: string }

/** Members by a filter, in an order that an index has, behind a place. */
export async function selectRoster({ db, storeId }: ReadContext, { filter, sort, after, most }: { filter: RosterFilter; sort: RosterSort; after: RosterPlace | null; most: number }): Promise<RosterRow[]> {
  const column = sql.raw(`r.${COLUMNS[sort.by]}`)
  const [than, way] = sort.isDown ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const behind = after === null ? sql`true` : sort.by === 'id' ? sql`r.member_id ${than} ${after.memberId}` : sql`(${column}, r.member_id) ${than} (${after.value}, ${after.memberId})`
  const order = sort.by === 'id' ? sql`r.member_id ${way}` : sql`${column} ${way}, r.member_id ${way}`
  const { rows } = await sql<RosterRow>`select ${ROW} from roster r where r.store_id = ${storeId} and ${conditionOf(filter)} and ${behind} order by ${order} limit ${most}`.execute(db)
  return rows
}

/** How many members a filter finds, no further than `most`, and what they have together. */
export async function countRoster({ db, storeId }: ReadContext, filter: RosterFilter, most: number): Promise<{ members: number; balance: number }> {
  const { rows: [row] } = await sql<{ members: number; balance: number }>`select count(*) as members, coalesce(sum(balance), 0)::bigint as balance from (select balance from roster r where r.store_id = ${storeId} and ${conditionOf(filter)} limit ${most}) as found`.execute(db)
  return row as { members: number; balance: number }
}

/** Rows of these members, where they have one. */
export async function selectRows({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<RosterRow[]> {
  const { rows } = await sql<RosterRow>`select ${ROW} from roster r where r.store_id = ${storeId} and r.member_id = any(${memberIds}::text[]) order by r.member_id`.execute(db)
  return rows
}

/** The conditions of a filter; an upper bound of a time is exclusive, one of an amount inclusive. */
function conditionOf(filter: RosterFilter): RawBuilder<unknown> {
  const { kind, tag, level, market, region, hasDebt, hasEmail } = filter
  const told = [
    kind !== undefined && sql`r.kind = ${kind}`,
    tag !== undefined && sql`r.tags @> ${tag}::text[]`,
    level !== undefined && sql`r.levels && ${level}::text[]`,
    market !== undefined && sql`r.market = any(${market}::text[])`,
    // A country has its provinces too.
    region !== undefined && sql`(r.region = any(${region}::text[]) or left(r.region, 2) = any(${region}::text[]))`,
    hasDebt !== undefined && (hasDebt ? sql`r.debt > 0` : sql`r.debt = 0`),
    hasEmail !== undefined && sql`r.has_email = ${hasEmail}`,
    ...([['joined_at', filter.joinedFrom, filter.joinedTo], ['last_at', filter.activeFrom, filter.activeTo]] as const).flatMap(([column, from, to]) => [
      from !== undefined && sql`r.${sql.raw(column)} >= ${from}`, to !== undefined && sql`r.${sql.raw(column)} < ${to}`,
    ]),
    ...([['balance', filter.balanceFrom, filter.balanceTo], ['spend_minor', filter.spendFrom, filter.spendTo]] as const).flatMap(([column, from, to]) => [
      from !== undefined && sql`r.${sql.raw(column)} >= ${from}`, to !== undefined && sql`r.${sql.raw(column)} <= ${to}`,
    ]),
  ].filter((one) => one !== false)
  return told.length === 0 ? sql`true` : sql.join(told, sql` and `)
}
