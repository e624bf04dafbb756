import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest } from './backtest.ts'
import type { PastGoods } from './past-cart.ts'
import type { Redeem } from './redeeming.ts'
import type { BacktestReport } from './report.ts'

/** A point for a dollar, and worth a cent; gold from 100 in all. A pen for 10 points, 8 for gold; a mug for 25. */
const DOCUMENT = {
  program: 'p', name: 'P', currency: 'USD', zone: 'UTC',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, de: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' }, reference_rate: '1.5' } },
  earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'level', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '100' } }] }],
  rewards: [{ id: 'mug', gives: { product: 'MUG' }, points: 25, cost: '3' }, { id: 'pen', gives: { product: 'PEN' }, points: 10, level_points: { gold: 8 }, cost: '0.50' }],
}
const FROM = parseInstant('2026-01-01T00:00:00Z')
const GOODS: PastGoods = new Map([['PEN', { tags: [], isGiftCard: false, isSaleItem: false, costMinor: 40, freightMinor: 5, dutyMinor: 2 }]])

function bought(day: string, id: string, dollars: number): MemberEvent {
  return { source: 'test', id, at: parseInstant(`${day}T12:00:00Z`), kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'A', quantity: 1, amountMinor: dollars * 100 }] } }
}

type Told = { change?: object; reward?: string | null; stock?: Redeem['stock']; usedPart?: [number, number]; asOf?: string; bob?: readonly MemberEvent[]; hasPrices?: boolean }

/** What came of it when Ada bought so, and Bob after her. */
function reportOf(events: readonly MemberEvent[], { change = {}, reward = 'cheapest', stock = new Map(), usedPart = [0, 1], asOf = '2027-01-01', bob = [], hasPrices = false }: Told = {}): BacktestReport {
  const { program, problems } = checkProgram({ ...DOCUMENT, ...change })
  if (!program) throw new Error(JSON.stringify(problems))
  const counted = { from: FROM, goods: GOODS }
  const backtest = openBacktest({ timeline: timelineOf(program), rewards: { ...counted, redeem: reward === null ? null : { reward, stock }, usedPart }, prices: hasPrices ? counted : undefined })
  const all = [...events.map((event) => ({ event, member: 'ada' })), ...bob.map((event) => ({ event, member: 'bob' }))]
  for (const { event, member } of all.sort((a, b) => a.event.at - b.event.at)) backtest.take(member, event)
  return backtest.finish(parseInstant(`${asOf}T00:00:00Z`))
}

function takenIn(...told: Parameters<typeof reportOf>): [reward: string, level: string, redemptions: number, points: number, costMinor: number][] {
  return reportOf(...told).rewards!.rewards.map(({ reward, level, redemptions, points, costMinor }) => [reward, level, redemptions, points, costMinor])
}

