import type { Origin } from '#server/platform/route'

const DAYS = 30
const DAY_SECONDS = 86_400

/** The names are those of the edge (`MEMBER_COOKIES`). */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Host-rockpool_member' : 'rockpool_member')

/** The centre's cookie with a token: no script reads it, and under https no other name of the host sets it. */
export function memberCookie({ isSecure }: Pick<Origin, 'isSecure'>, token: string | null): string {
  const age = token === null ? 0 : DAYS * DAY_SECONDS
  return `${nameOf(isSecure)}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** The token of the centre's cookie that the browser has already; null where it has none. */
export function tokenInCookie({ cookie, isSecure }: Pick<Origin, 'cookie' | 'isSecure'>): string | null {
  const name = `${nameOf(isSecure)}=`
  return cookie.split(';').map((one) => one.trim()).find((one) => one.startsWith(name))?.slice(name.length) ?? null
}

const ANSWER_SECONDS = 600
const ANSWER = 'rockpool_signing_in'

/** The cookie of whoever comes back from a provider, with the id of what it said; null takes it away. */
export function answerCookie({ isSecure }: Pick<Origin, 'isSecure'>, challenge: string | null): string {
  return `${isSecure ? '__Host-' : ''}${ANSWER}=${challenge ?? ''}; Path=/; Max-Age=${challenge === null ? 0 : ANSWER_SECONDS}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
}

/** Whether it is the browser that came back: the id alone, which anybody may send to somebody as a link, signs nobody in. */
export function hasComeBack({ cookie, isSecure }: Pick<Origin, 'cookie' | 'isSecure'>, challenge: string): boolean {
  const name = `${isSecure ? '__Host-' : ''}${ANSWER}=`
  return cookie.split(';').some((one) => one.trim() === `${name}${challenge}`)
}
