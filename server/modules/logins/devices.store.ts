import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** A device on which a member has signed in, in words, and when they did last. */
export type DeviceRow = { memberId: string; device: string; seenAt: Instant }

/** What tells a device from another one: its words, and the hash of the cookie that its browser keeps; '' where it keeps none, '?' where it was known before there were any. */
export type KnownDevice = { device: string; browser: string }

export async function selectDevices({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`select member_id as "memberId", device, max(seen_at) as "seenAt" from logins_devices where store_id = ${storeId} and member_id = any(${memberIds}::text[])
    group by member_id, device order by max(seen_at) desc, device`.execute(db)
  return rows
}

export async function selectKnown({ db, storeId }: ReadContext, memberId: string): Promise<KnownDevice[]> {
  const { rows } = await sql<KnownDevice>`select device, browser from logins_devices where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
  return rows
}

export async function upsertDevice({ db, storeId }: WriteContext, { memberId, device, browser, at }: KnownDevice & { memberId: string; at: Instant }): Promise<void> {
  await sql`insert into logins_devices (store_id, member_id, device, browser, seen_at) values (${storeId}, ${memberId}, ${device}, ${browser}, ${at})
    on conflict (store_id, member_id, device, browser) do update set seen_at = greatest(logins_devices.seen_at, excluded.seen_at)`.execute(db)
}

export async function deleteDevice({ db, storeId }: WriteContext, { memberId, device, browser }: KnownDevice & { memberId: string }): Promise<void> {
  await sql`delete from logins_devices where store_id = ${storeId} and member_id = ${memberId} and device = ${device} and browser = ${browser}`.execute(db)
}

/** Forgets devices of anybody in the store on which nobody has signed in since. */
export async function deleteOldDevices({ db, storeId }: WriteContext, before: Instant): Promise<void> {
  await sql`delete from logins_devices where store_id = ${storeId} and seen_at < ${before}`.execute(db)
}

/** What one member's devices were, another one's are. */
export async function moveDevices({ db, storeId }: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`with gone as (delete from logins_devices where store_id = ${storeId} and member_id = ${from} returning device, browser, seen_at)
    insert into logins_devices (store_id, member_id, device, browser, seen_at) select ${storeId}, ${to}, device, browser, seen_at from gone
    on conflict (store_id, member_id, device, browser) do update set seen_at = greatest(logins_devices.seen_at, excluded.seen_at)`.execute(db)
}
