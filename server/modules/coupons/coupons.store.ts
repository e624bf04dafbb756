import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Place } from '#server/platform/place'

/** How a coupon came to be. */
export const ORIGINS = ['reward', 'campaign', 'birthday', 'anniversary', 'welcome', 'win_back', 'staff'] as const
export type Origin = (typeof ORIGINS)[number]
export const STATUSES = ['issued', 'held', 'used', 'expired', 'void'] as const
type CouponStatus = (typeof STATUSES)[number]

/** A coupon: one instance of a discount of the program, for one member or for whoever has the code. `usesAllowed` null: without an end. */
export type CouponRow = {
  code: string; discount: string; memberId: string | null; origin: Origin; batch: string | null; from: Instant | null; until: Instant | null
  usesAllowed: number | null; usesTaken: number; usesHeld: number; status: CouponStatus; issuedAt: Instant; issuedBy: string
}
export type NewCoupon = Omit<CouponRow, 'usesTaken' | 'usesHeld' | 'status'> & { cause: string | null }
/** Which coupons are looked for; null: any. */
export type CouponFilter = { memberIds: readonly string[] | null; discount: string | null; status: CouponStatus | null; batch: string | null; origin: Origin | null }

/** How a coupon stands at an instant: what is left of a batch that was made void is void, and what nobody used in time is expired, though no row of it was written. */
export const statusAt = (now: Instant) => sql`case when status <> 'issued' then status
  when batch is not null and exists (select from coupons_batches b where b.store_id = coupons.store_id and b.batch = coupons.batch and b.voided_at is not null) then 'void' when until_at <= ${now}::bigint then 'expired' else status end`

const couponAt = (now: Instant) => sql`code, discount, member_id as "memberId", origin, batch, from_at as "from", until_at as "until", uses_allowed as "usesAllowed",
  uses_taken as "usesTaken", uses_held as "usesHeld", ${statusAt(now)} as status, issued_at as "issuedAt", issued_by as "issuedBy"`

/** Adds coupons; without those whose code is taken or whose cause has one already. */
export async function insertCoupons({ db, storeId, now }: WriteContext, coupons: readonly NewCoupon[]): Promise<CouponRow[]> {
  const { rows } = await sql<CouponRow>`insert into coupons (store_id, code, discount, member_id, origin, batch, cause, from_at, until_at, uses_allowed, issued_at, issued_by)
    select ${storeId}, code, discount, "memberId", origin, batch, cause, "from", "until", "usesAllowed", "issuedAt", "issuedBy"
    from jsonb_to_recordset(${jsonb(coupons)}) as r(code text, discount text, "memberId" text, origin text, batch text, cause text, "from" bigint, "until" bigint, "usesAllowed" integer, "issuedAt" bigint, "issuedBy" text)
    order by cause on conflict do nothing returning ${couponAt(now)}`.execute(db)
  return rows
}

export async function selectCoupon({ db, storeId, now }: ReadContext, code: string): Promise<CouponRow | undefined> {
  const { rows: [row] } = await sql<CouponRow>`select ${couponAt(now)} from coupons where store_id = ${storeId} and code = ${code}`.execute(db)
  return row
}

/** Says that somebody was issued a coupon by hand; what waits for it finds the coupon by its cause. */
export async function insertIssued({ db, storeId, now }: WriteContext, { memberId, ...payload }: { memberId: string; at: Instant; cause: string; isOfMany: boolean }): Promise<void> {
  await sql`insert into outbox (store_id, topic, member_id, payload, created_at) values (${storeId}, 'coupon.issued', ${memberId}, ${jsonb(payload)}, ${now})`.execute(db)
}

/** The coupon that was issued for this cause. */
export async function selectCaused({ db, storeId, now }: ReadContext, cause: string): Promise<CouponRow | undefined> {
  const { rows: [row] } = await sql<CouponRow>`select ${couponAt(now)} from coupons where store_id = ${storeId} and cause = ${cause}`.execute(db)
  return row
}

/** Coupons by their codes. */
export async function selectCoupons({ db, storeId, now }: ReadContext, codes: readonly string[]): Promise<CouponRow[]> {
  const { rows } = await sql<CouponRow>`select ${couponAt(now)} from coupons where store_id = ${storeId} and code = any(${codes}::text[])`.execute(db)
  return rows
}

/** The same, which nobody else uses until the transaction ends; locked in the order of their codes. */
export async function lockCoupons({ db, storeId, now }: WriteContext, codes: readonly string[]): Promise<CouponRow[]> {
  const { rows } = await sql<CouponRow>`select ${couponAt(now)} from coupons where store_id = ${storeId} and code = any(${codes}::text[]) order by code for no key update`.execute(db)
  return rows
}

/** Coupons by when they were issued, the newest first, behind one that is known. */
export async function selectCouponPage({ db, storeId, now }: ReadContext, { memberIds, discount, status, batch, origin }: CouponFilter, { after, most }: { after: Place | undefined; most: number }): Promise<CouponRow[]> {
  const behind = after === undefined ? sql`true` : sql`(issued_at, code) < (${after.at}, ${after.id})`
  const { rows } = await sql<CouponRow>`select ${couponAt(now)} from coupons where store_id = ${storeId} and ${behind}
    ${memberIds === null ? sql`` : sql`and member_id = any(${memberIds}::text[])`} ${discount === null ? sql`` : sql`and discount = ${discount}`} ${status === null ? sql`` : sql`and ${statusAt(now)} = ${status}`}
    ${batch === null ? sql`` : sql`and batch = ${batch}`} ${origin === null ? sql`` : sql`and origin = ${origin}`} order by issued_at desc, code desc limit ${most}`.execute(db)
  return rows
}

/** How many coupons of a discount members have that work now or will. */
export async function countOpen({ db, storeId, now }: ReadContext, { memberIds, discount }: { memberIds: readonly string[]; discount: string }): Promise<number> {
  const { rows: [row] } = await sql<{ coupons: number }>`select count(*) as coupons from coupons where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and discount = ${discount} and ${statusAt(now)} in ('issued', 'held') and (until_at is null or until_at > ${now})`.execute(db)
  return row?.coupons ?? 0
}

/** Ends a coupon of which no use is held, unless all are taken. Of this and a hold that come together exactly one finds it as it was. */
export async function updateVoid({ db, storeId, now }: WriteContext, code: string): Promise<boolean> {
  const { rows } = await sql`update coupons set voided_at = ${now} where store_id = ${storeId} and code = ${code} and status = 'issued' and uses_held = 0 returning code`.execute(db)
  return rows.length > 0
}

/** Moves uses of coupons, of a code that comes several times as often: held, and taken. Locks them in the order of their codes. */
export async function updateUses({ db, storeId }: WriteContext, codes: readonly string[], { held, taken }: { held: number; taken: number }): Promise<void> {
  if (codes.length === 0) return
  await sql`with told as (select code, count(*)::integer as times from unnest(${codes}::text[]) as code group by code),
    locked as (select c.code, told.times from coupons c join told on told.code = c.code where c.store_id = ${storeId} order by c.code for no key update of c)
    update coupons c set uses_held = uses_held + ${held}::integer * locked.times, uses_taken = uses_taken + ${taken}::integer * locked.times from locked where c.store_id = ${storeId} and c.code = locked.code`.execute(db)
}
