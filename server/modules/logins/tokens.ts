import { hash, randomBytes, randomInt } from 'node:crypto'

const RANDOM_BYTES = 32
const TOKEN = /^rm_[A-Za-z0-9_-]{43}$/
const DIGITS = 6

/** A new token with 256 random bits: "rm_" and 43 characters. */
export function newToken(): string {
  return `rm_${randomBytes(RANDOM_BYTES).toString('base64url')}`
}

/** What a browser is known again by: as random, and nobody's token. */
export function newBrowser(): string {
  return randomBytes(RANDOM_BYTES).toString('base64url')
}

/** Whether a text could be a token of ours at all; what could not is not looked for. */
export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** What we keep of a token: SHA-256 in hexadecimal. 256 random bits need no salt and no slow hash (decision 0061). */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Six random digits, each code as likely as any other. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
}
