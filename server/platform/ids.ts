import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 9
const RANDOM_DIGITS = 13

/** An id that sorts by the time it was made, to the millisecond until 3084: "mem_1h3k…", Crockford's base 32, 65 random bits. */
export function newId(prefix: string, now: Instant): string {
  const random = Array.from(randomBytes(RANDOM_DIGITS), (byte) => ALPHABET[byte % 32])
  return firstIdAt(prefix, now) + random.join('')
}

/** What sorts behind every id that was made before an instant, and before every one that was made at it or later. */
export function firstIdAt(prefix: string, at: Instant): string {
  let time = ''
  for (let left = at; time.length < TIME_DIGITS; left = Math.floor(left / 32)) time = ALPHABET[left % 32] + time
  return `${prefix}_${time}`
}
