import { randomBytes } from 'node:crypto'

/** What a handle looks like: it stands in addresses, /m/<handle>. It has not the form of our own ids. */
export const HANDLE = '^[a-z0-9](?:[a-z0-9-]{1,46}[a-z0-9])$'

const LONGEST = 40
const SHORTEST = 3

/** A handle from the name of a store: "Reef & Söhne" is "reef-sohne". Of a name without Latin letters nothing is left, and it is "shop". */
export function handleOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, LONGEST).replace(/-+$/, '')
  return plain.length >= SHORTEST ? plain : `${plain === '' ? '' : `${plain}-`}shop`
}

/** The same with an end that nobody else has. */
export function withEnd(handle: string): string {
  return `${handle}-${randomBytes(3).toString('hex')}`
}
