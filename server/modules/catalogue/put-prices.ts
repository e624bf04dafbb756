import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { holdLists, selectKnownSkus, type PriceKey, type PriceRow } from './catalogue.store.ts'
import { deletePrices, upsertPrices } from './prices.store.ts'
import { outcomeOf, type Outcome } from './put-products.ts'

/** A price to be put; null takes it away. */
export type PutPrice = PriceKey & { increment: number; unitMinor: number | null }

/**
 * Puts prices in the place of what there was, or takes them away. Of one that comes twice the last counts; putting the same again changes nothing.
 * One of a list or a product that there is not is answered with an error: catalogue.list_unknown, catalogue.product_unknown.
 */
export async function putPrices(ctx: WriteContext, prices: readonly PutPrice[]): Promise<(Outcome | AppError)[]> {
  const lists = new Set((await holdLists(ctx, distinct(prices.map(({ list }) => list)))).map(({ list }) => list))
  const skus = new Set(await selectKnownSkus(ctx, distinct(prices.map(({ sku }) => sku))))
  const errors = prices.map(({ list, sku }) => (lists.has(list) ? (skus.has(sku) ? null : new AppError('invalid', 'catalogue.product_unknown', { sku })) : new AppError('invalid', 'catalogue.list_unknown', { list })))
  const last = [...new Map(prices.filter((_, index) => errors[index] === null).map((price) => [keyOf(price), price])).values()]
  const put = last.filter((price): price is PriceRow => price.unitMinor !== null)
  const gone = last.filter(({ unitMinor }) => unitMinor === null)
  const outcomes = new Map<string, Outcome>((put.length === 0 ? [] : await upsertPrices(ctx, put)).map((price) => [keyOf(price), outcomeOf(price.isNew)]))
  for (const price of gone.length === 0 ? [] : await deletePrices(ctx, gone)) outcomes.set(keyOf(price), 'deleted')
  return prices.map((price, index) => errors[index] ?? outcomes.get(keyOf(price)) ?? 'unchanged')
}

function keyOf({ list, sku, minQuantity }: PriceKey): string {
  return JSON.stringify([list, sku, minQuantity])
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
