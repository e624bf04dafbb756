import { domainToASCII } from 'node:url'

/** An address as it is shown, and the text by which two are the same. */
export type Email = { email: string; key: string }

/** RFC 5321 allows 64 characters before the @ and 254 in all. */
const LONGEST = 254
/** Letters of any language, digits and what RFC 5322 allows in an atom: no spaces, quotes or controls, and no bullet of a masked address. */
const LOCAL = /^(?!\.)(?!.*\.\.)(?!.*\.$)[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/

/** Reads an address: without spaces around it, its domain in lower case. Upper and lower case make no other address. null where it is none. */
export function readEmail(text: string): Email | null {
  const trimmed = text.trim().normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  const [local, domain] = [trimmed.slice(0, at), trimmed.slice(at + 1).toLowerCase()]
  const ascii = domainToASCII(domain)
  if (at < 1 || trimmed.length > LONGEST || !LOCAL.test(local) || !DOMAIN.test(ascii)) return null
  return { email: `${local}@${domain}`, key: `${local.toLowerCase()}@${ascii}` }
}
