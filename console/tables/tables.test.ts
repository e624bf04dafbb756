import { describe, expect, test } from 'vitest'
import english from '#locales/en/console.json' with { type: 'json' }
import chinese from '#locales/zh-CN/console.json' with { type: 'json' }
import type { FloorWarning, Problem } from '#sdk/index'
import { PRICE_COLUMNS, PRODUCT_COLUMNS, readPrice, VOUCHER_COLUMNS } from '#tables/catalogue-rows'
import { columnsOf, type TableColumns, type TableRow } from '#tables/columns'
import { bringIn, NOTHING, type Brought } from './bring-in.ts'
import { readCells, understand, type GoodLine } from './understand.ts'

const CURRENCIES = new Map([['us', 'USD'], ['retail-jp', 'JPY']])
const prices = { columns: PRICE_COLUMNS, read: (row: TableRow<keyof typeof PRICE_COLUMNS.headings>) => readPrice(row, CURRENCIES) }

async function read(content: BlobPart) {
  const cells = await readCells(new Blob([content]))
  return { cells, ...understand(cells, columnsOf(cells.headings, PRICE_COLUMNS), prices) }
}

test('a header in the words that screens have for columns is understood', () => {
  const see = <C extends keyof typeof english.tables.column>(columns: TableColumns<C>): void => {
    const all = [...columns.required, ...columns.optional]
    for (const { tables: { column: words } } of [english, chinese]) expect(columnsOf(all.map((column) => words[column]), columns)).toEqual(all)
  }
  see(PRODUCT_COLUMNS)
  see(PRICE_COLUMNS)
  see(VOUCHER_COLUMNS)
})

describe('a file of prices', () => {
  test('of Excel in China is read: GBK, headings in Chinese, in any order', async () => {
    // 价目表,商品编码,单价 and two rows; no runtime writes GBK.
    const { cells, good, wrong } = await read(Buffer.from('bcdbc4bfb1ed2cc9ccc6b7b1e0c2eb2cb5a5bcdb0d0a75732cb4fcd7d32c392e350d0a72657461696c2d6a702cb1ad2c313530300d0a', 'hex'))
    expect([cells.encoding, cells.headings]).toEqual(['gb18030', ['价目表', '商品编码', '单价']])
    expect(good.map(({ row }) => row)).toEqual([{ list: 'us', sku: '袋子', minQuantity: 1, increment: 1, unitMinor: 950 }, { list: 'retail-jp', sku: '杯', minQuantity: 1, increment: 1, unitMinor: 1_500 }])
    expect(wrong).toEqual([])
  })

  test('may be separated by semicolons, have newlines in quotes and columns that are none of ours', async () => {
    const { cells, good } = await read('list;sku;price;note\r\nus;A;1,5;\r\nus;A;1.5;"two\nlines; ""here"""\r\nus;B;2;\r\n')
    expect([cells.delimiter, good.map(({ line, row }) => [line, row.sku, row.unitMinor])]).toEqual([';', [[3, 'A', 150], [5, 'B', 200]]])
  })

  test('tells each bad line with its number, its column, what was found and what would be right', async () => {
    const { good, wrong } = await read('list,sku,price\nus,A,1\nnone,A,1\nretail-jp,A,1.5\nus,A\nus,"B"x,1\nus,C,-1\n')
    expect(good).toHaveLength(1)
    expect(wrong.map(({ line, wrong: { field, found, why } }) => [line, field, found, why.code])).toEqual([[3, 'list', 'none', 'list'], [4, 'price', '1.5', 'amount'], [5, 'line', '2 fields', 'cells'], [6, 'line', 'us,"B"x,1', 'quotes'], [7, 'price', '-1', 'amount']])
  })

  test('that we saved ourselves is read back: a text that looked like a formula is that text', async () => {
    expect((await read("list,sku,price\nus,'-A,1\n")).good.map(({ row }) => row.sku)).toEqual(['-A'])
  })

  test('that is empty has no heading', async () => {
    expect((await read('')).cells.headings).toEqual([])
  })
})

describe('rows are brought in', () => {
  const lines = Array.from({ length: 2_500 }, (_, place): GoodLine<number> => ({ line: place + 2, cells: [String(place)], row: place }))
  const floors: FloorWarning = { days: 30, orders: 3, lines: 3, notSold: 0, ordersBelow: 0, linesBelow: 0, worst: [], message: '' }
  const problem = { code: 'catalogue.product_unknown', detail: 'no such product' } as Problem

  test('a thousand at a time, in their order; what is refused is told with its line, and so are floors that orders fall below', async () => {
    const sizes: number[] = []
    const done: number[] = []
    const put = async (rows: readonly number[]) => {
      sizes.push(rows.length)
      return { floors: { ...floors, ordersBelow: rows[0] === 0 ? 0 : 2 }, results: rows.map((row) => (row === 1_001 ? { problem } : { outcome: row < 1_000 ? 'created' as const : 'unchanged' as const })) }
    }
    const brought = await bringIn(lines, { from: NOTHING, put, isStopped: () => false, onProgress: (now) => void done.push(now.done) })
    expect([sizes, done]).toEqual([[1_000, 1_000, 500], [1_000, 2_000, 2_500]])
    expect(brought).toEqual({ done: 2_500, created: 1_000, changed: 0, unchanged: 1_499, refused: [{ line: 1_003, cells: ['1001'], problem }], floors: [{ ...floors, ordersBelow: 2 }, { ...floors, ordersBelow: 2 }] })
  })

  test('until somebody stops it, and then on from there', async () => {
    let last: Brought = NOTHING
    const put = async (rows: readonly number[]) => ({ results: rows.map(() => ({ outcome: 'created' as const })) })
    const stopped = await bringIn(lines, { from: NOTHING, put, isStopped: () => last.done >= 1_000, onProgress: (now) => void (last = now) })
    expect(stopped.done).toBe(1_000)
    expect((await bringIn(lines, { from: stopped, put, isStopped: () => false, onProgress: () => {} })).created).toBe(2_500)
  })

  test('up to a request that fails, and again from it', async () => {
    let last: Brought = NOTHING
    const put = (isDown: boolean) => async (rows: readonly number[]) => {
      if (isDown && rows[0] === 1_000) throw new Error('unreachable')
      return { results: rows.map(() => ({ outcome: 'created' as const })) }
    }
    const onProgress = (now: Brought) => void (last = now)
    await expect(bringIn(lines, { from: NOTHING, put: put(true), isStopped: () => false, onProgress })).rejects.toThrow('unreachable')
    expect((await bringIn(lines, { from: last, put: put(false), isStopped: () => false, onProgress })).created).toBe(2_500)
  })
})
