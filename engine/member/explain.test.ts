import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, publish, timelineOf } from '#engine/program/index'
import type { Timeline } from '#engine/program/program'
import type { ProgramDocument } from '#engine/program/schema'
import { openStore } from '#engine/simulate/store'
import type { Locale } from '#engine/text'
import { decide } from './decide.ts'
import type { EventBody, MemberEvent, Order } from './event.ts'
import { explain, refusalText } from './explain.ts'
import { fold } from './fold.ts'

const DOCUMENT: ProgramDocument = {
  program: 'story', name: 'Story', currency: 'USD', zone: 'America/New_York',
  units: { points: { kind: 'spendable', expiry: { after: { months: 12 } } }, stars: { kind: 'qualifying', name: { en: 'Stars', 'zh-CN': '星星' } } },
  market: 'us',
  markets: {
    us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } },
    eu: { currency: 'EUR', earn: '1.25', redeem: { points: 100, worth: '1.00' } },
    jp: { currency: 'JPY', earn: { points: 1, per: '150' }, redeem: { points: 100, worth: '100' } },
  },
  earn: [{
    id: 'purchase', name: { en: 'Purchase', 'zh-CN': '购物得积分' }, on: 'order.paid', rate: 'market',
    multipliers: [{ id: 'd11', name: { en: 'Double 11', 'zh-CN': '双 11' }, times: '2', dates: ['2026-11-11'] }],
  }],
  refund: { claw: 'unlimited' },
}

const timelineWith = (changes: Partial<ProgramDocument> = {}): Timeline => timelineOf(compileProgram({ ...DOCUMENT, ...changes }))
const STARS: ProgramDocument['earn'] = [{ id: 'stars', name: 'Star rule', on: 'order.paid', unit: 'stars', rate: '1' }]

let ids = 0
const event = (time: string, body: EventBody, id = `e${ids += 1}`): MemberEvent => ({ source: 'test', id, at: parseInstant(`${time}Z`), ...body })
const order = (id: string, amounts: readonly number[], more: Partial<Order> = {}): EventBody => ({
  kind: 'order.paid',
  order: { id, currency: 'USD', lines: amounts.map((amountMinor, index) => ({ id: String(index + 1), sku: 'tee', quantity: 1, amountMinor })), ...more },
})
const refund = (orderId: string, line?: string): EventBody => ({ kind: 'order.refunded', orderId, refund: line === undefined ? {} : { lines: [{ line }] } })

type Told = { timeline?: Timeline; locale?: Locale; until?: string }

function tell(events: readonly MemberEvent[], { timeline = timelineWith(), locale = 'en', until }: Told = {}): string[] {
  const { trace } = fold(timeline, 'ada', { events, ...(until === undefined ? {} : { until: parseInstant(`${until}Z`) }) })
  return explain(trace, { timeline, locale })
}

