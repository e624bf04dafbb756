import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import { decide } from './decide.ts'
import type { EventBody, MemberEvent, Order } from './event.ts'
import { fold } from './fold.ts'

const timeline = timelineOf(compileProgram({
  program: 'judging', name: 'Judging', currency: 'USD', zone: 'UTC', market: 'us',
  units: { points: { kind: 'spendable' }, kept: { kind: 'spendable' }, stars: { kind: 'qualifying' } },
  markets: { us: { currency: 'USD', earn: '1' }, eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }, { id: 'slow', on: 'slow', points: 5, pending: { by_hand: true } }],
  events: { quiz: { score: 'integer', topic: 'text', isFirst: 'boolean', answers: 'list' } },
  tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '1000' } }] }],
  refund: { claw: 'unlimited' }, limits: { spend_minimum: 20, spend_step: 10, transfers_per_month: 50 },
}))

let ids = 0
const at = (time: string) => parseInstant(`${time}Z`)
const event = (time: string, body: EventBody, id = `e${ids += 1}`): MemberEvent => ({ source: 'test', id, at: at(time), ...body })
const hat = { id: 'hat', sku: 'HAT', quantity: 2, amountMinor: 10_000 }
const order = (id: string, more: Partial<Order> = {}): EventBody => ({ kind: 'order.paid', order: { id, currency: 'USD', lines: [hat], ...more } })
const by = { reason: 'a reason', author: 'mei' }
const rate = { rate: '1.1', source: 'ECB', asOf: '2026-01-05' }

/** 100 points of an order, 40 of them spent with a code, 10 spent and back, 20 sent, 10 reserved and 10 that were: 20 are free. */
const story: readonly MemberEvent[] = [
  event('2026-01-05T10:00', order('o1')),
  event('2026-01-05T11:00', { kind: 'order.refunded', orderId: 'o9', refund: {} }),
  event('2026-01-06T10:00', { kind: 'points.spent', points: 40, purpose: 'reward', code: 'GIFT' }, 's1'),
  event('2026-01-06T11:00', { kind: 'points.spent', points: 10, purpose: 'reward' }, 's2'), event('2026-01-06T12:00', { kind: 'spend.cancelled', spendId: 's2' }),
  event('2026-01-07T10:00', { kind: 'points.sent', points: 20, to: 'bob' }),
  event('2026-01-08T10:00', { kind: 'points.held', points: 10, until: at('2026-12-31T00:00') }, 'h1'),
  event('2026-01-08T11:00', { kind: 'points.held', points: 10, until: at('2026-12-31T00:00') }, 'h2'), event('2026-01-08T12:00', { kind: 'hold.released', holdId: 'h2' }),
  event('2026-01-08T13:00', { kind: 'points.held', points: 10, until: at('2026-12-31T00:00') }, 'h3'), event('2026-01-08T14:00', { kind: 'hold.committed', holdId: 'h3' }),
  event('2026-01-09T10:00', { kind: 'activity', name: 'slow' }, 'slow1'),
  event('2026-01-10T10:00', { kind: 'points.spent', points: 30, unit: 'kept', purpose: 'donation' }, 'd1'),
]
const NOW = '2026-01-20T10:00'
const answer = (body: EventBody, id?: string) => {
  const decision = decide(timeline, fold(timeline, 'ada', { events: story }).state, event(NOW, body, id))
  return decision.accepted ? 'accepted' : decision.refusal
}
const quiz = (fields?: Record<string, string | number | boolean | readonly string[]>): EventBody => ({ kind: 'activity', name: 'quiz', ...(fields && { fields }) })
const full = { score: 9, topic: 'tea', isFirst: false, answers: ['a'] }

