import { hash, randomBytes } from 'node:crypto'

const RANDOM_BYTES = 32
const SECRET = /^rp_(live|test)_[A-Za-z0-9_-]{43}$/
/** "rp_live_" and four characters of 43: enough to tell keys apart, no help in guessing. */
const SHOWN = 12

/** A new secret with 256 random bits: "rp_live_" or, for a sandbox, "rp_test_", and 43 characters. */
export function newSecret(kind: 'live' | 'sandbox'): string {
  return `rp_${kind === 'live' ? 'live' : 'test'}_${randomBytes(RANDOM_BYTES).toString('base64url')}`
}

/** Whether a text could be a secret of ours at all; what could not is not looked for. */
export function isSecret(text: string): boolean {
  return SECRET.test(text)
}

/** Whether the secret is of a sandbox store. */
export function isOfSandbox(secret: string): boolean {
  return secret.startsWith('rp_test_')
}

/** What we keep of a secret: SHA-256 in hexadecimal, and its beginning, by which people recognise it. */
export function keptOf(secret: string): { hash: string; prefix: string } {
  return { hash: hash('sha256', secret, 'hex'), prefix: secret.slice(0, SHOWN) }
}
