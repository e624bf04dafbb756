import { minorUnits } from './currencies.ts'

/** Languages written from right to left: an amount stands in them as one piece from left to right, or a sentence takes it apart (UAX 9, 6.3). */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/
const [RIGHT_MARK, ISOLATE, END_OF_ISOLATE] = ['\u200f', '\u2066', '\u2069']
const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Shares a whole total over weights by the largest remainder (Hamilton): the shares add up to the total exactly and each is
 * within one unit of its ideal; of equal remainders the lower index goes first. If no weight is above 0 all goes to index 0;
 * without weights there is nothing to share over and the answer is empty.
 * @throws RangeError unless the total and the weights are safe integers of 0 or more
 */
export function splitByLargestRemainder(total: number, weights: readonly number[]): number[] {
  requireCount(total, 'total')
  let sum = 0
  let heaviest = 0
  for (const weight of weights) {
    requireCount(weight, 'weight')
    sum += weight
    if (weight > heaviest) heaviest = weight
  }
  if (sum === 0 || total === 0) return weights.map((_, index) => (index === 0 ? total : 0))
  // Where every product is safe but the sum is not, the sum is above every product, and its lost digits change nothing.
  const { shares, rests, left } = Number.isSafeInteger(total * heaviest) ? floors(total, weights, sum) : bigFloors(total, weights)
  if (left > 0) {
    // Sorting is stable: of equal remainders the lower index stays first.
    const byRest = rests.map((_, index) => index).sort((a, b) => (rests[a]! < rests[b]! ? 1 : rests[a]! > rests[b]! ? -1 : 0))
    for (let rank = 0; rank < left; rank += 1) shares[byRest[rank]!]! += 1
  }
  return shares
}

/**
 * Reads a decimal amount such as "24.99" or "-5" into minor units of the currency: "24.99" USD is 2499, "150" JPY 150.
 * @throws RangeError when the text is no decimal, has more decimals than the currency, or is beyond safe integers
 */
export function parseMoney(text: string, currency: string): number {
  const digits = minorUnits(currency)
  const match = AMOUNT.exec(text)
  if (!match) {
    const example = moneyText(2499, currency)
    throw new RangeError(`found ${JSON.stringify(text)} where an amount of ${currency} was expected, such as "${example}"`)
  }
  const decimals = match[3] ?? ''
  if (decimals.length > digits) {
    const count = `${decimals.length} decimal${decimals.length === 1 ? '' : 's'}`
    throw new RangeError(`found "${text}" with ${count}, but ${currency} has ${digits}`)
  }
  const minor = Number(match[2] + decimals.padEnd(digits, '0'))
  if (!Number.isSafeInteger(minor)) throw new RangeError(`found "${text}" ${currency}, beyond the safe integers of minor units`)
  return match[1] && minor !== 0 ? -minor : minor
}

/** Minor units as a plain decimal with the currency's own number of decimals: 2499 USD is "24.99", 150 JPY "150". */
export function moneyText(minor: number, currency: string): string {
  const digits = minorUnits(currency)
  if (!Number.isSafeInteger(minor)) throw new RangeError(`found ${minor} where whole minor units of ${currency} were expected`)
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Minor units as a person reads them in a BCP 47 locale, with the currency's symbol and its ISO number of decimals. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  // The formatter is given the decimal as text, so an amount beyond a float's precision prints every digit.
  const text = moneyFormatter(currency, locale).format(moneyText(minor, currency) as Intl.StringNumericLiteral)
  return RIGHT_TO_LEFT.test(locale) ? `${ISOLATE}${text.replaceAll(RIGHT_MARK, '')}${END_OF_ISOLATE}` : text
}

/** A whole number as a person reads it in a BCP 47 locale, with grouping: 1564474 is "1,564,474" in en. */
export function formatInteger(n: number, locale: string): string {
  let formatter = integerFormatters.get(locale)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
    integerFormatters.set(locale, formatter)
  }
  return formatter.format(n)
}

/** An exact decimal such as "1234.5" as a person reads it in a BCP 47 locale, with grouping and every digit: 1.234,5 in German. */
export function formatDecimal(text: string, locale: string): string {
  const digits = text.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(text as Intl.StringNumericLiteral)
}

const integerFormatters = new Map<string, Intl.NumberFormat>()
const moneyFormatters = new Map<string, Intl.NumberFormat>()

function moneyFormatter(currency: string, locale: string): Intl.NumberFormat {
  const key = `${currency} ${locale}`
  let formatter = moneyFormatters.get(key)
  if (!formatter) {
    const digits = minorUnits(currency)
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction })
    moneyFormatters.set(key, formatter)
  }
  return formatter
}

type Floors = { shares: number[]; rests: (number | bigint)[]; left: number }

function floors(total: number, weights: readonly number[], sum: number): Floors {
  let left = total
  const rests: number[] = []
  const shares = weights.map((weight) => {
    const product = total * weight
    const rest = product % sum
    rests.push(rest)
    const share = (product - rest) / sum
    left -= share
    return share
  })
  return { shares, rests, left }
}

function bigFloors(total: number, weights: readonly number[]): Floors {
  const sum = weights.reduce((running, weight) => running + BigInt(weight), 0n)
  let left = total
  const rests: bigint[] = []
  const shares = weights.map((weight) => {
    const product = BigInt(total) * BigInt(weight)
    rests.push(product % sum)
    const share = Number(product / sum)
    left -= share
    return share
  })
  return { shares, rests, left }
}

function requireCount(n: number, what: string): void {
  if (Number.isSafeInteger(n) && n >= 0) return
  throw new RangeError(`found ${n} where a ${what} was expected: a whole number of 0 or more`)
}
