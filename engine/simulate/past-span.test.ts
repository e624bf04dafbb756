import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { canonicalState, fold } from '#engine/member/fold'
import { compileProgram } from '#engine/program/compile'
import type { ProgramDocument } from '#engine/program/schema'
import { BEGINNING, publish, timelineOf } from '#engine/program/timeline'
import type { Timeline } from '#engine/program/program'
import { openBacktest } from './backtest.ts'
import { hasSharedLimits } from './span-sums.ts'
import { openPastSpan, spanOf, type PastSpan, type Tried } from './past-span.ts'
import { spanReport } from './span-report.ts'
import { addSpanSums, noSpanSums, type SpanSums } from './span-sums.ts'

const DOCUMENT: ProgramDocument = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  expiry: { after: { months: 6 } },
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100.00' } }] }],
  discounts: [{ id: 'spring', kind: 'member_day', percent: '10' }],
}
const at = (day: string) => parseInstant(`${day}T10:00:00Z`)
const program = (change: Partial<ProgramDocument> = {}) => compileProgram({ ...DOCUMENT, ...change })
const DOUBLE = { earn: [{ id: 'purchase', on: 'order.paid' as const, rate: '2' }] }

function order(id: string, day: string, amountMinor: number): MemberEvent {
  return { source: 'shop', id, at: at(day), kind: 'order.paid', order: { id: `o-${id}`, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] } }
}

const HISTORY: Readonly<Record<string, MemberEvent[]>> = {
  ada: [order('a1', '2026-01-10', 6_000), order('a2', '2026-08-10', 5_000), { source: 'shop', id: 'a3', at: at('2026-08-11'), kind: 'points.spent', purpose: 'checkout', points: 40 }],
  bo: [order('b1', '2026-01-20', 20_000), { source: 'shop', id: 'b2', at: at('2026-08-12'), kind: 'order.refunded', orderId: 'o-b1', refund: {} } as MemberEvent],
  cy: [order('c1', '2026-09-01', 3_300)],
}
const TO = at('2026-10-01')

function run(span: PastSpan, groups: readonly (readonly string[])[] = [Object.keys(HISTORY)]): SpanSums {
  const sums = noSpanSums()
  for (const members of groups) {
    const some = openPastSpan({ span, goods: new Map(), used: sums.used })
    for (const member of members) some.take(member, { events: HISTORY[member] as MemberEvent[], isGoingOn: true })
    addSpanSums(sums, JSON.parse(JSON.stringify(some.sums())) as SpanSums)
  }
  return sums
}

const tried = (change: Partial<ProgramDocument> = {}): Tried => ({ program: program(change), version: null })
const whole = { from: BEGINNING, to: TO }

