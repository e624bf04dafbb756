import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectKnownSkus, selectList, selectListPage, selectProductPage, selectProducts, type PriceKey, type SoldProduct } from './catalogue.store.ts'
import { selectPricePage, selectProductPrices } from './prices.store.ts'
import type * as shapes from './schemas.ts'
import { tellLists, tellProduct, tellProducts } from './tell-catalogue.ts'

/** Products in pages, without what they cost the store: all, those whose SKU or name begins so, or some by their SKUs. */
export async function listProducts(ctx: ReadContext, { skus, ...asked }: shapes.ListProducts): Promise<shapes.ProductPage> {
  const { page, next } = skus === undefined ? await productPage(ctx, asked) : { page: await selectProducts(ctx, skus), next: null }
  return { products: await tellProducts(ctx, page), next }
}

/** The same pages of what products cost the store; or of one product alone. */
export async function listCosts(ctx: ReadContext, { sku, ...asked }: shapes.ListCosts): Promise<shapes.CostPage> {
  const { page, next } = sku === undefined ? await productPage(ctx, asked) : { page: await selectProducts(ctx, [sku]), next: null }
  return { costs: page.map(({ sku, costMinor, freightMinor, dutyMinor }) => ({ sku, costMinor, freightMinor, dutyMinor })), next }
}

/** @throws AppError catalogue.product_unknown */
export async function getProduct(ctx: ReadContext, { sku }: shapes.GetProduct): Promise<shapes.Product> {
  const [product] = await selectProducts(ctx, [sku])
  if (product === undefined) throw new AppError('not_found', 'catalogue.product_unknown', { sku })
  return tellProduct(ctx, product)
}

/** Lists of prices in pages, by their names: all, or those for one company. @throws AppError members.unknown, members.erased */
export async function listLists(ctx: ReadContext, { member, after = '', limit }: shapes.ListLists): Promise<shapes.PriceListPage> {
  const memberIds = member === undefined ? null : (await requirePerson(ctx, member)).selves
  const rows = await selectListPage(ctx, { memberIds, after, most: limit + 1 })
  const lists = rows.slice(0, limit)
  return { lists: await tellLists(ctx, lists), next: rows.length > limit ? (lists.at(-1)?.list ?? null) : null }
}

/** The prices of one list in pages. @throws AppError catalogue.list_unknown */
export async function listPrices(ctx: ReadContext, { list, after, limit }: shapes.ListPrices): Promise<shapes.PricePage> {
  if ((await selectList(ctx, list)) === undefined) throw new AppError('not_found', 'catalogue.list_unknown', { list })
  const rows = await selectPricePage(ctx, { list, after: placeOf(after), most: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { prices: page.map(({ list: _, ...price }) => price), next: rows.length > limit && last !== undefined ? `${last.minQuantity}:${last.sku}` : null }
}

/** The prices of one product on all lists in pages, by list and quantity. @throws AppError catalogue.product_unknown */
export async function listProductPrices(ctx: ReadContext, { sku, after, limit }: shapes.ListProductPrices): Promise<shapes.ProductPricePage> {
  if ((await selectKnownSkus(ctx, [sku])).length === 0) throw new AppError('not_found', 'catalogue.product_unknown', { sku })
  const { sku: list, minQuantity } = placeOf(after)
  const rows = await selectProductPrices(ctx, { sku, after: { list, minQuantity }, most: limit + 1 })
  const prices = rows.slice(0, limit)
  const last = prices.at(-1)
  return { prices, next: rows.length > limit && last !== undefined ? `${last.minQuantity}:${last.list}` : null }
}

/** A place among prices, as `next` tells it: the quantity, a colon, the SKU. */
function placeOf(after = ''): Omit<PriceKey, 'list'> {
  const [, quantity, sku] = /^(\d{1,7}):(.*)$/.exec(after) ?? []
  return { sku: sku ?? after, minQuantity: Number(quantity ?? 0) }
}

async function productPage(ctx: ReadContext, { begins = '', after = '', limit }: Omit<shapes.ListProducts, 'skus'>): Promise<{ page: SoldProduct[]; next: string | null }> {
  const rows = await selectProductPage(ctx, { begins, after, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { page, next: rows.length > limit ? (page.at(-1)?.sku ?? null) : null }
}
