import { Ajv2020 } from 'ajv/dist/2020.js'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invoicesIn, rockpoolApart, tenthOf } from './testing.ts'

/** Levels by what was spent in all, 10 % off for two of them; a member day on the 8th; a floor that is only said. */
const PROGRAM = `
program: shop
name: { en: The Shop, zh-CN: 小店 }
currency: USD
zone: UTC
markets: { us: { currency: USD, earn: "1", redeem: { points: 100, worth: "1.00" } } }
earn: [{ id: buy, on: order.paid, rate: market }]
tiers: [{ id: level, levels: [{ id: base, name: { en: Base, zh-CN: 普通 } }, { id: vip, name: { en: VIP, zh-CN: 贵宾 }, entry: { spend: "50" }, benefits: [tenth, free] }] }]
benefits: { tenth: { kind: discount, name: "10 % off", percent: "10" }, free: { kind: shipping, name: Free shipping, shipping: { free_from: { us: "20" } } } }
discounts: [{ id: eighth, kind: member_day, name: { en: The eighth, zh-CN: 会员日 }, percent: "20", month_days: [8], base: { exclude_tags: [plain] } }]
margin: { floor: "10", unknown_cost: "60", mode: shadow }
`

const HEADER = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping'
/** Ada rises with her first order, has 10 % off the next and a day's 20 % more; a guest has that day too; Ada's first order is more than a year old. */
const ORDERS = [
  'O1,1,ada,2025-01-05 10:00,USD,CUP,4,15.00,,4.90',
  'O2,1,ada,2026-01-07 10:00,USD,CUP,2,15.05,2.00,4.90',
  'O3,1,ada,2026-02-08 10:00,USD,POT,1,30.00,,4.90',
  'O3,2,ada,2026-02-08 10:00,USD,CUP,1,10.00,,4.90',
  'O4,1,,2026-02-08 11:00,USD,CUP,1,10.01,,4.90',
]

let folder: string
const path = (name: string) => join(folder, name)

function put(name: string, text: string): string {
  writeFileSync(path(name), text)
  return path(name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rockpool-prices-'))
  put('shop.yaml', PROGRAM)
  put('orders.csv', [HEADER, ...ORDERS].join('\n'))
  put('costs.csv', 'sku,cost,tags\nCUP,4.00,plain\nPOT,29.00,\n')
})

afterAll(() => rmSync(folder, { recursive: true }))

const rockpool = (...args: string[]) => rockpoolApart('backtest', ...args)

type Row = { orders: number; retailMinor: number; discountMinor: number }
type Prices = { total: Row; levels: Record<string, Row>; guests: Row; discounts: object[]; floor: object | null; from: string; to: string }

async function pricesOf(orders: string, program: string, ...args: string[]): Promise<Prices> {
  const { code, output, errors } = await rockpool('--json', '--orders', orders, '--program', program, ...args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const figures = JSON.parse(output) as { prices: Prices }
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync('docs/backtest.schema.json', 'utf8')) as object)
  expect([validate(figures), validate.errors]).toEqual([true, null])
  return figures.prices
}

