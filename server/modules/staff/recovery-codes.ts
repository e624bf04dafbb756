import { createHmac, randomInt } from 'node:crypto'

const CODES = 10
/** Ten signs of 31 are 49 bits, and the account locks after ten wrong ones. Without those that look alike: 0 o, 1 l i. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz'
const HALF = 5

/** New recovery codes, such as "k7mwp-3xq9d": to be shown once. */
export function newRecoveryCodes(): string[] {
  const half = () => Array.from({ length: HALF }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: CODES }, () => `${half()}-${half()}`)
}

/** A recovery code as it is kept: without the secret nobody can try codes against it. */
export function recoveryHash(secret: string, code: string): string {
  return `h:${createHmac('sha256', secret).update(code.trim().toLowerCase()).digest('base64url')}`
}

/** What is kept of recovery codes, in the form in which better-auth reads them. */
export function keptCodes(secret: string, codes: readonly string[]): string {
  return JSON.stringify(codes.map((code) => (code.startsWith('h:') ? code : recoveryHash(secret, code))))
}
