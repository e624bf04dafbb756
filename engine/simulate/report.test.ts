import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest } from './backtest.ts'

function backtestOf(change: object = {}) {
  const { program, problems } = checkProgram({
    program: 'p', name: 'P', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
    earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }], ...change,
  })
  if (!program) throw new Error(JSON.stringify(problems))
  return openBacktest({ timeline: timelineOf(program) })
}

function bought(id: string, time: string, dollars: number): MemberEvent {
  const lines = [{ id: '1', sku: 'A', quantity: 1, amountMinor: dollars * 100 }]
  return { source: 'test', id, at: parseInstant(time), kind: 'order.paid', order: { id, currency: 'USD', lines } }
}

const END = parseInstant('2027-01-01T00:00:00Z')

describe('a report', () => {
  test('owes spendable points only: what counts for levels is worth nothing', () => {
    const backtest = backtestOf({
      units: { points: { kind: 'spendable' }, miles: { kind: 'qualifying' } },
      earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }, { id: 'miles', on: 'order.paid', unit: 'miles', rate: '10' }],
    })
    backtest.take('ada', bought('1', '2026-01-05T00:00:00Z', 80))
    const report = backtest.finish(END)
    expect(report.points).toMatchObject({ earned: 80, active: 80 })
    expect(report.liability.minor).toBe(80)
    expect(report.months[0]).toMatchObject({ issued: 80, owed: 80, liabilityMinor: 80 })
    expect(report.earned).toEqual([{ id: 'buy', times: 1, points: 80 }])
  })

  test('tells quiet months too, with what is still owed', () => {
    const backtest = backtestOf()
    backtest.take('ada', bought('1', '2025-11-05T00:00:00Z', 10))
    backtest.take('ada', bought('2', '2026-02-05T00:00:00Z', 10))
    expect(backtest.finish(END).months.map(({ month, issued, owed }) => [month, issued, owed])).toEqual([
      ['2025-11', 10, 10], ['2025-12', 0, 10], ['2026-01', 0, 10], ['2026-02', 10, 20],
    ])
  })

  test('counts each member in one range of balances, both ends included', () => {
    const backtest = backtestOf()
    for (const [index, dollars] of [0, 1, 49, 50, 99, 100, 499, 500, 999, 1000].entries()) backtest.take(`m${index}`, bought(`${index}`, '2026-01-05T00:00:00Z', dollars))
    expect(backtest.finish(END).balances).toEqual([
      { from: null, to: -1, members: 0 }, { from: 0, to: 0, members: 1 }, { from: 1, to: 49, members: 2 }, { from: 50, to: 99, members: 2 },
      { from: 100, to: 499, members: 2 }, { from: 500, to: 999, members: 2 }, { from: 1000, to: null, members: 1 },
    ])
  })

  test('of a program without levels has none', () => {
    const backtest = backtestOf()
    backtest.take('ada', bought('1', '2026-01-05T00:00:00Z', 10))
    expect(backtest.finish(END)).toMatchObject({ tiers: {}, tierMoves: {}, levels: [], spendMinor: 1000 })
  })

  test('puts points spent and given back into their month, and counts an event once whatever lots it took', () => {
    const backtest = backtestOf()
    backtest.take('ada', bought('1', '2026-01-05T00:00:00Z', 60))
    backtest.take('ada', bought('2', '2026-01-06T00:00:00Z', 60))
    backtest.take('ada', { source: 'test', id: 's', at: parseInstant('2026-02-01T00:00:00Z'), kind: 'points.spent', points: 100, purpose: 'checkout' })
    backtest.take('ada', { source: 'test', id: 'c', at: parseInstant('2026-03-01T00:00:00Z'), kind: 'spend.cancelled', spendId: 's', points: 30 })
    const report = backtest.finish(END)
    expect(report.months.map(({ spent, owed }) => [spent, owed])).toEqual([[0, 120], [100, 20], [-30, 50]])
    expect(report.left).toEqual([{ id: 'spend', times: 1, points: 100 }])
    expect(report.points).toMatchObject({ spent: 70, active: 50 })
  })

  test('counts what one member hands to another neither as used nor as given: it is owed before as after', () => {
    const backtest = backtestOf()
    backtest.take('ada', bought('1', '2026-01-05T00:00:00Z', 60))
    const stamp = { source: 'test', at: parseInstant('2026-02-01T00:00:00Z') }
    backtest.take('ada', { ...stamp, id: 's', kind: 'points.sent', points: 20, to: 'bob' })
    backtest.take('bob', { ...stamp, id: 'r', kind: 'points.received', from: 'ada', pieces: [{ points: 20, expiresOn: null, zone: 'UTC' }] })
    const report = backtest.finish(END)
    expect(report.months.map(({ issued, spent, owed }) => [issued, spent, owed])).toEqual([[60, 0, 60], [0, 0, 60]])
    expect([report.earned, report.left]).toEqual([[{ id: 'buy', times: 1, points: 60 }], []])
  })
})
