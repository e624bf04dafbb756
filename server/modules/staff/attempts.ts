import { hash } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { networkOf } from '#server/platform/network'
import { countAttempt, forgetAttempts } from './attempts.store.ts'

const MINUTE_MS = 60_000

/**
 * How many attempts are let through: of an account from one address; from one address at any account; of an account from anywhere, so that many addresses
 * help nobody. They are counted in this order, and what is refused by one is not counted by those after it: a single address shuts nobody else out.
 */
const LIMITS = { pair: { most: 10, windowMs: 15 * MINUTE_MS }, address: { most: 100, windowMs: 15 * MINUTE_MS }, account: { most: 100, windowMs: 60 * MINUTE_MS } } as const

/** `account`: null where what is shown names none and cannot be guessed, as a passkey; then the address alone is counted. */
type Trying = { account: string | null; address: string; now: Instant }

/** Counts an attempt before it is made, at accounts that are there and that are not alike. @throws AppError staff.too_many_attempts */
export async function takeAttempt({ bare }: Database, trying: Trying): Promise<void> {
  for (const { sort, subject } of subjectsOf(trying)) {
    const { most, windowMs } = LIMITS[sort]
    const { made, endsAt } = await countAttempt(bare, { subject, windowMs, now: trying.now })
    if (made > most) throw new AppError('limited', 'staff.too_many_attempts', { minutes: Math.max(1, Math.ceil((endsAt - trying.now) / MINUTE_MS)) })
  }
}

/** After a success the account begins anew; the address does not, or its own account would free an attacker's. */
export async function forgiveAttempts({ bare }: Database, trying: Omit<Trying, 'now'>): Promise<void> {
  await forgetAttempts(bare, subjectsOf(trying).filter(({ sort }) => sort !== 'address').map(({ subject }) => subject))
}

function subjectsOf({ account, address }: Omit<Trying, 'now'>): { sort: keyof typeof LIMITS; subject: string }[] {
  const network = networkOf(address)
  const named = (sort: keyof typeof LIMITS, ...parts: string[]) => ({ sort, subject: hash('sha256', JSON.stringify([sort, ...parts]), 'base64url') })
  return account === null ? [named('address', network)] : [named('pair', account, network), named('address', network), named('account', account)]
}
