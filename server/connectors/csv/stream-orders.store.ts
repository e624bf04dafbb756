import type { DuckDBDataChunk, DuckDBResult, DuckDBVector } from '@duckdb/node-api'
import { assert } from '#engine/assert'
import { minorUnits } from '#engine/currencies'
import { scale, type Ratio } from '#engine/ratio'
import type { Dictionary } from './dictionary.ts'
import { KINDS, PRICE_DECIMALS } from './read-line.ts'
import { TAX_INCLUDED, type Staging } from './staging.store.ts'
import type { FileLine, FileOrder } from './types.ts'

/** A plain scan comes in the order of the rows, and holds nothing back. */
const ORDERS = `
SELECT rowid::INTEGER, order_id, at_ms, kind, refunded_order, member, currency, country, market, tax_included, order_discount, shipping
FROM orders`

const LINES = 'SELECT * FROM placed_line ORDER BY place'

/**
 * The orders that are not left out, in batches, in the order of time and id. Two streams of the database run side by side, one of
 * orders and one of lines, both in the orders' places; of each, one chunk of 2,048 rows is in memory. (Lists of lines by order, one
 * stream, ran out of memory at 512 MB: a list does not spill.)
 */
export async function* streamOrders(staging: Staging): AsyncGenerator<FileOrder[]> {
  const connections = await Promise.all([staging.connect(), staging.connect()])
  try {
    const nextOrder = readOrders(await connections[0].stream(ORDERS), staging)
    const lines = await connections[1].stream(LINES)
    const assembly: Assembly = { nextOrder, skus: staging.skus, open: undefined }
    for (let chunk = await lines.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await lines.fetchChunk()) {
      const complete = await takeLines(chunk, assembly)
      if (complete.length > 0) yield complete
    }
    if (assembly.open) yield [completeOrder(assembly.open)]
  } finally {
    for (const connection of connections) connection.closeSync()
  }
}

/** Where orders and lines meet: the order that is open takes the lines that come. */
type Assembly = { nextOrder: () => Promise<OpenOrder>; skus: Dictionary; open: OpenOrder | undefined }

/** Gives each line of a chunk to its order and answers the orders that are complete by then. */
async function takeLines(chunk: DuckDBDataChunk, assembly: Assembly): Promise<FileOrder[]> {
  const complete: FileOrder[] = []
  const [place, sku, quantity, unitPrice, discount, tax, lineId] = columnsOf(chunk)
  const rowCount = chunk.rowCount
  for (let row = 0; row < rowCount; row += 1) {
    let open = assembly.open
    if (open?.place !== place!.getItem(row)) {
      if (open) complete.push(completeOrder(open))
      open = assembly.open = await assembly.nextOrder()
      assert(open.place === place!.getItem(row), 'orders and their lines come in the same places')
    }
    open.order.lines.push({
      id: lineId ? lineId.getItem(row) as string : '',
      sku: assembly.skus.textOf(sku!.getItem(row) as number),
      quantity: quantity!.getItem(row) as number,
      amountMinor: unitPrice!.getItem(row) as number,
      discountMinor: discount ? discount.getItem(row) as number : 0,
      taxMinor: tax ? tax.getItem(row) as number : 0,
    })
  }
  return complete
}

/** An order whose lines are still coming; they hold their unit price where their amount is to stand. */
type OpenOrder = { place: number; order: FileOrder; toMinor: Ratio }

/**
 * Gives the lines one order, whatever theirs in the files, and their amounts: the running total is rounded, and each line is given
 * what it adds to that. So they add up to the exact total, rounded half away from zero once.
 */
function completeOrder({ order, toMinor }: OpenOrder): FileOrder {
  if (order.lines.length > 1) order.lines.sort(compareLines)
  let exact = 0
  let givenMinor = 0
  for (const [index, line] of order.lines.entries()) {
    exact += line.quantity * line.amountMinor
    const runningMinor = scale(exact, toMinor, 'half_away')
    line.amountMinor = runningMinor - givenMinor
    givenMinor = runningMinor
    if (line.id === '') line.id = String(index + 1)
  }
  return order
}

/** By id where lines have one, else by product, quantity and price, as code units and numbers. */
function compareLines(a: FileLine, b: FileLine): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  if (a.sku !== b.sku) return a.sku < b.sku ? -1 : 1
  return a.quantity - b.quantity || a.amountMinor - b.amountMinor
}

/** Reads one order after the other. */
function readOrders(orders: DuckDBResult, staging: Staging): () => Promise<OpenOrder> {
  let columns: DuckDBVector[] = []
  let row = 0
  let rowCount = 0
  return async () => {
    if (row === rowCount) {
      const chunk = await orders.fetchChunk()
      assert(chunk !== null && chunk.rowCount > 0, 'every line has its order')
      columns = columnsOf(chunk)
      rowCount = chunk.rowCount
      row = 0
    }
    row += 1
    return openOrder(columns, row - 1, staging)
  }
}

function openOrder(columns: readonly DuckDBVector[], row: number, staging: Staging): OpenOrder {
  const [place, id, at, kindNumber, refundOf, member, currencyNumber, country, market, taxIncluded, discount, shipping] = columns
  const text = (column: DuckDBVector | undefined) => column!.getItem(row) as string
  const number = (column: DuckDBVector | undefined) => column!.getItem(row) as number
  const currency = staging.currencies.textOf(number(currencyNumber))
  const kind = KINDS[number(kindNumber)]!
  const order: FileOrder = {
    id: text(id),
    kind,
    at: number(at),
    currency,
    lines: [],
    discountMinor: Math.max(number(discount), 0),
    shippingMinor: Math.max(number(shipping), 0),
    taxIncluded: TAX_INCLUDED[number(taxIncluded)] === 'true',
  }
  if (kind === 'refund') order.refundOf = text(refundOf)
  const memberText = text(member)
  if (memberText !== '') order.member = memberText
  if (number(country) !== 0) order.country = staging.countries.textOf(number(country))
  if (number(market) !== 0) order.market = staging.markets.textOf(number(market))
  return { place: number(place), order, toMinor: [1, 10 ** (PRICE_DECIMALS - minorUnits(currency))] }
}

function columnsOf(chunk: DuckDBDataChunk): DuckDBVector[] {
  return Array.from({ length: chunk.columnCount }, (_, column) => chunk.getColumnVector(column))
}