describe('a request is refused with a code and what was found', () => {
  test.each<[string, EventBody, string, Record<string, unknown>]>([
    ['an order that is known', order('o1'), 'order.already_paid', { orderId: 'o1' }],
    ['two lines of one id', order('o2', { lines: [hat, { ...hat, id: 'cap' }, hat] }), 'order.line_twice', { orderId: 'o2', line: 'hat' }],
    ['a currency that is none', order('o2', { currency: 'XXZ' }), 'order.currency_unknown', { currency: 'XXZ' }],
    ['a market that is none', order('o2', { market: 'mars' }), 'order.market_unknown', { market: 'mars', markets: ['us', 'eu'] }],
    ['a market of another currency', order('o2', { market: 'eu' }), 'order.currency_not_of_market', { market: 'eu', found: 'USD', wanted: 'EUR' }],
    ['another currency without its rate', order('o2', { currency: 'EUR', market: 'eu' }), 'order.rate_missing', { currency: 'EUR', base: 'USD' }],
    ['an exchange for an order that is known', { ...(order('o1') as { order: Order }), kind: 'order.exchanged', orderId: 'o1', refund: {} }, 'order.already_paid', { orderId: 'o1' }],
    ['an exchange of a line that is not there', { ...(order('o2') as { order: Order }), kind: 'order.exchanged', orderId: 'o1', refund: { lines: [{ line: 'cap' }] } }, 'refund.line_unknown', { orderId: 'o1', line: 'cap', lines: ['hat'] }],
    ['a refund of a line that is not there', { kind: 'order.refunded', orderId: 'o1', refund: { lines: [{ line: 'cap' }] } }, 'refund.line_unknown', { orderId: 'o1', line: 'cap', lines: ['hat'] }],
    ['a chargeback of more units than there are', { kind: 'order.charged_back', orderId: 'o1', refund: { lines: [{ line: 'hat', quantity: 3 }] } }, 'refund.quantity_above_left', { orderId: 'o1', line: 'hat', wanted: 3, left: 2 }],
    ['more money than was paid', { kind: 'order.refunded', orderId: 'o1', refund: { shippingMinor: 500, moneyMinor: 10_501 } }, 'refund.money_above_paid', { orderId: 'o1', wantedMinor: 10_501, paidMinor: 500, currency: 'USD' }],
    ['a credit note in a currency that is none', { kind: 'credit.noted', currency: 'XXZ', amountMinor: 100 }, 'order.currency_unknown', { currency: 'XXZ' }],
    ['a credit note of half a cent', { kind: 'credit.noted', currency: 'USD', amountMinor: 0.5 }, 'event.amount_not_whole', { found: 0.5 }],
    ['an activity without a field that conditions read', quiz(), 'activity.field_missing', { name: 'quiz', field: 'score', wanted: 'integer' }],
    ['half a point where a whole number is read', quiz({ ...full, score: 9.5 }), 'activity.field_wrong', { name: 'quiz', field: 'score', found: 9.5, wanted: 'integer' }],
    ['a number where a text is read', quiz({ ...full, topic: 9 }), 'activity.field_wrong', { name: 'quiz', field: 'topic', found: 9, wanted: 'text' }],
    ['a text where yes or no is read', quiz({ ...full, isFirst: 'no' }), 'activity.field_wrong', { name: 'quiz', field: 'isFirst', found: 'no', wanted: 'boolean' }],
    ['yes or no where a list is read', quiz({ ...full, answers: true }), 'activity.field_wrong', { name: 'quiz', field: 'answers', found: true, wanted: 'list' }],
    ['a list where a text is read', quiz({ ...full, topic: ['tea'] }), 'activity.field_wrong', { name: 'quiz', field: 'topic', found: ['tea'], wanted: 'text' }],
    ['a spend of more than there is', { kind: 'points.spent', points: 30, purpose: 'checkout' }, 'points.insufficient', { unit: 'points', wanted: 30, available: 20, balance: 20 }],
    ['a spend of a unit in debt', { kind: 'points.spent', points: 1, unit: 'kept', purpose: 'reward' }, 'points.insufficient', { unit: 'kept', wanted: 1, available: 0, balance: -30 }],
    ['a spend of a unit that only counts', { kind: 'points.spent', points: 1, unit: 'stars', purpose: 'reward' }, 'points.not_spendable', { unit: 'stars' }],
    ['a spend of a unit that is none', { kind: 'points.spent', points: 1, unit: 'miles', purpose: 'reward' }, 'points.unit_unknown', { unit: 'miles', units: ['points', 'kept', 'stars'] }],
    ['less at checkout than the least', { kind: 'points.spent', points: 10, purpose: 'checkout' }, 'points.below_minimum', { wanted: 10, minimum: 20 }],
    ['a checkout between the steps', { kind: 'points.spent', points: 25, purpose: 'checkout' }, 'points.not_in_steps', { wanted: 25, step: 10 }],
    ['a hold of more than there is', { kind: 'points.held', points: 21, until: at('2026-01-20T10:15') }, 'points.insufficient', { unit: 'points', wanted: 21, available: 20, balance: 20 }],
    ['a hold until now', { kind: 'points.held', points: 1, until: at(NOW) }, 'event.until_past', { until: at(NOW), at: at(NOW) }],
    ['points to oneself', { kind: 'points.sent', points: 1, to: 'ada' }, 'points.to_oneself', { to: 'ada' }],
    ['more sent than a month allows', { kind: 'points.sent', points: 31, to: 'bob' }, 'points.transfer_limit', { wanted: 31, sent: 20, limit: 50 }],
    ['more sent than there is', { kind: 'points.sent', points: 21, to: 'bob' }, 'points.insufficient', { unit: 'points', wanted: 21, available: 20, balance: 20 }],
    ['staff taking more than there is', { kind: 'points.adjusted', points: -21, ...by }, 'points.insufficient', { unit: 'points', wanted: 21, available: 20, balance: 20 }],
    ['staff giving a unit that is none', { kind: 'points.adjusted', points: 1, unit: 'miles', ...by }, 'points.unit_unknown', { unit: 'miles', units: ['points', 'kept', 'stars'] }],
    ['more forgiven than is owed', { kind: 'debt.forgiven', points: 31, unit: 'kept', ...by }, 'debt.less', { unit: 'kept', wanted: 31, debt: 30 }],
    ['a debt in a unit that is none', { kind: 'debt.forgiven', points: 1, unit: 'miles', ...by }, 'points.unit_unknown', { unit: 'miles', units: ['points', 'kept', 'stars'] }],
    ['cancelling what was never spent', { kind: 'spend.cancelled', spendId: 'nobody' }, 'spend.unknown', { spendId: 'nobody' }],
    ['cancelling what is only reserved', { kind: 'spend.cancelled', spendId: 'h1' }, 'spend.unknown', { spendId: 'h1' }],
    ['cancelling what is back', { kind: 'spend.cancelled', spendId: 's2' }, 'spend.already_returned', { spendId: 's2' }],
    ['cancelling more than was spent', { kind: 'spend.cancelled', spendId: 's1', points: 41, codeVoided: true }, 'spend.returned_too_much', { spendId: 's1', wanted: 41, left: 40 }],
    ['cancelling while the code is alive', { kind: 'spend.cancelled', spendId: 's1' }, 'spend.code_alive', { spendId: 's1' }],
    ['committing what was never reserved', { kind: 'hold.committed', holdId: 'nobody' }, 'hold.unknown', { holdId: 'nobody' }],
    ['releasing what is committed', { kind: 'hold.released', holdId: 'h3' }, 'hold.committed', { holdId: 'h3' }],
    ['committing what was released', { kind: 'hold.committed', holdId: 'h2' }, 'hold.released', { holdId: 'h2' }],
    ['approving an order that has nothing pending', { kind: 'points.approved', orderId: 'o1' }, 'points.nothing_pending', { orderId: 'o1', lotId: null }],
    ['rejecting a lot that is none', { kind: 'points.rejected', lotId: 'nothing' }, 'points.nothing_pending', { orderId: null, lotId: 'nothing' }],
    ['a level on a track that is none', { kind: 'tier.set', track: 'side', level: 'gold', until: at('2026-12-31T00:00'), ...by }, 'tier.track_unknown', { track: 'side', tracks: ['main'] }],
    ['a level that is none', { kind: 'tier.set', track: 'main', level: 'pearl', until: at('2026-12-31T00:00'), ...by }, 'tier.level_unknown', { level: 'pearl', levels: ['base', 'gold'] }],
    ['a level until now', { kind: 'tier.set', track: 'main', level: 'gold', until: at(NOW), ...by }, 'event.until_past', { until: at(NOW), at: at(NOW) }],
  ])('%s', (_, body, ...[code, details]) => {
    expect(answer(body)).toEqual({ code, details })
  })

  test.each<[string, EventBody]>([['a spend', { kind: 'points.spent', points: 20, purpose: 'checkout' }], ['a hold', { kind: 'points.held', points: 1, until: at('2026-12-31T00:00') }]])('%s under an id that is taken', (_, body) => {
    expect(answer(body, 's1')).toEqual({ code: 'spend.id_taken', details: { id: 's1' } })
    expect(answer(body, 'h1')).toEqual({ code: 'spend.id_taken', details: { id: 'h1' } })
  })
})

