import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** How a coupon came to be. */
export const ORIGINS = ['reward', 'campaign', 'birthday', 'welcome', 'win_back', 'staff'] as const
export type Origin = (typeof ORIGINS)[number]
export const STATUSES = ['issued', 'held', 'used', 'void'] as const
export type CouponStatus = (typeof STATUSES)[number]

/** A coupon: one instance of a discount of the program, for one member or for whoever has the code. `usesAllowed` null: without an end. */
export type CouponRow = {
  code: string; discount: string; memberId: string | null; origin: Origin; batch: string | null; from: Instant | null; until: Instant | null
  usesAllowed: number | null; usesTaken: number; usesHeld: number; status: CouponStatus; issuedAt: Instant; issuedBy: string
}
export type NewCoupon = Omit<CouponRow, 'usesTaken' | 'usesHeld' | 'status'> & { cause: string | null }

const COUPON = sql`code, discount, member_id as "memberId", origin, batch, from_at as "from", until_at as "until", uses_allowed as "usesAllowed",
  uses_taken as "usesTaken", uses_held as "usesHeld", status, issued_at as "issuedAt", issued_by as "issuedBy"`

/** Adds a coupon; nothing where its code is taken or its cause has one already. */
export async function insertCoupon({ db, storeId }: WriteContext, { code, discount, memberId, origin, batch, cause, from, until, usesAllowed, issuedAt, issuedBy }: NewCoupon): Promise<CouponRow | undefined> {
  const { rows: [row] } = await sql<CouponRow>`insert into coupons (store_id, code, discount, member_id, origin, batch, cause, from_at, until_at, uses_allowed, issued_at, issued_by)
    values (${storeId}, ${code}, ${discount}, ${memberId}, ${origin}, ${batch}, ${cause}, ${from}, ${until}, ${usesAllowed}, ${issuedAt}, ${issuedBy})
    on conflict do nothing returning ${COUPON}`.execute(db)
  return row
}

export async function selectCoupon({ db, storeId }: ReadContext, code: string): Promise<CouponRow | undefined> {
  const { rows: [row] } = await sql<CouponRow>`select ${COUPON} from coupons where store_id = ${storeId} and code = ${code}`.execute(db)
  return row
}

/** The coupon that was issued for this cause. */
export async function selectCaused({ db, storeId }: ReadContext, cause: string): Promise<CouponRow | undefined> {
  const { rows: [row] } = await sql<CouponRow>`select ${COUPON} from coupons where store_id = ${storeId} and cause = ${cause}`.execute(db)
  return row
}

/** Ends a coupon of which no use is held, unless all are taken. Of this and a hold that come together exactly one finds it as it was. */
export async function updateVoid({ db, storeId, now }: WriteContext, code: string): Promise<boolean> {
  const { rows } = await sql`update coupons set voided_at = ${now} where store_id = ${storeId} and code = ${code} and status = 'issued' and uses_held = 0 returning code`.execute(db)
  return rows.length > 0
}
