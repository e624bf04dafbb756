import type { FrozenRate } from '#engine/member/event'
import { leastQuantity } from '#engine/pricing/choose-price'
import { priorPrice, type PriorPrice } from '#engine/pricing/prior-price'
import type { Good } from '#engine/pricing/cart'
import type { Market, Program } from '#engine/program/program'
import { readMoments, type Goods } from '#server/modules/catalogue/index'
import type { ReadContext } from '#server/platform/context'
import type { Shopper } from './read-shopper.ts'

/**
 * R38: of products whose price is reduced for everybody, since when, and the lowest price of the 30 days before; by SKU. Whoever sees only
 * their own prices is told of no reduction.
 */
export async function readPriors(ctx: ReadContext, { timeline, program }: Shopper, { market, rate, goods: { goods, only, open } }: { market: Market; rate: FrozenRate | null; goods: Goods }): Promise<Map<string, PriorPrice>> {
  const some = only.length > 0 ? [] : [...goods.values()].filter((good) => open.has(good.sku) && mayBeReduced(good, program))
  const moments = await readMoments(ctx, { market: market.id, skus: some.map(({ sku }) => sku) })
  const priors = some.map((good) => [good.sku, priorPrice({ timeline, market: market.id, rate, good: { ...good, unsold: null }, moments: moments.get(good.sku) ?? [] }, ctx.now)] as const)
  return new Map(priors.flatMap(([sku, prior]) => (prior === null ? [] : [[sku, prior] as const])))
}

/** Whether it is worth looking at what everybody pays: of most products nothing is reduced, and a quote waits for nothing. */
function mayBeReduced(good: Good, { pricing: { discounts } }: Program): boolean {
  const { isSaleItem, isGiftCard, retailMinor, prices } = good
  if (isGiftCard || (retailMinor === null && !isSaleItem)) return false
  const least = leastQuantity(good) ?? 1
  return isSaleItem || discounts.some(({ kind }) => kind !== 'coupon') || prices.some(({ source, minQuantity, unitMinor }) => source !== 'contract' && minQuantity <= least && unitMinor < (retailMinor ?? Infinity))
}
