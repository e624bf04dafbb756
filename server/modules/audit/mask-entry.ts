import { hash } from 'node:crypto'

/** What a store's records may hold of a person, and what opens something; neither stands in the audit, wherever it comes in. */
const HIDDEN = new Set([
  'givenName', 'familyName', 'email', 'phone', 'birthday', 'birthYear', 'notes', 'attributes', 'address', 'externalIds', 'externalId', 'member', 'to', 'buyer', 'contact',
  'password', 'newPassword', 'token', 'secret', 'link', 'response',
])

/** Under these a name is somebody's; elsewhere it is what the store calls a thing. */
const OF_PEOPLE = /^\/(?:members|seats|invitations|companies)\b/

const MASK = '•••'
/** Longer than what anybody reads in a list; of more, its length and hash tell whether two are alike. */
const LONGEST = 4_000

/** A state or a request as the audit keeps it: what is personal or secret masked, but seen to be there. */
export function maskEntry(path: string, value: unknown): unknown {
  const masked = mask(value, OF_PEOPLE.test(path))
  const text = JSON.stringify(masked) ?? 'null'
  return text.length > LONGEST ? { length: text.length, sha256: hash('sha256', text, 'hex') } : masked
}

function mask(value: unknown, isOfPeople: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, isOfPeople))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined).map(([key, held]) => [
    key, held !== null && (HIDDEN.has(key) || (isOfPeople && key === 'name')) ? MASK : mask(held, isOfPeople),
  ]))
}
