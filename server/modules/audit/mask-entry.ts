import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { maskEmail } from '#server/platform/mask-email'

/** What a store's records may hold of a person, and what opens something; neither stands in the audit, wherever it comes in. */
const HIDDEN = [
  'givenName', 'familyName', 'email', 'phone', 'birthday', 'birthYear', 'notes', 'attributes', 'address', 'externalIds', 'externalId', 'member', 'buyer', 'contact', 'locale', 'tags', 'tag', 'content', 'postcode', 'city',
  'password', 'newPassword', 'token', 'secret', 'clientSecret', 'link', 'response', 'code', 'codes',
]

/** What is somebody's at some addresses alone; elsewhere a name is what the store calls a thing, a clock is put to a time, a region is a law and a country a setting. */
const HIDDEN_AT: readonly (readonly [address: RegExp, fields: readonly string[]])[] = [
  [/^\/(?:members|seats|invitations|companies|leads)\b/, ['name', 'to', 'text', 'ticket', 'lines', 'absorbed', 'by']],
  // Whom a job is about, and whom an event names, by ids of the shop, which may be addresses or numbers.
  [/^\/jobs\b/, ['members']],
  [/^\/(?:events\b|members\/.*\/corrections\b)/, ['to', 'into', 'absorbed', 'by']],
  [/^\/(?:mail-settings|messages)\b/, ['to']],
  [/\/addresses\b/, ['region', 'country']],
  // How somebody said it.
  [/\/consents\b/, ['note']],
]

const MASK = '•••'
/** Behind what is masked now and was masked before: it is another one. */
const ANOTHER = ' ≠'
/** Longer than what anybody reads in a list; of more, its length and hash tell whether two are alike. */
const LONGEST = 4_000
const ADDRESS = /[^\s"'<>,;:()[\]]+@[^\s"'<>,;()[\]]+/g

/**
 * A state or a request as the audit keeps it, in JSON: what is personal or secret masked, but seen to be there, of a list how much, and whether it is another than `was`, what stood there before;
 * an address is masked wherever somebody wrote it. Null where there is nothing.
 */
export function maskEntry(path: string, value: unknown, was?: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = JSON.stringify(mask(value, was, new Set([...HIDDEN, ...HIDDEN_AT.flatMap(([address, fields]) => (address.test(path) ? fields : []))])))
  return text.length > LONGEST ? JSON.stringify({ length: text.length, sha256: hash('sha256', text, 'hex') }) : text
}

function mask(value: unknown, was: unknown, hidden: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return compared(value, was, (one) => one.replaceAll(ADDRESS, maskEmail))
  if (Array.isArray(value)) return value.map((item, place) => mask(item, Array.isArray(was) ? was[place] : undefined, hidden))
  if (typeof value !== 'object' || value === null) return value
  const before = (typeof was === 'object' && was !== null ? was : {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined).map(([key, held]) => [
    key, held !== null && hidden.has(key) && !isOurs(key, held) ? compared(held, before[key], hide) : mask(held, before[key], hidden),
  ]))
}

/** By our own id a member may be named: it is random, and says nothing once they are erased. */
function isOurs(key: string, held: unknown): boolean {
  return key === 'member' && typeof held === 'string' && /^mem_[0-9a-z]{22}$/.test(held)
}

function hide(held: unknown): string {
  return Array.isArray(held) ? `${MASK} × ${held.length}` : MASK
}

/** What is masked; where another one would be masked alike it is said that it is another. */
function compared<T>(held: T, was: unknown, masked: (held: T) => string): string {
  const shown = masked(held)
  const isAlike = was !== undefined && was !== null && typeof was === typeof held && !isDeepStrictEqual(held, was) && masked(was as T) === shown
  return isAlike && shown !== held ? `${shown}${ANOTHER}` : shown
}
