/** The columns of the general layout; the Online Retail layout knows some of them by other names. */
export type Column =
  | 'order_id' | 'line_id' | 'member' | 'time' | 'currency' | 'sku' | 'quantity' | 'unit_price' | 'discount' | 'tax'
  | 'kind' | 'refunded_order' | 'shipping' | 'order_discount' | 'tax_included' | 'country' | 'market'

/** Where a file tells what. */
export type Layout = {
  name: 'general' | 'online_retail'
  /** The position of each column; one that the file does not have stands behind the last. */
  at: Readonly<Record<Column, number>>
  /** The header as the file spells it. */
  header: readonly string[]
}

const REQUIRED: readonly Column[] = ['order_id', 'line_id', 'member', 'time', 'currency', 'sku', 'quantity', 'unit_price']
const OPTIONAL: readonly Column[] = [
  'discount', 'shipping', 'tax', 'kind', 'refunded_order', 'order_discount', 'tax_included', 'country', 'market',
]
const COLUMNS = [...REQUIRED, ...OPTIONAL]

/** UCI Online Retail (Chen, Sain, Guo 2012). A Description is not needed, nor anything else that stands beside these. */
const ONLINE_RETAIL = {
  order_id: 'InvoiceNo', sku: 'StockCode', quantity: 'Quantity', time: 'InvoiceDate', unit_price: 'UnitPrice',
  member: 'CustomerID', country: 'Country',
} as const satisfies Partial<Record<Column, string>>

/** The facts of an order that stand on each of its lines; those of the line itself are the others. */
export const ORDER_COLUMNS: readonly Column[] = [
  'order_id', 'member', 'time', 'currency', 'kind', 'refunded_order', 'shipping', 'order_discount', 'tax_included', 'country', 'market',
]

/** The layout that a header means, whatever the order and the capitals of its names; else a sentence about what is wrong with it. */
export function recogniseLayout(header: readonly string[]): Layout | string {
  const names = header.map((name) => name.toLowerCase())
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined) return `the column "${twice}" stands twice in the header`
  if (names.includes('invoiceno')) return onlineRetail(header, names)
  if (names.includes('order_id')) return general(header, names)
  const known = `${Object.values(ONLINE_RETAIL).join(',')} nor ${REQUIRED.join(',')} with any of ${OPTIONAL.join(',')}`
  return `the header ${shown(header)} is neither ${known}`
}

function onlineRetail(header: readonly string[], names: readonly string[]): Layout | string {
  const missing = Object.values(ONLINE_RETAIL).filter((name) => !names.includes(name.toLowerCase()))
  if (missing.length > 0) return `the header lacks ${missing.join(', ')}`
  const known: Partial<Record<Column, string>> = ONLINE_RETAIL
  return { name: 'online_retail', header, at: positions(names, (column) => known[column]?.toLowerCase()) }
}

/** A name that is not known is refused: a misspelt `order_discount` would otherwise be lost in silence. */
function general(header: readonly string[], names: readonly string[]): Layout | string {
  const missing = REQUIRED.filter((column) => !names.includes(column))
  if (missing.length > 0) return `the header lacks ${missing.join(', ')}`
  const unknown = header.filter((name) => !COLUMNS.includes(name.toLowerCase() as Column))
  if (unknown.length > 0) return `the header has ${shown(unknown)}, which no column is called; they are ${COLUMNS.join(', ')}`
  return { name: 'general', header, at: positions(names, (column) => column) }
}

function positions(names: readonly string[], nameOf: (column: Column) => string | undefined): Readonly<Record<Column, number>> {
  return Object.fromEntries(COLUMNS.map((column) => {
    const position = names.indexOf(nameOf(column) ?? '')
    return [column, nameOf(column) === undefined || position < 0 ? names.length : position]
  })) as Record<Column, number>
}

function shown(names: readonly string[]): string {
  const text = names.join(',')
  return text.length > 200 ? `"${text.slice(0, 200)}…"` : `"${text}"`
}