describe('members who take rewards on a history', () => {
  test('take the cheapest right after a purchase, as often as they can pay for it', () => {
    const { rewards, points } = reportOf([bought('2026-01-05', '1', 24), bought('2026-01-06', '2', 9)])
    expect(rewards!.rewards).toEqual([{ reward: 'pen', level: 'base', redemptions: 3, points: 30, costMinor: 150, assumed: 0 }])
    expect(rewards!.total).toEqual({ redemptions: 3, points: 30, pointsMinor: 30, costMinor: 150, uses: 0, usesMinor: 0, servicesMinor: 0 })
    expect(points).toMatchObject({ earned: 33, spent: 30, active: 3 })
  })

  test('take the one that was named, and nothing where none is', () => {
    expect(takenIn([bought('2026-01-05', '1', 24), bought('2026-01-06', '2', 27)], { reward: 'mug' })).toEqual([['mug', 'base', 2, 50, 600]])
    expect(reportOf([bought('2026-01-05', '1', 99)], { reward: null })).toMatchObject({ points: { spent: 0, active: 99 }, rewards: { redeem: null, rewards: [], total: { redemptions: 0 } } })
  })

  test('pay what their level pays, and count on the level that they hold then', () => {
    expect(takenIn([bought('2026-01-05', '1', 19), bought('2026-01-06', '2', 81)])).toEqual([['pen', 'base', 1, 10, 50], ['pen', 'gold', 11, 88, 550]])
  })

  test('take no more than limits of each and of all allow, and then the next cheapest', () => {
    const limited = (limit: object) => ({ change: { rewards: [DOCUMENT.rewards[0], { ...DOCUMENT.rewards[1], limits: [{ uses: 2, ...limit }] }] } })
    const [ada, bob] = [[bought('2026-01-05', '1', 50), bought('2026-02-05', '2', 20)], [bought('2026-01-06', '3', 20)]]
    expect(takenIn(ada, { ...limited({ per: 'member' }), bob })).toEqual([['mug', 'base', 2, 50, 600], ['pen', 'base', 4, 40, 200]])
    expect(takenIn(ada, { ...limited({ per: 'member', in: 'month' }), bob })).toEqual([['mug', 'base', 1, 25, 300], ['pen', 'base', 6, 60, 300]])
    expect(takenIn(ada, { ...limited({}), bob })).toEqual([['mug', 'base', 2, 50, 600], ['pen', 'base', 2, 20, 100]])
  })

  test('take what there is in stock, and any number where nobody told it', () => {
    const change = { rewards: [{ ...DOCUMENT.rewards[1], stock: 'counted' }] }
    expect(takenIn([bought('2026-01-05', '1', 20)], { change, stock: new Map([['pen', 3]]), bob: [bought('2026-01-06', '2', 20)] })).toEqual([['pen', 'base', 3, 30, 150]])
    expect(takenIn([bought('2026-01-05', '1', 90)], { change })).toEqual([['pen', 'base', 9, 90, 450]])
  })

  test('wait for points that are pending, and for a day on which it is had', () => {
    expect(takenIn([bought('2026-01-05', '1', 20), bought('2026-01-20', '2', 5)], { change: { pending: { days: 14 } } })).toEqual([['pen', 'base', 2, 20, 100]])
    expect(takenIn([bought('2026-01-05', '1', 20), bought('2026-01-20', '2', 5)], { change: { rewards: [{ ...DOCUMENT.rewards[1], month_days: [20] }] } })).toEqual([['pen', 'base', 2, 20, 100]])
  })

  test('live before the instant that was asked for, and are counted from it on', () => {
    expect(takenIn([bought('2025-12-31', '1', 25), bought('2026-01-06', '2', 6)])).toEqual([['pen', 'base', 1, 10, 50]])
  })
})

