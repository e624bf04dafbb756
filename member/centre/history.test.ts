import { describe, expect, test } from 'vitest'
import { daysOf, entriesOf, eventsOf, ordersOf, sharesOf } from './history.ts'
import { eventOfLot, fatesOf, reasonOfRule, ruleOfLot, usableOf } from './lots.ts'
import type { Lot, Posting } from './shapes.ts'

const LOT = 'shop|o%7C1|purchase||0'
let no = 0
const posting = (move: `${string} ${number} ${string}`, more: Partial<Posting>): Posting => {
  const [from = '', points, to = ''] = move.split(' ')
  return { postingNo: no += 1, unit: 'points', from, to, points: Number(points), reason: 'earn', lot: LOT, orderId: 'o|1', spentOn: null, source: 'shop', sourceId: 'o|1', effectiveAt: '2026-01-05T10:00:00Z', ...more }
}

const EARNED = [posting('issued 60 pending', {}), posting('issued 40 pending', { lot: 'shop|o%7C1|purchase||1' })]
const ACTIVATED = posting('pending 60 active', { reason: 'activate', source: 'time', sourceId: 't', effectiveAt: '2026-01-19T00:00:00Z' })

describe('the history', () => {
  test('tells postings of one event as one line, the newest first, and what still waits of it', () => {
    expect(entriesOf([...EARNED, ACTIVATED])).toMatchObject([
      { reason: 'activate', usable: 60, waiting: -60, isByTime: true, event: 'o|1', isWaiting: false },
      { reason: 'earn', usable: 0, waiting: 100, isByTime: false, event: 'o|1', rule: 'purchase', isWaiting: true },
    ])
    expect(entriesOf([EARNED[0] as Posting, ACTIVATED]).at(-1)?.isWaiting).toBe(false)
  })

  test('keeps still about points that only change place, and counts what is owed', () => {
    expect(entriesOf([posting('active 50 reserved', { reason: 'hold' }), posting('active 30 debt', { reason: 'repay', effectiveAt: '2026-01-06T10:00:00Z' })])).toEqual([])
    expect(entriesOf([posting('active 20 revoked', { reason: 'claw' }), posting('debt 30 revoked', { reason: 'claw' })])).toMatchObject([{ usable: -50 }])
    expect(entriesOf([posting('reserved 50 spent', { reason: 'commit' })])).toMatchObject([{ usable: -50 }])
  })

  test('tells a spend of many lots as one line, and not of the orders that they came from', () => {
    const spend = { reason: 'spend', sourceId: 's' }
    expect(entriesOf([posting('active 5 spent', { ...spend, orderId: null, lot: 'shop|v|review||0' }), posting('active 137 spent', { ...spend, orderId: 'o|1' }), posting('active 8 spent', { ...spend, orderId: 'o2' })])).toMatchObject([
      { reason: 'spend', usable: -150, orderId: null, rule: null },
    ])
  })

  test('tells a spend of the order that it names', () => {
    const spend = { reason: 'spend', sourceId: 's', spentOn: 'o|9', effectiveAt: '2026-01-06T10:00:00Z' }
    const orders = ordersOf(entriesOf([...EARNED, posting('active 60 spent', spend), posting('active 40 spent', { ...spend, orderId: 'o2' })]), [])
    expect(orders).toMatchObject([{ orderId: 'o|9', sums: [{ earned: 0, paid: 100, takenBack: 0 }] }, { orderId: 'o|1', sums: [{ earned: 100, paid: 0 }] }])
  })

  test('is told event by event, the newest first, each from its beginning, of one unit', () => {
    const claw = (points: number, more: Partial<Posting>) => posting(`active ${points} revoked`, { sourceId: 'r', effectiveAt: '2026-01-20T10:00:00Z', ...more })
    const events = eventsOf(entriesOf([...EARNED, ACTIVATED, claw(20, { reason: 'claw' }), claw(5, { reason: 'repay' }), posting('issued 7 active', { unit: 'stars', sourceId: 's' })]), 'points')
    expect(events.map(({ event, entries }) => [event, entries.map(({ reason, usable, waiting }) => [reason, usable + waiting])])).toEqual([['r', [['claw', -20], ['repay', -5]]], [null, [['activate', 0]]], ['o|1', [['earn', 100]]]])
  })

  test('is told by the reader’s days', () => {
    const entries = entriesOf([posting('issued 1 active', { effectiveAt: '2026-01-05T23:30:00Z', sourceId: 'a' }), posting('issued 2 active', { effectiveAt: '2026-01-06T01:00:00Z', sourceId: 'b' })])
    const inBerlin = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' })
    expect(daysOf(entries, (time) => inBerlin.format(new Date(time))).map(({ day, entries: list }) => [day, list.length])).toEqual([['2026-01-06', 2]])
  })

  test('sums up an order by unit: what it earned, what points paid of it, what went back', () => {
    const later = { effectiveAt: '2026-01-20T10:00:00Z' }
    const [order] = ordersOf(entriesOf([posting('reserved 30 spent', { reason: 'commit', sourceId: 's' }), ...EARNED, posting('issued 1200 active', { unit: 'cash' }), posting('pending 40 revoked', { reason: 'claw', sourceId: 'r', ...later }), posting('issued 5 active', { orderId: null, sourceId: 'x' })]), [])
    expect(order).toMatchObject({ orderId: 'o|1', at: '2026-01-05T10:00:00Z', sums: [{ unit: 'points', earned: 100, paid: 30, takenBack: 40 }, { unit: 'cash', earned: 1200, paid: 0, takenBack: 0 }] })
  })

  test('knows what came of the orders of a company, and of which', () => {
    const share = (company: string, points: number, unit = 'points') => posting(`issued ${points} active`, { reason: 'receive', unit, lot: `rockpool|s%2F1|share%2F${company}||0` })
    expect(sharesOf([share('mem_a', 3), share('mem_a', 4), share('mem_b', 9), share('mem_a', 50, 'cash'), ...EARNED], 'mem_a')).toEqual([{ unit: 'points', points: 7 }, { unit: 'cash', points: 50 }])
  })

  test('has the orders that moved nothing too, each where its own day is', () => {
    const told = [{ order: 'o|2', at: '2026-01-04T10:00:00Z', totalMinor: 100, currency: 'EUR', lines: [] }, { order: 'o|3', at: '2026-01-06T10:00:00Z', totalMinor: 100, currency: 'EUR', lines: [] }]
    expect(ordersOf(entriesOf(EARNED), told).map(({ orderId, sums }) => [orderId, sums.length])).toEqual([['o|3', 0], ['o|1', 1], ['o|2', 0]])
  })
})

