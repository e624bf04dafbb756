import { describe, expect, test } from 'vitest'
import { PRICE_COLUMNS, PRODUCT_COLUMNS, readPrice, readProduct, readVoucher, VOUCHER_COLUMNS } from './catalogue-rows.ts'
import { columnsOf, rowOf, type TableColumns, type TableRow, type WrongField } from './columns.ts'

const named = <C extends string>(columns: TableColumns<C>, fields: Partial<Record<C, string>>): TableRow<C> => ({ line: 2, fields: Object.fromEntries([...columns.required, ...columns.optional].map((column) => [column, fields[column] ?? ''])) as Record<C, string> })
const product = (fields: Parameters<typeof named<(typeof PRODUCT_COLUMNS.optional)[number]>>[1]) => readProduct(named(PRODUCT_COLUMNS, { sku: 'A', ...fields }), 'USD')
const price = (fields: object) => readPrice(named(PRICE_COLUMNS, { list: 'us', sku: 'A', price: '1', ...fields }), new Map([['us', 'USD'], ['jp', 'JPY'], ['kw', 'KWD']]))

test.each([
  ['of ours', 'sku,name,tags,gift_card,sale,cost,freight,duty,min_quantity,increment,retired', 'sku,name,tags,gift_card,sale,cost,freight,duty,min_quantity,increment,retired'],
  ['in Chinese', '商品编码,商品名称,标签,是否礼品卡,促销,成本价（美元）,头程运费,关税,起订量,购买倍数,已停售', 'sku,name,tags,gift_card,sale,cost,freight,duty,min_quantity,increment,retired'],
  ['in traditional Chinese', '貨號,標籤,成本價,起訂量', 'sku,tags,cost,min_quantity'],
  ['of an export', 'Handle,Title,Variant SKU,Tags,Cost per item', ',name,sku,tags,cost'],
  ['of which two fit: the better one', '货号,SKU', ',sku'],
])('the headings %s of a file of products are known', (_, headings, columns) => {
  expect(columnsOf(headings.split(','), PRODUCT_COLUMNS).map((column) => column ?? '').join()).toBe(columns)
})

test('so are those of prices and of vouchers', () => {
  expect(columnsOf(['价目表', 'SKU', '起购量', '单价', '备注'], PRICE_COLUMNS)).toEqual(['list', 'sku', 'min_quantity', 'price', null])
  expect(columnsOf(['券码'], VOUCHER_COLUMNS)).toEqual(['code'])
})

describe('a line of products', () => {
  test('is a whole product: what it does not say is empty', () => {
    expect(product({})).toEqual({ row: { sku: 'A', name: null, tags: [], isGiftCard: false, isSaleItem: false, isRetired: false, costMinor: null, freightMinor: 0, dutyMinor: 0, minQuantity: 1, increment: 1 } })
    expect(product({ name: 'Coat', tags: 'outer | wool', gift_card: '否', sale: '是', retired: 'TRUE', cost: '4.2', duty: '0.05', min_quantity: '6', increment: '6' })).toEqual({ row: { sku: 'A', name: 'Coat', tags: ['outer', 'wool'], isGiftCard: false, isSaleItem: true, isRetired: true, costMinor: 420, freightMinor: 0, dutyMinor: 5, minQuantity: 6, increment: 6 } })
  })

  test('has its tags apart by a bar, semicolons or the Chinese comma', () => {
    for (const tags of ['home|tea', 'home; tea', 'home；tea', 'home、tea']) expect(product({ tags }), tags).toMatchObject({ row: { tags: ['home', 'tea'] } })
  })

  test('with several mistakes tells each of them, once', () => {
    const told = product({ name: 'x'.repeat(201), sale: 'maybe', retired: 'so', cost: 'much', min_quantity: '0' }) as WrongField
    expect([told, ...told.also ?? []].map(({ field, why }) => [field, why.code])).toEqual([['sale', 'truth'], ['retired', 'truth'], ['cost', 'amount'], ['name', 'text'], ['min_quantity', 'quantity']])
  })

  test('says yes and no in the words that files of members do', () => {
    for (const yes of ['1', 'Y', 'yes', 'TRUE', '是', '１']) expect(product({ sale: yes }), yes).toMatchObject({ row: { isSaleItem: true } })
    for (const no of ['0', 'n', 'No', 'false', '否', '']) expect(product({ sale: no }), no).toMatchObject({ row: { isSaleItem: false } })
  })

  test.each([
    [{ sku: '' }, 'sku', 'text'], [{ name: 'x'.repeat(201) }, 'name', 'text'], [{ tags: 'a||b' }, 'tags', 'tags'], [{ sale: 'maybe' }, 'sale', 'truth'], [{ cost: '1.001' }, 'cost', 'amount'], [{ freight: '-1' }, 'freight', 'amount'],
    [{ min_quantity: '0' }, 'min_quantity', 'quantity'], [{ increment: 'x' }, 'increment', 'quantity'], [{ cost: '99999999999999' }, 'cost', 'amount'],
  ])('with %j is wrong in %s', (fields, field, code) => {
    expect(product(fields)).toMatchObject({ field, why: { code } })
  })
})

describe('a line of prices', () => {
  test('is money of the market of its list, with the decimals of ISO 4217', () => {
    expect(['19.9', '20'].map((told) => price({ price: told }))).toMatchObject([{ row: { unitMinor: 1_990 } }, { row: { unitMinor: 2_000 } }])
    expect([price({ list: 'jp', price: '1500' }), price({ list: 'kw', price: '1.234' })]).toMatchObject([{ row: { unitMinor: 1_500 } }, { row: { unitMinor: 1_234 } }])
    expect(price({ list: 'jp', price: '15.5' })).toEqual({ field: 'price', found: '15.5', wanted: 'an amount of JPY with at most 0 decimals, such as 20', why: { code: 'amount', values: { currency: 'JPY', decimals: 0 } } })
  })

  test('names a list that there is', () => {
    expect(price({ list: 'us ' })).toMatchObject({ field: 'list', found: 'us ', why: { code: 'list' } })
    expect(price({ list: 'us ', sku: '' })).toMatchObject({ field: 'list', also: [{ field: 'sku' }] })
    expect(price({ price: 'free', increment: '0' })).toMatchObject({ field: 'price', also: [{ field: 'increment' }] })
  })
})

test('a code is a text on one line', () => {
  expect([readVoucher({ line: 2, fields: { code: 'A-1' } }), readVoucher({ line: 3, fields: { code: 'A\n1' } })]).toMatchObject([{ row: 'A-1' }, { field: 'code', why: { code: 'text' } }])
})

test('a line has as many cells as the heading', () => {
  expect(rowOf({ line: 2, cells: ['A', '1'] }, ['sku', null, 'cost'], PRODUCT_COLUMNS)).toMatchObject({ field: 'line', why: { code: 'cells', values: { found: 2, wanted: 3 } } })
})
