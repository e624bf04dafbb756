import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import { countAttempt, deleteOldAttempts } from './logins.store.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What is counted: how often, in which time. An office may share one address, and one person needs few tries. */
const LIMITS = {
  code_address: { most: 60, windowMs: HOUR_MS }, code_identity: { most: 6, windowMs: 15 * MINUTE_MS },
  sign_in_address: { most: 100, windowMs: HOUR_MS }, sign_in_identity: { most: 20, windowMs: HOUR_MS }, join_address: { most: 60, windowMs: HOUR_MS },
} as const

export type Attempt = { sort: keyof typeof LIMITS; who: string }
type House = { database: Database; seal: Seal; clock: () => Instant }

/**
 * Counts an attempt, by address and by identity, in a transaction of its own: it stays counted whatever becomes of it. Whom it is about is kept as a keyed
 * hash. @throws AppError logins.too_many with the seconds to wait
 */
export async function takeAttempts({ database, seal, clock }: House, storeId: string, attempts: readonly Attempt[]): Promise<void> {
  const at = clock()
  const over = await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'logins' } as const, now: at }
    await deleteOldAttempts(ctx, at)
    let longest = 0
    // In one order, so that two requests that count the same do not wait for each other.
    for (const { sort, who } of [...attempts].sort((a, b) => (a.sort < b.sort ? -1 : 1))) {
      const { most, windowMs } = LIMITS[sort]
      const { count, endsAt } = await countAttempt(ctx, { name: `${sort} ${seal.keyedHash(who, 'attempt')}`, windowMs, at })
      if (count > most) longest = Math.max(longest, endsAt - at)
    }
    return longest
  })
  if (over > 0) throw new AppError('limited', 'logins.too_many', { seconds: Math.ceil(over / 1_000) })
}
