import type { Good, ListedPrice } from '#engine/pricing/cart'
import type { Ratio } from '#engine/ratio'
import { scale } from '#engine/ratio'
import type { ReadContext } from '#server/platform/context'
import { selectProducts, selectSeenPrices, type ListKind, type PriceRow, type ProductRow, type Seers } from './catalogue.store.ts'

type SeenPrice = PriceRow & { kind: ListKind }

/**
 * Products with the prices that a shopper may have in a market, by SKU; those that there are not are absent. `reference` are minor units of the
 * base currency per minor unit of the market's; where there is none, nobody knows what a product costs there.
 */
export async function readGoods(ctx: ReadContext, { skus, reference, ...seers }: Seers & { skus: readonly string[]; reference: Ratio | null }): Promise<Map<string, Good>> {
  const wanted = [...new Set(skus)]
  const prices = Map.groupBy(await selectSeenPrices(ctx, seers, wanted), ({ sku }) => sku)
  return new Map((await selectProducts(ctx, wanted)).map((product) => [product.sku, goodOf(product, { prices: prices.get(product.sku) ?? [], reference })]))
}

function goodOf({ sku, tags, isGiftCard, isSaleItem, costMinor, minQuantity, increment }: ProductRow, { prices, reference }: { prices: readonly SeenPrice[]; reference: Ratio | null }): Good {
  const retail = prices.find((price) => price.kind === 'retail' && price.minQuantity === 1 && price.increment === 1)
  return {
    sku, tags, isGiftCard, isSaleItem, minQuantity, increment, retailMinor: retail?.unitMinor ?? null,
    prices: prices.filter((price) => price !== retail).map(({ kind, list, unitMinor, ...step }): ListedPrice => ({ source: kind === 'retail' ? 'quantity_break' : kind, list, minQuantity: step.minQuantity, increment: step.increment, unitMinor })),
    costMinor: costMinor === null || reference === null ? null : scale(costMinor, [reference[1], reference[0]], 'half_even'),
  }
}
