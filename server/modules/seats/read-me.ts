import { readPerson, requireStaff, selectHouseOwners, type StaffHouse } from '#server/modules/staff/index'
import { createStore as makeStore } from '#server/modules/stores/index'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Reply, StorelessCall } from '#server/platform/route'
import { readSeatsOf } from './find-staff.ts'
import type { CreateStore, Me } from './schemas.ts'
import { callSeatsOf, putSeat } from './seats.store.ts'

/** Who is signed in, and where they have a seat. */
export async function readMe(house: StaffHouse, call: StorelessCall): Promise<Reply<Me>> {
  const { staffId } = requireStaff(call)
  const { name, email, locale, hasTotp, hasPasskey, hasRecoveryCodes } = await readPerson(house, { staffId })
  const seats = await readSeatsOf(house.database, staffId)
  return { status: 200, body: {
    staff: { id: staffId, name, email, locale, hasTotp, hasSecondFactor: hasTotp || hasPasskey, hasRecoveryCodes, needsSecondFactor: seats.some(({ role }) => role.needsSecondFactor) },
    seats: seats.map(({ store, role }) => ({ store, role: role.role, roleName: role.name, permissions: role.permissions })), mayMakeStores: await mayMakeStores(house, staffId),
  } }
}

/** Whoever owns a store already, or the house, may make another. */
async function mayMakeStores({ database }: Pick<StaffHouse, 'database'>, staffId: string): Promise<boolean> {
  return (await callSeatsOf(database.bare, staffId)).some(({ role }) => role === 'owner') || (await selectHouseOwners(database.bare)).includes(staffId)
}

/** The stores in which whoever asks has a seat. */
export async function listMyStores({ database }: StaffHouse, call: StorelessCall): Promise<Reply> {
  return { status: 200, body: { stores: (await readSeatsOf(database, requireStaff(call).staffId)).map(({ store }) => store) } }
}

/** Makes a store, whose owner is whoever makes it: somebody who owns one already, or the house. @throws AppError seats.not_an_owner */
export async function createStore({ database }: StaffHouse, call: StorelessCall, { name, kind }: CreateStore): Promise<Reply> {
  const { staffId } = requireStaff(call)
  if (!(await mayMakeStores({ database }, staffId))) throw new AppError('forbidden', 'seats.not_an_owner')
  const storeId = newId('str', call.now)
  await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'staff', staffId, permissions: new Set<string>() }, now: call.now } as const
    await makeStore(ctx, { name, kind })
    await putSeat(ctx, { seat: newId('sea', call.now), staffId, role: 'owner', since: call.now })
  })
  return { status: 201, body: { id: storeId, name, kind } }
}
