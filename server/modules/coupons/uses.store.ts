import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

export type UseStatus = 'held' | 'committed' | 'released' | 'over' | 'returned'
/** What a limit counts, of one subject: a member, or ('') all together. */
export type CounterKey = { discount: string; counter: string; subject: string }
export type CountedRow = CounterKey & { amount: number }
/** What one checkout holds or has taken. */
export type UseRow = { useId: string; memberId: string | null; orderId: string | null; status: UseStatus; codes: string[]; counted: CountedRow[]; until: Instant | null }

const USE = sql`use_id as "useId", member_id as "memberId", order_id as "orderId", status, codes, counted, until_at as "until"`

/** Adds a use; not where there is one of this name. */
export async function insertUse({ db, storeId, now }: WriteContext, { useId, memberId, orderId, status, codes, counted, until }: UseRow): Promise<boolean> {
  const { rows } = await sql`insert into coupons_uses (store_id, use_id, member_id, order_id, status, codes, counted, until_at, held_at)
    values (${storeId}, ${useId}, ${memberId}, ${orderId}, ${status}, ${codes}::text[], ${jsonb(counted)}, ${until}, ${now}) on conflict do nothing returning use_id`.execute(db)
  return rows.length > 0
}

export async function selectUse({ db, storeId }: ReadContext, useId: string): Promise<UseRow | undefined> {
  const { rows: [row] } = await sql<UseRow>`select ${USE} from coupons_uses where store_id = ${storeId} and use_id = ${useId}`.execute(db)
  return row
}

/** The same, locked until the transaction ends. */
export async function lockUse({ db, storeId }: WriteContext, useId: string): Promise<UseRow | undefined> {
  const { rows: [row] } = await sql<UseRow>`select ${USE} from coupons_uses where store_id = ${storeId} and use_id = ${useId} for update`.execute(db)
  return row
}

/** Uses whose hold is over by now and that nobody else works on, locked. */
export async function lockOver({ db, storeId, now }: WriteContext, most: number): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`select ${USE} from coupons_uses where store_id = ${storeId} and status = 'held' and until_at <= ${now} order by until_at limit ${most} for update skip locked`.execute(db)
  return rows
}

/** Of two who tell of what an order takes, one goes first; in the order of their names. */
export async function lockOrders({ db, storeId }: WriteContext, orders: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${storeId} || ' ' || id, 35)) from (select id from unnest(${orders}::text[]) as id group by id order by id) as ordered`.execute(db)
}

/** What these orders have taken, locked. */
export async function lockOfOrders({ db, storeId }: WriteContext, orders: readonly string[]): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`select ${USE} from coupons_uses where store_id = ${storeId} and order_id = any(${orders}::text[]) and status = 'committed' order by use_id for update`.execute(db)
  return rows
}

export async function updateStatus({ db, storeId }: WriteContext, useIds: readonly string[], { status, orderId }: { status: UseStatus; orderId?: string }): Promise<void> {
  await sql`update coupons_uses set status = ${status}, order_id = coalesce(${orderId ?? null}, order_id) where store_id = ${storeId} and use_id = any(${useIds}::text[])`.execute(db)
}

/** How much is used of these counters; those that were never used are absent. */
export async function selectUsed({ db, storeId }: ReadContext, counters: readonly CounterKey[]): Promise<(CounterKey & { used: number })[]> {
  const { rows } = await sql<CounterKey & { used: number }>`select l.discount, l.counter, l.subject, l.used from coupons_limits l
    join jsonb_to_recordset(${jsonb(counters)}) as r(discount text, counter text, subject text) on l.discount = r.discount and l.counter = r.counter and l.subject = r.subject where l.store_id = ${storeId}`.execute(db)
  return rows
}

/** Makes counters that are not there yet, and locks them all until the transaction ends, in one order. */
export async function lockCounters({ db, storeId }: WriteContext, counters: readonly CounterKey[]): Promise<void> {
  await sql`insert into coupons_limits (store_id, discount, counter, subject, used) select ${storeId}, discount, counter, subject, 0
    from jsonb_to_recordset(${jsonb(counters)}) as r(discount text, counter text, subject text) order by 2, 3, 4 on conflict do nothing`.execute(db)
  await sql`select from coupons_limits l join jsonb_to_recordset(${jsonb(counters)}) as r(discount text, counter text, subject text) on l.discount = r.discount and l.counter = r.counter and l.subject = r.subject
    where l.store_id = ${storeId} order by l.discount, l.counter, l.subject for no key update of l`.execute(db)
}

/** Adds what was counted to its counters, or (sign −1) gives it back. */
export async function updateCounters({ db, storeId }: WriteContext, counted: readonly CountedRow[], sign: 1 | -1): Promise<void> {
  if (counted.length === 0) return
  await sql`with told as (select l.discount, l.counter, l.subject, r.amount from coupons_limits l
      join (select discount, counter, subject, sum(amount)::bigint as amount from jsonb_to_recordset(${jsonb(counted)}) as t(discount text, counter text, subject text, amount bigint) group by 1, 2, 3) as r on l.discount = r.discount and l.counter = r.counter and l.subject = r.subject
      where l.store_id = ${storeId} order by 1, 2, 3 for no key update of l)
    update coupons_limits l set used = l.used + ${sign}::integer * told.amount from told where l.store_id = ${storeId} and l.discount = told.discount and l.counter = told.counter and l.subject = told.subject`.execute(db)
}

/** Wrong codes since the window began, locked where there were any. */
export async function lockAttempts({ db, storeId }: WriteContext, { keyId, subject }: { keyId: string; subject: string }): Promise<{ beganAt: Instant; wrong: number } | undefined> {
  const { rows: [row] } = await sql<{ beganAt: Instant; wrong: number }>`select began_at as "beganAt", wrong from coupons_attempts where store_id = ${storeId} and key_id = ${keyId} and subject = ${subject} for update`.execute(db)
  return row
}

/** Counts wrong codes, in a window that begins anew where the last one began before `since`; says how many there are now. */
export async function addAttempts({ db, storeId, now }: WriteContext, { keyId, subject, wrong, since }: { keyId: string; subject: string; wrong: number; since: Instant }): Promise<number> {
  const { rows: [row] } = await sql<{ wrong: number }>`insert into coupons_attempts as a (store_id, key_id, subject, began_at, wrong) values (${storeId}, ${keyId}, ${subject}, ${now}, ${wrong})
    on conflict (store_id, key_id, subject) do update set wrong = case when a.began_at <= ${since} then ${wrong} else a.wrong + ${wrong} end, began_at = case when a.began_at <= ${since} then ${now} else a.began_at end returning wrong`.execute(db)
  return row?.wrong ?? wrong
}
