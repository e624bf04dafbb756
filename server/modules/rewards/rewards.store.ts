import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Place } from '#server/platform/place'
import type { Gives } from './schemas.ts'

export const STATUSES = ['open', 'fulfilled', 'cancelled'] as const

/** A reward that a member took, with the spend of the same id. */
export type RedemptionRow = {
  redemption: string; memberId: string; hash: string; reward: string; market: string; points: number; gives: Gives; code: string | null; until: Instant | null
  costMinor: number | null; currency: string | null; isFromStock: boolean; status: (typeof STATUSES)[number]
  /** Who used the points of a company. */
  by: string | null; redeemedAt: Instant; redeemedBy: string; fulfilledAt: Instant | null; fulfilledBy: string | null; cancelledAt: Instant | null; cancelledBy: string | null
}

/** How many are left of rewards, by their ids; what is not there was never put. */
export async function selectStock({ db, storeId }: ReadContext): Promise<Map<string, number>> {
  const { rows } = await sql<{ reward: string; left: number }>`select reward, left_count as left from rewards_stock where store_id = ${storeId}`.execute(db)
  return new Map(rows.map(({ reward, left }) => [reward, left]))
}

export async function setStock({ db, storeId }: WriteContext, { reward, left }: { reward: string; left: number }): Promise<void> {
  await sql`insert into rewards_stock (store_id, reward, left_count) values (${storeId}, ${reward}, ${left}) on conflict (store_id, reward) do update set left_count = excluded.left_count`.execute(db)
}

/** Adds to what is left, or takes from it, and says how many there are then; undefined: not so many are left. */
export async function addStock({ db, storeId }: WriteContext, { reward, by }: { reward: string; by: number }): Promise<number | undefined> {
  await sql`insert into rewards_stock (store_id, reward, left_count) values (${storeId}, ${reward}, 0) on conflict do nothing`.execute(db)
  const { rows: [row] } = await sql<{ left: number }>`update rewards_stock set left_count = left_count + ${by} where store_id = ${storeId} and reward = ${reward} and left_count + ${by} >= 0 returning left_count as left`.execute(db)
  return row?.left
}

/** Takes one, where one is left: of several who want the last one, one finds it. */
export async function takeOne({ db, storeId }: WriteContext, reward: string): Promise<boolean> {
  const { rows } = await sql`update rewards_stock set left_count = left_count - 1 where store_id = ${storeId} and reward = ${reward} and left_count > 0 returning reward`.execute(db)
  return rows.length > 0
}

const REDEMPTION = sql`redemption_id as redemption, member_id as "memberId", hash, reward, market, points, gives, code, until_at as until, cost_minor as "costMinor", currency, is_from_stock as "isFromStock",
  status, redeemed_at as "redeemedAt", redeemed_by as "redeemedBy", fulfilled_at as "fulfilledAt", fulfilled_by as "fulfilledBy", cancelled_at as "cancelledAt", cancelled_by as "cancelledBy", by_member_id as "by"`

export async function insertRedemption({ db, storeId }: WriteContext, row: RedemptionRow): Promise<void> {
  await sql`insert into rewards_redemptions (store_id, redemption_id, member_id, hash, reward, market, points, gives, code, until_at, cost_minor, currency, is_from_stock, status, redeemed_at, redeemed_by, fulfilled_at, fulfilled_by, by_member_id)
    values (${storeId}, ${row.redemption}, ${row.memberId}, ${row.hash}, ${row.reward}, ${row.market}, ${row.points}, ${jsonb(row.gives)}, ${row.code}, ${row.until}, ${row.costMinor}, ${row.currency}, ${row.isFromStock}, ${row.status}, ${row.redeemedAt}, ${row.redeemedBy}, ${row.fulfilledAt}, ${row.fulfilledBy}, ${row.by})`.execute(db)
}

export async function selectRedemption({ db, storeId }: ReadContext, redemption: string): Promise<RedemptionRow | undefined> {
  const { rows: [row] } = await sql<RedemptionRow>`select ${REDEMPTION} from rewards_redemptions where store_id = ${storeId} and redemption_id = ${redemption}`.execute(db)
  return row
}

/** The same, locked until the transaction ends. */
export async function lockRedemption({ db, storeId }: WriteContext, redemption: string): Promise<RedemptionRow | undefined> {
  const { rows: [row] } = await sql<RedemptionRow>`select ${REDEMPTION} from rewards_redemptions where store_id = ${storeId} and redemption_id = ${redemption} for update`.execute(db)
  return row
}

