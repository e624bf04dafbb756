import { moneyText } from '#engine/money'
import type { Column } from './layouts.ts'
import { KINDS, LINE_ID_WANTED, UNTOLD } from './read-line.ts'
import { TAX_INCLUDED, type Staging } from './staging.store.ts'

/** A line at which an order turns out to be wrong as a whole. */
export type OrderMistake = { file: number; line: number; column: Column; found: string; wanted: string; order: string }

const PARTS_OF_WRONG_ORDERS = `
SELECT part.*, mistake FROM part
JOIN (SELECT order_id, first_part, mistake FROM told WHERE mistake IS NOT NULL ORDER BY first_part LIMIT $most) USING (order_id)
ORDER BY first_part, part`

const DOUBLED_LINES = `
SELECT order_id, line_id, file, line.at_line AS at_line FROM line JOIN part USING (part) JOIN twice USING (order_id, line_id)
QUALIFY row_number() OVER (PARTITION BY order_id, line_id ORDER BY part, line.at_line) > 1
ORDER BY part, line.at_line LIMIT $most`

type Part = { file: number; at_line: number; mistake: Column }
  & Record<'kind' | 'currency' | 'country' | 'market' | 'tax_included' | 'order_discount' | 'shipping', number>
  & Record<'order_id' | 'refunded_order' | 'member', string>

/** The orders whose parts disagree or come to too much, each with the line that shows it; at most so many, in the order of reading. */
export async function findOrderMistakes(staging: Staging, most: number): Promise<OrderMistake[]> {
  const parts = await staging.connection.runAndReadAll(PARTS_OF_WRONG_ORDERS, { most })
  const orders = Map.groupBy(parts.getRowObjects() as unknown as Part[], ({ order_id }) => order_id)
  return [...orders.values()].map((order) => orderMistake(order, staging))
}

/** The lines whose id an earlier line of their order has. */
export async function findDoubledLines(staging: Staging, most: number): Promise<OrderMistake[]> {
  const lines = await staging.connection.runAndReadAll(DOUBLED_LINES, { most })
  return (lines.getRowObjects() as { file: number; at_line: number; order_id: string; line_id: string }[]).map((line) => ({
    file: line.file, line: line.at_line, column: 'line_id', found: line.line_id, wanted: LINE_ID_WANTED, order: line.order_id,
  }))
}

function orderMistake(parts: readonly Part[], staging: Staging): OrderMistake {
  const told = parts.map((part) => ({ file: part.file, line: part.at_line, text: textOf(part, staging) })).filter(({ text }) => text !== '')
  const { mistake: column, order_id: order, file, at_line: line } = parts[0]!
  const first = told[0]
  const other = told.find(({ text }) => text !== first?.text)
  if (!first || !other) return { file, line, column: 'unit_price', found: 'more than 900 billion', wanted: 'an order of less', order }
  const wanted = `the same on each line of the order: ${first.text}, as on line ${first.line}`
  return { file: other.file, line: other.line, column, found: other.text, wanted, order }
}

/** What a part tells in the column that is its order's mistake; '' where it leaves it to the others. */
function textOf(part: Part, staging: Staging): string {
  switch (part.mistake) {
    case 'kind': return KINDS[part.kind]!
    case 'member': case 'refunded_order': return part[part.mistake]
    case 'currency': return staging.currencies.textOf(part.currency)
    case 'country': return staging.countries.textOf(part.country)
    case 'market': return staging.markets.textOf(part.market)
    case 'tax_included': return TAX_INCLUDED[part.tax_included]!
    case 'order_discount': case 'shipping': {
      const minor = part[part.mistake]
      return minor === UNTOLD ? '' : moneyText(minor, staging.currencies.textOf(part.currency))
    }
    default: return ''
  }
}
