import { assert } from '#engine/assert'
import type { QuotedLine } from './quote.ts'
import type { Shipping } from './shipping.ts'
import { sumOf } from './take-discounts.ts'

/** What tax is worked out on, in minor units of the market's currency: of each line by its id, of the goods, of shipping, of both. Where prices contain their tax, so does it. */
export type TaxBase = { lines: Readonly<Record<string, number>>; goodsMinor: number; shippingMinor: number; totalMinor: number }

/**
 * What is left of lines and shipping after discounts. Points and store credit are a payment (R10, R31) and take nothing off it; a gift card is paid for
 * now and taxed with what it buys. Lines add up to the goods, and both to what is paid but for gift cards, to the last unit.
 */
export function taxBaseOf(lines: readonly Pick<QuotedLine, 'line' | 'netMinor'>[], { payMinor: shippingMinor }: Pick<Shipping, 'payMinor'>): TaxBase {
  const bases = Object.fromEntries(lines.map(({ line: { id, good }, netMinor }) => [id, good.isGiftCard ? 0 : netMinor]))
  const goodsMinor = sumOf(Object.values(bases))
  assert(Object.values(bases).every((minor) => minor >= 0) && shippingMinor >= 0, 'nothing is taxed below nothing')
  return { lines: bases, goodsMinor, shippingMinor, totalMinor: goodsMinor + shippingMinor }
}
