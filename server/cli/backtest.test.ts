import { Ajv2020 } from 'ajv/dist/2020.js'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChance } from '#server/demo/chance'
import { rockpoolApart } from './testing.ts'

const PROGRAM = `
program: shop
name: { en: The Shop, zh-CN: 小店 }
currency: USD
zone: UTC
markets:
  us: { currency: USD, earn: "1", redeem: { points: 100, worth: "1.00" } }
  uk: { currency: GBP, earn: "1", redeem: { points: 100, worth: "1.00" }, reference_rate: "1.25" }
earn: [{ id: buy, name: { en: Purchases, zh-CN: 购物 }, on: order.paid, rate: market }]
refund: { claw: unlimited }
tiers: [{ id: level, levels: [{ id: base, name: { en: Base, zh-CN: 普通 } }, { id: vip, name: { en: VIP, zh-CN: 贵宾 }, entry: { spend: "50" } }] }]
`

const HEADER = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order,order_discount'
/** Ada buys for 60.00 less 5.00 and sends one of two cups back at 12.00; Bob buys in pounds; Cy has a credit note alone; a guest buys. */
const ORDERS = [
  'O1,1,ada,2026-01-05 10:00,USD,CUP,2,15.00,,4.90,,order,,5.00',
  'O1,2,ada,2026-01-05 10:00,USD,POT,1,30.00,,4.90,,order,,5.00',
  'R1,1,ada,2026-01-20 09:00,USD,CUP,1,12.00,,,,refund,O1,',
  'O2,1,bob,2026-02-01 00:30,GBP,POT,1,24.00,,,,order,,',
  'G1,1,,2026-02-02 10:00,USD,CUP,1,15.00,1.50,,,order,,',
  'C1,1,cy,2026-02-03 10:00,USD,POT,1,9.99,,,,credit_note,,',
]

let folder: string
let program: string
const path = (name: string) => join(folder, name)

function put(name: string, text: string): string {
  writeFileSync(path(name), text)
  return path(name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rockpool-backtest-'))
  program = put('shop.yaml', PROGRAM)
  put('orders.csv', [HEADER, ...ORDERS].join('\n'))
})

afterAll(() => rmSync(folder, { recursive: true }))

type Figures = Record<string, unknown> & { tiers: Record<string, number>; points: Record<string, number>; members: number }

/** The figures of a back-test; what the run itself took is taken off. */
async function figuresOf(orders: string, ...args: string[]): Promise<Figures> {
  const { code, output, errors } = await rockpoolApart('backtest', '--json', '--orders', orders, '--program', program, ...args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const { seconds: _, eventsPerSecond: __, peakRssMb: ___, ...figures } = JSON.parse(output) as Figures
  return figures
}

function shuffled<T>(lines: readonly T[], seed: number): T[] {
  const chance = openChance(seed)
  const left = [...lines]
  for (let end = left.length - 1; end > 0; end -= 1) {
    const other = chance.between(0, end)
    ;[left[end], left[other]] = [left[other]!, left[end]!]
  }
  return left
}

describe('rockpool backtest --json', { timeout: 60_000 }, () => {
  test('prints the figures of the history, and nothing else', async () => {
    const { code, output, errors } = await rockpoolApart('backtest', '--json', '--orders', path('orders.csv'), '--program', program)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(JSON.parse(output)).toEqual({
      orders: 2, refunds: 2, guests: { orders: 1, netMinor: { USD: 1350 } }, members: 3, netMinor: { USD: 5500 - 1200 - 999, GBP: 2400 },
      // Ada: 55, of which 12 go back; Bob: 24; Cy owes 9.
      points: { earned: 79, clawedBack: 21, waived: 0, expired: 0, spent: 0, revoked: 21, pending: 0, active: 67, reserved: 0, debt: 9, balance: 58 },
      tiers: { base: 3, vip: 0 }, tierMoves: { 'base>vip': 1, 'vip>base': 1 },
      // 43 points at a cent, and Bob's 24 at 1.25 cents.
      liability: { minor: 73, currency: 'USD' }, badLines: 0,
      seconds: expect.any(Number), eventsPerSecond: expect.any(Number), peakRssMb: expect.any(Number),
    })
    const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync('docs/backtest.schema.json', 'utf8')) as object)
    expect([validate(JSON.parse(output)), validate.errors]).toEqual([true, null])
    expect(validate({ ...(JSON.parse(output) as object), more: 1 })).toBe(false)
  })

  test('is the same for the same lines in any order and in several files', async () => {
    const lines = shuffled(ORDERS, 7)
    const first = put('first.csv', [HEADER, ...lines.slice(0, 3)].join('\n'))
    const second = put('second.csv', [HEADER, ...lines.slice(3)].join('\n'))
    expect(await figuresOf(first, '--orders', second)).toEqual(await figuresOf(path('orders.csv')))
  })

  test('reads times that name no zone in --zone, and ends before --as-of', async () => {
    const asOf = ['--as-of', '2026-01-31T17:00:00Z']
    expect(await figuresOf(path('orders.csv'), ...asOf)).toMatchObject({ orders: 1, members: 1 })
    expect(await figuresOf(path('orders.csv'), ...asOf, '--zone', 'Asia/Shanghai')).toMatchObject({ orders: 2, members: 2 })
  })

  test('tells moves from --from on, and counts everything', async () => {
    expect(await figuresOf(path('orders.csv'), '--from', '2026-01-10')).toMatchObject({ orders: 2, tierMoves: { 'vip>base': 1 } })
  })

  test('leaves out the whole order of a bad line, and says how many lines were bad', async () => {
    const orders = put('bad.csv', [HEADER, ...ORDERS, 'O3,1,ada,2026-02-10 10:00,USD,CUP,1,15.00,,,,order,,', 'O3,2,ada,2026-02-10 10:00,USD,POT,one,30.00,,,,order,,'].join('\n'))
    expect(await figuresOf(orders)).toEqual({ ...(await figuresOf(path('orders.csv'))), badLines: 1 })
  })
})