describe('why so many points', () => {
  const r6 = order('1001', [1000, 1000, 999], { discountMinor: 500, shippingMinor: 600 })

  test('24 points of R6 can be checked with a pocket calculator, in both languages', () => {
    expect(tell([event('2026-01-05T10:00', r6)])).toEqual(['24 points for order 1001 by “Purchase”: $24.99 at 1 point per $1.00 is 24.99, rounded down to 24.'])
    expect(tell([event('2026-01-05T10:00', r6)], { locale: 'zh-CN' }))
      .toEqual(['订单 1001 按“购物得积分”获得 24 积分：US$24.99，每 US$1.00 得 1 积分，算得 24.99，向下取整为 24。'])
  })

  test('a double day is named beside the plain rate', () => {
    expect(tell([event('2026-11-11T12:00', r6)])).toEqual(['49 points for order 1001 by “Purchase”: $24.99 at 1 point per $1.00, × 2 for “Double 11”, is 49.98, rounded down to 49.'])
  })

  test('a rate is said as the market writes it, and a product that never ends is cut, not rounded', () => {
    const yen = order('1002', [4000], { currency: 'JPY', market: 'jp', rate: { rate: '0.0067', source: 'bank', asOf: '2026-01-05' } })
    const euro = order('1003', [1000], { currency: 'EUR', market: 'eu', rate: { rate: '1.0834', source: 'bank', asOf: '2026-01-05' } })
    expect(tell([event('2026-01-05T10:00', yen), event('2026-01-06T10:00', euro)])).toEqual([
      '26 points for order 1002 by “Purchase”: ¥4,000 at 1 point per ¥150 is 26.6666…, rounded down to 26.',
      '12 points for order 1003 by “Purchase”: €10.00 at 1.25 points per €1.00 is 12.5, rounded down to 12.',
    ])
  })

  test('a rate in the base currency says at which exchange rate it was taken', () => {
    const euro = order('1003', [2499], { currency: 'EUR', market: 'eu', rate: { rate: '1.0834', source: 'bank', asOf: '2026-01-05' } })
    expect(tell([event('2026-01-05T10:00', euro)], { timeline: timelineWith({ earn: STARS }) }))
      .toEqual(['27 Stars for order 1003 by “Star rule”: €24.99 (1 EUR = 1.0834 USD) at 1 Stars per $1.00 is 27.0741…, rounded down to 27.'])
  })

  test('a rule that rounds each line shows each line', () => {
    const timeline = timelineWith({ earn: [{ ...DOCUMENT.earn[0]!, per: 'line' }] })
    expect(tell([event('2026-01-05T10:00', order('1004', [1060, 570, 90]))], { timeline }))
      .toEqual(['15 points for order 1004 by “Purchase”: each line at 1 point per $1.00, rounded down: 10 for $10.60, 5 for $5.70, 0 for $0.90.'])
  })

  test('a whole product is not said to be rounded, and other roundings are named', () => {
    const half = timelineWith({ earn: [{ ...DOCUMENT.earn[0]!, rounding: 'half_even' }] })
    expect(tell([event('2026-01-05T10:00', order('1', [1000]))])).toEqual(['10 points for order 1 by “Purchase”: $10.00 at 1 point per $1.00 is 10.'])
    expect(tell([event('2026-01-05T10:00', order('1', [1050]))], { timeline: half }))
      .toEqual(['10 points for order 1 by “Purchase”: $10.50 at 1 point per $1.00 is 10.5, rounded to the nearest whole (a half to the even one), 10.'])
  })

  test('a cap says what it is, in points or in times, and a minimum what was missing', () => {
    const earn: ProgramDocument['earn'] = [
      { ...DOCUMENT.earn[0]!, caps: { order: 20 } }, { id: 'quiz', on: 'quiz_passed', points: 10, caps: { times: { day: 1 }, day: 100 } },
      { id: 'basket', name: 'Big basket', on: 'order.paid', points: 50, minimum: '100' },
    ]
    const quiz: EventBody = { kind: 'activity', name: 'quiz_passed' }
    expect(tell([event('2026-01-05T10:00', r6), event('2026-01-06T10:00', quiz), event('2026-01-06T11:00', quiz)], { timeline: timelineWith({ earn }) })).toEqual([
      '20 points for order 1001 by “Purchase”: $24.99 at 1 point per $1.00 is 24.99, rounded down to 24.',
      'Of 24 points, “Purchase” gives only 20 points: at most 20 points for one order.',
      'Nothing for order 1001 by “Big basket”: $24.99 is less than the $100.00 it asks for.',
      '10 points for “quiz_passed” by “quiz”.',
      '0 points for “quiz_passed” by “quiz”.',
      'Of 10 points, “quiz” gives only 0 points: a member gets at most 1 award a day.',
    ])
  })

  test('the rule has the name that it had then', () => {
    const renamed = compileProgram({ ...DOCUMENT, earn: [{ id: 'purchase', name: 'New name', on: 'order.paid', rate: 'market' }] })
    const from = parseInstant('2026-02-01T00:00Z')
    const timeline = publish(timelineWith(), { program: renamed, from, mode: 'all', committedAt: from })
    const told = tell([event('2026-01-05T10:00', order('1', [100])), event('2026-02-05T10:00', order('2', [100]))], { timeline })
    expect(told.map((line) => line.split(':')[0])).toEqual(['1 point for order 1 by “Purchase”', 'Version 2 of the program is in force.', '1 point for order 2 by “New name”'])
  })

  test('what a refund takes is what the rest is no longer worth', () => {
    expect(tell([event('2026-01-05T10:00', r6), event('2026-01-06T10:00', refund('1001', '1')), event('2026-01-07T10:00', refund('1001'))]).slice(1)).toEqual([
      'After the refund, $16.66 of order 1001 still count for “Purchase”, worth 16 points by the rule of that day. The order had earned 24 points.',
      '8 points taken back.',
      'After the refund, nothing of order 1001 counts for “Purchase” any more. The order had earned 24 points, 8 points of which went before.',
      '16 points taken back.',
    ])
  })

  test('what is owed and what is waived is said', () => {
    const events = [
      event('2026-01-05T10:00', order('1', [10_000])), event('2026-01-06T10:00', { kind: 'points.spent', points: 70, purpose: 'reward' }),
      event('2026-01-07T10:00', refund('1')), event('2026-01-08T10:00', order('2', [5000])),
    ]
    expect(tell(events).slice(3)).toEqual([
      '100 points taken back, 70 points of it as debt that the next points repay.', '50 points for order 2 by “Purchase”: $50.00 at 1 point per $1.00 is 50.',
      '50 points went to repay what was owed; 20 points still owed.',
    ])
    expect(tell(events, { timeline: timelineWith({ refund: { claw: 'within_balance' } }) }).slice(3, 5)).toEqual([
      '30 points taken back.', '70 points not taken back: they were no longer there, and the program lets nobody fall into debt.',
    ])
  })

  test('a credit note without an order is worked out at its own rate', () => {
    const events = [event('2026-01-05T10:00', order('1', [10_000])), event('2026-01-06T10:00', { kind: 'credit.noted', currency: 'USD', amountMinor: 555 })]
    expect(tell(events).slice(1)).toEqual(['A credit note of $5.55 names no order. By “Purchase” it takes 5 points: $5.55 at 1 point per $1.00 is 5.55, rounded down.', '5 points taken back.'])
  })
})

