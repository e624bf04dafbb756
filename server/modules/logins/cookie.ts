import type { Origin } from '#server/platform/route'

const DAYS = 30
const DAY_SECONDS = 86_400

/** The centre's cookie with a token: no script reads it, and under https no other name of the host sets it. Its names are those of the edge (`MEMBER_COOKIES`). */
export function memberCookie({ isSecure }: Pick<Origin, 'isSecure'>, token: string | null): string {
  const age = token === null ? 0 : DAYS * DAY_SECONDS
  return `${isSecure ? '__Host-rockpool_member' : 'rockpool_member'}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