describe('rockpool backtest of a program with prices', { timeout: 60_000 }, () => {
  test('tells what the last twelve months would have cost, by level and by discount', async () => {
    const { total, levels, guests, discounts, floor, ...rest } = await pricesOf(path('orders.csv'), path('shop.yaml'))
    expect(rest).toEqual({ from: '2025-02-09T00:00:00Z', to: '2026-02-09T00:00:00Z', currency: 'USD', unpriced: 0 })
    // A cup at 15.05 costs 13.55; on the eighth 27.00 and 9.00 are 21.60 and 7.20.
    expect(levels['vip']).toMatchObject({ orders: 2, retailMinor: 7010, discountMinor: 300 + 400 + 720, toldMinor: 200, netMinor: 5590, points: 27 + 28, pointsMinor: 55, shippingMinor: 980, giftMinor: 0 })
    // 60 % of what the goods cost at retail, shipping given and 55 points.
    expect(levels['vip']).toMatchObject({ margin: { goodsMinor: 1806 + 2400, feeMinor: 0, shippingMinor: 980, giftMinor: 0, pointsMinor: 55, keptMinor: 5590 - 4206 - 980 - 55 } })
    expect(levels['base']).toMatchObject({ orders: 0, retailMinor: 0 })
    expect(guests).toMatchObject({ orders: 1, retailMinor: 1001, discountMinor: 200, netMinor: 801, points: 0, shippingMinor: 0 })
    expect(total).toMatchObject({ orders: 3, retailMinor: 8011, discountMinor: 1620 })
    expect(discounts).toEqual([
      { discount: 'tier', kind: 'tier', level: 'vip', lines: 3, minor: 700 },
      { discount: 'eighth', kind: 'member_day', level: 'vip', lines: 2, minor: 720 },
      { discount: 'eighth', kind: 'member_day', level: null, lines: 1, minor: 200 },
    ])
    // Ada's shipping of 4.90 takes 3.67 and 1.23 off what the pot and the cup leave on the eighth: both fall below, and go without the day.
    expect(floor).toEqual({ isShadow: true, orders: 1, lines: 2, linesLeft: 0, savedMinor: 720, drops: [{ discount: 'eighth', kind: 'member_day', lines: 2, minor: 720 }] })
  })

  test('counts from --from on, and the whole history from a day before it', async () => {
    expect(await pricesOf(path('orders.csv'), path('shop.yaml'), '--from', '2026-02-01')).toMatchObject({ from: '2026-02-01T00:00:00Z', total: { orders: 2 }, levels: { vip: { orders: 1 } } })
    expect(await pricesOf(path('orders.csv'), path('shop.yaml'), '--from', '2020-01-01')).toMatchObject({ total: { orders: 4 }, levels: { base: { orders: 1, discountMinor: 0 }, vip: { orders: 2 } } })
  })

  test('takes costs, and what else is known of products, from --costs', async () => {
    const { levels, discounts } = await pricesOf(path('orders.csv'), path('shop.yaml'), '--costs', path('costs.csv'))
    expect(levels['vip']).toMatchObject({ margin: { goodsMinor: 800 + 2900 + 400 } })
    // Cups are plain, and plain things have no day.
    expect(discounts).toContainEqual({ discount: 'eighth', kind: 'member_day', level: 'vip', lines: 1, minor: 540 })
  })

  test('takes freight and duty off what stays', async () => {
    const landed = put('landed.csv', 'sku,cost,freight,duty\nCUP,4.00,0.35,0.20\nPOT,29.00,1.10,\n')
    const { levels } = await pricesOf(path('orders.csv'), path('shop.yaml'), '--costs', landed)
    expect(levels['vip']).toMatchObject({ margin: { goodsMinor: 4100, freightMinor: 35 * 3 + 110, dutyMinor: 20 * 3, keptMinor: 5590 - 4100 - 215 - 60 - 980 - 55 } })
    const { output } = await rockpool('--orders', path('orders.csv'), '--program', path('shop.yaml'), '--costs', landed)
    expect(output).toMatch(/Net +Goods +Freight +Duty +Fees/)
  })

  test('says which line of the costs is wrong, and that costs are for prices', async () => {
    const wrong = put('wrong.csv', 'sku,cost,freight,duty\nCUP,4.00,0.35,\nPOT,29.00,,1.1.0\nCUP,4.005,,\n')
    expect(await rockpool('--orders', path('orders.csv'), '--program', path('shop.yaml'), '--costs', wrong)).toMatchObject({ code: 1, output: '', errors: expect.stringMatching(/wrong\.csv:3 {2}duty: found “1\.1\.0”, wanted an amount of USD.*\n.*wrong\.csv:4 {2}cost: found “4\.005”/) })
    const plain = put('plain.yaml', PROGRAM.replace(/^(discounts|margin).*\n/gm, ''))
    expect(await rockpool('--orders', path('orders.csv'), '--program', plain, '--costs', path('costs.csv'))).toMatchObject({ code: 2, errors: expect.stringContaining('no prices') })
    expect(JSON.parse((await rockpool('--json', '--orders', path('orders.csv'), '--program', plain)).output)).not.toHaveProperty('prices')
  })

  test('tells it in words with its definitions, in English and in Chinese, and draws it', async () => {
    const page = path('report.html')
    const [english, chinese] = [await rockpool('--orders', path('orders.csv'), '--program', path('shop.yaml'), '--html', page), await rockpool('--locale', 'zh-CN', '--orders', path('orders.csv'), '--program', path('shop.yaml'))]
    for (const words of ['What these prices would have cost', 'Price of the level', 'The eighth', 'Guests', '$80.11', 'What would be dropped below the floor']) expect(english.output).toContain(words)
    for (const words of ['按这些价格卖，要花多少成本', '等级价', '会员日', '游客', 'US$80.11']) expect(chinese.output).toContain(words)
    const html = readFileSync(page, 'utf8')
    for (const words of ['Cost by level, as a share of retail prices', 'rounded half to even to the minor unit, times the pieces']) expect(html).toContain(words)
    expect(`${english.output}${chinese.output}${html}`).not.toMatch(/report\.[a-z]+\.|undefined|NaN/)
  })
})

