import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type { Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Origin } from '#server/platform/route'
import { answerOf, type AuthAnswer } from './auth-answer.ts'
import * as tables from './auth-tables.ts'
import { deleteSessions, insertUsedCode, selectPasswordHash } from './people.store.ts'
import { keptCodes, recoveryHash } from './recovery-codes.ts'
import { hashPassword, isPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts'

/** A week from signing in, and no longer by using it: a browser that was left somewhere is nobody's soon. */
const SESSION_SECONDS = 7 * 24 * 3_600
const PREFIXES: Readonly<Record<string, string>> = { user: 'stf', session: 'ses', account: 'acc', passkey: 'psk' }

/** What sign-in is opened with: the pool, the secret that signs cookies, and the address under which browsers know us (null: localhost, whatever the port). */
export type AuthOptions = { db: Kysely<NoTables>; secret: string; publicUrl: string | null; clock: () => Instant }

/** The deeds of better-auth that ours call. Its router is mounted nowhere: what has no row of ours is not there. */
export type StaffAuth = ReturnType<typeof openAuth>

/** Opens sign-in of staff. */
export function openAuth({ db, secret, publicUrl, clock }: AuthOptions) {
  const auth = betterAuth({
    appName: 'Rockpool', baseURL: publicUrl ?? 'http://localhost', secret, telemetry: { enabled: false }, logger: { disabled: true },
    database: { db: db as unknown as Kysely<Record<string, Record<string, unknown>>>, type: 'postgres' }, rateLimit: { enabled: false },
    user: tables.USERS, account: tables.ACCOUNTS, verification: tables.VERIFICATIONS,
    session: { ...tables.SESSIONS, expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    emailAndPassword: {
      enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    advanced: {
      ...cookiesOf(publicUrl), ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'sta', clock()) },
    },
    plugins: [
      twoFactor({ issuer: 'Rockpool', schema: tables.SECOND_FACTORS, backupCodeOptions: { storeBackupCodes: { encrypt: async (text) => keptCodes(secret, JSON.parse(text) as string[]), decrypt: async (text) => text } } }),
      passkey({
        rpName: 'Rockpool', schema: tables.PASSKEYS, authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, advanced: { webAuthnChallengeCookie: 'passkey' },
        registration: { afterVerification: ({ verification }) => requireVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification }) => requireVerified(verification.authenticationInfo.userVerified) },
      }),
    ],
  })
  const { api } = auth
  const told = (origin: Origin) => ({ headers: headersOf(origin), returnHeaders: true as const })
  return {
    /** The session of the cookies; null where there is none that is live. */
    findSession: (origin: Pick<Origin, 'cookie'>) => api.getSession({ headers: new Headers({ cookie: origin.cookie }) }),
    signIn: (origin: Origin, body: { email: string; password: string }) => answerOf(api.signInEmail({ ...told(origin), body })),
    signOut: (origin: Origin): Promise<AuthAnswer<unknown>> => answerOf(api.signOut(told(origin))),
    changePassword: (origin: Origin, { password, newPassword }: { password: string; newPassword: string }) =>
      answerOf(api.changePassword({ ...told(origin), body: { currentPassword: password, newPassword, revokeOtherSessions: true } })),
    beginTotp: (origin: Origin, password: string) => answerOf(api.enableTwoFactor({ ...told(origin), body: { password, method: 'totp' } })),
    endTotp: (origin: Origin, password: string) => answerOf(api.disableTwoFactor({ ...told(origin), body: { password } })),
    /** Sees that a code of the app is right, and that it is used for the first time (RFC 6238, 5.2), which better-auth does not keep: a session that it opened for one that was used ends. @throws AppError staff.code_used */
    verifyTotp: async (origin: Origin, code: string) => {
      const answer = await answerOf(api.verifyTOTP({ ...told(origin), body: { code } }))
      const { token, user: { id: staffId } } = answer.body
      if (await insertUsedCode(db, { staffId, code })) return answer
      await deleteSessions(db, { staffId, token })
      throw new AppError('unauthenticated', 'staff.code_used')
    },
    verifyRecovery: (origin: Origin, code: string) => answerOf(api.verifyBackupCode({ ...told(origin), body: { code: recoveryHash(secret, code) } })),
    /** Sees that a password is somebody's. @throws AppError staff.wrong_own_password */
    showPassword: async (staffId: string, password: string): Promise<void> => {
      if (!(await isPassword((await selectPasswordHash(db, staffId)) ?? '', password))) throw new AppError('forbidden', 'staff.wrong_own_password')
    },
    /** What is kept of recovery codes. better-auth would keep them so that it can read them again; it is given hashes, and hashes to look for. */
    keptCodes: (codes: readonly string[]) => keptCodes(secret, codes),
    recoveryHash: (code: string) => recoveryHash(secret, code),
    beginPasskey: (origin: Origin) => answerOf(api.generatePasskeyRegistrationOptions({ ...told(origin), query: {} })),
    addPasskey: (origin: Origin, { name, response }: { name: string; response: Record<string, unknown> }) => answerOf(api.verifyPasskeyRegistration({ ...told(origin), body: { name, response } })),
    beginPasskeySignIn: (origin: Origin) => answerOf(api.generatePasskeyAuthenticationOptions({ ...told(origin) })),
    signInByPasskey: (origin: Origin, response: Record<string, unknown>) => answerOf(api.verifyPasskeyAuthentication({ ...told(origin), body: { response: response as never } })),
  }
}

/** A passkey is both factors only where the device saw to it who holds it, by a finger or a PIN: which better-auth asks for, and does not check. */
async function requireVerified(isVerified: boolean | undefined): Promise<void> {
  if (isVerified !== true) throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED' })
}

/** Under which better-auth is told the address that the edge found, and none that a client says of itself. */
const ADDRESS_HEADER = 'x-rockpool-address'

function headersOf({ cookie, userAgent, address, page }: Origin): Headers {
  return new Headers({ cookie, 'user-agent': userAgent, [ADDRESS_HEADER]: address, ...(page === '' ? {} : { origin: page }) })
}

/**
 * Cookies for this host alone, which no script reads and no other site sends. Under https they are Secure and begin with __Host-, so that no
 * neighbour under the same domain can set them; a plain http address is localhost's, where browsers keep no Secure cookie that all of them take.
 */
function cookiesOf(publicUrl: string | null) {
  const isSecure = publicUrl?.startsWith('https:') === true
  const name = (word: string) => ({ name: `${isSecure ? '__Host-' : ''}rockpool_${word}`, attributes: { secure: isSecure, httpOnly: true, sameSite: 'strict', path: '/' } } as const)
  return {
    useSecureCookies: false, defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'strict', path: '/' } as const,
    cookies: { session_token: name('staff'), two_factor: name('second_factor'), passkey: name('passkey'), session_data: name('staff_data'), dont_remember: name('staff_short'), trust_device: name('trusted') },
  }
}
