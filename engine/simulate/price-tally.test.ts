import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent, Order } from '#engine/member/event'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest } from './backtest.ts'
import type { PastGoods } from './past-cart.ts'
import type { PricesReport } from './price-report.ts'

/** VIP from 100 in all, with 10 % off a piece; a point is a cent. */
const DOCUMENT = {
  program: 'p', name: 'P', currency: 'USD', zone: 'UTC',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, jp: { currency: 'JPY', earn: { points: 1, per: '100' }, redeem: { points: 1, worth: '1' }, reference_rate: '0.01' } },
  earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }], refund: { claw: 'unlimited' },
  tiers: [{ id: 'level', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100' }, benefits: ['tenth'] }] }],
  benefits: { tenth: { kind: 'discount', name: '10 % off', percent: '10' } },
}
const FROM = parseInstant('2026-01-01T00:00:00Z')
const COSTS = new Map([['A', { tags: [], isGiftCard: false, isSaleItem: false, costMinor: 900 }]])

function order(id: string, minor: number, more: Partial<Order> = {}): Order {
  return { id, currency: 'USD', lines: [{ id: '1', sku: 'A', quantity: 1, amountMinor: minor }], ...more }
}

function bought(day: string, paid: Order): MemberEvent {
  return { source: 'test', id: paid.id, at: parseInstant(`${day}T12:00:00Z`), kind: 'order.paid', order: paid }
}

/** What prices come to when Ada bought so, and a guest. */
function pricesOf(change: object, events: readonly MemberEvent[], { guest = null, goods = COSTS }: { guest?: Order | null; goods?: PastGoods } = {}): PricesReport {
  const { program, problems } = checkProgram({ ...DOCUMENT, ...change })
  if (!program) throw new Error(JSON.stringify(problems))
  const backtest = openBacktest({ timeline: timelineOf(program), prices: { from: FROM, goods } })
  for (const event of events) backtest.take('ada', event)
  if (guest !== null) backtest.takeGuest({ at: parseInstant('2026-06-30T00:00:00Z'), kind: 'order', currency: guest.currency, netMinor: 0, order: guest })
  const { prices } = backtest.finish(parseInstant('2026-07-01T00:00:00Z'))
  if (prices === null) throw new Error('prices were asked for')
  return prices
}

const rowOf = ({ levels }: PricesReport, level: string) => levels.find(({ key }) => key === level)

describe('past orders at the prices of a program', () => {
  test('cost what the level held just before the order takes off', () => {
    const prices = pricesOf({ prices: {} }, [bought('2026-01-05', order('1', 10_000)), bought('2026-01-06', order('2', 1_005)), bought('2026-01-07', order('3', 1_015))])
    expect(rowOf(prices, 'base')).toMatchObject({ orders: 1, retailMinor: 10_000, discountMinor: 0, points: 100, pointsMinor: 100 })
    // A tenth of 10.05 is 1.00, of 10.15 is 1.02: half to even.
    expect(rowOf(prices, 'vip')).toMatchObject({ orders: 2, retailMinor: 2_020, discountMinor: 100 + 102, netMinor: 1_818, points: 9 + 9, margin: null })
    expect(prices).toMatchObject({ total: { orders: 3, discountMinor: 202 }, benefits: [{ benefit: 'tier', level: 'vip', lines: 2, minor: 202 }], floor: null })
  })

  test('are those at or after the instant that was asked for; what was before counts for levels', () => {
    const prices = pricesOf({ prices: {} }, [bought('2025-12-31', order('1', 10_000)), { ...bought('2026-01-01', order('2', 1_000)), at: FROM }])
    expect([rowOf(prices, 'base')?.orders, rowOf(prices, 'vip')?.orders, prices.total.orders]).toEqual([0, 1, 1])
  })

  test('leave levels and points of the history as they were paid', () => {
    const { program } = checkProgram({ ...DOCUMENT, prices: {} })
    const told = [true, false].map((isPriced) => {
      const backtest = openBacktest({ timeline: timelineOf(program!), ...(isPriced ? { prices: { from: FROM, goods: COSTS } } : {}) })
      for (const event of [bought('2026-01-05', order('1', 10_000)), bought('2026-01-06', order('2', 1_000))]) backtest.take('ada', event)
      return { ...backtest.finish(parseInstant('2026-07-01T00:00:00Z')), prices: null }
    })
    expect(told[0]).toEqual(told[1])
  })

  test('count in the base currency at the rate of the order, and not where no market has their currency', () => {
    const yen = order('2', 12_345, { currency: 'JPY', market: 'jp', rate: { rate: '0.02', source: 'test', asOf: 'now' } })
    const prices = pricesOf({ prices: {} }, [bought('2026-01-05', order('1', 10_000)), bought('2026-01-06', yen)], { guest: order('3', 500, { currency: 'EUR', rate: { rate: '1', source: 'test', asOf: 'now' } }) })
    // 12,345 yen less 1,234; a yen is two cents; 111 points of a yen each, by the reference a cent.
    expect(rowOf(prices, 'vip')).toMatchObject({ retailMinor: 24_690, discountMinor: 2_468, points: 111, pointsMinor: 111 })
    expect(prices).toMatchObject({ unpriced: 1, guests: { orders: 0 } })
  })

  test('take of the limits of discounts one after the other', () => {
    const events = [bought('2026-01-05', order('1', 10_000)), bought('2026-01-06', order('2', 1_000))]
    const given = (limits: object) => pricesOf({ benefits: {}, tiers: [{ id: 'level', levels: [{ id: 'base' }] }], discounts: [{ id: 'sale', kind: 'promotion', percent: '20', ...limits }] }, events, { guest: order('3', 500) }).benefits.map(({ benefit, lines, minor }) => [benefit, lines, minor])
    expect(given({})).toEqual([['sale', 2, 2_200], ['sale', 1, 100]])
    expect(given({ limits: [{ money: '21.00' }] })).toEqual([['sale', 2, 2_100]])
    expect(given({ limits: [{ uses: 1, per: 'member' }] })).toEqual([['sale', 1, 2_000]])
    expect(given({ limits: [{ uses: 1, in: 'month' }] })).toEqual([['sale', 1, 2_000], ['sale', 1, 100]])
  })

  test('drop what would bring them below the floor, and say so', () => {
    const change = { discounts: [{ id: 'sale', kind: 'promotion', percent: '20' }, { id: 'more', kind: 'member_day', percent: '5' }], margin: { floor: '5' } }
    const events = [bought('2026-01-05', order('1', 10_000)), bought('2026-01-06', order('2', 1_005))]
    const prices = pricesOf(change, events)
    // At 9.00 the second order would be sold at 6.87; it stays below the floor with nothing left to drop but the price of the level: 10.05 keeps 1.05.
    expect(rowOf(prices, 'vip')).toMatchObject({ discountMinor: 0, margin: { goodsMinor: 900, pointsMinor: 10, keptMinor: 1_005 - 900 - 10 } })
    expect(prices.floor).toMatchObject({
      isShadow: false, orders: 1, lines: 1, linesLeft: 0, savedMinor: 100 + 181 + 36,
      drops: [{ benefit: 'tier', minor: 100 }, { benefit: 'sale', minor: 181 }, { benefit: 'more', minor: 36 }],
    })
    const shadow = pricesOf({ ...change, margin: { floor: '5', mode: 'shadow' } }, events)
    expect(rowOf(shadow, 'vip')).toMatchObject({ discountMinor: 317, margin: { keptMinor: 688 - 900 - 6 } })
    expect({ ...shadow.floor, isShadow: false }).toEqual(prices.floor)
  })

  test('are of no level in a program without levels', () => {
    const prices = pricesOf({ tiers: [], discounts: [{ id: 'sale', kind: 'promotion', percent: '10' }] }, [bought('2026-01-05', order('1', 1_000))])
    expect(prices).toMatchObject({ levels: [], total: { discountMinor: 100 }, benefits: [{ benefit: 'sale', level: 'none', lines: 1, minor: 100 }] })
  })

  test('have shipping that a discount makes free, and gifts whose cost was told', () => {
    const change = { discounts: [{ id: 'ship', kind: 'promotion', free_shipping: true }, { id: 'gift', kind: 'member_day', gift: 'A' }, { id: 'other', kind: 'member_day', gift: 'B' }], margin: { floor: '0' } }
    const prices = pricesOf(change, [bought('2026-01-05', order('1', 5_000, { shippingMinor: 490 }))])
    expect(prices.total).toMatchObject({ shippingMinor: 490, giftMinor: 900, discountMinor: 0, margin: { shippingMinor: 490, giftMinor: 900 } })
    // At 10.00 the goods cost 9.00; neither is to be had.
    const dropped = pricesOf(change, [bought('2026-01-05', order('1', 1_000, { shippingMinor: 490 }))])
    expect(dropped.total).toMatchObject({ shippingMinor: 0, giftMinor: 0 })
    expect(dropped.floor).toMatchObject({ orders: 1, lines: 1, linesLeft: 0, savedMinor: 1_390, drops: [{ benefit: 'ship', minor: 490 }, { benefit: 'gift', minor: 900 }] })
  })

  test('cost what bringing the goods in costs, and their gifts', () => {
    const goods = new Map([['A', { tags: [], isGiftCard: false, isSaleItem: false, costMinor: 900, freightMinor: 30, dutyMinor: 12 }]])
    const events = [bought('2026-01-05', order('1', 5_000, { lines: [{ id: '1', sku: 'A', quantity: 3, amountMinor: 5_000 }] }))]
    const prices = pricesOf({ discounts: [{ id: 'gift', kind: 'member_day', gift: 'A' }], margin: { floor: '0' } }, events, { goods })
    expect(prices.total).toMatchObject({ giftMinor: 942, margin: { goodsMinor: 2_700, freightMinor: 90, dutyMinor: 36, giftMinor: 942, pointsMinor: 50, keptMinor: 5_000 - 2_700 - 90 - 36 - 942 - 50 } })
    // A piece keeps 3.94 beside the gift; it would be 4.08 if the gift came in free of freight and duty.
    const dear = pricesOf({ discounts: [{ id: 'gift', kind: 'member_day', gift: 'A' }], margin: { floor: { percent: '0', amount: { us: '4.00' } } } }, events, { goods })
    expect(dear.floor).toMatchObject({ lines: 2, savedMinor: 942, drops: [{ benefit: 'gift', minor: 942 }] })
  })

  test('give guests no points', () => {
    expect(pricesOf({ discounts: [{ id: 'sale', kind: 'promotion', percent: '20' }], margin: { floor: '0' } }, [], { guest: order('1', 5_000) }).guests).toMatchObject({ orders: 1, retailMinor: 5_000, discountMinor: 1_000, points: 0, pointsMinor: 0, margin: { pointsMinor: 0 } })
  })

  test('say what stays below the floor with nothing to drop', () => {
    expect(pricesOf({ margin: { floor: '5' } }, [bought('2026-01-05', order('1', 905))]).floor).toMatchObject({ orders: 1, lines: 1, linesLeft: 1, savedMinor: 0, drops: [] })
  })

  test('take from limits that all members share what the order may take', () => {
    const change = { prices: {}, earn: [{ id: 'buy', on: 'order.paid', rate: 'market', caps: { program: 15 } }] }
    expect(pricesOf(change, [bought('2026-01-05', order('1', 1_000)), bought('2026-01-06', order('2', 1_000))]).total.points).toBe(15)
  })
})
