import type { WriteContext } from '#server/platform/context'
import { upsertProducts, type ProductRow } from './catalogue.store.ts'

/** What became of a row that was put. */
export type Outcome = 'created' | 'changed' | 'unchanged' | 'deleted'

/** Puts whole products in the place of what there was. Of one that comes twice the last counts; putting the same again changes nothing. */
export async function putProducts(ctx: WriteContext, products: readonly ProductRow[]): Promise<Outcome[]> {
  const last = new Map(products.map((product) => [product.sku, product]))
  const touched = new Map((await upsertProducts(ctx, [...last.values()])).map(({ sku, isNew }) => [sku, isNew]))
  return products.map(({ sku }) => outcomeOf(touched.get(sku)))
}

/** Of a row that an upsert touched or not. */
export function outcomeOf(isNew: boolean | undefined): Outcome {
  return isNew === undefined ? 'unchanged' : isNew ? 'created' : 'changed'
}
