import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest } from './backtest.ts'

/** A point costs a cent, lasts a month, and a refund may leave debt; VIP from 100 in all, with 10 % off. */
const DOCUMENT = {
  program: 'p', name: 'P', currency: 'USD', zone: 'America/New_York',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }],
  expiry: { after: { months: 1 } }, refund: { claw: 'unlimited' },
  tiers: [{ id: 'level', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100' }, benefits: ['tenth'] }] }],
  benefits: { tenth: { kind: 'discount', name: '10 % off', percent: '10' }, birthday: { kind: 'discount', name: 'Birthday', percent: '50', on: 'birthday' } },
}

function timelineWith(change: object = {}) {
  const { program, problems } = checkProgram({ ...DOCUMENT, ...change })
  if (!program) throw new Error(JSON.stringify(problems))
  return timelineOf(program)
}

const at = (time: string) => parseInstant(time)

function bought(id: string, time: string, amountMinor: number): MemberEvent {
  return { source: 'test', id, at: at(time), kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'A', quantity: 1, amountMinor }] } }
}

function credited(id: string, time: string, amountMinor: number): MemberEvent {
  return { source: 'test', id, at: at(time), kind: 'credit.noted', currency: 'USD', amountMinor }
}

/** Ada rises with her first order and falls with a credit note; Bob buys once; a guest buys and brings something back. */
function history(options: { from?: number; asOf?: number } = {}) {
  const backtest = openBacktest({ timeline: timelineWith(), ...options })
  backtest.take('ada', bought('1', '2026-01-05T12:00:00-05:00', 15000))
  backtest.takeGuest({ at: at('2026-01-06T12:00:00-05:00'), kind: 'order', currency: 'USD', netMinor: 2000 })
  backtest.takeGuest({ at: at('2026-01-07T12:00:00-05:00'), kind: 'credit_note', currency: 'USD', netMinor: -500 })
  backtest.take('ada', bought('2', '2026-01-20T12:00:00-05:00', 5000))
  backtest.take('ada', credited('3', '2026-02-10T12:00:00-05:00', 12000))
  // Still February in New York, already March in UTC.
  backtest.take('bob', bought('4', '2026-02-28T23:30:00-05:00', 3000))
  return backtest
}

const MARCH = at('2026-03-01T00:00:00-05:00')

