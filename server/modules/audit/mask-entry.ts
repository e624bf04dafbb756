import { hash } from 'node:crypto'

/** What a store's records may hold of a person, and what opens something; neither stands in the audit, wherever it comes in. */
const HIDDEN = new Set([
  'givenName', 'familyName', 'email', 'phone', 'birthday', 'birthYear', 'notes', 'attributes', 'address', 'externalIds', 'externalId', 'member', 'buyer', 'contact', 'locale', 'tags', 'tag', 'content', 'postcode', 'city',
  'password', 'newPassword', 'token', 'secret', 'link', 'response', 'code', 'codes',
])

/** Under these a name is somebody's, a text is of somebody, and what is sent is sent to somebody; elsewhere a name is what the store calls a thing, and a clock is put to a time. */
const OF_PEOPLE = /^\/(?:members|seats|invitations|companies|leads)\b/
const HIDDEN_OF_PEOPLE = new Set(['name', 'to', 'text', 'ticket', 'lines', 'absorbed', 'by'])
/** Whom a job is about, by ids of the shop, which may be addresses; elsewhere they are those whom a price is for. */
const OF_JOBS = /^\/jobs\b/
const HIDDEN_OF_JOBS = new Set(['members'])
/** Of an address these too; elsewhere a region is a law, and a country a setting. */
const OF_ADDRESSES = /\/addresses\b/
const HIDDEN_OF_ADDRESSES = new Set(['region', 'country'])

const MASK = '•••'
/** Longer than what anybody reads in a list; of more, its length and hash tell whether two are alike. */
const LONGEST = 4_000

/** A state or a request as the audit keeps it, in JSON: what is personal or secret masked, but seen to be there; null where there is nothing. */
export function maskEntry(path: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const hidden = new Set([...HIDDEN, ...(OF_PEOPLE.test(path) ? HIDDEN_OF_PEOPLE : []), ...(OF_JOBS.test(path) ? HIDDEN_OF_JOBS : []), ...(OF_ADDRESSES.test(path) ? HIDDEN_OF_ADDRESSES : [])])
  const text = JSON.stringify(mask(value, hidden))
  return text.length > LONGEST ? JSON.stringify({ length: text.length, sha256: hash('sha256', text, 'hex') }) : text
}

function mask(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, hidden))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined).map(([key, held]) => [
    key, held !== null && hidden.has(key) ? MASK : mask(held, hidden),
  ]))
}
