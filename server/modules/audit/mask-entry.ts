import { hash } from 'node:crypto'

/** What a store's records may hold of a person, and what opens something; neither stands in the audit, wherever it comes in. */
const HIDDEN = new Set([
  'givenName', 'familyName', 'email', 'phone', 'birthday', 'birthYear', 'notes', 'attributes', 'address', 'externalIds', 'externalId', 'member', 'buyer', 'contact', 'locale', 'tags', 'tag', 'content',
  'password', 'newPassword', 'token', 'secret', 'link', 'response', 'code', 'codes',
])

/** Under these a name is somebody's, a text is of somebody, and what is sent is sent to somebody; elsewhere a name is what the store calls a thing, and a clock is put to a time. */
const OF_PEOPLE = /^\/(?:members|seats|invitations|companies)\b/
const HIDDEN_OF_PEOPLE = new Set(['name', 'to', 'text', 'ticket'])

const MASK = '•••'
/** Longer than what anybody reads in a list; of more, its length and hash tell whether two are alike. */
const LONGEST = 4_000

/** A state or a request as the audit keeps it, in JSON: what is personal or secret masked, but seen to be there; null where there is nothing. */
export function maskEntry(path: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = JSON.stringify(mask(value, OF_PEOPLE.test(path)))
  return text.length > LONGEST ? JSON.stringify({ length: text.length, sha256: hash('sha256', text, 'hex') }) : text
}

function mask(value: unknown, isOfPeople: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, isOfPeople))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined).map(([key, held]) => [
    key, held !== null && (HIDDEN.has(key) || (isOfPeople && HIDDEN_OF_PEOPLE.has(key))) ? MASK : mask(held, isOfPeople),
  ]))
}
