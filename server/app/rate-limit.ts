import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#server/platform/errors'
import type { Limits } from './limits.ts'

/** What is left of a caller's window, as headers. */
export type Allowance = { headers: Readonly<Record<string, string>>; refusal: AppError | null }

type Take = (name: string) => Promise<Allowance>

/** Counts the requests of each caller in windows of some seconds: of a key, of a person who is signed in, of an address. */
export type RateLimit = { key: Take; person: Take; address: Take }

/**
 * Opens a rate limit in the memory of this process: two processes let through twice as much. Headers are those of
 * draft-ietf-httpapi-ratelimit-headers (RateLimit, RateLimit-Policy).
 */
export function openRateLimit({ requests, windowSeconds, personRequests, addressRequests }: Pick<Limits, 'requests' | 'windowSeconds' | 'personRequests' | 'addressRequests'>): RateLimit {
  return {
    key: openCount('key', { requests, windowSeconds }), person: openCount('person', { requests: personRequests, windowSeconds }),
    address: openCount('address', { requests: addressRequests, windowSeconds }),
  }
}

function openCount(sort: keyof RateLimit, { requests, windowSeconds }: { requests: number; windowSeconds: number }): Take {
  const limiter = new RateLimiterMemory({ points: requests, duration: windowSeconds })
  const policy = `"${sort}";q=${requests};w=${windowSeconds}`
  return async (name) => {
    const { left, isOver } = await takeOne(limiter, name)
    const seconds = Math.ceil(left.msBeforeNext / 1_000)
    const headers = { 'ratelimit-policy': policy, ratelimit: `"${sort}";r=${Math.max(0, left.remainingPoints)};t=${seconds}` }
    if (!isOver) return { headers, refusal: null }
    const details = { requests, windowSeconds, seconds: Math.max(1, seconds) }
    const refusal = sort === 'key' ? new AppError('limited', 'http.limited', details) : new AppError('limited', 'http.limited_person', details)
    return { headers: { ...headers, 'retry-after': String(details.seconds) }, refusal }
  }
}

/** The limiter refuses by throwing what it found. */
async function takeOne(limiter: RateLimiterMemory, name: string): Promise<{ left: RateLimiterRes; isOver: boolean }> {
  try {
    return { left: await limiter.consume(name), isOver: false }
  } catch (error) {
    if (error instanceof RateLimiterRes) return { left: error, isOver: true }
    throw error
  }
}
