import { APIError } from 'better-auth/api'
import { AppError, type ErrorKind } from '#server/platform/errors'

/** What better-auth answered, and the cookies that go with it. */
export type AuthAnswer<T> = { body: T; cookies: string[] }

/** How we say what better-auth refuses; anything else is a mistake of ours. */
const REFUSALS: Readonly<Record<string, readonly [ErrorKind, string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['unauthenticated', 'staff.wrong_password'], INVALID_EMAIL: ['unauthenticated', 'staff.wrong_password'],
  INVALID_PASSWORD: ['forbidden', 'staff.wrong_own_password'], PASSWORD_TOO_LONG: ['unauthenticated', 'staff.wrong_password'],
  INVALID_CODE: ['unauthenticated', 'staff.wrong_code'], INVALID_BACKUP_CODE: ['unauthenticated', 'staff.wrong_code'],
  BACKUP_CODES_NOT_ENABLED: ['unauthenticated', 'staff.wrong_code'], TOTP_NOT_ENABLED: ['unauthenticated', 'staff.wrong_code'],
  INVALID_TWO_FACTOR_COOKIE: ['unauthenticated', 'staff.begin_again'], TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['unauthenticated', 'staff.begin_again'],
  ACCOUNT_TEMPORARILY_LOCKED: ['limited', 'staff.locked'], TOTP_ALREADY_ENABLED: ['conflict', 'staff.totp_known'],
  CHALLENGE_NOT_FOUND: ['unauthenticated', 'staff.begin_again'], PASSKEY_NOT_FOUND: ['unauthenticated', 'staff.wrong_passkey'],
  AUTHENTICATION_FAILED: ['unauthenticated', 'staff.wrong_passkey'], FAILED_TO_VERIFY_REGISTRATION: ['invalid', 'staff.wrong_passkey'],
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: ['unauthenticated', 'staff.begin_again'],
  SESSION_NOT_FRESH: ['forbidden', 'staff.sign_in_again'], UNAUTHORIZED: ['unauthenticated', 'http.no_session'],
}

/** Waits for better-auth, and puts what it refuses into our words. @throws AppError staff.*, http.no_session */
export async function answerOf<T>(asked: Promise<{ headers: Headers; response: T }>): Promise<AuthAnswer<T>> {
  try {
    const { headers, response } = await asked
    return { body: response, cookies: headers.getSetCookie() }
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    const refusal = REFUSALS[String(error.body?.code)]
    throw refusal === undefined ? error : new AppError(...refusal)
  }
}
