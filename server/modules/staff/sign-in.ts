import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Reply, StorelessCall } from '#server/platform/route'
import { forgiveAttempts, takeAttempt } from './attempts.ts'
import { emailKey } from './make-person.ts'
import type { StaffAuth } from './open-auth.ts'
import { deleteSessions, selectByEmail, selectPasswordHash, selectPeople } from './people.store.ts'
import { spendRecoveryCode } from './recovery-codes.store.ts'
import type { ShowSecondFactor, SignIn, SignInState } from './schemas.ts'

/** What sign-in needs of the house. */
export type StaffHouse = { database: Database; staffAuth: StaffAuth }

type State = Reply<SignInState>

const signedIn = (cookies: readonly string[], status = 200): State => ({ status, cookies, body: { state: 'signed_in', ways: [] } })

/**
 * Signs in with a password; where a second factor is enrolled, that is still to be shown. Whoever has passkeys and no app may come with a recovery code in the
 * place of a passkey. Who is not there is answered like who is, and as late. @throws AppError staff.wrong_password, staff.wrong_code, staff.too_many_attempts
 */
export async function signIn(house: StaffHouse, call: StorelessCall, { email, password, recoveryCode }: SignIn): Promise<State> {
  const { database, staffAuth } = house
  const { origin, now } = call
  const trying = { account: emailKey(email), address: origin.address }
  await takeAttempt(database, { ...trying, now })
  // better-auth asks once more of whoever is there, which would be heard: we do of whoever is not.
  if ((await selectByEmail(database.bare, trying.account)) === undefined) await selectPasswordHash(database.bare, '')
  const { body, cookies } = await staffAuth.signIn(origin, { email: trying.account, password })
  const found = body as { twoFactorRedirect?: boolean; user?: { id: string } }
  await forgiveAttempts(database, trying)
  if (found.twoFactorRedirect === true) return { status: 200, cookies, body: { state: 'second_factor', ways: ['totp', 'recovery'] } }
  const staffId = (found.user as { id: string }).id
  const [person] = await selectPeople(database.bare, [staffId])
  if (person?.hasPasskey !== true) return signedIn(cookies)
  // A passkey is all of a sign-in: it is asked for in the place of the session that the password alone would have got.
  const dropSession = () => deleteSessions(database.bare, { staffId, token: (body as unknown as { token: string }).token })
  if (recoveryCode !== undefined) {
    await showRecoveryCode(house, call, { staffId, code: recoveryCode }).catch(async (error: unknown) => {
      await dropSession()
      throw error
    })
    return signedIn(cookies)
  }
  await dropSession()
  return { status: 200, body: { state: 'second_factor', ways: person.hasRecoveryCodes ? ['passkey', 'recovery'] : ['passkey'] } }
}

/** Spends a recovery code of somebody whose password was right. @throws AppError staff.wrong_code, staff.too_many_attempts */
async function showRecoveryCode({ database, staffAuth }: StaffHouse, { origin, now }: StorelessCall, { staffId, code }: { staffId: string; code: string }): Promise<void> {
  const trying = { account: `recovery ${staffId}`, address: origin.address }
  await takeAttempt(database, { ...trying, now })
  if (!(await spendRecoveryCode(database.bare, { staffId, hash: staffAuth.recoveryHash(code) }))) throw new AppError('unauthenticated', 'staff.wrong_code')
  await forgiveAttempts(database, trying)
}

/** Shows the second factor of a sign-in that has begun. @throws AppError staff.wrong_code, staff.begin_again, staff.locked, staff.too_many_attempts */
export async function showSecondFactor({ database, staffAuth }: StaffHouse, { origin, now }: StorelessCall, { way, code }: ShowSecondFactor): Promise<State> {
  const trying = { account: `second factor ${begunBy(origin.cookie)}`, address: origin.address }
  await takeAttempt(database, { ...trying, now })
  const { cookies } = await (way === 'totp' ? staffAuth.verifyTotp(signInOnly(origin), code) : staffAuth.verifyRecovery(signInOnly(origin), code))
  await forgiveAttempts(database, trying)
  return signedIn(cookies)
}

/** The cookie of the sign-in that has begun, which nobody else has: wrong codes count against that one alone. */
function begunBy(cookie: string): string {
  return /(?:^|;)\s*(?:__Host-)?rockpool_second_factor=([^;]*)/.exec(cookie)?.[1] ?? ''
}

/** Without the cookie of a session that is there already: a code signs in, whoever else is signed in. */
function signInOnly(origin: StorelessCall['origin']): StorelessCall['origin'] {
  return { ...origin, cookie: origin.cookie.split(';').filter((one) => !/^\s*(?:__Host-)?rockpool_staff=/.test(one)).join(';') }
}

/** Ends the session of the request. */
export async function signOut({ staffAuth }: StaffHouse, { origin }: StorelessCall): Promise<Reply> {
  const { cookies } = await staffAuth.signOut(origin)
  return { status: 200, cookies, body: { isDone: true } }
}

/** Ends one of the sessions of whoever asks. @throws AppError staff.unknown_session */
export async function endSession({ database }: StaffHouse, { staff }: StorelessCall, { session }: { session: string }): Promise<Reply> {
  const ended = await deleteSessions(database.bare, { staffId: staff?.staffId ?? '', one: session })
  if (ended === 0) throw new AppError('not_found', 'staff.unknown_session')
  return { status: 200, body: { isDone: true } }
}