describe('rockpool backtest', { timeout: 60_000 }, () => {
  test('tells a merchant what came of it, in English and in Chinese', async () => {
    const [english, chinese] = await Promise.all(['en', 'zh-CN'].map((locale) => rockpoolApart('backtest', '--locale', locale, '--orders', path('orders.csv'), '--program', program)))
    expect(english).toMatchObject({ code: 0, errors: '' })
    for (const words of ['Back-test of The Shop', '$63.01', 'Base → VIP', 'Purchases', 'One member owes 9 points']) expect(english?.output).toContain(words)
    for (const words of ['会员方案回测：小店', 'US$63.01', '普通 → 贵宾', '购物', '1 位会员共欠 9 积分']) expect(chinese?.output).toContain(words)
    expect(`${english?.output}${chinese?.output}`).not.toMatch(/\u001b|report\.[a-z]+\.|undefined|NaN/)
  })

  test('names each bad line with its file, line, what was found and what would be right', async () => {
    const orders = put('late.csv', [HEADER, ...ORDERS, 'O4,1,ada,2026-02-30 10:00,USD,CUP,1,15.00,,,,order,,'].join('\n'))
    const { output } = await rockpoolApart('backtest', '--orders', orders, '--program', program)
    expect(output).toMatch(/late\.csv, line 8: time is "2026-02-30 10:00"; a time that exists/)
  })

  test('writes a page with charts that asks nothing of any network', async () => {
    const page = path('report.html')
    expect(await rockpoolApart('backtest', '--orders', path('orders.csv'), '--program', program, '--html', page)).toMatchObject({ code: 0, errors: '' })
    const html = readFileSync(page, 'utf8')
    expect(html).toMatch(/<svg[^]*<svg/)
    expect(html).toContain('$63.01')
    expect(html).not.toMatch(/https?:|\bsrc=|@import|url\(|<link|<script|undefined|NaN/)
  })

  test('writes names into the page as text, whatever they hold', async () => {
    const evil = put('evil.yaml', PROGRAM.replace('The Shop', '"<script>alert(1)</script>&"'))
    await rockpoolApart('backtest', '--orders', path('orders.csv'), '--program', evil, '--html', path('evil.html'))
    expect(readFileSync(path('evil.html'), 'utf8')).toContain('&#60;script&#62;alert(1)')
    expect(readFileSync(path('evil.html'), 'utf8')).not.toContain('<script')
  })

  test.each([
    [1, 'no such file', ['--orders', 'none.csv', '--program', 'PROGRAM']],
    [1, 'no such file', ['--orders', 'ORDERS', '--program', 'none.yaml']],
    [1, 'is not a program that can run', ['--orders', 'ORDERS', '--program', 'ORDERS']],
    [1, 'cannot be written', ['--orders', 'ORDERS', '--program', 'PROGRAM', '--html', '/none/report.html']],
    [2, '--program', ['--orders', 'ORDERS']],
    [2, '--bogus', ['--orders', 'ORDERS', '--program', 'PROGRAM', '--bogus']],
    [2, '--zone Nowhere', ['--orders', 'ORDERS', '--program', 'PROGRAM', '--zone', 'Nowhere']],
    [2, '--from yesterday', ['--orders', 'ORDERS', '--program', 'PROGRAM', '--from', 'yesterday']],
    [2, '--locale fr', ['--orders', 'ORDERS', '--program', 'PROGRAM', '--locale', 'fr']],
  ] as const)('ends with %i and one sentence where %s is the matter', async (code, sentence, args) => {
    const end = await rockpoolApart('backtest', ...args.map((arg) => (arg === 'ORDERS' ? path('orders.csv') : arg === 'PROGRAM' ? program : arg)))
    expect(end).toMatchObject({ code, output: '' })
    expect(end.errors).toContain(sentence)
    expect(end.errors).not.toMatch(/^\s+at /m)
  })

  test('says which order is in a currency that the program cannot count', async () => {
    const dollars = put('dollars.yaml', PROGRAM.replace(/^  uk.*\n/m, ''))
    const end = await rockpoolApart('backtest', '--orders', path('orders.csv'), '--program', dollars)
    expect(end).toMatchObject({ code: 1, output: '' })
    expect(end.errors).toContain('order O2 is in GBP')
  })
})

const DATA = '../shared/data/online-retail'
const SLICE = `${DATA}/dev_slice.csv.gz`
const ALL = `${DATA}/compact.csv.gz`

/** Runs the reference program on real data, which is not part of the project: where it is absent the test is skipped by name. */
describe('on Online Retail (../shared/data/online-retail)', { timeout: 120_000 }, () => {
  async function reference(orders: string): Promise<Figures> {
    const { code, output } = await rockpoolApart('backtest', '--json', '--orders', orders, '--program', 'programs/online-retail.yaml')
    expect(code).toBe(0)
    const { seconds: _, eventsPerSecond: __, peakRssMb: ___, ...figures } = JSON.parse(output) as Figures
    return figures
  }

  test.skipIf(!existsSync(SLICE))('finds what was computed apart from the project, and the same in shuffled lines', async () => {
    const figures = await reference(SLICE)
    expect(figures).toMatchObject({
      members: 879, orders: 3417, refunds: 614, netMinor: { GBP: 156_576_809 }, tiers: { base: 356, vip: 340, black: 183 }, badLines: 0,
      points: { balance: 1_564_474, debt: 191 },
    })
    const [header, ...lines] = gunzipSync(readFileSync(SLICE)).toString('utf8').trimEnd().split('\n')
    expect(await reference(put('slice.csv', [header, ...shuffled(lines, 3)].join('\n')))).toEqual(figures)
  })

  test.skipIf(!existsSync(ALL))('runs through the whole file, and moves customer 12346 up and down again', async () => {
    const { tiers, points, members, ...figures } = await reference(ALL)
    expect(figures).toMatchObject({ orders: 18_536, refunds: 3654, badLines: 0 })
    expect(members).toBe(4372)
    expect(Object.values(tiers).reduce((sum, n) => sum + n, 0)).toBe(members)
    expect(points.earned).toBe(points.active! + points.revoked! - points.debt!)

    const lines = gunzipSync(readFileSync(ALL)).toString('utf8').split('\n')
    const one = put('12346.csv', lines.filter((line, index) => index === 0 || line.includes(',12346,')).join('\n'))
    expect(await reference(one)).toMatchObject({ members: 1, tiers: { base: 1, vip: 0, black: 0 }, tierMoves: { 'base>black': 1, 'black>base': 1 }, points: { balance: 0 } })
  })
})
