import { hash, randomBytes } from 'node:crypto'

const RANDOM_BYTES = 32

/** A token of a one-time link: 256 random bits, which need no slow hash. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(RANDOM_BYTES).toString('base64url')
  return { token, hash: tokenHash(token) }
}

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex')
}
