import type { WriteContext } from '#server/platform/context'
import { upsertProducts, type ProductRow } from './catalogue.store.ts'

/** What became of a row that was put. */
export type Outcome = 'created' | 'changed' | 'unchanged' | 'deleted'

/** A product that is put; without a name it has none. */
export type ToldProduct = Omit<ProductRow, 'name'> & Partial<Pick<ProductRow, 'name'>>

/** Puts whole products in the place of what there was. Of one that comes twice the last counts; putting the same again changes nothing. */
export async function putProducts(ctx: WriteContext, products: readonly ToldProduct[]): Promise<Outcome[]> {
  const last = new Map(products.map((product) => [product.sku, { ...product, name: product.name ?? null }]))
  const touched = new Map((await upsertProducts(ctx, [...last.values()])).map(({ sku, isNew }) => [sku, isNew]))
  return products.map(({ sku }) => outcomeOf(touched.get(sku)))
}

/** Of a row that an upsert touched or not. */
export function outcomeOf(isNew: boolean | undefined): Outcome {
  return isNew === undefined ? 'unchanged' : isNew ? 'created' : 'changed'
}
