import { minorUnits } from '#engine/currencies'
import type { Program } from '#engine/program/program'
import { multiplyRatios, ratio, ratioText } from '#engine/ratio'

/** Base currency per unit of another, by the program's own reference; null where no market has one. */
export function referenceRate(program: Program, currency: string): string | null {
  const reference = Object.values(program.markets).find((market) => market.currency === currency && market.reference !== null)?.reference
  if (!reference) return null
  const [from, to] = [10 ** minorUnits(currency), 10 ** minorUnits(program.currency)]
  return ratioText(multiplyRatios(reference, ratio(from, to)))
}
