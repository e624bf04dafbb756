import { LARGEST_AMOUNT } from './read-line.ts'
import type { Staging } from './staging.store.ts'

/** What the orders as wholes come to; `disagreements` and `doubledLines` count the mistakes that no line shows by itself. */
export type Judgement = {
  orderCount: number
  firstAt?: number
  lastAt?: number
  leftOutOrders: number
  disagreements: number
  doubledLines: number
}

/** The columns on which the parts of an order must agree, and what stands where a part leaves it to the others; null: it never does. */
const AGREED = {
  kind: null, refunded_order: null, currency: null,
  member: "''", country: '0', market: '0', tax_included: '0', order_discount: '-1', shipping: '-1',
} as const

const DISAGREES = Object.entries(AGREED).map(([column, untold]) => {
  const told = untold === null ? column : `nullif(${column}, ${untold})`
  return `WHEN min(${told}) <> max(${column}) THEN '${column}'`
}).join('\n    ')

const TOLD = `
CREATE TABLE told AS
SELECT order_id, count(*) AS parts, min(part) AS first_part, min(at_ms) AS at_ms,
  ${Object.keys(AGREED).map((column) => `max(${column}) AS ${column}`).join(', ')},
  CASE
    ${DISAGREES}
    WHEN sum(size) + greatest(max(order_discount), 0) + greatest(max(shipping), 0) > ${LARGEST_AMOUNT} THEN 'unit_price'
  END AS mistake
FROM part ANTI JOIN bad_order USING (order_id) GROUP BY order_id`

/** Within a part the lines are looked at as they are read. */
const TWICE = `
CREATE TABLE twice AS
SELECT order_id, line_id, count(*)::INTEGER AS times FROM line JOIN part USING (part) JOIN told USING (order_id)
WHERE parts > 1 AND line_id <> '' AND mistake IS NULL GROUP BY order_id, line_id HAVING count(*) > 1`

const NOTHING_TWICE = 'CREATE TABLE twice (order_id VARCHAR, line_id VARCHAR, times INTEGER)'

const LEFT_OUT = `
CREATE TABLE left_out AS
SELECT order_id FROM bad_order UNION SELECT order_id FROM told WHERE mistake IS NOT NULL UNION SELECT order_id FROM twice`

/**
 * DuckDB compares texts by their UTF-8 bytes, JavaScript by code units: they differ only where U+E000 to U+FFFF meets a surrogate
 * pair. With the last code point before each of the former both sort alike.
 */
const BY_CODE_UNIT = String.raw`regexp_replace(order_id, '([\x{E000}-\x{FFFF}])', chr(1114111) || '\1', 'g')`

/** DuckDB keeps rows as they were inserted: an order's place is its row. */
const ORDERS = `
CREATE TABLE orders AS SELECT told.* FROM told ANTI JOIN left_out USING (order_id) ORDER BY at_ms, ${BY_CODE_UNIT}`

const COUNTS = `
SELECT count(*)::INTEGER, min(at_ms), max(at_ms),
  (SELECT count(*)::INTEGER FROM left_out),
  (SELECT count(*)::INTEGER FROM told WHERE mistake IS NOT NULL),
  (SELECT coalesce(sum(times - 1), 0)::INTEGER FROM twice)
FROM orders`

/**
 * Puts the parts of each order together and each order in its place. Left out are orders that have a bad line; then, of those whose
 * lines can all be read, orders whose parts disagree or come to more than a number holds; then those with a line id twice.
 */
export async function judgeOrders(staging: Staging): Promise<Judgement> {
  for (const sql of [TOLD, staging.isGeneral ? TWICE : NOTHING_TWICE, LEFT_OUT, ORDERS]) await staging.connection.run(sql)
  const [counts] = await (await staging.connection.run(COUNTS)).getRows()
  const [orderCount, firstAt, lastAt, leftOutOrders, disagreements, doubledLines] = counts as number[]
  const span = orderCount === 0 ? {} : { firstAt: firstAt!, lastAt: lastAt! }
  return { orderCount: orderCount!, ...span, leftOutOrders: leftOutOrders!, disagreements: disagreements!, doubledLines: doubledLines! }
}

/**
 * Gives each line the place of its order (`placed_line`), and frees what is not needed from then on. Joined and sorted by one statement,
 * the lines of four million orders now and then ran out of 256 MB; joined by one and sorted by another they pass with 192 MB.
 */
export async function placeLines({ connection, isGeneral }: Staging): Promise<void> {
  await connection.run('CREATE TABLE place AS SELECT part, orders.rowid::INTEGER AS place FROM part JOIN orders USING (order_id)')
  await connection.run('DROP TABLE part; DROP TABLE told')
  const columns = ['place', 'sku', 'quantity', 'unit_price', ...isGeneral ? ['discount', 'tax', 'line_id'] : []]
  await connection.run(`CREATE TABLE placed_line AS SELECT ${columns.join(', ')} FROM line JOIN place USING (part)`)
  await connection.run('DROP TABLE line; DROP TABLE place')
}