describe('where points went', () => {
  test('a spend names its lots, the earliest end first, in the words of the reader', () => {
    const events = [
      event('2026-01-05T10:00', order('1', [5000])), event('2026-02-05T10:00', order('2', [5000])),
      event('2026-03-01T10:00', { kind: 'points.spent', points: 70, purpose: 'checkout' }),
    ]
    expect(tell(events).at(-1)).toBe(
      '70 points spent at checkout: 50 points earned on Jan 5, 2026 with order 1 (usable through Jan 5, 2027), 20 points earned on Feb 5, 2026 with order 2 (usable through Feb 5, 2027).')
    expect(tell(events, { locale: 'zh-CN' }).at(-1)).toBe(
      '结账抵扣使用 70 积分：2026年1月5日由订单 1 获得的 50 积分（有效期至 2027年1月5日）、2026年2月5日由订单 2 获得的 20 积分（有效期至 2027年2月5日）。')
  })

  test('an expiry names the last day, also one that activity moved', () => {
    const sliding = timelineWith({ units: { points: { kind: 'spendable', expiry: { inactivity: { months: 1 }, notice_days: 7, activities: ['checked_in'] } } } })
    const events = [event('2026-01-05T10:00', order('1', [5000])), event('2026-01-20T10:00', { kind: 'activity', name: 'checked_in' })]
    expect(tell(events, { timeline: sliding, until: '2026-03-01T00:00' }).slice(1)).toEqual([
      'By being active the member keeps all usable points through Feb 20, 2026.', '50 points will expire in 7 days: Feb 20, 2026 is the last day.',
      '50 points of order 1 expired: Feb 20, 2026 was the last day.',
    ])
  })

  test('a reservation ends by the clock of the member', () => {
    const events = [event('2026-01-05T10:00', order('1', [5000])), event('2026-01-06T10:00', { kind: 'points.held', points: 10, until: parseInstant('2026-01-06T10:15Z') })]
    expect(tell(events, { until: '2026-01-07T00:00' }).slice(1)).toEqual(['10 points reserved until Jan 6, 2026, 05:15.', '10 points free again: the reservation ran out.'])
    const { trace } = fold(timelineWith(), 'ada', { events })
    expect(explain(trace, { timeline: timelineWith(), locale: 'en', zone: 'Asia/Shanghai' })[1]).toBe('10 points reserved until Jan 6, 2026, 18:15.')
  })

  test('store credit is money', () => {
    const timeline = timelineWith({ units: { credit: { kind: 'store_credit', currency: 'USD' } } })
    expect(tell([event('2026-01-05T10:00', { kind: 'points.adjusted', points: 1250, reason: 'late parcel', author: 'mei' })], { timeline })).toEqual(['mei gave $12.50: late parcel.'])
  })
})

