import type { Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'
import type { Reply, StorelessCall } from '#server/platform/route'
import { AppError } from '#server/platform/errors'
import { forgiveAttempts, takeAttempt } from './attempts.ts'
import { readPerson, requireStaff } from './change-me.ts'
import { deletePasskey, deleteSecondFactors, deleteSessions, lockPerson, selectPasskeys, updateAppCodes } from './people.store.ts'
import { deleteRecoveryCodes, insertRecoveryCodes } from './recovery-codes.store.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import type { StaffHouse } from './sign-in.ts'

/**
 * Begins to enrol an authenticator app, for whoever shows their password. It counts once a code of it was shown; until then another may be begun.
 * @throws AppError staff.wrong_own_password, staff.totp_known, staff.too_many_attempts
 */
export async function beginTotp(house: StaffHouse, call: StorelessCall, { password }: { password: string }): Promise<Reply> {
  const { body } = await counting(house, call, () => house.staffAuth.beginTotp(call.origin, password))
  const { totpURI: uri } = body as { totpURI: string }
  return { status: 201, body: { secret: new URL(uri).searchParams.get('secret') ?? '', uri } }
}

/** Enrols the app by a code that it shows; its recovery codes are told this once, those of passkeys end, and so do all other sessions. @throws AppError staff.wrong_code, staff.totp_known */
export async function confirmTotp(house: StaffHouse, call: StorelessCall, { code }: { code: string }): Promise<Reply> {
  const { staffId } = requireStaff(call)
  if ((await readPerson(house, { staffId })).hasTotp) throw new AppError('conflict', 'staff.totp_known')
  const { cookies } = await counting(house, call, () => house.staffAuth.verifyTotp(call.origin, code))
  const recoveryCodes = await renewCodes(house, staffId)
  await endOthers(house, staffId, cookies)
  return { status: 201, cookies, body: { recoveryCodes } }
}

/** Takes the authenticator app away, and the recovery codes with it. @throws AppError staff.wrong_own_password, staff.too_many_attempts */
export async function removeTotp(house: StaffHouse, call: StorelessCall, { password }: { password: string }): Promise<Reply> {
  const { cookies } = await counting(house, call, () => house.staffAuth.endTotp(call.origin, password))
  return { status: 200, cookies, body: { isDone: true } }
}

/** Other recovery codes in the place of those before. @throws AppError staff.wrong_own_password, staff.no_factor */
export async function replaceRecoveryCodes(house: StaffHouse, call: StorelessCall, { password }: { password: string }): Promise<Reply> {
  const { staffId } = requireStaff(call)
  await counting(house, call, () => house.staffAuth.showPassword(staffId, password))
  return { status: 201, body: { recoveryCodes: await renewCodes(house, staffId) } }
}

/** Begins to enrol a passkey. @throws AppError staff.sign_in_again where the sign-in is more than a day ago */
export async function beginPasskey({ staffAuth }: StaffHouse, { origin }: StorelessCall): Promise<Reply> {
  const { body, cookies } = await staffAuth.beginPasskey(origin)
  return { status: 201, cookies, body: { options: body } }
}

/** Enrols a passkey; all other sessions end, as they were got without it. Where there is no app and no recovery code is left, new ones are told this once. @throws AppError staff.wrong_passkey, staff.begin_again */
export async function addPasskey(house: StaffHouse, call: StorelessCall, asked: { name: string; response: Record<string, unknown> }): Promise<Reply> {
  const { staffId, sessionId } = requireStaff(call)
  requirePage(call)
  const { cookies } = await house.staffAuth.addPasskey(call.origin, asked)
  await deleteSessions(house.database.bare, { staffId, but: sessionId })
  const { hasTotp, hasRecoveryCodes } = await readPerson(house, { staffId })
  return { status: 201, cookies, body: { recoveryCodes: hasTotp || hasRecoveryCodes ? [] : await renewCodes(house, staffId) } }
}

/** Takes a passkey away, for whoever shows their password; the last one takes its recovery codes along. @throws AppError staff.wrong_own_password, staff.too_many_attempts, staff.unknown_passkey */
export async function removePasskey(house: StaffHouse, call: StorelessCall, { passkey, password }: { passkey: string; password: string }): Promise<Reply> {
  const { staffId } = requireStaff(call)
  await counting(house, call, () => house.staffAuth.showPassword(staffId, password))
  await house.database.bare.transaction().execute(async (db) => {
    await lockPerson(db, staffId)
    if (!(await deletePasskey(db, { staffId, passkey }))) throw new AppError('not_found', 'staff.unknown_passkey')
    if ((await selectPasskeys(db, staffId)).length === 0) await deleteRecoveryCodes(db, staffId)
  })
  return { status: 200, body: { isDone: true } }
}

/** What a browser needs to sign in with a passkey; it asks for no name, and tells none. */
export async function beginPasskeySignIn({ staffAuth }: StaffHouse, { origin }: StorelessCall): Promise<Reply> {
  const { body, cookies } = await staffAuth.beginPasskeySignIn({ ...origin, cookie: '' })
  return { status: 201, cookies, body: { options: body } }
}

/** Signs in with a passkey, which is both factors at once. @throws AppError staff.wrong_passkey, staff.begin_again, staff.too_many_attempts */
export async function signInByPasskey({ database, staffAuth }: StaffHouse, { origin, now }: StorelessCall, { response }: { response: Record<string, unknown> }): Promise<Reply> {
  await takeAttempt(database, { account: null, address: origin.address, now })
  requirePage({ origin })
  const { cookies } = await staffAuth.signInByPasskey(origin, response)
  return { status: 200, cookies, body: { state: 'signed_in', ways: [] } }
}

/** A passkey answers to the page that asked for it: a browser says which. @throws AppError staff.wrong_passkey */
function requirePage({ origin: { page } }: Pick<StorelessCall, 'origin'>): void {
  if (page === '') throw new AppError('unauthenticated', 'staff.wrong_passkey')
}

/** Does what asks for a password or a code of whoever is signed in, counted like a sign-in of theirs. */
async function counting<T>(house: StaffHouse, call: StorelessCall, act: () => Promise<T>): Promise<T> {
  const { staffId } = requireStaff(call)
  const trying = { account: `own ${staffId}`, address: call.origin.address }
  await takeAttempt(house.database, { ...trying, now: call.now })
  const done = await act()
  await forgiveAttempts(house.database, trying)
  return done
}

/**
 * Takes the app, its recovery codes and the passkeys of somebody who has lost them; all their sessions end, and a role that asks for a second factor has it
 * enrolled again at the next sign-in. @throws AppError staff.no_factor
 */
export async function resetSecondFactor(db: Kysely<NoTables>, { staffId, now }: { staffId: string; now: Instant }): Promise<void> {
  if (!(await deleteSecondFactors(db, { staffId, at: now }))) throw new AppError('conflict', 'staff.no_factor')
  await deleteSessions(db, { staffId })
}

/** New recovery codes in the place of all before: of the app where there is one, else of the passkeys. @throws AppError staff.no_factor */
async function renewCodes({ database, staffAuth }: StaffHouse, staffId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await database.bare.transaction().execute(async (db) => {
    const person = await lockPerson(db, staffId)
    await deleteRecoveryCodes(db, staffId)
    if (person?.hasTotp === true) await updateAppCodes(db, { staffId, kept: staffAuth.keptCodes(codes) })
    else if (person?.hasPasskey === true) await insertRecoveryCodes(db, { staffId, hashes: codes.map((code) => staffAuth.recoveryHash(code)) })
    else throw new AppError('conflict', 'staff.no_factor')
  })
  return codes
}

/** Ends what was signed in before the second factor was there; the session of the answer's cookie goes on. */
async function endOthers({ database, staffAuth }: StaffHouse, staffId: string, cookies: readonly string[]): Promise<void> {
  const session = await staffAuth.findSession({ cookie: cookies.map((one) => one.split(';')[0] as string).join('; ') })
  await deleteSessions(database.bare, { staffId, but: session?.session.id ?? '' })
}