describe('a back-test', () => {
  test('adds up a history as by hand', () => {
    const report = history().finish(MARCH)

    expect(report).toMatchObject({
      orders: 3, refunds: 1, guests: { orders: 1, netMinor: { USD: 1500 } }, members: 2, netMinor: { USD: 11000 }, spendMinor: 11000,
      points: { earned: 230, clawedBack: 120, waived: 0, expired: 150, spent: 0, revoked: 120, pending: 0, active: 30, reserved: 0, debt: 70, balance: -40 },
      tiers: { base: 2, vip: 0 }, tierMoves: { 'base>vip': 1, 'vip>base': 1 }, liability: { minor: 30, currency: 'USD' }, debtors: 1,
    })
    expect(report.earned).toEqual([{ id: 'buy', times: 3, points: 230 }])
    expect(report.left).toEqual([{ id: 'expire', times: 1, points: 150 }, { id: 'claw', times: 1, points: 120 }])
    expect(report.balances).toEqual([{ from: null, to: -1, members: 1 }, { from: 0, to: 0, members: 0 }, { from: 1, to: null, members: 1 }])
  })

  test('tells each month of the program’s zone, with what was owed at its end', () => {
    expect(history().finish(MARCH).months).toEqual([
      { month: '2026-01', joined: 1, issued: 200, clawed: 0, expired: 0, spent: 0, owed: 200, debt: 0, liabilityMinor: 200, up: 1, down: 0, moves: { 'base>vip': 1 } },
      { month: '2026-02', joined: 1, issued: 30, clawed: 120, expired: 150, spent: 0, owed: 30, debt: 70, liabilityMinor: 30, up: 0, down: 1, moves: { 'vip>base': 1 } },
    ])
  })

  test('counts what was bought and what it earned on the level of that time, and who stands there in the end', () => {
    expect(history().finish(MARCH).levels).toEqual([
      { key: 'base', track: 'level', name: 'base', orders: 2, spendMinor: 18000, discountMinor: 0, kept: 30, pointsMinor: 30, members: 2, memberSpendMinor: 11000 },
      { key: 'vip', track: 'level', name: 'vip', orders: 1, spendMinor: -7000, discountMinor: -700, kept: -70, pointsMinor: -70, members: 0, memberSpendMinor: 0 },
    ])
  })

  test('begins to tell moves at `from`, and folds everything before it', () => {
    const report = history({ from: at('2026-02-01T00:00:00-05:00') }).finish(MARCH)
    expect(report.tierMoves).toEqual({ 'vip>base': 1 })
    expect(report.points).toEqual(history().finish(MARCH).points)
    expect(report.orders).toBe(3)
  })

  test('ends just before `asOf`: what is then has not happened', () => {
    const end = at('2026-02-06T00:00:00-05:00')
    const report = history({ asOf: end }).finish(end)
    expect(report).toMatchObject({ orders: 2, refunds: 0, members: 1, points: { expired: 0, active: 200 }, tiers: { base: 0, vip: 1 } })
    const later = history({ asOf: end + 1 }).finish(end + 1)
    expect(later.points).toMatchObject({ expired: 150, active: 50 })
  })

  test('puts the events of one member and one instant in the engine’s order, however they come', () => {
    const noon = '2026-01-05T12:00:00-05:00'
    const forwards = openBacktest({ timeline: timelineWith() })
    const backwards = openBacktest({ timeline: timelineWith() })
    for (const event of [bought('b', noon, 9000), credited('c', noon, 12000)]) forwards.take('ada', event)
    for (const event of [credited('c', noon, 12000), bought('b', noon, 9000)]) backwards.take('ada', event)
    expect(backwards.finish(MARCH)).toEqual(forwards.finish(MARCH))
    expect(forwards.member('ada')?.head.units['points']).toMatchObject({ earned: 90, debt: 30 })
  })

  test('counts a refund by what it gives back, at the rate of its order', () => {
    const timeline = timelineWith({ markets: { ...DOCUMENT.markets, uk: { currency: 'GBP', earn: '1', redeem: { points: 100, worth: '1.00' }, reference_rate: '1.3' } } })
    const backtest = openBacktest({ timeline })
    const order = { id: '1', currency: 'GBP', market: 'uk', rate: { rate: '1.25', source: 'test', asOf: '2026-01-05' }, lines: [{ id: '1', sku: 'A', quantity: 2, amountMinor: 2002 }], discountMinor: 2 }
    backtest.take('ada', { source: 'test', id: '1', at: at('2026-01-05T12:00:00Z'), kind: 'order.paid', order })
    backtest.take('ada', { source: 'test', id: '2', at: at('2026-01-06T12:00:00Z'), kind: 'order.refunded', orderId: '1', refund: { lines: [{ line: '1', quantity: 1 }] } })
    expect(backtest.finish(MARCH)).toMatchObject({ orders: 1, refunds: 1, netMinor: { GBP: 1000 }, spendMinor: 1250, points: { earned: 20, clawedBack: 10 } })
  })

  test('grants shared limits in the order of time', () => {
    const backtest = openBacktest({ timeline: timelineWith({ earn: [{ id: 'buy', on: 'order.paid', rate: 'market', caps: { program: 100 } }] }) })
    backtest.take('ada', bought('1', '2026-01-05T12:00:00Z', 6000))
    backtest.take('bob', bought('2', '2026-01-06T12:00:00Z', 6000))
    backtest.take('cy', bought('3', '2026-01-07T12:00:00Z', 6000))
    backtest.finish(MARCH)
    expect(['ada', 'bob', 'cy'].map((id) => backtest.member(id)?.head.units['points']?.earned ?? 0)).toEqual([60, 40, 0])
  })

  test('refuses a history that is out of order', () => {
    const backtest = history()
    expect(() => backtest.take('ada', bought('9', '2026-01-01T00:00:00Z', 100))).toThrow('in the order of its time')
  })

  test('tells of a member with nothing but a credit note', () => {
    const backtest = openBacktest({ timeline: timelineWith() })
    backtest.take('cy', credited('1', '2026-01-05T12:00:00Z', 950))
    expect(backtest.finish(MARCH)).toMatchObject({ members: 1, orders: 0, refunds: 1, netMinor: { USD: -950 }, points: { debt: 9, balance: -9, clawedBack: 9 } })
  })

  test('of nothing tells nothing', () => {
    expect(openBacktest({ timeline: timelineWith() }).finish(0)).toMatchObject({ members: 0, orders: 0, months: [], firstAt: null, liability: { minor: 0 } })
  })
})
