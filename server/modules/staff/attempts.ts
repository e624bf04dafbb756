import { hash } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { countAttempts, forgetAttempts } from './attempts.store.ts'

const MINUTE_MS = 60_000

/**
 * How many attempts are let through: of an account from one address; of an account from anywhere, so that many addresses help nobody and one of them
 * shuts nobody out for long; from one address at any account.
 */
const LIMITS = { pair: { most: 10, windowMs: 15 * MINUTE_MS }, account: { most: 100, windowMs: 60 * MINUTE_MS }, address: { most: 100, windowMs: 15 * MINUTE_MS } } as const

type Trying = { account: string; address: string; now: Instant }

/** Counts an attempt before it is made, at accounts that are there and that are not alike. @throws AppError staff.too_many_attempts */
export async function takeAttempt({ bare }: Database, trying: Trying): Promise<void> {
  const named = subjectsOf(trying)
  const counted = await countAttempts(bare, { subjects: Object.entries(named).map(([sort, subject]) => ({ subject, windowMs: LIMITS[sort as keyof typeof LIMITS].windowMs })), now: trying.now })
  for (const [sort, subject] of Object.entries(named)) {
    const found = counted.find((one) => one.subject === subject)
    if (found !== undefined && found.made > LIMITS[sort as keyof typeof LIMITS].most) throw new AppError('limited', 'staff.too_many_attempts', { minutes: Math.max(1, Math.ceil((found.endsAt - trying.now) / MINUTE_MS)) })
  }
}

/** After a success the account begins anew; the address does not, or its own account would free an attacker's. */
export async function forgiveAttempts({ bare }: Database, trying: Omit<Trying, 'now'>): Promise<void> {
  const { pair, account } = subjectsOf(trying)
  await forgetAttempts(bare, [pair, account])
}

function subjectsOf({ account, address }: Omit<Trying, 'now'>): Record<keyof typeof LIMITS, string> {
  const named = (sort: string, ...parts: string[]) => hash('sha256', JSON.stringify([sort, ...parts]), 'base64url')
  return { pair: named('pair', account, address), account: named('account', account), address: named('address', address) }
}