describe('lots', () => {
  const lot = (more: Partial<Lot>): Lot => ({ id: LOT, unit: 'points', left: 10, held: 0, amount: 10, isPending: false, activatesAt: null, expiresOn: '2026-07-31', earnedAt: '2026-01-05T10:00:00Z', sourceId: 'o|1', orderId: null, rule: 'purchase', zone: 'Europe/Berlin', ...more })

  test('that end on one day are one, those that end first before others, and what waits last', () => {
    const fates = fatesOf([lot({ isPending: true, activatesAt: '2026-01-18T23:00:00Z' }), lot({ expiresOn: null }), lot({ left: 3 }), lot({}), lot({ left: 0, expiresOn: '2026-02-28' }), lot({ expiresOn: '2026-03-31' })])
    expect(fates.map(({ isPending, day, points }) => [isPending, day, points])).toEqual([[false, '2026-03-31', 10], [false, '2026-07-31', 13], [false, null, 10], [true, '2026-01-19', 10]])
  })

  test('that can be used add up to what is active: what waits, is kept for a checkout, or is of another unit is not among them', () => {
    const lots = [lot({ expiresOn: null }), lot({ left: 7, held: 3 }), lot({ left: 1 }), lot({ left: 4, held: 4 }), lot({ isPending: true }), lot({ unit: 'stars' }), lot({ left: 2, expiresOn: '2026-02-28' })]
    expect(usableOf(lots, 'points').map(({ points, lot: { expiresOn } }) => [points, expiresOn])).toEqual([[2, '2026-02-28'], [5, '2026-07-31'], [10, null]])
  })

  test('of no rule of the merchant are told by what made them', () => {
    expect(['points.adjusted', 'points.received', 'return/s1', 'share/mem_1', 'reward:ten', 'purchase'].map(reasonOfRule)).toEqual(['adjust', 'receive', 'return', 'share', 'reward', 'earn'])
  })

  test('say by their names which event and which rule made them', () => {
    expect([eventOfLot(LOT), ruleOfLot(LOT), eventOfLot(''), ruleOfLot('x')]).toEqual(['o|1', 'purchase', null, null])
  })
})
