import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 9
const RANDOM_DIGITS = 13

/** An id that sorts by the time it was made, to the millisecond until 3084: "mem_1h3k…", Crockford's base 32, 65 random bits. */
export function newId(prefix: string, now: Instant): string {
  let time = ''
  for (let left = now; time.length < TIME_DIGITS; left = Math.floor(left / 32)) time = ALPHABET[left % 32] + time
  const random = Array.from(randomBytes(RANDOM_DIGITS), (byte) => ALPHABET[byte % 32])
  return `${prefix}_${time}${random.join('')}`
}
