import type { Database } from '#server/platform/database'
import { del, get, own, patch, post, type Route } from '#server/platform/route'
import { changeList, getList } from './change-list.ts'
import { createList, MOST_LISTS } from './create-list.ts'
import { deleteProduct } from './delete-product.ts'
import { deleteList } from './delete-list.ts'
import { getProduct, listCosts, listLists, listPrices, listProductPrices, listProducts } from './list-catalogue.ts'
import { listChanges } from './list-changes.ts'
import { putAccessRows, putEarlierRows, putPriceRows, putProductRows } from './put-rows.ts'
import * as shapes from './schemas.ts'

/** A thousand products with their tags. */
const BODY_BYTES = 4 * 1024 * 1024

type House = { database: Database }

const product = { sku: 'MUG', name: 'Enamel mug', tags: ['kitchen'], isGiftCard: false, isSaleItem: false, minQuantity: 1, increment: 1, isRetired: false, access: [] }
const list = { list: 'retail-eu', kind: 'retail', market: 'eu', tag: null, level: null, memberId: null, member: null, from: null, until: null, isOnly: false, createdAt: '2026-01-05T10:00:00Z' }
const created = { results: [{ status: 201, outcome: 'created' }] }

/** What there is, for how much, and who may see which price. */
export const catalogueRoutes: readonly Route<House>[] = [
  own({
    path: '/catalogue/products', permission: 'catalogue:write', input: shapes.PutProducts, output: shapes.PutResults, run: putProductRows, isReadByVerb: true, bodyLimitBytes: BODY_BYTES,
    summary: 'Put products', description: `Puts up to ${shapes.MOST_ROWS} whole products in the place of what there was, each with a result of its own; what a product leaves out is empty, its cost too; but who may not see costs leaves them as they are by naming none. Fewer pieces at once than minQuantity, and what is no multiple of increment, is not sold. Sent twice it is once.`,
    example: { input: { products: [{ sku: 'MUG', name: 'Enamel mug', tags: ['kitchen'], costMinor: 620 }] }, output: created },
  }),
  get({
    path: '/catalogue/products', permission: 'catalogue:read', input: shapes.ListProducts, output: shapes.ProductPage, run: listProducts,
    summary: 'List products', description: 'By SKU, without what they cost the store: all, those whose SKU or name begins with a text, or some by their SKUs.', example: { output: { products: [product], next: null } },
  }),
  get({
    path: '/catalogue/products/:sku', permission: 'catalogue:read', input: shapes.GetProduct, output: shapes.Product, run: getProduct,
    summary: 'Read a product', example: { output: product },
  }),
  del({
    path: '/catalogue/products/:sku', permission: 'catalogue:write', input: shapes.GetProduct, output: shapes.Product, run: deleteProduct,
    summary: 'Delete a product', description: 'With its prices. One that is sold no more and was sold before is better put with isRetired: what it cost stays known.', example: { output: product },
  }),
  get({
    path: '/catalogue/products/:sku/prices', permission: 'catalogue:read', input: shapes.ListProductPrices, output: shapes.ProductPricePage, run: listProductPrices,
    summary: 'List the prices of a product', description: "On all lists, by list and quantity, each in minor units of the currency of its list's market.", example: { output: { prices: [{ list: 'retail-eu', kind: 'retail', market: 'eu', minQuantity: 1, increment: 1, unitMinor: 1450 }], next: null } },
  }),
  own({
    path: '/catalogue/access', permission: 'catalogue:write', input: shapes.PutAccesses, output: shapes.PutResults, run: putAccessRows, isReadByVerb: true, bodyLimitBytes: BODY_BYTES, isNaming: true,
    summary: 'Say whom products are sold to', description: `Of up to ${shapes.MOST_ROWS} products, each with a result of its own, in the place of what was said before: members, a tag, a level or a company, from and until a time. Whoever fits one of them can buy it; to others it has no price. An empty list opens it to everybody. Putting a product again leaves this as it is.`,
    example: { input: { products: [{ sku: 'MUG', access: [{ level: 'gold', from: '2026-02-01T00:00:00Z' }, { from: '2026-02-08T00:00:00Z' }] }] }, output: { results: [{ status: 200, outcome: 'changed' }] } },
  }),
  get({
    path: '/catalogue/costs', permission: 'catalogue:costs', input: shapes.ListCosts, output: shapes.CostPage, run: listCosts,
    summary: 'List the costs of products', description: "By SKU, of a unit: what it is bought for (null where nobody knows), inbound freight and customs duty, in minor units of the program's base currency.", example: { output: { costs: [{ sku: 'MUG', costMinor: 620, freightMinor: 85, dutyMinor: 40 }], next: null } },
  }),
  post({
    path: '/catalogue/lists', permission: 'catalogue:write', input: shapes.CreateList, output: shapes.PriceList, run: createList, status: 201, isNaming: true,
    summary: 'Create a price list', description: `Of one market and its currency. A market has one retail list, for everybody; its steps of more than one piece are quantity prices. Other lists may be for a tag, a level or a company alone, and from or until a time; one that is theirs only hides all others from them; a contract is with a company. The same again makes nothing more; another one of the same name is answered with 409, as is a list beyond ${MOST_LISTS}.`,
    example: { input: { list: 'retail-eu', kind: 'retail', market: 'eu' }, output: list },
  }),
  get({
    path: '/catalogue/lists', permission: 'catalogue:read', input: shapes.ListLists, isNaming: true, output: shapes.PriceListPage, run: listLists,
    summary: 'List the price lists', example: { output: { lists: [list], next: null } },
  }),
  get({
    path: '/catalogue/lists/:list', permission: 'catalogue:read', input: shapes.ListName, output: shapes.PriceList, run: getList,
    summary: 'Read a price list', description: 'Without its prices.', example: { output: list },
  }),
  patch({
    path: '/catalogue/lists/:list', permission: 'catalogue:write', input: shapes.ChangeList, output: shapes.PriceList, run: changeList,
    summary: 'Change a price list', description: 'From when, until when, for whom, and whether it is their only one; its name, kind and market stay. What is left out stays, null takes away. Its prices count from now on as the list does, and the history keeps what was. A retail list is for everybody at all times.',
    example: { input: { until: '2026-03-01T00:00:00Z' }, output: { ...list, kind: 'promotion', until: '2026-03-01T00:00:00Z' } },
  }),
  del({
    path: '/catalogue/lists/:list', permission: 'catalogue:write', input: shapes.ListName, output: shapes.PriceList, run: deleteList,
    summary: 'Delete a price list', description: 'With all of its prices.', example: { output: list },
  }),
  get({
    path: '/catalogue/lists/:list/prices', permission: 'catalogue:read', input: shapes.ListPrices, output: shapes.PricePage, run: listPrices,
    summary: 'List the prices of a list', description: 'By SKU and quantity.', example: { output: { prices: [{ sku: 'MUG', minQuantity: 1, increment: 1, unitMinor: 1450 }], next: null } },
  }),
  own({
    path: '/catalogue/prices', permission: 'catalogue:write', input: shapes.PutPrices, output: shapes.PutResults, run: putPriceRows, isReadByVerb: true, bodyLimitBytes: BODY_BYTES,
    summary: 'Put prices', description: `Puts up to ${shapes.MOST_ROWS} prices of units in the place of what there was, each with a result of its own; null takes one away. A price is from minQuantity pieces on, and for multiples of increment alone. List and product must be there. Sent twice it is once.`,
    example: { input: { prices: [{ list: 'retail-eu', sku: 'MUG', minQuantity: 1, unitMinor: 1450 }] }, output: created },
  }),
  get({
    path: '/catalogue/changes', permission: 'catalogue:read', input: shapes.ListChanges, output: shapes.ChangePage, run: listChanges,
    summary: 'List how the prices of a product changed', description: 'In one market: who changed which price of which list, when, from what to what, and from when on it counts; in the order in which it was told. What is gone stays here.',
    example: { output: { changes: [{ list: 'retail-eu', kind: 'retail', isForAll: true, minQuantity: 1, increment: 1, fromMinor: 1550, toMinor: 1450, changedAt: '2026-01-05T10:00:00Z', changedBy: 'key_1kdvdna00kb1wmzrvz4gen', changedByName: 'Till', effectiveAt: '2026-01-05T10:00:00Z', until: null }], next: null } },
  }),
  own({
    path: '/catalogue/changes', permission: 'catalogue:write', input: shapes.PutEarliers, output: shapes.PutResults, run: putEarlierRows, isReadByVerb: true, bodyLimitBytes: BODY_BYTES,
    summary: 'Tell what prices were before', description: `For a store that moves here: up to ${shapes.MOST_ROWS} prices from before the first that is known of a list, a product and a quantity, each with a result of its own. Without them the lowest price of the last 30 days is that since the move. What is known is not told anew. Sent twice it is once.`,
    example: { input: { changes: [{ list: 'retail-eu', sku: 'MUG', unitMinor: 1550, at: '2025-12-01T00:00:00Z' }] }, output: created },
  }),
]