describe('why this level', () => {
  const tiers: ProgramDocument['tiers'] = [{
    id: 'main', valid: { period: 'year' }, grace: { months: 1, round_up: 'month' },
    levels: [
      { id: 'base', name: 'Base' },
      { id: 'gold', name: { en: 'Gold', 'zh-CN': '金卡' }, entry: { any: [{ spend: '100', window: { calendar: 'year' } }, { orders: 3, window: { rolling: { days: 365 } } }] } },
    ],
  }]
  const timeline = timelineWith({ tiers })

  test('what was met brings a member up; what was missed, with its own period, brings them down after grace', () => {
    expect(tell([event('2026-07-20T10:00', order('1', [12_345]))], { timeline, until: '2027-02-02T00:00' }).slice(1)).toEqual([
      'Gold, up from Base: $123.45 spent in the calendar year, $100.00 needed.',
      'Gold stays through Dec 31, 2027: $123.45 spent in the calendar year, $100.00 needed.',
    ])
    expect(tell([event('2026-07-20T10:00', order('1', [12_345]))], { timeline, until: '2028-03-01T12:00' }).slice(3)).toEqual([
      '123 points of order 1 expired: Jul 20, 2027 was the last day.',
      'Gold stays through Jan 31, 2028 as grace, although $0.00 spent in the calendar year, $100.00 needed; 0 orders in the last 365 days, 3 orders needed.',
      'Base, down from Gold: $0.00 spent in the calendar year, $100.00 needed; 0 orders in the last 365 days, 3 orders needed.',
    ])
  })

  test('a refund that undoes the level is named', () => {
    const told = tell([event('2026-07-20T10:00', order('1', [12_345])), event('2026-07-25T10:00', refund('1'))], { timeline, locale: 'zh-CN' })
    expect(told.at(-1)).toBe('由金卡降为Base，因为退款使升级条件不再成立：当年消费 US$0.00，要求 US$100.00；最近 365 天 0 笔订单，要求 3 笔订单。')
  })

  test('a hand is named with its reason, and the last day instead of the midnight after it', () => {
    const set: EventBody = { kind: 'tier.set', track: 'main', level: 'gold', until: parseInstant('2027-01-01T05:00Z'), reason: 'partner', author: 'mei' }
    expect(tell([event('2026-07-20T10:00', set)], { timeline })).toEqual(['mei set the level to Gold through Dec 31, 2026: partner.', 'Gold, up from Base, set by hand.'])
  })

  test('tags, ages and the store’s own events are said in words', () => {
    const all = [{ tag: 'wholesale' }, { event: 'name_card' }, { member_age: { days: 2 } }, { points: 10, unit: 'stars' }]
    const own = timelineWith({ earn: STARS, tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'vip', entry: { all } }] }] })
    const events = [
      event('2026-01-01T10:00', { kind: 'member.joined', profile: { tags: ['wholesale'] } }), event('2026-01-02T10:00', { kind: 'activity', name: 'name_card' }),
      event('2026-01-02T11:00', order('1', [1000])),
    ]
    expect(tell(events, { timeline: own, until: '2026-01-05T00:00' }).at(-1))
      .toBe('vip, up from base: has the tag “wholesale”; a name card 1 time in all, 1 time needed; a member for 2 days, 2 needed; 10 Stars earned in all, 10 Stars needed.')
  })
})

