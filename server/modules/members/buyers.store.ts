import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

export const ROLES = ['owner', 'buyer', 'finance'] as const
export type Role = (typeof ROLES)[number]
export type BuyerRow = { companyId: string; buyerId: string; role: Role; since: Instant }

const BUYER = sql`company_id as "companyId", buyer_id as "buyerId", role, since`

/** Adds a buyer; one who is there already stays as they are. */
export async function insertBuyer({ db, storeId }: WriteContext, { companyId, buyerId, role, since }: BuyerRow): Promise<void> {
  await sql`insert into members_buyers (store_id, company_id, buyer_id, role, since) values (${storeId}, ${companyId}, ${buyerId}, ${role}, ${since}) on conflict do nothing`.execute(db)
}

export async function updateBuyer({ db, storeId }: WriteContext, { companyId, buyerId, role }: Omit<BuyerRow, 'since'>): Promise<void> {
  await sql`update members_buyers set role = ${role} where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId}`.execute(db)
}

export async function deleteBuyer({ db, storeId }: WriteContext, { companyId, buyerId }: Pick<BuyerRow, 'companyId' | 'buyerId'>): Promise<void> {
  await sql`delete from members_buyers where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId}`.execute(db)
}

/** A company's buyers by their ids, behind one that is known; of people who are merged, the one that goes on. */
export async function selectBuyers({ db, storeId }: ReadContext, { companyId, after, most }: { companyId: string; after: string; most: number }): Promise<BuyerRow[]> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers b where store_id = ${storeId} and company_id = ${companyId} and buyer_id > ${after}
    and not exists (select from members m where m.store_id = ${storeId} and m.member_id = b.buyer_id and m.merged_into is not null) order by buyer_id limit ${most}`.execute(db)
  return rows
}

export async function selectBuyer({ db, storeId }: ReadContext, { companyId, buyerId }: { companyId: string; buyerId: string }): Promise<BuyerRow | undefined> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers where store_id = ${storeId} and company_id = ${companyId} and buyer_id = ${buyerId}`.execute(db)
  return rows[0]
}

/** The companies that these people buy for; of companies that are merged, the one that goes on. */
export async function selectCompanies({ db, storeId }: ReadContext, buyerIds: readonly string[]): Promise<BuyerRow[]> {
  const { rows } = await sql<BuyerRow>`select ${BUYER} from members_buyers b where store_id = ${storeId} and buyer_id in (select jsonb_array_elements_text(${jsonb(buyerIds)}))
    and not exists (select from members m where m.store_id = ${storeId} and m.member_id = b.company_id and m.merged_into is not null) order by company_id, buyer_id`.execute(db)
  return rows
}

/** Whoever goes on after a merge also buys, or has buyers, where the other did; their own role stays. */
export async function copyBuyers({ db, storeId }: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into members_buyers (store_id, company_id, buyer_id, role, since)
    select store_id, case company_id when ${from} then ${to} else company_id end, case buyer_id when ${from} then ${to} else buyer_id end, role, since
    from members_buyers where store_id = ${storeId} and (company_id = ${from} or buyer_id = ${from}) on conflict do nothing`.execute(db)
}
