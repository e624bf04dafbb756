import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** A device on which a member has signed in, and when they did last. */
export type DeviceRow = { memberId: string; device: string; seenAt: Instant }

export async function selectDevices({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`select member_id as "memberId", device, seen_at as "seenAt" from logins_devices where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by seen_at desc, device`.execute(db)
  return rows
}

export async function upsertDevice({ db, storeId }: WriteContext, { memberId, device, at }: { memberId: string; device: string; at: Instant }): Promise<void> {
  await sql`insert into logins_devices (store_id, member_id, device, seen_at) values (${storeId}, ${memberId}, ${device}, ${at})
    on conflict (store_id, member_id, device) do update set seen_at = greatest(logins_devices.seen_at, excluded.seen_at)`.execute(db)
}

/** Forgets devices of anybody in the store on which nobody has signed in since. */
export async function deleteOldDevices({ db, storeId }: WriteContext, before: Instant): Promise<void> {
  await sql`delete from logins_devices where store_id = ${storeId} and seen_at < ${before}`.execute(db)
}

/** What one member's devices were, another one's are. */
export async function moveDevices({ db, storeId }: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`with gone as (delete from logins_devices where store_id = ${storeId} and member_id = ${from} returning device, seen_at)
    insert into logins_devices (store_id, member_id, device, seen_at) select ${storeId}, ${to}, device, seen_at from gone
    on conflict (store_id, member_id, device) do update set seen_at = greatest(logins_devices.seen_at, excluded.seen_at)`.execute(db)
}