describe('a reward on a history', () => {
  const costOf = (gives: object, more: object = {}) => {
    const entitlements = [{ id: 'returns', uses: 1, cost: '6.50' }, { id: 'advice', uses: 1 }]
    const change = { entitlements, discounts: [{ id: 'off', kind: 'coupon', amount: { us: '5' } }], rewards: [{ id: 'one', gives, points: 60, ...more }] }
    return reportOf([bought('2026-01-05', '1', 60)], { change }).rewards!.rewards.map(({ costMinor, assumed }) => [costMinor, assumed])[0]
  }

  test('costs what the program says, else what is known of what it gives, else what its points are worth', () => {
    expect(costOf({ product: 'PEN' }, { cost: { us: '0.55' } })).toEqual([55, 0])
    expect(costOf({ product: 'PEN' })).toEqual([47, 0])
    expect(costOf({ sample: 'MUG' })).toEqual([60, 1])
    expect(costOf({ gift_card: { us: '7' } })).toEqual([700, 0])
    expect(costOf({ entitlement: 'returns', uses: 2 })).toEqual([1_300, 0])
    expect(costOf({ entitlement: 'advice', uses: 2 })).toEqual([60, 1])
    expect(costOf({ coupon: 'off' })).toEqual([60, 1])
  })

  test('costs in the base currency what it costs in the market, by its reference rate', () => {
    const order: MemberEvent = { source: 'test', id: '1', at: FROM, kind: 'order.paid', order: { id: '1', currency: 'EUR', market: 'de', rate: { rate: '2', source: 'test', asOf: 'now' }, lines: [{ id: '1', sku: 'A', quantity: 1, amountMinor: 2_000 }] } }
    const joined: MemberEvent = { source: 'test', id: 'j', at: FROM, kind: 'member.joined', profile: { market: 'de' } }
    expect(takenIn([joined, order], { change: { rewards: [{ ...DOCUMENT.rewards[1], cost: { us: '1', de: '0.33' } }] } })).toEqual([['pen', 'base', 2, 20, 100]])
  })

  test('takes the place of its points in what a level costs and keeps, where the order was that earned them', () => {
    const change = { margin: { floor: '0', unknown_cost: '50', breakage: '20' }, tiers: [{ id: 'level', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '100' }, benefits: ['tenth'] }] }], benefits: { tenth: { kind: 'discount', name: '10 % off', percent: '10' } } }
    const rowsOf = (events: readonly MemberEvent[], told: Told) => Object.fromEntries([...reportOf(events, { change, hasPrices: true, ...told }).prices!.levels].map(({ key, points, redeemed, pointsMinor, rewardsMinor, margin }) => [key, { points, redeemed, pointsMinor, rewardsMinor, margin: margin!.pointsMinor, kept: margin!.keptMinor }]))
    const events = [bought('2026-01-05', '1', 99), bought('2026-01-06', '2', 10)]
    // Nine pens of the 99 points; nine points are left. The second order makes gold, and pays two pens at 8 with them and seven of its ten.
    expect(rowsOf(events, { reward: null })['base']).toEqual({ points: 109, redeemed: 0, pointsMinor: 109, rewardsMinor: 0, margin: 79 + 8, kept: 9_900 + 1_000 - 4_950 - 500 - 87 })
    expect(rowsOf(events, {})).toEqual({
      base: { points: 109, redeemed: 106, pointsMinor: 3, rewardsMinor: 450, margin: 79 + 8 - 79 - 6, kept: 10_900 - 5_450 - 2 - 450 },
      gold: { points: 0, redeemed: 0, pointsMinor: 0, rewardsMinor: 100, margin: 0, kept: -100 },
    })
    // Gold pays 14.40 of 16.00 and earns 14 at these prices, though the history has 16 for two pens: no more than 14 are taken off. Points of the year before are in no row.
    expect(rowsOf([bought('2025-12-31', '1', 104), bought('2026-01-06', '2', 16)], {})['gold']).toEqual({ points: 14, redeemed: 14, pointsMinor: 0, rewardsMinor: 100, margin: 0, kept: 1_440 - 800 - 100 })
    expect(rowsOf([bought('2025-12-31', '1', 108), bought('2026-01-06', '2', 8)], {})['gold']).toMatchObject({ points: 7, redeemed: 4, rewardsMinor: 50, margin: 6 - 3 })
  })
})

describe('services of levels on a history', () => {
  const change = {
    rewards: [], entitlements: [{ id: 'returns', uses: 2, level_uses: { gold: 6 }, cost: '6.55' }, { id: 'advice', uses: 1, per: 'month' }],
    tiers: [{ id: 'level', levels: [{ id: 'base', benefits: ['returns'] }, { id: 'gold', entry: { spend: '100' }, benefits: ['returns', 'advice'] }] }],
  }

  test('are given when a period begins and when a level gives more of them, on that level', () => {
    const { rewards } = reportOf([bought('2026-02-05', '1', 20), bought('2026-06-01', '2', 80)], { change, reward: null, asOf: '2027-02-02' })
    expect(rewards!.entitlements).toEqual([
      // Four more in June, six in the new year; advice from June to February.
      { entitlement: 'returns', level: 'base', uses: 2, costMinor: 1_310 }, { entitlement: 'returns', level: 'gold', uses: 4 + 6, costMinor: 6_550 },
      { entitlement: 'advice', level: 'gold', uses: 9, costMinor: null },
    ])
    expect(rewards!.total).toMatchObject({ uses: 21, usesMinor: 7_860, servicesMinor: 0 })
  })

  test('cost the part of them that is used, rounded once for each level', () => {
    const { rewards } = reportOf([bought('2026-02-05', '1', 20)], { change, reward: null, usedPart: [1, 4], asOf: '2026-12-31' })
    expect(rewards!.levels.map(({ key, uses, usesMinor, servicesMinor }) => [key, uses, usesMinor, servicesMinor])).toEqual([['base', 2, 1_310, 328], ['gold', 0, 0, 0]])
  })

  test('are counted from the instant that was asked for', () => {
    expect(reportOf([bought('2025-02-05', '1', 20)], { change, reward: null, asOf: '2026-01-01' }).rewards!.total.uses).toBe(0)
    expect(reportOf([bought('2025-02-05', '1', 20)], { change, reward: null, asOf: '2026-01-02' }).rewards!.total.uses).toBe(2)
  })
})