describe('a program over the past', () => {
  test('R55: over all that happened it makes of members what they are, and counts what a back-test counts', () => {
    const timeline = timelineOf(program())
    const span = spanOf(timeline, { program: program(), version: 1 }, whole)
    const some = openPastSpan({ span, goods: new Map(), used: {} })
    const backtest = openBacktest({ timeline, prices: { from: BEGINNING, goods: new Map() } })
    for (const event of Object.entries(HISTORY).flatMap(([member, events]) => events.map((one) => ({ member, one }))).sort((a, b) => a.one.at - b.one.at)) backtest.take(event.member, event.one)
    for (const [member, events] of Object.entries(HISTORY)) expect(canonicalState(some.take(member, { events, isGoingOn: true }))).toBe(canonicalState(fold(timeline, member, { events, until: TO - 1 }).state))
    const wanted = backtest.finish(TO)
    const told = spanReport(span.timeline.at(-1)!.program, some.sums(), BEGINNING)
    expect(told).toMatchObject({ members: 3, orders: wanted.orders, refunds: wanted.refunds, spendMinor: wanted.spendMinor, debtors: wanted.debtors, debt: wanted.points.debt, balance: wanted.points.balance, liabilityMinor: wanted.liability.minor, openingMinor: 0 })
    expect(told.months).toEqual(wanted.months.map(({ month, issued, spent, expired, liabilityMinor }) => ({ month, issued, spent, expired, liabilityMinor })))
    expect(told.levels.map(({ key, members, orders, spendMinor, keptMinor }) => [key, members, orders, spendMinor, keptMinor])).toEqual(wanted.levels.map(({ key, members, orders, spendMinor, pointsMinor }) => [key, members, orders, spendMinor, pointsMinor]))
    expect(told.rules.map(({ id, points }) => [id, points])).toEqual(wanted.earned.map(({ id, points }) => [id, points]))
    expect(told.prices).toMatchObject({ discountMinor: wanted.prices?.total.discountMinor, retailMinor: wanted.prices?.total.retailMinor })
    expect(told.keptMinor).toBe(told.levels.reduce((sum, { keptMinor }) => sum + keptMinor, 0))
  })

  test('sums are the same however members are cut into pieces', () => {
    const span = spanOf(timelineOf(program()), tried(DOUBLE), { from: at('2026-06-01'), to: TO })
    expect(run(span, [['ada'], ['bo', 'cy']])).toEqual(run(span))
    expect(run(span, [['cy'], ['ada'], ['bo']])).toMatchObject({ members: 3, orders: 2, spendMinor: 8_300 })
  })

  test('what was before a span brings members to where they stood, and is not counted', () => {
    const timeline = timelineOf(program())
    const from = at('2026-06-01')
    const was = spanReport(program(), run(spanOf(timeline, { program: program(), version: 1 }, { from, to: TO })), from)
    // 60 points of January expire in July; the refund takes back January's 200, of which time had taken them before.
    expect(was).toMatchObject({ orders: 2, issued: 83, spent: 40, openingMinor: 260, spendMinor: 8_300, keptMinor: 83 })
    const is = spanReport(program(), run(spanOf(timeline, tried(DOUBLE), { from, to: TO })), from)
    expect(is).toMatchObject({ orders: 2, issued: 166, spent: 40, openingMinor: 260, keptMinor: 166 })
    expect(is.liabilityMinor - was.liabilityMinor).toBe(83)
    expect(was.levels.map(({ orders }) => orders)).toEqual([2, 0])
    expect(was.months.map(({ month }) => month)).toEqual(['2026-07', '2026-08', '2026-09'])
  })

  test('a purchase counts on the level on which its buyer began the span', () => {
    const from = at('2026-06-01')
    const low = { tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '50.00' } }] }] }
    const { levels } = run(spanOf(timelineOf(program(low)), { program: program(low), version: 1 }, { from, to: TO }))
    expect(levels).toMatchObject({ vip: { orders: 1, spendMinor: 5_000 }, base: { orders: 1, spendMinor: 3_300 } })
  })

  test('a version that was in force as the span begins goes on; another is put in force then', () => {
    const timeline: Timeline = publish(timelineOf(program()), { program: program(DOUBLE), from: at('2026-03-01'), mode: 'all', committedAt: at('2026-03-01') })
    const span = { from: at('2026-06-01'), to: TO }
    expect(spanOf(timeline, { program: program(DOUBLE), version: 2 }, span)).toMatchObject({ timeline, isAsItWas: true })
    expect(spanOf(timeline, { program: program(), version: 1 }, span).timeline.map(({ from }) => from)).toEqual([BEGINNING, at('2026-03-01'), span.from])
    expect(spanOf(timeline, { program: program(DOUBLE), version: 2 }, { ...span, from: at('2026-02-01') }).timeline.map(({ from }) => from)).toEqual([BEGINNING, at('2026-02-01')])
    expect(spanOf(timeline, { program: program(DOUBLE), version: 2 }, whole).timeline).toMatchObject([{ from: BEGINNING, version: 1 }])
  })

  test('who came after the span, or was merged into another, stands nowhere', () => {
    const some = openPastSpan({ span: spanOf(timelineOf(program()), tried(), { from: BEGINNING, to: at('2026-08-31') }), goods: new Map(), used: {} })
    some.take('cy', { events: HISTORY['cy'] as MemberEvent[], isGoingOn: true })
    some.take('bo', { events: HISTORY['bo'] as MemberEvent[], isGoingOn: false })
    expect(some.sums()).toMatchObject({ members: 0, orders: 1, standing: {} })
  })

  test('R35: a limit that all members share is given out once, also from piece to piece', () => {
    const capped = { earn: [{ id: 'purchase', on: 'order.paid' as const, rate: 'market' as const, caps: { program: 100 } }] }
    const span = spanOf(timelineOf(program()), tried(capped), whole)
    expect(run(span, [['ada'], ['bo'], ['cy']]).earned).toMatchObject({ purchase: { points: 100 } })
    expect([hasSharedLimits(program(capped)), hasSharedLimits(program())]).toEqual([true, false])
  })
})
