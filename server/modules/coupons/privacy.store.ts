import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { UseStatus } from './uses.store.ts'

/** A coupon that is somebody's alone. */
export type OwnCoupon = { code: string; discount: string; origin: string; status: string; usesTaken: number; issuedAt: Instant; until: Instant | null }
/** What a checkout of theirs held or took, with the codes. */
export type OwnUse = { orderId: string | null; status: UseStatus; heldAt: Instant; codes: string[] }

export async function selectOwnCoupons({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<OwnCoupon[]> {
  const { rows } = await sql<OwnCoupon>`select code, discount, origin, status, uses_taken as "usesTaken", issued_at as "issuedAt", until_at as "until" from coupons
    where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by issued_at, code`.execute(db)
  return rows
}

export async function selectOwnUses({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<OwnUse[]> {
  const { rows } = await sql<OwnUse>`select order_id as "orderId", status, held_at as "heldAt", codes from coupons_uses where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by held_at, use_id`.execute(db)
  return rows
}

/** Gives these coupons other codes, in every use that named them too, and ends those that could still be used. Uses come before coupons, as wherever both are locked. */
export async function renameCoupons({ db, storeId, now }: WriteContext, names: readonly { was: string; is: string }[]): Promise<void> {
  await sql`with names as (select * from jsonb_to_recordset(${jsonb(names)}) as n(was text, "is" text)),
    locked as (select use_id, codes from coupons_uses where store_id = ${storeId} and codes && (select array_agg(was) from names) order by use_id for update)
    update coupons_uses u set codes = array(select coalesce(n."is", c.code) from unnest(locked.codes) with ordinality as c(code, place) left join names n on n.was = c.code order by c.place)
    from locked where u.store_id = ${storeId} and u.use_id = locked.use_id`.execute(db)
  await sql`with names as (select * from jsonb_to_recordset(${jsonb(names)}) as n(was text, "is" text)),
    locked as (select c.code, n."is" from coupons c join names n on n.was = c.code where c.store_id = ${storeId} order by c.code for update of c)
    update coupons c set code = locked."is", voided_at = case when c.status = 'used' then c.voided_at else coalesce(c.voided_at, ${now}) end from locked where c.store_id = ${storeId} and c.code = locked.code`.execute(db)
}
