import { Ajv2020 } from 'ajv/dist/2020.js'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invoicesIn, rockpoolApart, tenthOf } from './testing.ts'

/** A mug for 40 points and a cap for 60, of which there are few; VIPs have free returns. */
const PROGRAM = `
program: shop
name: { en: The Shop, zh-CN: 小店 }
currency: USD
zone: UTC
markets: { us: { currency: USD, earn: "1", redeem: { points: 100, worth: "1.00" } } }
earn: [{ id: buy, on: order.paid, rate: market }]
tiers: [{ id: level, levels: [{ id: base, name: { en: Base, zh-CN: 普通 } }, { id: vip, name: { en: VIP, zh-CN: 贵宾 }, entry: { spend: "50" }, benefits: [returns] }] }]
rewards:
  - { id: mug, name: { en: A mug, zh-CN: 马克杯 }, gives: { product: MUG }, points: 40 }
  - { id: cap, name: { en: A cap, zh-CN: 帽子 }, gives: { product: CAP }, points: 60, cost: "4.20", stock: counted }
entitlements: [{ id: returns, name: { en: Free returns, zh-CN: 免费退货 }, uses: 2, cost: "6.50" }]
`
/** Ada has 130 points after two orders and buys once more a year later; a guest has none. */
const ORDERS = `order_id,line_id,member,time,currency,sku,quantity,unit_price
O1,1,ada,2026-01-05 10:00,USD,POT,1,60.00
O2,1,ada,2026-01-07 10:00,USD,POT,1,70.00
G1,1,,2026-02-08 11:00,USD,POT,1,60.00
`

let folder: string
const path = (name: string) => join(folder, name)

function put(name: string, text: string): string {
  writeFileSync(path(name), text)
  return path(name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rockpool-rewards-'))
  put('shop.yaml', PROGRAM)
  put('orders.csv', ORDERS)
  put('costs.csv', 'sku,cost,freight\nMUG,2.10,0.40\n')
})

afterAll(() => rmSync(folder, { recursive: true }))

const rockpool = (...args: string[]) => rockpoolApart('backtest', ...args)

type Row = Record<string, number>
type Figures = { points: Row; rewards?: { total: Row; levels: Record<string, Row>; rewards: object[]; entitlements: object[] }; prices?: { levels: Record<string, Row & { margin: Row }> } }

async function figuresOf(orders: string, program: string, ...args: string[]): Promise<Figures> {
  const { code, output, errors } = await rockpool('--json', '--orders', orders, '--program', program, ...args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const figures = JSON.parse(output) as Figures
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync('docs/backtest.schema.json', 'utf8')) as object)
  expect([validate(figures), validate.errors]).toEqual([true, null])
  return figures
}

const shop = (...args: string[]) => figuresOf(path('orders.csv'), path('shop.yaml'), ...args)

