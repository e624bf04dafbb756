import { minorUnits } from '#engine/currencies'
import { multiplyRatios, parseRatio, ratio, type Ratio } from '#engine/ratio'

/**
 * Points per minor unit of the currency: "1.5" is points for one major unit, { points: 1, per: "150" } one point for 150 of them.
 * @throws RangeError when `per` is 0 or the exact ratio does not fit in safe integers
 */
export function ratePerMinor(rate: string | { points: number; per: string }, currency: string): Ratio {
  return multiplyRatios(typeof rate === 'string' ? parseRatio(rate) : pointsPer(rate), ratio(1, 10 ** minorUnits(currency)))
}

function pointsPer({ points, per }: { points: number; per: string }): Ratio {
  const [n, d] = parseRatio(per)
  return multiplyRatios(ratio(points, 1), ratio(d, n))
}

/**
 * Base currency minor units per minor unit of another currency, from the rate between their major units.
 * @throws RangeError when the exact ratio does not fit in safe integers
 */
export function referencePerMinor(rate: string, base: string, currency: string): Ratio {
  return multiplyRatios(parseRatio(rate), ratio(10 ** minorUnits(base), 10 ** minorUnits(currency)))
}
