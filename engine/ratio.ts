/** A rate or multiplier as an exact fraction in lowest terms: safe non-negative integers, denominator above 0. */
export type Ratio = readonly [numerator: number, denominator: number]

/** What becomes of a part of a unit: `floor` and `ceil` go toward −∞ and +∞; a half goes to the even unit, or away from zero. */
export type Rounding = 'floor' | 'half_even' | 'half_away' | 'ceil'

const MAX = Number.MAX_SAFE_INTEGER
const DECIMAL = /^(\d+)(?:\.(\d+))?$/

/**
 * Reads a decimal string such as "1", "0.95" or "1.5" exactly, without passing through a float.
 * @throws RangeError when the text is anything else or needs more digits than a safe integer has
 */
export function parseRatio(text: string): Ratio {
  const match = DECIMAL.exec(text)
  if (!match) {
    throw new RangeError(`found ${JSON.stringify(text)} where a decimal of 0 or more was expected, such as "1", "0.95" or "1.5"`)
  }
  const decimals = match[2] ?? ''
  return reduced(BigInt(match[1] + decimals), 10n ** BigInt(decimals.length), text)
}

/**
 * The fraction n/d in lowest terms; a zero is always 0/1.
 * @throws RangeError unless n is a safe integer of 0 or more and d one of 1 or more
 */
export function ratio(n: number, d: number): Ratio {
  if (!Number.isSafeInteger(n) || n < 0 || !Number.isSafeInteger(d) || d < 1) {
    throw new RangeError(`found ${n}/${d} where a whole number of 0 or more over a whole number of 1 or more was expected`)
  }
  const divisor = greatestCommonDivisor(n, d)
  return [n / divisor, d / divisor]
}

/**
 * The exact product, in lowest terms.
 * @throws RangeError when the reduced product does not fit in safe integers
 */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  const n = a[0] * b[0]
  const d = a[1] * b[1]
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return ratio(n, d)
  return reduced(BigInt(a[0]) * BigInt(b[0]), BigInt(a[1]) * BigInt(b[1]), `${ratioText(a)} × ${ratioText(b)}`)
}

/**
 * An integer amount (negative allowed) times a ratio, rounded once, exact at any size.
 * `floor` and `ceil` go toward −∞ and +∞; the halves are decided by magnitude, so that −x is scaled to −(x scaled).
 * @throws RangeError when the amount or the result is not a safe integer
 */
export function scale(amount: number, by: Ratio, rounding: Rounding): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`found ${amount} where a whole amount within ±${MAX} was expected`)
  const [n, d] = by
  const product = amount * n
  if (!Number.isSafeInteger(product)) return scaleBig(amount, by, rounding)
  // The remainder of two safe integers is exact, and so is the division of what it leaves.
  const rest = product % d
  const whole = (product - rest) / d
  if (rest === 0) return whole
  const isNegative = product < 0
  // Twice the rest against d, without doubling it out of the safe integers.
  const half = Math.abs(rest) - (d - Math.abs(rest))
  return roundsAway({ isNegative, half, isOdd: whole % 2 !== 0 }, rounding) ? whole + (isNegative ? -1 : 1) : whole
}

/** −1, 0 or 1 as a is below, equal to or above b, exactly. */
export function compareRatios(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a[0] * b[1]
  const right = b[0] * a[1]
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return order(left, right)
  return order(BigInt(a[0]) * BigInt(b[1]), BigInt(b[0]) * BigInt(a[1]))
}

/** The ratio as people write it: an exact decimal ("0.95"), which `parseRatio` reads back, where one exists, else "1/150". */
export function ratioText(r: Ratio): string {
  const [n, d] = r
  let rest = d
  let twos = 0
  let fives = 0
  for (; rest % 2 === 0; rest /= 2) twos += 1
  for (; rest % 5 === 0; rest /= 5) fives += 1
  if (rest !== 1) return `${n}/${d}`
  const decimals = Math.max(twos, fives)
  if (decimals === 0) return String(n)
  const scaled = n * 10 ** decimals
  const whole = Number.isSafeInteger(scaled) ? scaled / d : (BigInt(n) * 10n ** BigInt(decimals)) / BigInt(d)
  const digits = String(whole).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function order<T extends number | bigint>(left: T, right: T): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0
}

/** What was cut off a quotient: `half` has the sign of the part less a half; `isOdd` tells of the quotient. */
type Leftover = { readonly isNegative: boolean; readonly half: number; readonly isOdd: boolean }

/** Whether a quotient cut off toward zero, with something left over, goes one unit away from zero. */
function roundsAway({ isNegative, half, isOdd }: Leftover, rounding: Rounding): boolean {
  switch (rounding) {
    case 'floor': return isNegative
    case 'ceil': return !isNegative
    case 'half_away': return half >= 0
    case 'half_even': return half > 0 || (half === 0 && isOdd)
  }
}

function scaleBig(amount: number, by: Ratio, rounding: Rounding): number {
  const product = BigInt(amount) * BigInt(by[0])
  const d = BigInt(by[1])
  const rest = product % d
  let whole = product / d
  if (rest !== 0n) {
    const isNegative = product < 0n
    const half = Number((isNegative ? -rest : rest) * 2n - d)
    if (roundsAway({ isNegative, half, isOdd: whole % 2n !== 0n }, rounding)) whole += isNegative ? -1n : 1n
  }
  const result = Number(whole)
  if (!Number.isSafeInteger(result)) throw new RangeError(`${amount} × ${ratioText(by)} is beyond ±${MAX}`)
  return result
}

function reduced(n: bigint, d: bigint, what: string): Ratio {
  let divisor = n
  for (let rest = d; rest !== 0n;) [divisor, rest] = [rest, divisor % rest]
  const numerator = Number(n / divisor)
  const denominator = Number(d / divisor)
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) {
    throw new RangeError(`${what} does not fit in a ratio of integers up to ${MAX}`)
  }
  return [numerator, denominator]
}

function greatestCommonDivisor(n: number, d: number): number {
  let divisor = n
  let rest = d
  while (rest !== 0) {
    const next = divisor % rest
    divisor = rest
    rest = next
  }
  return divisor
}
