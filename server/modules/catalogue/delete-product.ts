import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { deleteProductRow } from './prices.store.ts'
import type { GetProduct, Product } from './schemas.ts'
import { tellProduct } from './tell-catalogue.ts'

/** Takes a product away with its prices; one that was only sold once may be retired instead, and its cost stays known. @throws AppError catalogue.product_unknown */
export async function deleteProduct(ctx: WriteContext, { sku }: GetProduct): Promise<Product> {
  const deleted = await deleteProductRow(ctx, sku)
  if (deleted === undefined) throw new AppError('not_found', 'catalogue.product_unknown', { sku })
  return tellProduct(ctx, deleted)
}