describe('a refusal', () => {
  const timeline = timelineWith()
  const state = () => fold(timeline, 'ada', { events: [event('2026-01-05T10:00', order('1', [2499]), 'o1')] }).state
  const refused = (body: EventBody, locale: Locale = 'en'): string => {
    const decision = decide(timeline, state(), event('2026-01-06T10:00', body))
    return decision.accepted ? 'accepted' : refusalText(decision.refusal, { locale, timeline })
  }

  test.each<[string, EventBody, string]>([
    ['points that are not there', { kind: 'points.spent', points: 100, purpose: 'checkout' }, 'This takes 100 points, but 24 points can be used now (balance: 24 points). Use less, or come back when there is enough.'],
    ['a unit that only counts', { kind: 'points.spent', points: 1, unit: 'stars', purpose: 'reward' }, 'unit is “stars”, which only counts for levels and cannot be spent, held or sent. Name a spendable unit, or leave unit out.'],
    ['a currency without its rate', order('2', [100], { currency: 'EUR' }), 'currency is EUR, and the program counts in USD, but rate is missing. Send the exchange rate of the order’s day: how many USD one EUR is, from which source, as of when.'],
    ['more money than was paid', { kind: 'order.refunded', orderId: '1', refund: { moneyMinor: 2500 } }, 'moneyMinor is $25.00, but what comes back of order 1 was paid with $24.99 in money. Pay out no more than that: the rest was paid with points, and they return as points.'],
    ['more units than are left', { kind: 'order.refunded', orderId: '1', refund: { lines: [{ line: '1', quantity: 2 }] } }, 'quantity is 2 for line “1” of order 1, but only 1 is left to return. Send what is left at most.'],
    ['an end in the past', { kind: 'points.held', points: 1, until: parseInstant('2026-01-06T09:00Z') }, 'until is 2026-01-06T09:00:00Z, which is not after the request itself (2026-01-06T10:00:00Z). Send a time that is still to come.'],
    ['nothing pending', { kind: 'points.approved', orderId: '1' }, 'Order 1 has no pending points. They were approved, cancelled or used before, or the id is another one: check it.'],
  ])('of %s says what was found, what is right and what to do', (_, body, text) => {
    expect(refused(body)).toBe(text)
  })

  test('names the main unit where the request names none, and points where no program is at hand', () => {
    const miles = timelineWith({ units: { points: { kind: 'spendable', name: 'Miles' } }, limits: { spend_minimum: 500 } })
    const decision = decide(miles, state(), event('2026-01-06T10:00', { kind: 'points.spent', points: 100, purpose: 'checkout' }))
    const refusal = decision.accepted ? { code: 'none', details: {} } : decision.refusal
    expect(refusalText(refusal, { locale: 'en', timeline: miles })).toBe('points is 100 Miles, but the smallest spend at checkout is 500 Miles. Ask for at least that many.')
    expect(refusalText(refusal, { locale: 'en' })).toBe('points is 100 points, but the smallest spend at checkout is 500 points. Ask for at least that many.')
  })

  test('speaks Chinese', () => {
    expect(refused({ kind: 'points.spent', points: 100, purpose: 'checkout' }, 'zh-CN')).toBe('需要 100 积分，但目前可用的只有 24 积分（余额 24 积分）。请减少数量，或待积分足够后再试。')
  })

  test('of a store is told too', () => {
    const store = openStore(timeline)
    store.record([{ member: 'ada', event: event('2026-01-05T10:00', order('1', [2499])) }])
    const { refusal } = store.merge({ into: 'ada', absorbed: 'ada', source: 'test', id: 'm', at: parseInstant('2026-01-06T10:00Z') })
    expect(refusalText(refusal!, { locale: 'en' })).toBe('into and absorbed are both “ada”. Name two members.')
  })
})
