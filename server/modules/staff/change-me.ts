import { assert } from '#engine/assert'
import { readStoreNames } from '#server/modules/stores/index'
import { deviceOf } from '#server/platform/device'
import type { Reply, SignedIn, StorelessCall } from '#server/platform/route'
import { acceptPassword, refuseWeak } from './make-person.ts'
import { useLink } from './links.ts'
import { callStoresOf, deleteSessions, selectPasskeys, selectPeople, selectSessions, updatePassword, updatePerson, type Person } from './people.store.ts'
import type { ChangeMe, ChangePassword, ResetPassword } from './schemas.ts'
import type { StaffHouse } from './sign-in.ts'

/** Whoever is signed in: the door of the row has seen to it. */
export function requireStaff({ staff }: Pick<StorelessCall, 'staff'>): SignedIn {
  assert(staff, 'a row of staff runs for somebody')
  return staff
}

/** Who is signed in. */
export async function readPerson({ database }: Pick<StaffHouse, 'database'>, { staffId }: { staffId: string }): Promise<Person> {
  const [person] = await selectPeople(database.bare, [staffId])
  assert(person, 'whoever is signed in is there', staffId)
  return person
}

/** Changes what somebody is called and which language they read; what is not said stays. */
export async function changeMe(house: StaffHouse, call: StorelessCall, { name, locale }: ChangeMe): Promise<Reply> {
  const { staffId } = requireStaff(call)
  const before = await readPerson(house, { staffId })
  await updatePerson(house.database.bare, { staffId, name: name ?? before.name, locale: locale === undefined ? before.locale : locale, at: call.now })
  return { status: 200, body: { isDone: true } }
}

/** The live sessions of whoever asks, newest first. */
export async function listSessions({ database }: StaffHouse, call: StorelessCall): Promise<Reply> {
  const { staffId, sessionId } = requireStaff(call)
  const sessions = (await selectSessions(database.bare, staffId)).map((row) => ({
    session: row.sessionId, isCurrent: row.sessionId === sessionId, address: row.address, device: row.userAgent === null ? null : deviceOf(row.userAgent), since: row.since.getTime(), seenAt: row.seenAt?.getTime() ?? null, endsAt: row.endsAt.getTime(),
  }))
  return { status: 200, body: { sessions } }
}

/** Ends all sessions of whoever asks but the one that asks. */
export async function endOtherSessions({ database }: StaffHouse, call: StorelessCall): Promise<Reply> {
  const { staffId, sessionId } = requireStaff(call)
  await deleteSessions(database.bare, { staffId, but: sessionId })
  return { status: 200, body: { isDone: true } }
}

/** Sets another password, for whoever shows the old one; all other sessions end. @throws AppError staff.wrong_own_password, staff.weak_password_* */
export async function changePassword(house: StaffHouse, call: StorelessCall, { password, newPassword }: ChangePassword): Promise<Reply> {
  const { staffId, name, email } = await readPerson(house, requireStaff(call))
  await acceptPassword(newPassword, [name, email])
  const { bare } = house.database
  refuseWeak(newPassword, [], await bare.transaction().execute(async (db) => readStoreNames(db, await callStoresOf(db, staffId))))
  const { cookies } = await house.staffAuth.changePassword(call.origin, { password, newPassword })
  return { status: 200, cookies, body: { isDone: true } }
}

/**
 * Sets the password of whoever a link was made for; all their sessions end, and their second factor stays. The password is hashed before the link is
 * looked at, so that a dead link is answered as late as a live one. @throws AppError staff.dead_link, staff.weak_password_*
 */
export async function resetPassword({ database }: StaffHouse, { now }: StorelessCall, { token, password }: ResetPassword): Promise<Reply> {
  const hash = await acceptPassword(password, [])
  const staffId = await database.bare.transaction().execute(async (db) => {
    const { staffId: whose } = await useLink(db, { purpose: 'password', token, now })
    assert(whose, 'a link for a password is somebody’s')
    const [person] = await selectPeople(db, [whose])
    refuseWeak(password, person === undefined ? [] : [person.name, person.email], await readStoreNames(db, await callStoresOf(db, whose)))
    await updatePassword(db, { staffId: whose, hash, at: now })
    await deleteSessions(db, { staffId: whose })
    return whose
  })
  return { status: 200, body: { isDone: true }, staffId }
}

/** The passkeys of whoever asks. */
export async function listPasskeys({ database }: StaffHouse, call: StorelessCall): Promise<Reply> {
  const passkeys = (await selectPasskeys(database.bare, requireStaff(call).staffId)).map(({ since, ...row }) => ({ ...row, since: since.getTime() }))
  return { status: 200, body: { passkeys } }
}
