import { sql, type Kysely, type Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables, ReadContext, WriteContext } from '#server/platform/context'

export type SeatRow = { seat: string; staffId: string; role: string; since: Instant }
export type RoleRow = { role: string; name: string | null; permissions: string[] | null; needsSecondFactor: boolean }

const SEAT = sql`seat_id as seat, staff_id as "staffId", role, since`
const ROLE = sql`role_id as role, name, permissions, needs_second_factor as "needsSecondFactor"`

/** In which stores somebody has a seat, as what, and whether that asks for a second factor. */
export async function callSeatsOf(db: Kysely<NoTables>, staffId: string): Promise<{ storeId: string; role: string; needsSecondFactor: boolean }[]> {
  const { rows } = await sql<{ storeId: string; role: string; needsSecondFactor: boolean }>`select store_id as "storeId", role, needs_second_factor as "needsSecondFactor" from staff_seats_of(${staffId})`.execute(db)
  return rows
}

export async function selectSeatOf({ db, storeId }: ReadContext, staffId: string): Promise<SeatRow | undefined> {
  const { rows } = await sql<SeatRow>`select ${SEAT} from staff_seats where store_id = ${storeId} and staff_id = ${staffId}`.execute(db)
  return rows[0]
}

export async function selectSeats({ db, storeId }: ReadContext): Promise<SeatRow[]> {
  const { rows } = await sql<SeatRow>`select ${SEAT} from staff_seats where store_id = ${storeId} order by since, seat_id`.execute(db)
  return rows
}

/** All seats of the store, locked in one order: who may go depends on who else is there. */
export async function lockSeats({ db, storeId }: WriteContext): Promise<SeatRow[]> {
  const { rows } = await sql<SeatRow>`select ${SEAT} from staff_seats where store_id = ${storeId} order by seat_id for update`.execute(db)
  return rows
}

/** Gives a seat; whoever has one already keeps it, with the role that is said now. */
export async function putSeat({ db, storeId }: WriteContext, { seat, staffId, role, since }: SeatRow): Promise<void> {
  await sql`insert into staff_seats (store_id, seat_id, staff_id, role, since) values (${storeId}, ${seat}, ${staffId}, ${role}, ${since})
    on conflict (store_id, staff_id) do update set role = excluded.role`.execute(db)
}

export async function deleteSeat({ db, storeId }: WriteContext, seat: string): Promise<void> {
  await sql`delete from staff_seats where store_id = ${storeId} and seat_id = ${seat}`.execute(db)
}

/** The store's own roles, and what it says of built-in ones. */
export async function selectRoles({ db, storeId }: ReadContext): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`select ${ROLE} from staff_roles where store_id = ${storeId} order by made_at, role_id`.execute(db)
  return rows
}

export async function putRole({ db, storeId, now }: WriteContext, { role, name, permissions, needsSecondFactor }: RoleRow): Promise<void> {
  await sql`insert into staff_roles (store_id, role_id, name, permissions, needs_second_factor, made_at) values (${storeId}, ${role}, ${name}, ${permissions}, ${needsSecondFactor}, ${now})
    on conflict (store_id, role_id) do update set name = excluded.name, permissions = excluded.permissions, needs_second_factor = excluded.needs_second_factor`.execute(db)
}

export async function deleteRole({ db, storeId }: WriteContext, role: string): Promise<void> {
  await sql`delete from staff_roles where store_id = ${storeId} and role_id = ${role}`.execute(db)
}

/** Whether a seat or an invitation that is open has the role. */
export async function isRoleUsed({ db, storeId, now }: ReadContext, role: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ is: boolean }>`select exists (select from staff_seats where store_id = ${storeId} and role = ${role})
    or exists (select from staff_invitations where store_id = ${storeId} and role = ${role} and accepted_at is null and revoked_at is null and ends_at > ${now}) as is`.execute(db)
  return row?.is === true
}

/** From here on the transaction sees and writes another store: for what is done in several stores or in none at all. */
export async function enterStore(db: Transaction<NoTables>, storeId: string): Promise<void> {
  await sql`select set_config('rockpool.store_id', ${storeId}, true)`.execute(db)
}
