import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import { shapeProblems } from '#engine/shape'
import type { TableColumns, TableRow } from '#server/connectors/csv/index'
import { PriceShape, ProductShape, type PutPrice } from '#server/modules/catalogue/index'
import type { ReadRow } from './table-import.ts'

type ProductColumn = 'sku' | 'tags' | 'gift_card' | 'sale' | 'cost' | 'freight' | 'duty' | 'min_quantity' | 'increment' | 'retired'
type PriceColumn = 'list' | 'sku' | 'min_quantity' | 'increment' | 'price'
export const PRODUCT_COLUMNS: TableColumns<ProductColumn> = { required: ['sku'], optional: ['tags', 'gift_card', 'sale', 'cost', 'freight', 'duty', 'min_quantity', 'increment', 'retired'] }
export const PRICE_COLUMNS: TableColumns<PriceColumn> = { required: ['list', 'sku', 'price'], optional: ['min_quantity', 'increment'] }

const TRUTHS: Readonly<Record<string, boolean>> = { '': false, true: true, false: false }
const [products, prices] = [Compile(ProductShape), Compile(PriceShape)]

/** A product of a file: tags with | between them, the cost in the program's base currency. */
export function readProduct({ fields: { sku, tags, gift_card: giftCard, sale, cost, freight, duty, min_quantity: quantity, increment, retired } }: TableRow<ProductColumn>, currency: string): ReadRow<Required<Static<typeof ProductShape>>> {
  const [isGiftCard, isSaleItem] = [TRUTHS[giftCard], TRUTHS[sale]]
  if (isGiftCard === undefined) return { field: 'gift_card', found: giftCard, wanted: 'true, false or nothing' }
  if (isSaleItem === undefined) return { field: 'sale', found: sale, wanted: 'true, false or nothing' }
  const isRetired = TRUTHS[retired]
  if (isRetired === undefined) return { field: 'retired', found: retired, wanted: 'true, false or nothing' }
  const costMinor = cost === '' ? null : amountOf(cost, currency)
  if (costMinor === undefined) return { field: 'cost', found: cost, wanted: amountWanted(currency) }
  const [freightMinor, dutyMinor] = [freight, duty].map((text) => (text === '' ? 0 : amountOf(text, currency)))
  if (freightMinor === undefined) return { field: 'freight', found: freight, wanted: amountWanted(currency) }
  if (dutyMinor === undefined) return { field: 'duty', found: duty, wanted: amountWanted(currency) }
  return fitting(products, { sku, tags: tags === '' ? [] : tags.split('|').map((tag) => tag.trim()), isGiftCard, isSaleItem, isRetired, costMinor, freightMinor, dutyMinor, ...stepOf(quantity, increment) }, { costMinor: 'cost', freightMinor: 'freight', dutyMinor: 'duty', minQuantity: 'min_quantity' })
}

/** A price of a file, in the currency of its list's market. */
export function readPrice({ fields: { list, sku, min_quantity: quantity, increment, price } }: TableRow<PriceColumn>, currencies: ReadonlyMap<string, string>): ReadRow<PutPrice> {
  const currency = currencies.get(list)
  if (currency === undefined) return { field: 'list', found: list, wanted: 'a price list of the store' }
  const unitMinor = amountOf(price, currency)
  if (unitMinor === undefined) return { field: 'price', found: price, wanted: amountWanted(currency) }
  return fitting(prices, { list, sku, ...stepOf(quantity, increment), unitMinor }, { minQuantity: 'min_quantity', unitMinor: 'price' })
}

/** The row where it has the shape of one, or its first mistake by the column of the file. */
function fitting<R extends object>(validator: ReturnType<typeof Compile<TSchema>>, row: R, columns: Readonly<Record<string, string>>): ReadRow<R> {
  if (validator.Check(row)) return { row }
  const [problem] = shapeProblems(validator, row)
  const name = problem?.keys[0] ?? ''
  return { field: columns[name] ?? name, found: problem?.found ?? '', wanted: problem?.wanted ?? '' }
}

function stepOf(minQuantity: string, increment: string): { minQuantity: number; increment: number } {
  return { minQuantity: minQuantity === '' ? 1 : Number(minQuantity), increment: increment === '' ? 1 : Number(increment) }
}

function amountOf(text: string, currency: string): number | undefined {
  try {
    return parseMoney(text, currency)
  } catch {
    return undefined
  }
}

function amountWanted(currency: string): string {
  return `an amount of ${currency} with at most ${minorUnits(currency)} decimals, such as 20`
}