/** Redemptions by when they were made, behind one that is known: of these members, of a status, or all. Those that are open wait in their order, of others the newest come first. */
export async function selectRedemptionPage({ db, storeId }: ReadContext, { memberIds, status, after, most }: { memberIds?: readonly string[]; status?: string | undefined; after: Place | undefined; most: number }): Promise<RedemptionRow[]> {
  const [isBehind, order] = status === 'open' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const behind = after === undefined ? sql`true` : sql`(redeemed_at, redemption_id) ${isBehind} (${after.at}, ${after.id})`
  const ofMembers = memberIds === undefined ? sql`true` : sql`member_id = any(${memberIds}::text[])`
  const ofStatus = status === undefined ? sql`true` : status === 'open' ? sql`status = 'open'` : sql`status = ${status}`
  const { rows } = await sql<RedemptionRow>`select ${REDEMPTION} from rewards_redemptions where store_id = ${storeId} and ${behind} and ${ofMembers} and ${ofStatus} order by redeemed_at ${order}, redemption_id ${order} limit ${most}`.execute(db)
  return rows
}

export async function updateFulfilled({ db, storeId, now }: WriteContext, redemption: string, by: string): Promise<void> {
  await sql`update rewards_redemptions set status = 'fulfilled', fulfilled_at = ${now}, fulfilled_by = ${by} where store_id = ${storeId} and redemption_id = ${redemption}`.execute(db)
}

export async function updateCancelled({ db, storeId, now }: WriteContext, redemption: string, by: string): Promise<void> {
  await sql`update rewards_redemptions set status = 'cancelled', cancelled_at = ${now}, cancelled_by = ${by} where store_id = ${storeId} and redemption_id = ${redemption}`.execute(db)
}

export async function lockRedemptionsOf({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`select from rewards_redemptions where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by redemption_id for update`.execute(db)
}

/** Puts other codes of coupons in the place of those that redemptions of these members gave. */
export async function renameCodes({ db, storeId }: WriteContext, { memberIds, names }: { memberIds: readonly string[]; names: readonly { was: string; is: string }[] }): Promise<void> {
  await sql`update rewards_redemptions r set code = n."is" from jsonb_to_recordset(${jsonb(names)}) as n(was text, "is" text)
    where r.store_id = ${storeId} and r.member_id = any(${memberIds}::text[]) and r.gives->>'kind' = 'coupon' and r.code = n.was`.execute(db)
}

/** Adds codes to a list; answers with those that it did not have. */
export async function insertVouchers({ db, storeId, now }: WriteContext, { list, codes }: { list: string; codes: readonly string[] }): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`insert into rewards_vouchers (store_id, list, code, imported_at) select ${storeId}, ${list}, code, ${now} from jsonb_array_elements_text(${jsonb(codes)}) as code order by code on conflict do nothing returning code`.execute(db)
  return new Set(rows.map(({ code }) => code))
}

/** Gives a code that nobody has to a redemption; those that another transaction is giving are left to it. Undefined: there is none. */
export async function giveVoucher({ db, storeId }: WriteContext, { list, redemption }: { list: string; redemption: string }): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ code: string }>`update rewards_vouchers set redemption_id = ${redemption} where store_id = ${storeId} and list = ${list}
    and code = (select code from rewards_vouchers where store_id = ${storeId} and list = ${list} and redemption_id is null order by code limit 1 for update skip locked) returning code`.execute(db)
  return row?.code
}

export async function voidVoucher({ db, storeId, now }: WriteContext, redemption: string): Promise<void> {
  await sql`update rewards_vouchers set voided_at = ${now} where store_id = ${storeId} and redemption_id = ${redemption}`.execute(db)
}

export async function countVouchers({ db, storeId }: ReadContext, list: string): Promise<{ free: number; given: number; voided: number }> {
  const { rows: [row] } = await sql<{ free: number; given: number; voided: number }>`select count(*) filter (where redemption_id is null)::bigint as free,
    count(*) filter (where redemption_id is not null and voided_at is null)::bigint as given, count(*) filter (where voided_at is not null)::bigint as voided from rewards_vouchers where store_id = ${storeId} and list = ${list}`.execute(db)
  return row ?? { free: 0, given: 0, voided: 0 }
}
