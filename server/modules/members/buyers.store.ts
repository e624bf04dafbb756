import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

export const ROLES = ['owner', 'buyer', 'finance'] as const
export type Role = (typeof ROLES)[number]
/** `leftAt`: since when they buy for it no more. */
export type BuyerRow = { companyId: string; buyerId: string; role: Role; since: Instant; leftAt: Instant | null }

const BUYER = sql`company_id as "companyId", buyer_id as "buyerId", role, since, left_at as "leftAt"`

/** Adds a buyer, or one who had left anew; one who is there already stays as they are. Says whether somebody was added. */
export async function insertBuyer({ db, storeId }: WriteContext, { companyId, buyerId, role, since }: Omit<BuyerRow, 'leftAt'>): Promise<boolean> {
  const { rows } = await sql`insert into members_buyers as b (store_id, company_id, buyer_id, role, since) values (${storeId}, ${companyId}, ${buyerId}, ${role}, ${since})
    on conflict (store_id, company_id, buyer_id) do update set role = excluded.role, since = excluded.since, left_at = null where b.left_at is not null returning 1`.execute(db)
  return rows.length > 0
}

export async function updateBuyer({ db, storeId }: WriteContext, { companyId, buyerId, role }: Omit<BuyerRow, 'since' | 'leftAt'>): Promise<void> {
  await sql`update members_buyers set role = ${role} where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId}`.execute(db)
}

/** Notes that somebody buys for a company no more; that they did so until now stays known. */
export async function markBuyerLeft({ db, storeId, now }: WriteContext, { companyId, buyerId }: Pair): Promise<void> {
  await sql`update members_buyers set left_at = ${now} where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId}`.execute(db)
}

type Pair = { companyId: string; buyerId: string }
/** What a company's own history is told of its buyers: who came, and who left, or (`why`) did so only in name. */
export type BuyersTold = Pair & { topic: 'buyers.added' | 'buyers.left'; why?: 'merged' | 'erased' }

/** Puts into the outbox what companies are to be told of their buyers. */
export async function tellBuyers({ db, storeId, now }: WriteContext, told: readonly BuyersTold[]): Promise<void> {
  if (told.length === 0) return
  const rows = told.map(({ companyId, topic, buyerId, why }) => ({ companyId, topic, payload: { buyer: buyerId, at: now, ...(why === undefined ? {} : { why }) } }))
  await sql`insert into outbox (store_id, topic, member_id, payload, created_at)
    select ${storeId}, topic, "companyId", payload, ${now}::bigint from jsonb_to_recordset(${jsonb(rows)}) as r(topic text, "companyId" text, payload jsonb)`.execute(db)
}

/** Who buys for these companies, and for whom these people buy, merged or not. */
export async function selectPairs({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Pair[]> {
  const { rows } = await sql<Pair>`select company_id as "companyId", buyer_id as "buyerId" from members_buyers
    where store_id = ${storeId} and left_at is null and (company_id = any(${memberIds}::text[]) or buyer_id = any(${memberIds}::text[])) order by 1, 2`.execute(db)
  return rows
}

/**
 * In which roles people buy, or bought until they left, for companies: of each the one that goes on after all merges. Those who never did
 * are absent.
 */
export async function selectRoles({ db, storeId }: ReadContext, asked: readonly Pair[]): Promise<(Pair & Pick<BuyerRow, 'role' | 'leftAt'>)[]> {
  const { rows } = await sql<Pair & Pick<BuyerRow, 'role' | 'leftAt'>>`with recursive asked as (select * from jsonb_to_recordset(${jsonb(asked)}) as asked("companyId" text, "buyerId" text)),
    goes (id, member_id, merged_into) as (
      select member_id, member_id, merged_into from members where store_id = ${storeId} and member_id in (select "companyId" from asked union select "buyerId" from asked)
      union all select goes.id, m.member_id, m.merged_into from goes join members m on m.store_id = ${storeId} and m.member_id = goes.merged_into)
    select asked."companyId", asked."buyerId", role, left_at as "leftAt" from asked
    join goes c on c.id = asked."companyId" and c.merged_into is null join goes p on p.id = asked."buyerId" and p.merged_into is null
    join members_buyers b on b.store_id = ${storeId} and b.company_id = c.member_id and b.buyer_id = p.member_id`.execute(db)
  return rows
}

/** A company's buyers by their ids, behind one that is known, those who left where they are wanted too; of people who are merged, the one that goes on. */
export async function selectBuyers({ db, storeId }: ReadContext, { companyId, after, most, withLeft = false }: { companyId: string; after: string; most: number; withLeft?: boolean }): Promise<BuyerRow[]> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers b where store_id = ${storeId} and company_id = ${companyId} and buyer_id > ${after} and (left_at is null or ${withLeft})
    and not exists (select from members m where m.store_id = ${storeId} and m.member_id = b.buyer_id and m.merged_into is not null) order by buyer_id limit ${most}`.execute(db)
  return rows
}

export async function selectBuyer({ db, storeId }: ReadContext, { companyId, buyerId }: Pair): Promise<BuyerRow | undefined> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId} and left_at is null`.execute(db)
  return rows[0]
}

/** The companies that a person buys for, each with all that were merged into it. */
export async function selectEmployerIds({ db, storeId }: ReadContext, buyerId: string): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`with recursive employers (member_id) as (
      select company_id from members_buyers b where store_id = ${storeId} and buyer_id = ${buyerId} and left_at is null
        and not exists (select from members m where m.store_id = ${storeId} and m.member_id = b.company_id and m.merged_into is not null)
      union select m.member_id from employers join members m on m.store_id = ${storeId} and m.merged_into = employers.member_id)
    select member_id as "memberId" from employers`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

/** The companies that these people buy for; of companies that are merged, the one that goes on. */
export async function selectCompanies(ctx: ReadContext, buyerIds: readonly string[]): Promise<BuyerRow[]> {
  return (await selectEmployers(ctx, buyerIds)).filter(({ leftAt }) => leftAt === null)
}

/** The same with those that they bought for until they left. */
export async function selectEmployers({ db, storeId }: ReadContext, buyerIds: readonly string[]): Promise<BuyerRow[]> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers b where store_id = ${storeId} and buyer_id = any(${buyerIds}::text[])
    and not exists (select from members m where m.store_id = ${storeId} and m.member_id = b.company_id and m.merged_into is not null) order by company_id, buyer_id`.execute(db)
  return rows
}

/** Whoever goes on after a merge also buys, or has buyers, where the other did; their own role stays. */
export async function copyBuyers({ db, storeId }: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into members_buyers (store_id, company_id, buyer_id, role, since, left_at)
    select store_id, case company_id when ${from} then ${to} else company_id end, case buyer_id when ${from} then ${to} else buyer_id end, role, since, left_at
    from members_buyers where store_id = ${storeId} and (company_id = ${from} or buyer_id = ${from}) on conflict do nothing`.execute(db)
}