describe('rockpool backtest of a program with rewards', { timeout: 120_000 }, () => {
  test('takes none unless it is told how, and tells the services that levels gave', async () => {
    const { rewards, points, ...rest } = await shop()
    expect(points).toMatchObject({ earned: 130, spent: 0 })
    expect(rewards).toMatchObject({ from: '2025-02-09T00:00:00Z', to: '2026-02-09T00:00:00Z', currency: 'USD', redeem: null, usedPercent: '0', rewards: [], total: { redemptions: 0, uses: 2, usesMinor: 1300, servicesMinor: 0 } })
    expect(rewards?.entitlements).toEqual([{ entitlement: 'returns', level: 'vip', uses: 2, costMinor: 1300 }])
    expect(rest).not.toHaveProperty('prices')
  })

  test('lets members take the cheapest, or the one that is named, as far as there are any', async () => {
    // 60 points are a mug, and with 70 more two; a mug costs 2.50 to bring in.
    const cheapest = await shop('--redeem', 'cheapest', '--costs', path('costs.csv'), '--entitlements-used', '12.5')
    expect(cheapest.points).toMatchObject({ spent: 120, active: 10 })
    expect(cheapest.rewards).toMatchObject({ redeem: 'cheapest', usedPercent: '12.5', rewards: [{ reward: 'mug', level: 'vip', redemptions: 3, points: 120, costMinor: 750, assumed: 0 }] })
    expect(cheapest.rewards?.levels['vip']).toEqual({ redemptions: 3, points: 120, pointsMinor: 120, costMinor: 750, uses: 2, usesMinor: 1300, servicesMinor: 162 })
    expect((await shop('--redeem', 'cap', '--stock', 'cap=1')).rewards?.rewards).toEqual([{ reward: 'cap', level: 'vip', redemptions: 1, points: 60, costMinor: 420, assumed: 0 }])
    expect((await shop('--redeem', 'mug', '--from', '2026-01-07')).rewards?.rewards).toEqual([{ reward: 'mug', level: 'vip', redemptions: 2, points: 80, costMinor: 80, assumed: 2 }])
  })

  test.each([
    ['--redeem bogus', 'cheapest, mug, cap', ['--redeem', 'bogus']],
    ['--stock mug=3', 'counted are: cap', ['--redeem', 'cap', '--stock', 'mug=3']],
    ['--stock cap=few', 'such as tote=12', ['--redeem', 'cap', '--stock', 'cap=few']],
    ['--stock', 'add --redeem', ['--stock', 'cap=3']],
    ['--entitlements-used 101', 'from 0 to 100', ['--entitlements-used', '101']],
    ['--entitlements-used', 'from 0 to 100', ['--entitlements-used', 'half']],
  ] as const)('says what is wrong with %s', async (what, right, args) => {
    const end = await rockpool('--orders', path('orders.csv'), '--program', path('shop.yaml'), ...args)
    expect(end).toMatchObject({ code: 2, output: '' })
    expect(end.errors).toContain(what)
    expect(end.errors).toContain(right)
  })

  test('says that a program without rewards or services has none', async () => {
    const plain = put('plain.yaml', PROGRAM.replace(/^rewards:[^]*/m, '').replace(', benefits: [returns]', ''))
    expect(await rockpool('--orders', path('orders.csv'), '--program', plain, '--redeem', 'cheapest')).toMatchObject({ code: 2, errors: expect.stringContaining('no rewards') })
    expect(await rockpool('--orders', path('orders.csv'), '--program', plain, '--entitlements-used', '5')).toMatchObject({ code: 2, errors: expect.stringContaining('no entitlements') })
    expect(await figuresOf(path('orders.csv'), plain)).not.toHaveProperty('rewards')
  })

  test('tells it in words with what was taken for granted, in English and in Chinese, and on a page', async () => {
    const page = path('report.html')
    const asked = ['--orders', path('orders.csv'), '--program', path('shop.yaml'), '--redeem', 'cheapest', '--entitlements-used', '50']
    const [english, chinese, none] = [await rockpool(...asked, '--html', page), await rockpool('--locale', 'zh-CN', ...asked), await rockpool('--orders', path('orders.csv'), '--program', path('shop.yaml'))]
    const html = readFileSync(page, 'utf8')
    for (const words of ['What rewards and services would have cost', '3 rewards for 120 points', 'A mug', 'Free returns', '3 of these rewards', '50 % of them are used']) for (const told of [english.output.replaceAll(/\s+/g, ' '), html]) expect(told).toContain(words)
    for (const words of ['积分兑换和等级服务要花多少成本', '马克杯', '免费退货', '兑换 3 次']) expect(chinese.output).toContain(words)
    expect(none.output).toContain('--redeem cheapest')
    expect(`${english.output}${chinese.output}${none.output}${html}`).not.toMatch(/report\.[a-z]+\.|undefined|NaN/)
  })
})

type Level = { orders: number; discountMinor: number; points: number; redeemed: number; rewardsMinor: number; keptMinor: number }

/** Half to even, of a quotient of whole numbers. */
function even(n: number, d: number): number {
  const [whole, twice] = [Math.floor(n / d), 2 * (n % d)]
  return twice > d || (twice === d && whole % 2 === 1) ? whole + 1 : whole
}

/**
 * A tenth off for who spent 500, and a reward of 500 points (400 for who spent 2,000) that costs 3.00, whenever a buyer can have it: worked out from the
 * lines of the file and the definitions of the report alone. What is kept of each level, less 60 % of retail, 2.9 % and 0.20, points less a fifth, rewards.
 */