describe('a request is accepted up to its limit', () => {
  test.each<[string, EventBody]>([
    ['another currency with its rate', order('o2', { currency: 'EUR', market: 'eu', rate })],
    ['the base currency with a rate', order('o2', { rate })],
    ['a refund before its order', { kind: 'order.refunded', orderId: 'o9', refund: { lines: [{ line: 'cap' }], moneyMinor: 1 } }],
    ['all units of a line', { kind: 'order.refunded', orderId: 'o1', refund: { lines: [{ line: 'hat', quantity: 2 }], shippingMinor: 500, moneyMinor: 10_500 } }],
    ['an activity with all its fields', quiz(full)],
    ['an activity of which nothing is read', { kind: 'activity', name: 'dance', fields: { score: 'high' } }],
    ['all that is free, in steps', { kind: 'points.spent', points: 20, purpose: 'checkout' }],
    ['less than the least, for a reward', { kind: 'points.spent', points: 15, purpose: 'reward' }],
    ['all that is free, reserved', { kind: 'points.held', points: 20, until: at('2026-01-20T10:01') }],
    ['all that is free, sent', { kind: 'points.sent', points: 20, to: 'bob' }],
    ['all that is free, taken by staff', { kind: 'points.adjusted', points: -20, ...by }],
    ['a gift of staff, even of a unit that only counts', { kind: 'points.adjusted', points: 1, unit: 'stars', ...by }],
    ['all the debt', { kind: 'debt.forgiven', points: 30, unit: 'kept', ...by }],
    ['all of a spend, its code void', { kind: 'spend.cancelled', spendId: 's1', points: 40, codeVoided: true }],
    ['a commit', { kind: 'hold.committed', holdId: 'h1' }],
    ['an approval of a lot', { kind: 'points.approved', lotId: 'test|slow1|slow||0' }],
    ['a level by hand', { kind: 'tier.set', track: 'main', level: 'base', until: at('2026-01-20T10:01'), ...by }],
    ['a credit note', { kind: 'credit.noted', currency: 'EUR', amountMinor: 100, rate }],
  ])('%s', (_, body) => {
    expect(answer(body)).toBe('accepted')
  })
})
