import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { amounts, makeFolder, RETAIL, stage } from './testing.ts'
import type { FileOrder } from './types.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const stageRetail = (...lines: readonly string[]) => stage(folder.write([RETAIL, ...lines, ''].join('\n')))

describe('the Online Retail layout', () => {
  const lines = [
    '536365,85123A,LANTERN,6,2010-12-01 08:26,2.55,17850,United Kingdom',
    '536366,22633,WARMER,1,2011-06-01 08:28,1.85,,France',
    'C536367,22633,WARMER,-2,2010-12-02 09:00:30,1.85,17850.0,United Kingdom',
    '536365,71053,"HANGER, ""CREAM""",2,2010-12-01 08:25,3.39,17850,United Kingdom',
    '536365,71053,"HANGER, ""CREAM""",2,2010-12-01 08:25,3.39,17850,United Kingdom',
  ]
  const orders: FileOrder[] = [
    {
      id: '536365', kind: 'order', member: '17850', at: Date.UTC(2010, 11, 1, 8, 25), currency: 'GBP', country: 'United Kingdom',
      discountMinor: 0, shippingMinor: 0, taxIncluded: false,
      lines: [
        { id: '1', sku: '71053', quantity: 2, amountMinor: 678, discountMinor: 0, taxMinor: 0 },
        { id: '2', sku: '71053', quantity: 2, amountMinor: 678, discountMinor: 0, taxMinor: 0 },
        { id: '3', sku: '85123A', quantity: 6, amountMinor: 1530, discountMinor: 0, taxMinor: 0 },
      ],
    },
    {
      id: 'C536367', kind: 'credit_note', member: '17850', at: Date.UTC(2010, 11, 2, 9, 0, 30), currency: 'GBP', country: 'United Kingdom',
      discountMinor: 0, shippingMinor: 0, taxIncluded: false,
      lines: [{ id: '1', sku: '22633', quantity: 2, amountMinor: 370, discountMinor: 0, taxMinor: 0 }],
    },
    {
      id: '536366', kind: 'order', at: Date.UTC(2011, 5, 1, 7, 28), currency: 'GBP', country: 'France',
      discountMinor: 0, shippingMinor: 0, taxIncluded: false,
      lines: [{ id: '1', sku: '22633', quantity: 1, amountMinor: 185, discountMinor: 0, taxMinor: 0 }],
    },
  ]

  test('an invoice is whole wherever its lines stand, at its earliest time, with lines that are exactly alike', async () => {
    const staged = await stageRetail(...lines)
    expect(staged).toEqual({
      orders, badLines: [], badLineCount: 0, leftOutOrders: 0, lineCount: 5, orderCount: 3, firstAt: orders[0]!.at, lastAt: orders[2]!.at,
    })
    expect(await stageRetail(...lines.toReversed())).toEqual(staged)
  })

  test('the same lines in several files, zipped, with a byte order mark or CRLF are the same orders', async () => {
    const [first, ...others] = lines
    const marked = folder.write(`\ufeff${RETAIL}\r\n${first}\r\n`)
    const zipped = folder.write(gzipSync([RETAIL, ...others].join('\n')), 'others.csv.gz')
    expect((await stage(marked, zipped)).orders).toEqual(orders)
    expect((await stage(zipped, marked)).orders).toEqual(orders)
  })

  test('columns may stand in any order, with others beside them and without a description', async () => {
    const moved = lines.map((line) => line.replaceAll('"HANGER, ""CREAM"""', 'HANGER').split(','))
      .map(([invoice, sku, , quantity, time, price, member, country]) => [price, country, member, 'x', sku, time, quantity, invoice].join(','))
    const path = folder.write(['UnitPrice,Country,customerid,Note,StockCode,InvoiceDate,Quantity,INVOICENO', ...moved].join('\n'))
    expect((await stage(path)).orders).toEqual(orders)
  })

  test('an invoice is rounded once, half away from zero, and its lines add up to that', async () => {
    const third = (id: string, quantity: number, price: string) => `${id},A,x,${quantity},2010-12-01 08:26,${price},1,UK`
    const { orders: found } = await stageRetail(
      third('one', 3, '0.335'), third('two', 1, '0.335'), third('two', 1, '0.335'), third('two', 1, '0.335'), third('C3', -3, '0.335'), third('minus', 3, '-0.335'),
      third('nothing', 7, '0.0'),
    )
    const byId = new Map(found.map((order) => [order.id, amounts(order)]))
    expect(byId).toEqual(new Map([['C3', [101]], ['minus', [-101]], ['nothing', [0]], ['one', [101]], ['two', [34, 33, 34]]]))
  })

  test('zero and negative prices and quantities are lines like others', async () => {
    const { orders: found, badLineCount } = await stageRetail(
      'A563186,B,Adjust bad debt,1,2011-08-12 14:51,-11062.06,,United Kingdom', '536414,22139,,-56,2010-12-01 11:52,0.0,,United Kingdom',
    )
    expect(badLineCount).toBe(0)
    expect(found.map(({ id, lines: [line] }) => [id, line!.quantity, line!.amountMinor])).toEqual([['536414', -56, 0], ['A563186', 1, -1_106_206]])
  })

  test('a bad line leaves its whole invoice out, in every file, and nothing else', async () => {
    const path = folder.write([
      RETAIL,
      'half,A,"two',
      'lines",1,2010-12-01 08:26,1.00,1,UK',
      'half,B,x,1.5,2010-12-01 08:26,1.00,1,UK',
      'good,A,x,1,2010-12-01 08:26,1.00,1,UK',
      'far,B,x,1,2010-12-01 08:26,0.33333,1,UK',
      'far,B,x,1,2010-02-30 08:26,1.00,1,UK',
      'comma,B,oh, no,1,2010-12-01 08:26,1.00,1,UK',
      ',B,x,1,2010-12-01 08:26,1.00,1,UK',
      'quote,B,"x"y,1,2010-12-01 08:26,1.00,1,UK',
      'two members,B,x,1,2010-12-01 08:26,1.00,1,UK',
      'two members,B,x,1,2010-12-01 08:26,1.00,,UK',
      'two members,B,x,1,2010-12-01 08:26,1.00,2,UK',
    ].join('\n'))
    const other = folder.write([RETAIL, 'far,A,x,1,2010-12-01 08:26,1.00,1,UK', 'fine,A,x,1,2010-12-01 08:27,1.00,1,UK'].join('\n'))
    const staged = await stage(path, other)
    expect(staged.orders.map(({ id }) => id)).toEqual(['good', 'fine'])
    expect(staged.badLines).toEqual([
      { file: path, line: 4, field: 'Quantity', found: '1.5', wanted: expect.stringContaining('whole number'), order: 'half' },
      { file: path, line: 6, field: 'UnitPrice', found: '0.33333', wanted: expect.stringContaining('4 decimals'), order: 'far' },
      { file: path, line: 7, field: 'InvoiceDate', found: '2010-02-30 08:26', wanted: expect.stringContaining('time that exists'), order: 'far' },
      { file: path, line: 8, field: 'line', found: '9 fields', wanted: expect.stringContaining('8 fields'), order: 'comma' },
      { file: path, line: 9, field: 'InvoiceNo', found: '', wanted: expect.stringContaining('id of the order') },
      { file: path, line: 10, field: 'line', found: 'quote,B,"x"y,1,2010-12-01 08:26,1.00,1,UK', wanted: expect.stringContaining('quotes'), order: 'quote' },
      { file: path, line: 13, field: 'CustomerID', found: '2', wanted: expect.stringContaining('1, as on line 11'), order: 'two members' },
    ])
    expect(staged).toMatchObject({ badLineCount: 7, leftOutOrders: 5, lineCount: 13, orderCount: 2 })
  })

  test('any file, shuffled and cut into several, gives the same orders, each with its exact total', async () => {
    const line = fc.record({
      invoice: fc.constantFrom('1', '2', '3', 'C4', 'C5', 'A6'), sku: fc.constantFrom('A', 'B', 'b', 'é'), quantity: fc.integer({ min: -99, max: 999 }),
      mills: fc.integer({ min: -2_000, max: 99_999 }), minute: fc.integer({ min: 0, max: 2 }),
    })
    const shuffledLines = fc.array(line, { minLength: 1, maxLength: 30 })
      .chain((all) => fc.record({ all: fc.constant(all), shuffled: fc.shuffledSubarray(all, { minLength: all.length }), cut: fc.nat(all.length) }))
    await fc.assert(fc.asyncProperty(shuffledLines, async ({ all, shuffled, cut }) => {
      const row = (of: typeof all[number]) =>
        `${of.invoice},${of.sku},x,${of.quantity},2011-03-27 00:5${of.minute},${of.mills < 0 ? '-' : ''}${(Math.abs(of.mills) / 1000).toFixed(3)},7,UK`
      const staged = await stageRetail(...all.map(row))
      const first = folder.write([RETAIL, ...shuffled.slice(0, cut).map(row)].join('\n'))
      const second = folder.write(gzipSync([RETAIL, ...shuffled.slice(cut).map(row)].join('\n')))
      expect(await stage(first, second)).toEqual(staged)
      for (const [id, own] of Map.groupBy(all, ({ invoice }) => invoice)) {
        const mills = own.reduce((total, { quantity, mills: price }) => total + BigInt(quantity) * BigInt(price), 0n) * (id.startsWith('C') ? -1n : 1n)
        const pence = (mills < 0n ? -1n : 1n) * (((mills < 0n ? -mills : mills) * 2n + 10n) / 20n)
        const order = staged.orders.find((one) => one.id === id)
        expect(amounts(order).reduce((total, amount) => total + amount, 0)).toBe(Number(pence))
        expect(order?.at).toBe(Date.UTC(2011, 2, 27, 0, 50 + Math.min(...own.map(({ minute }) => minute))))
      }
    }), { numRuns: 25 })
  }, 60_000)
})
