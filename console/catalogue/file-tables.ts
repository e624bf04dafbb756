import { answerOf } from '#sdk/index'
import type { FileTable } from '#console/tables/file-table.ts'
import type { Words } from '#console/words/use-words.ts'
import { COST_COLUMNS, PRICE_COLUMNS, PRODUCT_COLUMNS, readPrice, readProduct, type PriceColumn, type ProductColumn } from '#tables/catalogue-rows'
import type { PutPrice, PutProduct } from '#tables/catalogue-shapes'

/** Products of a file. Whoever may not see costs brings none in, and takes none away. */
export function productTable({ currency, seesCosts }: { currency: string; seesCosts: boolean }, { say }: Words): FileTable<ProductColumn, PutProduct> {
  const columns = seesCosts ? PRODUCT_COLUMNS : { ...PRODUCT_COLUMNS, optional: PRODUCT_COLUMNS.optional.filter((column) => !isCost(column)) }
  return {
    word: 'products', columns, touches: ['catalogue'],
    read: (row) => readProduct(row, currency),
    put: (client, rows, isDryRun) => answerOf(client.POST('/api/v1/catalogue/products', { body: { products: seesCosts ? [...rows] : rows.map(withoutCosts), ...(isDryRun ? { isDryRun } : {}) } })),
    note: (told) => {
      const emptied = columns.optional.filter((column) => !told.includes(column))
      return emptied.length === 0 ? null : say('tables.emptied', { columns: emptied.map((column) => say(`tables.column.${column}`)).join(say('tables.and')) })
    },
  }
}

/** Prices of a file, each in the currency of the market of its list. */
export function priceTable(currencies: ReadonlyMap<string, string>): FileTable<PriceColumn, PutPrice> {
  return {
    word: 'prices', columns: PRICE_COLUMNS, touches: ['catalogue'],
    read: (row) => readPrice(row, currencies),
    put: (client, rows, isDryRun) => answerOf(client.POST('/api/v1/catalogue/prices', { body: { prices: [...rows], ...(isDryRun ? { isDryRun } : {}) } })),
  }
}

function isCost(column: ProductColumn): boolean {
  return COST_COLUMNS.some((cost) => cost === column)
}

function withoutCosts({ costMinor: _cost, freightMinor: _freight, dutyMinor: _duty, ...product }: PutProduct): PutProduct {
  return product
}
