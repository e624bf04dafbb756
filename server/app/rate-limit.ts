import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#server/platform/errors'
import type { Limits } from './limits.ts'

/** What is left of a key's window, as headers. */
export type Allowance = { headers: Readonly<Record<string, string>>; refusal: AppError | null }

/** Counts the requests of each key in windows of some seconds. */
export type RateLimit = { take: (keyId: string) => Promise<Allowance> }

/**
 * Opens a rate limit in the memory of this process: two processes let through twice as much. Headers are those of
 * draft-ietf-httpapi-ratelimit-headers (RateLimit, RateLimit-Policy).
 */
export function openRateLimit({ requests, windowSeconds }: Pick<Limits, 'requests' | 'windowSeconds'>): RateLimit {
  const limiter = new RateLimiterMemory({ points: requests, duration: windowSeconds })
  const policy = `"key";q=${requests};w=${windowSeconds}`
  return {
    async take(keyId) {
      const { left, isOver } = await takeOne(limiter, keyId)
      const seconds = Math.ceil(left.msBeforeNext / 1_000)
      const headers = { 'ratelimit-policy': policy, ratelimit: `"key";r=${Math.max(0, left.remainingPoints)};t=${seconds}` }
      if (!isOver) return { headers, refusal: null }
      return { headers: { ...headers, 'retry-after': String(Math.max(1, seconds)) }, refusal: new AppError('limited', 'http.limited', { requests, windowSeconds, seconds: Math.max(1, seconds) }) }
    },
  }
}

/** The limiter refuses by throwing what it found. */
async function takeOne(limiter: RateLimiterMemory, keyId: string): Promise<{ left: RateLimiterRes; isOver: boolean }> {
  try {
    return { left: await limiter.consume(keyId), isOver: false }
  } catch (error) {
    if (error instanceof RateLimiterRes) return { left: error, isOver: true }
    throw error
  }
}
