import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { networkOf } from '#server/platform/network'
import type { Seal } from '#server/platform/seal'
import { countAttempt, deleteOldAttempts } from './logins.store.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * What is counted: how often, in which time. An office may share one address, and one person needs few tries. They are counted in this order, and what is
 * refused by one is not counted by those after it: a single address shuts nobody out elsewhere, and two requests never wait for each other.
 */
const LIMITS = {
  code_address: { most: 60, windowMs: HOUR_MS }, join_address: { most: 60, windowMs: HOUR_MS }, code_identity: { most: 6, windowMs: 15 * MINUTE_MS },
  sign_in_pair: { most: 20, windowMs: HOUR_MS }, sign_in_address: { most: 100, windowMs: HOUR_MS }, sign_in_identity: { most: 100, windowMs: HOUR_MS },
  proof_identity: { most: 20, windowMs: HOUR_MS },
} as const

type Sort = keyof typeof LIMITS
const ORDER = Object.keys(LIMITS)
export type Attempt = { sort: Sort; who: string }

/** What is counted where somebody comes in from an address: at one identity from there, at any from there, and at this one from anywhere. */
export function signInAttempts(address: string, identity: string | null): Attempt[] {
  const from = { sort: 'sign_in_address', who: networkOf(address) } as const
  return identity === null ? [from] : [{ sort: 'sign_in_pair', who: `${identity} ${from.who}` }, from, { sort: 'sign_in_identity', who: identity }]
}

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
    for (const { sort, who } of [...attempts].sort((a, b) => ORDER.indexOf(a.sort) - ORDER.indexOf(b.sort))) {
      const { most, windowMs } = LIMITS[sort]
      const { count, endsAt } = await countAttempt(ctx, { name: `${sort} ${seal.keyedHash(`${storeId} ${who}`, 'attempt')}`, windowMs, at })
      if (count > most) return endsAt - at
    }
    return 0
  })
  if (over > 0) throw new AppError('limited', 'logins.too_many', { seconds: Math.ceil(over / 1_000) })
}