function vipClub(csv: string, from: string): Record<string, Level> {
  const levels: Record<string, Level> = Object.fromEntries(['base', 'vip', 'black'].map((level) => [level, { orders: 0, discountMinor: 0, points: 0, redeemed: 0, rewardsMinor: 0, keptMinor: 0 }]))
  const levelOf = (spent: number) => levels[spent >= 200_000 ? 'black' : spent >= 50_000 ? 'vip' : 'base']!
  type Earned = { left: number; counted: number; taken: number; level: Level }
  const members = new Map<string, { spent: number; debt: number; earned: Earned[] }>()
  for (const { member: id, lines, time, isCredit, pence } of invoicesIn(csv)) {
    const member = members.get(id) ?? { spent: 0, debt: 0, earned: [] }
    members.set(id, member)
    const level = levelOf(member.spent)
    member.spent += isCredit ? -Math.abs(pence) : pence
    let points = Math.floor(Math.abs(pence) / 100)
    if (isCredit) {
      for (const one of member.earned) [one.left, points] = [one.left - Math.min(one.left, points), points - Math.min(one.left, points)]
      member.debt += points
      continue
    }
    const repaid = Math.min(member.debt, points)
    member.debt -= repaid
    const off = level === levels['base'] ? 0 : lines.reduce((sum, { pieces, unit }) => sum + pieces * tenthOf(unit), 0)
    const netMinor = lines.reduce((sum, { pieces, unit }) => sum + pieces * unit, 0) - off
    const counted = time < from ? 0 : Math.floor(netMinor / 100)
    member.earned.push({ left: points - repaid, counted, taken: 0, level })
    if (time >= from) {
      level.orders += 1
      level.discountMinor += off
      level.points += counted
      level.keptMinor += netMinor - lines.reduce((sum, { pieces, unit }) => sum + pieces * even(unit * 60, 100), 0) - even(netMinor * 29, 1000) - 20 - even(counted * 8, 10)
    }
    const now = levelOf(member.spent)
    const price = now === levels['black'] ? 400 : 500
    while (member.earned.reduce((sum, { left }) => sum + left, 0) >= price) {
      let wanted = price
      for (const one of member.earned) {
        const took = Math.min(one.left, wanted)
        const ofRow = Math.min(took, one.counted - one.taken)
        one.level.redeemed += ofRow
        one.level.keptMinor += even((one.taken + ofRow) * 8, 10) - even(one.taken * 8, 10)
        one.left -= took
        one.taken += ofRow
        wanted -= took
      }
      if (time < from) continue
      now.rewardsMinor += 300
      now.keptMinor -= 300
    }
  }
  return levels
}

const SLICE = '../shared/data/online-retail/dev_slice.csv.gz'

/** Two buyers: one takes rewards as VIP and on black, sends goods back that had earned spent points, and owes; the other has too few points. */
const RETAIL = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,A,LAMP,45,2011-03-01 08:00:00,10.05,7,France
2,B,PLATE,3,2011-03-02 08:00:00,28.85,7,France
3,A,LAMP,150,2011-03-03 08:00:00,10.05,7,France
C4,A,LAMP,-60,2011-03-04 08:00:00,10.05,7,France
5,A,LAMP,90,2011-03-05 08:00:00,10.05,7,France
6,A,LAMP,1,2011-03-05 09:00:00,10.05,8,Spain
`

describe('a VIP club with rewards on Online Retail', { timeout: 240_000 }, () => {
  const club = () => put('club.yaml', `${readFileSync('programs/online-retail.yaml', 'utf8').replace(/entry: \{ spend: .*\}/g, '$&\n        benefits: [tenth]')}
benefits: { tenth: { kind: discount, name: 10 % off, percent: "10" } }
rewards: [{ id: three, gives: { product: THREE }, points: 500, level_points: { black: 400 }, cost: "3.00" }]
margin: { floor: "30", fee: { percent: "2.9", amount: { uk: "0.20" } }, unknown_cost: "60", breakage: "20", mode: shadow }
`)

  async function expectSame(orders: string, csv: string, day: string): Promise<void> {
    const expected = vipClub(csv, day)
    expect(Object.values(expected).every(({ redeemed, rewardsMinor }) => redeemed >= 0 && rewardsMinor >= 0)).toBe(true)
    expect(Object.values(expected).reduce((sum, { rewardsMinor }) => sum + rewardsMinor, 0)).toBeGreaterThan(0)
    const { prices, rewards } = await figuresOf(orders, club(), '--redeem', 'three', '--from', day)
    for (const [level, { keptMinor, ...row }] of Object.entries(expected)) {
      const { margin, ...told } = prices!.levels[level]!
      expect({ level, ...told, keptMinor: margin['keptMinor'] }).toMatchObject({ level, ...row, pointsMinor: row.points - row.redeemed, keptMinor })
      expect(rewards?.levels[level]).toMatchObject({ redemptions: row.rewardsMinor / 300, costMinor: row.rewardsMinor })
    }
  }

  test('costs and keeps to the penny what the definitions of the report say, on a few orders', async () => {
    const { base, vip, black } = vipClub(RETAIL, '2011-01-01')
    expect([base?.rewardsMinor, vip?.rewardsMinor, black?.rewardsMinor]).toEqual([0, 300, 1200])
    await expectSame(put('retail.csv', RETAIL), RETAIL, '2011-01-01')
    await expectSame(path('retail.csv'), RETAIL, '2011-03-03')
  })

  test.skipIf(!existsSync(SLICE))('costs and keeps to the penny what they say, on a slice of the real history', async () => {
    const csv = gunzipSync(readFileSync(SLICE)).toString('utf8')
    await expectSame(SLICE, csv, '2011-06-01')
  })
})
