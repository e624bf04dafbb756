import { selectPeople } from '#server/modules/staff/index'
import { getStore, renameStore as rename } from '#server/modules/stores/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { findRoles, requireOwn, requireRole } from './roles.ts'
import type { Role, Seat, StaffStore } from './schemas.ts'
import { deleteSeat, lockSeats, putSeat, selectSeats, type SeatRow } from './seats.store.ts'

/** Who has a seat in the store, in the order in which they got it. */
export async function listSeats(ctx: ReadContext): Promise<{ seats: Seat[] }> {
  return { seats: await tellSeats(ctx, await selectSeats(ctx)) }
}

async function tellSeats(ctx: ReadContext, rows: readonly SeatRow[]): Promise<Seat[]> {
  const [people, roles] = [await selectPeople(ctx.db, rows.map(({ staffId }) => staffId)), await findRoles(ctx)]
  return rows.flatMap(({ seat, staffId, role, since }) => {
    const person = people.find((one) => one.staffId === staffId)
    const isMe = ctx.actor.kind === 'staff' && ctx.actor.staffId === staffId
    return person === undefined ? [] : [{ seat, name: person.name, email: person.email, role, roleName: roles.find((one) => one.role === role)?.name ?? null, since, hasSecondFactor: person.hasTotp || person.hasPasskey, isMe }]
  })
}

/** One seat of the store. @throws AppError seats.unknown_seat */
export async function getSeat(ctx: ReadContext, { seat }: { seat: string }): Promise<Seat> {
  const [told] = await tellSeats(ctx, (await selectSeats(ctx)).filter((one) => one.seat === seat))
  if (told === undefined) throw new AppError('not_found', 'seats.unknown_seat', { seat })
  return told
}

/** Gives a seat another role. @throws AppError seats.unknown_seat, seats.unknown_role, seats.beyond_own, seats.last_owner */
export async function changeSeat(ctx: WriteContext, { seat, role }: { seat: string; role: string }): Promise<Seat> {
  const { found } = await lockSeat(ctx, { seat, goesOn: role === 'owner' })
  requireOwn(ctx.actor, (await requireRole(ctx, role)).permissions)
  await putSeat(ctx, { ...found, role })
  return getSeat(ctx, { seat })
}

/** Takes a seat away: whoever had it is out of the store with their next request. @throws AppError seats.unknown_seat, seats.beyond_own, seats.last_owner */
export async function removeSeat(ctx: WriteContext, { seat }: { seat: string }): Promise<Seat> {
  const told = await getSeat(ctx, { seat })
  await lockSeat(ctx, { seat, goesOn: false })
  await deleteSeat(ctx, seat)
  return told
}

/** A seat that whoever asks may change, with all seats locked: a store keeps an owner, though two go at one moment. */
export async function lockSeat(ctx: WriteContext, { seat, goesOn }: { seat: string; goesOn: boolean }): Promise<{ found: SeatRow; role: Role }> {
  const seats = await lockSeats(ctx)
  const found = seats.find((one) => one.seat === seat)
  if (found === undefined) throw new AppError('not_found', 'seats.unknown_seat', { seat })
  const role = await requireRole(ctx, found.role)
  requireOwn(ctx.actor, role.permissions)
  if (found.role === 'owner' && !goesOn && seats.filter((one) => one.role === 'owner').length === 1) throw new AppError('conflict', 'seats.last_owner')
  return { found, role }
}

/** The store that whoever asks works in. */
export async function readStore(ctx: ReadContext): Promise<StaffStore> {
  const { storeId: id, name, kind } = await getStore(ctx)
  return { id, name, kind }
}

/** Calls the store something else. */
export async function renameStore(ctx: WriteContext, { name }: { name: string }): Promise<StaffStore> {
  await rename(ctx, name)
  return readStore(ctx)
}