/** What members bought on each level, and what a tenth off for those who spent 500 would have been, by the definitions of the report alone. */
function tenthOff(csv: string, from: string): Record<string, Row> {
  const sums: Record<string, Row> = Object.fromEntries(['base', 'vip', 'black'].map((level) => [level, { orders: 0, retailMinor: 0, discountMinor: 0 }]))
  const spent = new Map<string, number>()
  for (const { member, lines, time, isCredit, pence } of invoicesIn(csv)) {
    const before = spent.get(member) ?? 0
    spent.set(member, before + (isCredit ? -Math.abs(pence) : pence))
    if (isCredit || time < from) continue
    const level = before >= 200_000 ? 'black' : before >= 50_000 ? 'vip' : 'base'
    const sum = sums[level]!
    sum.orders += 1
    sum.retailMinor += lines.reduce((all, { pieces, unit }) => all + pieces * unit, 0)
    if (level !== 'base') sum.discountMinor += lines.reduce((all, { pieces, unit }) => all + pieces * tenthOf(unit), 0)
  }
  return sums
}

const SLICE = '../shared/data/online-retail/dev_slice.csv.gz'

/** Ten days of two buyers: one rises, comes back as a VIP with prices that end in fives, and falls by a credit note. */
const RETAIL = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,A,"LAMP, RED",60,2011-03-01 08:00:00,10.05,7,France
2,B,"7"" PLATE",3,2011-03-02 08:00:00,0.85,7,France
2,C,CUP,4,2011-03-02 08:00:00,0.95,7,France
C3,A,"LAMP, RED",-20,2011-03-03 08:00:00,10.05,7,France
4,A,"LAMP, RED",1,2011-03-04 08:00:00,10.05,7,France
5,A,"LAMP, RED",300,2011-03-04 09:00:00,10.05,8,Spain
6,C,CUP,5,2011-03-05 09:00:00,1.25,8,Spain
`

describe('a tenth off for VIPs on Online Retail', { timeout: 120_000 }, () => {
  const withTenth = () => put('tenth.yaml', `${readFileSync('programs/online-retail.yaml', 'utf8').replace(/entry: \{ spend: .*\}/g, '$&\n        benefits: [tenth]')}
benefits: { tenth: { kind: discount, name: 10 % off, percent: "10" } }
prices: { choose: lowest }
`)

  async function expectSame(orders: string, csv: string, { from, day }: { from: string; day: string }): Promise<void> {
    const expected = tenthOff(csv, day)
    expect(expected['vip']!.discountMinor + expected['black']!.discountMinor).toBeGreaterThan(0)
    const { levels } = await pricesOf(orders, withTenth(), '--from', from)
    for (const [level, { orders: count, retailMinor, discountMinor }] of Object.entries(expected)) expect({ level, ...levels[level] }).toMatchObject({ level, orders: count, retailMinor, discountMinor })
  }

  test('costs to the penny what the definitions of the report say, on a few orders', async () => {
    expect(tenthOff(RETAIL, '2011')['vip']).toEqual({ orders: 1, retailMinor: 255 + 380, discountMinor: 3 * 8 + 4 * 10 })
    await expectSame(put('retail.csv', RETAIL), RETAIL, { from: '2011-01-01', day: '2011-01-01' })
  })

  test.skipIf(!existsSync(SLICE))('costs to the penny what they say, on a slice of the real history, in all and in the last months', async () => {
    const csv = gunzipSync(readFileSync(SLICE)).toString('utf8')
    await expectSame(SLICE, csv, { from: '2010-01-01', day: '2010-01-01' })
    await expectSame(SLICE, csv, { from: '2011-06-01', day: '2011-06-01' })
  })
})
