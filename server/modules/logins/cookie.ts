import type { Origin } from '#server/platform/route'
import { DEVICE_DAYS } from './note-device.ts'
import { newBrowser } from './tokens.ts'

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
  return valueOf(cookie, nameOf(isSecure))
}

const BROWSER = 'rockpool_browser'
const BROWSER_SHAPE = /^[A-Za-z0-9_-]{43}$/

/** The cookie by which a browser is known again on which a member signs in: it says nothing of who that is, lets nobody in, and begins anew with each sign-in. */
export function browserCookie({ isSecure }: Pick<Origin, 'isSecure'>, browser: string): string {
  return `${isSecure ? '__Host-' : ''}${BROWSER}=${browser}; Path=/; Max-Age=${DEVICE_DAYS * DAY_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** What the browser keeps in that cookie; drawn now where it keeps none, or what we never gave. */
export function browserOf({ cookie, isSecure }: Pick<Origin, 'cookie' | 'isSecure'>): string {
  const kept = valueOf(cookie, `${isSecure ? '__Host-' : ''}${BROWSER}`)
  return kept !== null && BROWSER_SHAPE.test(kept) ? kept : newBrowser()
}

function valueOf(cookie: string, name: string): string | null {
  return cookie.split(';').map((one) => one.trim()).find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
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
