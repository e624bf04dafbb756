import type { Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'
import { acceptPassword, makePerson, refuseWeak, selectHouseOwners, updateOwnsHouse, useLink, type StaffHouse } from '#server/modules/staff/index'
import { listStores, readStoreNames } from '#server/modules/stores/index'
import type { NoTables, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Reply, StorelessCall } from '#server/platform/route'
import type { BecomeOwner } from './schemas.ts'
import { enterStore, putSeat } from './seats.store.ts'

/**
 * Makes whoever has the link of whoever has the machine the owner of every store: somebody new, who is signed in at once, or who is signed in. The
 * link works once, also for two who come with it at one moment.
 * @throws AppError staff.dead_link, staff.email_taken, staff.weak_password_*, seats.who_is_it
 */
export async function becomeOwner({ database, staffAuth }: StaffHouse, { origin, now, locale, staff }: StorelessCall, { token, name, email, password }: BecomeOwner): Promise<Reply> {
  if (staff === null && (name === undefined || email === undefined || password === undefined)) throw new AppError('invalid', 'seats.who_is_it')
  const hash = staff === null ? await acceptPassword(password as string, [name as string, email as string]) : ''
  const stores = await listStores(database)
  await database.bare.transaction().execute(async (db) => {
    if (password !== undefined && staff === null) refuseWeak(password, [], await readStoreNames(db, stores))
    await useLink(db, { purpose: 'owner', token, now })
    const staffId = staff?.staffId ?? (await makePerson(db, { name: name as string, email: email as string, locale, hash, now }))
    await updateOwnsHouse(db, staffId)
    await seatInAll(db, { stores, staffId, now })
  })
  const signedIn = staff === null ? await staffAuth.signIn(origin, { email: email as string, password: password as string }) : { cookies: [] }
  return { status: 201, cookies: signedIn.cookies, body: { store: null } }
}

/** Makes those who own the house owners of a store that was just made at the command line. */
export async function seatHouseOwners(ctx: WriteContext): Promise<void> {
  for (const staffId of await selectHouseOwners(ctx.db)) await putSeat(ctx, { seat: newId('sea', ctx.now), staffId, role: 'owner', since: ctx.now })
}

async function seatInAll(db: Transaction<NoTables>, { stores, staffId, now }: { stores: readonly string[]; staffId: string; now: Instant }): Promise<void> {
  for (const storeId of stores) {
    await enterStore(db, storeId)
    await putSeat({ db, storeId, actor: { kind: 'system', job: 'owner' }, now }, { seat: newId('sea', now), staffId, role: 'owner', since: now })
  }
}
