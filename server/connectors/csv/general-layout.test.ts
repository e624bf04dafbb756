import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { amounts, GENERAL, makeFolder, RETAIL, stage } from './testing.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const stageGeneral = (...lines: readonly string[]) => stage(folder.write([GENERAL, ...lines, ''].join('\n')))

describe('the general layout', () => {
  const order = [
    'o-1,b,mia,2026-03-01T10:00:00+08:00,EUR,MUG,2,12.50,1.00,4.90,4.56,,,5.00,true,DE,eu',
    'o-1,a,,2026-03-01T10:00:00+08:00,EUR,"TEA, green",1,3.3333,,4.90,0.6,order,,,,,',
  ]
  const refund = 'r-1,b,mia,2026-03-09 12:00,EUR,MUG,1,12.50,0.50,,2.28,refund,o-1,,true,DE,eu'

  test('orders, refunds and credit notes come with all that the file tells of them', async () => {
    const { orders } = await stageGeneral(refund, ...order, 'n-1,1,,2026-03-09 12:00,JPY,X,1,150,,,,credit_note,,,,,')
    expect(orders).toEqual([
      {
        id: 'o-1', kind: 'order', member: 'mia', at: Date.UTC(2026, 2, 1, 2), currency: 'EUR', country: 'DE', market: 'eu',
        discountMinor: 500, shippingMinor: 490, taxIncluded: true,
        lines: [
          { id: 'a', sku: 'TEA, green', quantity: 1, amountMinor: 333, discountMinor: 0, taxMinor: 60 },
          { id: 'b', sku: 'MUG', quantity: 2, amountMinor: 2500, discountMinor: 100, taxMinor: 456 },
        ],
      },
      {
        id: 'n-1', kind: 'credit_note', at: Date.UTC(2026, 2, 9, 12), currency: 'JPY', discountMinor: 0, shippingMinor: 0, taxIncluded: false,
        lines: [{ id: '1', sku: 'X', quantity: 1, amountMinor: 150, discountMinor: 0, taxMinor: 0 }],
      },
      {
        id: 'r-1', kind: 'refund', refundOf: 'o-1', member: 'mia', at: Date.UTC(2026, 2, 9, 12), currency: 'EUR', country: 'DE', market: 'eu',
        discountMinor: 0, shippingMinor: 0, taxIncluded: true,
        lines: [{ id: 'b', sku: 'MUG', quantity: 1, amountMinor: 1250, discountMinor: 50, taxMinor: 228 }],
      },
    ])
  })

  test('is read as its README shows it', async () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    const example = [...readme.matchAll(/^ {4}(.*)$/gm)].map(([, text]) => text)
    const { orders, badLines } = await stage(folder.write(example.join('\n')))
    expect(badLines).toEqual([])
    expect(orders.map(({ id, kind, lines }) => [id, kind, lines.length])).toEqual([['o-1', 'order', 2], ['r-1', 'refund', 1]])
  })

  test('only the columns that every order needs must be there', async () => {
    const { orders } = await stage(folder.write('order_id,line_id,member,time,currency,sku,quantity,unit_price\n1,1,mia,2026-03-01,KWD,X,2,1.2345\n'))
    expect(orders).toMatchObject([{ kind: 'order', member: 'mia', at: Date.UTC(2026, 2, 1), lines: [{ amountMinor: 2469 }] }])
  })

  test('both layouts can be read together', async () => {
    const retail = folder.write([RETAIL, '536365,71053,x,2,2010-12-01 08:25,3.39,17850,UK', '536365,71053,x,1,2010-12-01 08:26,3.39,17850,UK'].join('\n'))
    const { orders } = await stage(folder.write([GENERAL, ...order].join('\n')), retail)
    expect(orders.map(({ id, lines }) => [id, lines.map((line) => line.id)])).toEqual([['536365', ['1', '2']], ['o-1', ['a', 'b']]])
  })

  const good = ['x', '1', 'mia', '2026-03-01 10:00', 'EUR', 'MUG', '1', '2.50', '0', '4.90', '0', 'order', '', '5', 'true', 'DE', 'eu']
  const columns = GENERAL.split(',')
  const line = (changes: Readonly<Record<string, string>>) => good.map((value, index) => changes[columns[index]!] ?? value).join(',')

  test('a line with a mistake is listed with its field, and its order left out', async () => {
    const mistakes: [field: string, found: string, others?: Readonly<Record<string, string>>][] = [
      ['line_id', ''], ['sku', ''], ['time', '2026-03-01 25:00'], ['time', '01/03/2026 10:00'], ['time', ''], ['currency', ''], ['currency', 'eur'],
      ['currency', 'EURO'], ['quantity', ''], ['quantity', '1.0'], ['quantity', '1000000000'], ['quantity', 'one'], ['unit_price', '2.50001'],
      ['unit_price', '€2'], ['unit_price', ''], ['unit_price', '99999999999', { quantity: '10' }], ['discount', '-1'], ['discount', '0.001'],
      ['tax', '0.001'], ['tax', 'none'], ['shipping', '-4.90'], ['shipping', '4.901'], ['order_discount', '5%'], ['kind', 'Order'], ['kind', 'return'],
      ['tax_included', 'yes'], ['refunded_order', '', { kind: 'refund' }], ['quantity', '-1', { kind: 'refund', refunded_order: 'o' }],
      ['quantity', '0', { kind: 'credit_note' }], ['unit_price', '-2.50', { kind: 'credit_note' }],
    ]
    const { orders, badLines } = await stageGeneral(
      ...mistakes.flatMap(([field, found, others], index) => [line({ order_id: `o-${index}`, line_id: '2', ...others }), line({ order_id: `o-${index}`, ...others, [field]: found })]),
      line({ order_id: 'fine' }),
    )
    expect(badLines.filter(({ line: at }) => at % 2 === 1)).toMatchObject(mistakes.map(([field, found], index) => ({ line: 3 + 2 * index, field, found, order: `o-${index}` })))
    expect(badLines.map(({ wanted }) => wanted)).not.toContain('')
    expect(orders.map(({ id }) => id)).toEqual(['fine'])
  })

  test('a refunded order is named by a refund alone', async () => {
    const { badLines } = await stageGeneral(line({ refunded_order: 'o' }), line({ kind: 'credit_note', refunded_order: 'o' }))
    expect(badLines.map(({ field, found, wanted }) => [field, found, wanted.slice(0, 6)])).toEqual([['kind', 'order', 'refund'], ['kind', 'credit_note', 'refund']])
  })

  test('the lines of an order agree on what is the order\'s, or leave it empty', async () => {
    const pairs = [
      ['member', 'mia', 'bob'], ['currency', 'EUR', 'USD'], ['kind', 'order', 'credit_note'], ['shipping', '4.90', '0.00'], ['order_discount', '5.00', '2.50'],
      ['tax_included', 'true', 'false'], ['country', 'DE', 'FR'], ['market', 'eu', 'us'],
    ] as const
    const { orders, badLines, leftOutOrders } = await stageGeneral(...pairs.flatMap(([field, first, second], index) => [
      line({ order_id: field, line_id: '0', [field]: field === 'currency' ? first : '' }), line({ order_id: field, [field]: first }),
      line({ order_id: field, line_id: '2', [field]: second }), line({ order_id: field, line_id: `3${index}`, [field]: second }),
    ]))
    expect(badLines).toMatchObject(pairs.map(([field, first, second], index) =>
      ({ line: 4 + 4 * index, field, found: second, order: field, wanted: expect.stringContaining(first) })))
    expect({ orders, leftOutOrders }).toEqual({ orders: [], leftOutOrders: pairs.length })
  })

  test('an order is judged as a whole once each of its lines can be read', async () => {
    const { badLines, badLineCount, leftOutOrders } = await stageGeneral(line({}), line({ line_id: '2', member: 'bob' }), line({ line_id: '3', quantity: 'one' }))
    expect(badLines).toMatchObject([{ line: 4, field: 'quantity' }])
    expect({ badLineCount, leftOutOrders }).toEqual({ badLineCount: 1, leftOutOrders: 1 })
  })

  test('the lines of a refund name the same order', async () => {
    const back = (id: string, of: string) => line({ line_id: id, kind: 'refund', refunded_order: of })
    expect((await stageGeneral(back('1', 'o-1'), back('2', 'o-2'))).badLines).toMatchObject([{ line: 3, field: 'refunded_order', found: 'o-2' }])
  })

  test('a line id stands once in an order, next to each other or in whatever file', async () => {
    const first = folder.write([GENERAL, line({}), line({ order_id: 'y' }), line({ order_id: 'z' }), line({ order_id: 'w' }), line({ order_id: 'w' })].join('\n'))
    const second = folder.write([GENERAL, line({ order_id: 'z', line_id: '2' }), line({}), line({ time: '2026-04-01 10:00' })].join('\n'))
    const { orders, badLines, badLineCount } = await stage(first, second)
    expect(badLines).toMatchObject([
      { file: first, line: 6, field: 'line_id', found: '1', order: 'w' },
      { file: second, line: 3, field: 'line_id', found: '1', order: 'x' },
      { file: second, line: 4, field: 'line_id', found: '1', order: 'x' },
    ])
    expect(orders.map(({ id }) => id)).toEqual(['y', 'z'])
    expect(badLineCount).toBe(3)
  })

  test('an order that no number holds exactly is left out, though each of its lines could be', async () => {
    const large = (id: string) => line({ line_id: id, unit_price: '900719925474.0991', shipping: '', order_discount: '' })
    const { orders, badLines } = await stageGeneral(large('1').replace('x', 'largest'), large('2'), line({ line_id: '3', unit_price: '1', shipping: '' }))
    expect(badLines).toMatchObject([{ line: 3, field: 'unit_price', order: 'x' }])
    expect(orders.map(amounts)).toEqual([[90_071_992_547_410]])
  })
})
