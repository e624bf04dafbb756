import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { checkProgram } from './check.ts'
import { compileProgram } from './compile.ts'
import type { ConditionScope } from './conditions.ts'
import type { Program } from './program.ts'
import type { ProgramDocument } from './schema.ts'
import { SAMPLE } from './testing.ts'

const PLAIN = { program: 'p', name: 'P', currency: 'USD', zone: 'Europe/Berlin', markets: { us: { currency: 'USD' } }, earn: [] } satisfies ProgramDocument

function compiled(more: Partial<ProgramDocument> = {}): Program {
  const document = { ...PLAIN, ...more }
  expect(checkProgram(document).problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
  return compileProgram(document)
}

describe('a program that says little', () => {
  test('has one spendable unit, one market at its own reference, and the defaults of the rules of value', () => {
    expect(compiled()).toMatchObject({
      id: 'p',
      units: { points: { id: 'points', kind: 'spendable', pending: { kind: 'none' }, expiry: { kind: 'never' } } },
      mainUnit: 'points',
      defaultMarket: 'us',
      markets: { us: { currency: 'USD', zone: 'Europe/Berlin', earn: null, redeem: null, reference: [1, 1] } },
      refund: { claw: 'within_balance', debtLimit: {}, threshold: 'recompute', pointsShare: 'proportional', graceDays: null },
      tracks: [],
      level: 'highest',
      limits: { spendMinimum: 1, spendStep: 1, transfersPerMonth: null },
    })
  })

  test('has rules per order, floor, multiplied, at every event, without caps', () => {
    expect(compiled({ earn: [{ id: 'a', on: 'order.paid', rate: '1' }] }).rules).toMatchObject([{
      when: null, unit: 'points', points: 0, minimumMinor: 0, excludeSaleItems: false, onlyTags: null, per: 'order', rounding: 'floor', multipliers: [], combine: 'multiply',
      orderCap: null, caps: {}, timesCaps: {}, programCap: null, every: 1, streak: null, pending: null, expiry: null,
    }])
  })

  test('has tracks that are entered at once, reviewed all the time, without grace, downgraded in full', () => {
    expect(compiled({ tiers: [{ id: 't', levels: [{ id: 'a' }] }] }).tracks).toMatchObject([
      { entry: 'at_once', valid: null, grace: null, downgrade: 'full', levels: [{ id: 'a', name: 'a', entry: null, keep: null, benefits: [] }] },
    ])
  })
})

describe('a rate', () => {
  test.each([
    ['"1" in dollars', 'USD', '1', [1, 100]],
    ['"1.5" in dollars', 'USD', '1.5', [3, 200]],
    ['"1" in yen', 'JPY', '1', [1, 1]],
    ['a point for 150 yen', 'JPY', { points: 1, per: '150' }, [1, 150]],
    ['a point for 100 yuan', 'CNY', { points: 1, per: '100' }, [1, 10_000]],
    ['2 points for 0.5 dinar of three decimals', 'KWD', { points: 2, per: '0.5' }, [1, 250]],
    ['nothing', 'USD', '0', [0, 1]],
  ] as const)('of a market, %s, is points for each minor unit', (...[, currency, earn, ratio]) => {
    expect(compiled({ markets: { m: { currency, earn } } }).markets['m']!.earn).toEqual(ratio)
  })

  test('of a rule of its own is points for each minor unit of the base currency', () => {
    const { rules } = compiled({ markets: { jp: { currency: 'JPY', earn: '1' } }, earn: [{ id: 'a', on: 'order.paid', rate: '2' }, { id: 'b', on: 'order.paid', rate: 'market' }] })
    expect(rules.map(({ rate }) => rate)).toEqual([[1, 50], 'market'])
  })

  test.each([['JPY', '0.0066', [33, 50]], ['EUR', '1.08', [27, 25]], ['KWD', '3.25', [13, 40]]] as const)('of reference in %s, %s, is between minor units', (currency, rate, ratio) => {
    expect(compiled({ markets: { m: { currency, reference_rate: rate } } }).markets['m']!.reference).toEqual(ratio)
  })

  test('of reference that is not told is not known', () => {
    expect(compiled({ markets: { m: { currency: 'EUR' } } }).markets['m']!.reference).toBeNull()
  })
})

describe('waits and ends', () => {
  const pending = { days: 14 }
  const expiry = { after: { months: 12 } }

  test('of the program are those of spendable units; what counts for levels and store credit say their own', () => {
    const { units } = compiled({ pending, expiry, units: { points: { kind: 'spendable' }, stars: { kind: 'qualifying' }, credit: { kind: 'store_credit', currency: 'USD' }, gems: { kind: 'qualifying', expiry } } })
    expect(Object.values(units).map((unit) => [unit.id, unit.pending.kind, unit.expiry.kind])).toEqual([
      ['points', 'days', 'after'], ['stars', 'none', 'never'], ['credit', 'none', 'never'], ['gems', 'none', 'after'],
    ])
  })

  test.each([
    ['none', { kind: 'none' }],
    [{ days: 14 }, { kind: 'days', days: 14 }],
    [{ days_after_delivery: 7, cancel_after: { months: 3 } }, { kind: 'delivery', days: 7, cancelAfter: { months: 3 } }],
    [{ by_hand: true }, { kind: 'by_hand', cancelAfter: null }],
  ] as const)('pending %j is %j', (written, policy) => {
    expect(compiled({ pending: written }).units['points']!.pending).toEqual(policy)
  })

  test.each([
    ['never', { kind: 'never' }],
    [{ after: { months: 12 } }, { kind: 'after', period: { months: 12 }, from: 'activation', roundUp: null, reminders: null }],
    [{ after: { years: 1 }, from: 'earning', round_up: 'year', reminders: { days: [30, 7] } }, { kind: 'after', period: { years: 1 }, from: 'earning', roundUp: 'year', reminders: { days: [30, 7], above: 0 } }],
    [{ inactivity: { days: 400 }, notice_days: 30 }, { kind: 'inactivity', period: { days: 400 }, activities: new Set(['order.paid', 'points.spent']), noticeDays: 30, reminders: null }],
  ] as const)('expiry %j is %j', (written, policy) => {
    expect(compiled({ expiry: written as ProgramDocument['expiry'] & {} }).units['points']!.expiry).toEqual(policy)
  })

  test('of a region are found by each of its names', () => {
    const { regions } = compiled({ regions: [{ regions: ['CA-ON', 'CA-QC'], expiry: 'never' }] })
    expect(Object.keys(regions)).toEqual(['CA-ON', 'CA-QC'])
  })
})

describe('criteria', () => {
  test('read the series of what they count, amounts in minor units of the base currency', () => {
    const any: never[] = [
      { spend: '500' }, { orders: 3, window: { rolling: { days: 365 } } }, { points: 1000, unit: 'stars', window: { calendar: 'half' } }, { points: 5 },
      { event: 'subscribed' }, { event: 'reviewed', count: 3, window: { anniversary: 'joining' } }, { member_age: { years: 1 } }, { tag: 'vip' }, { company_volume: '20000.50', window: 'lifetime' },
    ] as never
    const { tracks, countedEvents } = compiled({ units: { points: { kind: 'spendable' }, stars: { kind: 'qualifying' } }, tiers: [{ id: 't', levels: [{ id: 'a', entry: { all: [{ any }] }, keep: { event: 'shared' } }] }] })
    const lifetime = { kind: 'lifetime' }
    expect(tracks[0]!.levels[0]!.entry).toEqual({ kind: 'all', of: [{ kind: 'any', of: [
      { kind: 'series', measure: 'spend', series: 'spend', need: 50_000, window: lifetime },
      { kind: 'series', measure: 'orders', series: 'orders', need: 3, window: { kind: 'rolling', period: { days: 365 } } },
      { kind: 'series', measure: 'points', series: 'points:stars', need: 1000, window: { kind: 'calendar', unit: 'half' } },
      { kind: 'series', measure: 'points', series: 'points:points', need: 5, window: lifetime },
      { kind: 'series', measure: 'event', series: 'event:subscribed', need: 1, window: lifetime },
      { kind: 'series', measure: 'event', series: 'event:reviewed', need: 3, window: { kind: 'anniversary', of: 'joining' } },
      { kind: 'member_age', period: { years: 1 } },
      { kind: 'tag', tag: 'vip' },
      { kind: 'series', measure: 'company_volume', series: 'company_volume', need: 2_000_050, window: lifetime },
    ] }] })
    expect([...countedEvents].sort()).toEqual(['reviewed', 'shared', 'subscribed'])
  })

  test('without a keep rule keep by the entry', () => {
    const [level] = compiled({ tiers: [{ id: 't', levels: [{ id: 'a', entry: { orders: 3 } }] }] }).tracks[0]!.levels
    expect(level!.keep).toEqual(level!.entry)
  })

  test('of a track come with its validity and grace', () => {
    const tiers: ProgramDocument['tiers'] = [
      { id: 'a', levels: [{ id: 'x' }], valid: { period: 'year', through: 'next' }, grace: { months: 1, round_up: 'month' }, downgrade: 'one_step', entry: 'next_period' },
      { id: 'b', levels: [{ id: 'x' }], valid: { period: { anniversary: 'entry' } }, grace: { days: 14 } },
    ]
    expect(compiled({ tiers }).tracks).toMatchObject([
      { valid: { period: { calendar: 'year' }, through: 'next' }, grace: { period: { days: 0, months: 1 }, roundUp: 'month' }, downgrade: 'one_step', entry: 'next_period' },
      { valid: { period: { anniversary: 'entry' }, through: 'this' }, grace: { period: { days: 14, months: 0 }, roundUp: null } },
    ])
  })
})

describe('the sample', () => {
  const program = compileProgram(parse(SAMPLE) as ProgramDocument)

  test('has its rules by event, its multipliers with days and weekdays, its caps by span', () => {
    const [buy, , daily] = program.rules
    expect(Object.keys(program.rulesOn)).toEqual(['order.paid', 'quiz', 'checked_in'])
    expect(buy).toMatchObject({ rate: 'market', minimumMinor: 500, caps: { month: 500 }, timesCaps: {}, orderCap: null })
    expect(buy!.multipliers[0]).toMatchObject({
      times: [2, 1], dates: [{ from: parseDay('2026-11-11'), to: parseDay('2026-11-11') }, { from: parseDay('2026-12-11'), to: parseDay('2026-12-12') }], weekdays: null, monthDays: null,
    })
    expect(buy!.multipliers[1]).toMatchObject({ times: [3, 2], weekdays: new Set([6, 7]), dates: null })
    expect(daily).toMatchObject({ unit: 'stars', points: 1, streak: { days: 7, points: 5 }, pending: { kind: 'none' } })
    expect(program.rules[1]).toMatchObject({ timesCaps: { day: 1 }, caps: {} })
  })

  test('has its refund policy, its benefits in the money of each market and its limits', () => {
    expect(program.refund).toEqual({ claw: 'limit_by_tier', debtLimit: { gold: 500 }, threshold: 'recompute', pointsShare: 'proportional', graceDays: 30 })
    expect(program.benefits['ship']).toMatchObject({ shipping: { freeFromMinor: { us: 5_000, jp: 7_000 }, method: null }, percent: null })
    expect(program.limits).toEqual({ spendMinimum: 1, spendStep: 10, transfersPerMonth: null })
    expect(program.events).toEqual({ quiz: { score: 'integer', topic: 'text' } })
  })

  test('has conditions that answer', () => {
    const scopeOf = (total: number) => ({ order: { total, market: 'jp' }, event: { name: 'order.paid' } }) as unknown as ConditionScope
    expect([program.rules[0]!.when!(scopeOf(20)), program.rules[0]!.when!(scopeOf(19.99))]).toEqual([true, false])
  })

  test('is not found under names that every object has', () => {
    for (const record of [program.units, program.markets, program.rulesOn, program.events, program.regions, program.benefits, program.refund.debtLimit]) {
      expect(record['constructor']).toBeUndefined()
      expect(record['toString']).toBeUndefined()
    }
  })
})

test('a percentage is an exact ratio', () => {
  expect(compiled({ benefits: { d: { kind: 'discount', name: 'D', percent: '12.5' } } }).benefits['d']!.percent).toEqual([25, 2])
})

test('online-retail is 1 point for each whole pound, unlimited debt, no end, levels at 0, 500 and 2,000 pounds of lifetime spend', () => {
  const { program } = checkProgram(readFileSync('programs/online-retail.yaml', 'utf8'))
  const lifetime = { kind: 'lifetime' } as const
  const spend = (need: number) => ({ kind: 'series', measure: 'spend', series: 'spend', need, window: lifetime })
  expect(program).toMatchObject({
    currency: 'GBP', zone: 'Europe/London', units: { points: { pending: { kind: 'none' }, expiry: { kind: 'never' } } },
    markets: { uk: { earn: [1, 100], redeem: { points: 100, worthMinor: 100 } } },
    rules: [{ on: 'order.paid', rate: 'market', per: 'order', rounding: 'floor', when: null, caps: {}, orderCap: null, multipliers: [] }],
    refund: { claw: 'unlimited' },
    tracks: [{ valid: null, grace: null, downgrade: 'full', entry: 'at_once', levels: [{ id: 'base', entry: null }, { id: 'vip', entry: spend(50_000), keep: spend(50_000) }, { id: 'black', entry: spend(200_000) }] }],
  })
})

test('a document that the check would refuse does not compile to something else', () => {
  expect(() => compileProgram({ ...PLAIN, currency: 'USX', markets: { us: { currency: 'USX', earn: '1' } } })).toThrow(RangeError)
  expect(() => compileProgram({ ...PLAIN, earn: [{ id: 'a', on: 'order.paid', rate: '1', when: 'order.totl > 5' }] })).toThrow(RangeError)
})
