import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { callKeysFind } from './keys.store.ts'
import { isOfSandbox, isSecret, keptOf } from './secret.ts'

/** Whom a secret lets in: the store it opens, and what it may do there. */
export type FoundKey = { storeId: string; keyId: string; isSandbox: boolean; scopes: ReadonlySet<string> }

/** Finds live keys by their secrets, and remembers for a moment whom it found. */
export type Keyring = { findKey: (secret: string, now: Instant) => Promise<FoundKey | undefined> }

/** A busy key is looked up a few times in ten seconds instead of thousands of times; a key that is revoked works this much longer at most. */
const REMEMBERED_MS = 2_000
const MOST_REMEMBERED = 10_000

/** Opens a keyring on the serving connection. What is remembered is keyed by the hash: no secret stays in memory. */
export function openKeyring(database: Database, { rememberedMs = REMEMBERED_MS }: { rememberedMs?: number } = {}): Keyring {
  const remembered = new Map<string, { until: Instant; found: FoundKey }>()
  return {
    async findKey(secret, now) {
      if (!isSecret(secret)) return undefined
      const { hash } = keptOf(secret)
      const known = remembered.get(hash)
      if (known !== undefined && now < known.until) return known.found
      remembered.delete(hash)
      const row = await callKeysFind(database, { hash, at: now })
      if (row === undefined) return undefined
      const found = { storeId: row.storeId, keyId: row.keyId, isSandbox: isOfSandbox(secret), scopes: new Set(row.scopes) }
      if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value as string)
      remembered.set(hash, { until: now + rememberedMs, found })
      return found
    },
  }
}
