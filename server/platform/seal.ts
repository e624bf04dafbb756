import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '#engine/assert'

/** Keeps secrets that have to be read again (of others: passwords, client secrets) so that whoever has the database alone cannot read them. */
export type Seal = {
  /** `purpose` is part of the lock: what was sealed for one thing opens for no other. */
  seal: (text: string, purpose: string) => string
  open: (sealed: string, purpose: string) => string
  /** A hash that nobody without the key of the installation can try out; for what is short. Hexadecimal. */
  keyedHash: (text: string, purpose: string) => string
}

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FILE = 'installation.key'

/** Opens the seal of an installation by its secret: AES-256-GCM and HMAC-SHA-256 under keys of their own (HKDF, RFC 5869). */
export function openSeal(secret: string): Seal {
  const keyOf = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'rockpool', use, KEY_BYTES))
  const [sealing, hashing] = [keyOf('seal'), keyOf('hash')]
  return {
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, sealing, nonce).setAAD(Buffer.from(purpose))
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url')
      assert(bytes.length >= NONCE_BYTES + TAG_BYTES, 'what is sealed has a nonce and a tag')
      const tagEnd = NONCE_BYTES + TAG_BYTES
      const decipher = createDecipheriv(ALGORITHM, sealing, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd))
      return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8')
    },
    keyedHash: (text, purpose) => createHmac('sha256', hashing).update(`${purpose}\n${text}`).digest('hex'),
  }
}

/** The secret of an installation: the one that is given, else one in the data folder, which is made at the first start, for our own user only. */
export function readSecret({ secret, dataFolder }: { secret: string | null; dataFolder: string }): string {
  if (secret !== null) return secret
  const file = join(dataFolder, FILE)
  mkdirSync(dataFolder, { recursive: true })
  // Of two processes that start together one makes it, and both read what is there.
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}
