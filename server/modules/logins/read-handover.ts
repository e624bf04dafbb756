import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Instant } from '#engine/calendar'

/** Who is signed in at the shop, as its server says: by its own id of them. An address counts as theirs where the shop has confirmed it. */
export type HandedOver = { externalId: string; email: string | null; isEmailConfirmed: boolean; name: string | null; tokenId: string; expiresAt: Instant }

export type Refused = 'signature' | 'expired' | 'too_long' | 'incomplete'

const SECOND_MS = 1_000
const LONGEST_SECONDS = 300
const CLOCKS_APART_SECONDS = 30
const LONGEST_TEXT = 200

/**
 * Reads a token that the server of a shop signed for somebody who is signed in there: HS256 by one of its secrets, for this store, of the last
 * five minutes. Whether it was used before is for the caller to see.
 */
export async function readHandover(token: string, { secrets, audience, now }: { secrets: readonly string[]; audience: readonly string[]; now: Instant }): Promise<HandedOver | Refused> {
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'], audience: [...audience], currentDate: new Date(now), clockTolerance: CLOCKS_APART_SECONDS, requiredClaims: ['sub', 'jti', 'iat', 'exp', 'aud'] })
      return told(payload, now)
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired'
      if (error instanceof errors.JWTClaimValidationFailed) return 'incomplete'
    }
  }
  return 'signature'
}

function told({ sub = '', jti = '', iat = 0, exp = 0, email, email_verified: isConfirmed, name }: JWTPayload, now: Instant): HandedOver | Refused {
  if (exp - iat > LONGEST_SECONDS || iat > now / SECOND_MS + CLOCKS_APART_SECONDS) return 'too_long'
  if (!isText(sub) || !isText(jti)) return 'incomplete'
  return {
    externalId: sub, email: isText(email) ? email : null, isEmailConfirmed: isConfirmed === true, name: isText(name) ? name : null, tokenId: jti,
    expiresAt: (exp + CLOCKS_APART_SECONDS) * SECOND_MS,
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_TEXT && value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value)
}
