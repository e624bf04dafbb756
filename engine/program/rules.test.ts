import { describe, expect, test } from 'vitest'
import { hasText } from '#engine/text'
import { checkProgram } from './check.ts'
import { problemText, wantedText } from './problem.ts'
import { edited, placeOf, SAMPLE } from './testing.ts'

type Row = [what: string, piece: string, by: string, code: string, path: string, at: string]

/** One edit of the sample that leaves its shape right and its meaning wrong, and the one mistake that it makes. */
const MARKETS: Row[] = [
  ['a currency that does not exist', 'currency: JPY', 'currency: JPX', 'unknown_currency', 'markets.jp.currency', 'JPX'],
  ['a base currency that does not exist', 'currency: USD\nzone', 'currency: USX\nzone', 'unknown_currency', 'currency', 'USX'],
  ['a zone that does not exist', 'zone: Asia/Tokyo', 'zone: Asia/Tokio', 'unknown_zone', 'markets.jp.zone', 'Asia/Tokio'],
  ['an offset for a zone', 'zone: Europe/Berlin\n', 'zone: "+01:00"\n', 'unknown_zone', 'zone', '"+01:00"'],
  ['a default market that is not there', 'market: us\n', 'market: uk\n', 'unknown_market', 'market', 'uk'],
  ['a worth with more decimals than the currency', 'worth: "150"', 'worth: "150.50"', 'money_decimals', 'markets.jp.redeem.worth', '"150.50"'],
  ['points that are worth nothing', 'worth: "1.00"', 'worth: "0.00"', 'zero', 'markets.us.redeem.worth', '"0.00"'],
  ['a point for no money', 'per: "150"', 'per: "0"', 'zero', 'markets.jp.earn.per', '"0"'],
  ['a rate with too many digits', 'us: { currency: USD, earn: "1"', 'us: { currency: USD, earn: "123456789012.123456789"', 'too_many_digits', 'markets.us.earn', '"123456789012'],
  ['a reference rate of 0', 'reference_rate: "0.0066"', 'reference_rate: "0"', 'zero', 'markets.jp.reference_rate', '"0"'],
  ['a reference rate for the base currency', 'us: { currency: USD,', 'us: { currency: USD, reference_rate: "1.1",', 'reference_of_base', 'markets.us.reference_rate', '"1.1"'],
  ['points that one market takes and another does not', '    redeem: { points: 100, worth: "150" }\n', '', 'redeem_missing', 'markets.jp.redeem', 'jp:'],
  ['a market without the rate that a rule takes', '    earn: { points: 1, per: "150" }\n', '', 'market_rate_missing', 'markets.jp.earn', 'jp:'],
]

const UNITS: Row[] = [
  ['store credit without a currency', 'stars: { kind: qualifying }', 'stars: { kind: store_credit }', 'unit_currency_missing', 'units.stars.currency', 'stars: { kind: store'],
  ['points with a currency', 'points: { kind: spendable }', 'points: { kind: spendable, currency: USD }', 'unit_currency_needless', 'units.points.currency', 'currency: USD }\n  stars'],
  ['store credit in no currency', 'stars: { kind: qualifying }', 'stars: { kind: store_credit, currency: XXX }', 'unknown_currency', 'units.stars.currency', 'XXX'],
  ['a field that every event has', 'quiz: { score: integer,', 'quiz: { name: text, score: integer,', 'event_field_taken', 'events.quiz.name', 'name: text'],
  ['a discount without a percentage', 'gift: { kind: gift,', 'gift: { kind: discount,', 'percent_missing', 'benefits.gift.percent', 'gift: { kind'],
  ['a discount of more than the price', 'gift: { kind: gift,', 'gift: { kind: discount, percent: "100.5",', 'percent_over', 'benefits.gift.percent', '"100.5"'],
  ['a discount of nothing', 'gift: { kind: gift,', 'gift: { kind: discount, percent: "0",', 'zero', 'benefits.gift.percent', '"0"'],
  ['a gift with a percentage', 'gift: { kind: gift,', 'gift: { kind: gift, percent: "5",', 'percent_needless', 'benefits.gift.percent', 'percent: "5"'],
  ['shipping that says nothing', ', shipping: { free_from: { us: "50", jp: "7000" } } }', ' }', 'shipping_missing', 'benefits.ship.shipping', 'ship: { kind'],
  ['free shipping in a market that is not there', 'free_from: { us: "50"', 'free_from: { uk: "50"', 'unknown_market', 'benefits.ship.shipping.free_from.uk', '"50"'],
  ['free shipping from half a yen', 'jp: "7000"', 'jp: "7000.5"', 'money_decimals', 'benefits.ship.shipping.free_from.jp', '"7000.5"'],
]

const EARN: Row[] = [
  ['an id twice', '- id: quiz\n', '- id: buy\n', 'duplicate_id', 'earn[1].id', 'buy\n    on: quiz'],
  ['a rate and points', 'rate: market', 'rate: market\n    points: 5', 'rate_and_points', 'earn[0].points', 'points: 5\n    when'],
  ['neither a rate nor points', '    points: 10\n', '', 'rate_or_points', 'earn[1]', 'id: quiz\n    on'],
  ['a unit that is not there', 'unit: stars\n', 'unit: gems\n', 'unknown_unit', 'earn[2].unit', 'gems'],
  ['an order event that earns nothing', 'on: order.paid', 'on: order.payed', 'event_earns_nothing', 'earn[0].on', 'order.payed'],
  ['a rate where there is no amount', '    points: 10\n', '    rate: "1"\n', 'rate_needs_order', 'earn[1].rate', 'rate: "1"'],
  ['a streak of joining', 'on: checked_in', 'on: member.joined', 'streak_needs_activity', 'earn[2].streak', 'streak: {'],
  ['a minimum where there is no order', '    points: 10\n', '    points: 10\n    minimum: "10"\n', 'setting_needs_order', 'earn[1].minimum', 'minimum: "10"'],
  ['lines where there is no order', '    points: 10\n', '    points: 10\n    base: { only_tags: [a] }\n', 'setting_needs_order', 'earn[1].base', 'base: { only'],
  ['a cap for each order where there is none', 'caps: { times: { day: 1 } }', 'caps: { order: 5 }', 'setting_needs_order', 'earn[1].caps.order', 'order: 5'],
  ['a minimum with too many decimals', 'minimum: "5"', 'minimum: "5.005"', 'money_decimals', 'earn[0].minimum', '"5.005"'],
  ['an own rate for no money', 'rate: market', 'rate: { points: 1, per: "0.0" }', 'zero', 'earn[0].rate.per', '"0.0"'],
  ['an own rate with more decimals than meet an exchange rate', 'rate: market', 'rate: "1.23457"', 'digits_together', 'earn[0].rate', '"1.23457"'],
  ['a multiplier twice', '- id: weekend', '- id: eleven', 'duplicate_id', 'earn[0].multipliers[1].id', 'eleven\n        times: "1.5"'],
  ['no points as a multiplier', 'times: "1.5"', 'times: "0"', 'zero', 'earn[0].multipliers[1].times', '"0"'],
  ['a day that the calendar lacks', '[2026-11-11, ', '[2026-11-31, ', 'no_such_date', 'earn[0].multipliers[0].dates[0]', '2026-11-31'],
  ['29 February of a common year', 'from: 2026-12-11', 'from: 2026-02-29', 'no_such_date', 'earn[0].multipliers[0].dates[1].from', '2026-02-29'],
  ['days from the later to the earlier', 'to: 2026-12-12', 'to: 2026-12-10', 'dates_reversed', 'earn[0].multipliers[0].dates[1].to', '2026-12-10'],
]

const CONDITIONS: Row[] = [
  ['a variable that only orders have', 'when: event.score >= 80', 'when: order.total >= 80', 'condition_unknown_name', 'earn[1].when', 'order.total >= 80'],
  ['a misspelt variable', 'when: event.score >= 80', 'when: evnt.score >= 80', 'condition_unknown_name', 'earn[1].when', 'evnt'],
  ['an amount that equals a whole number', 'when: order.items > 2', 'when: order.total == 50', 'condition_operator', 'earn[0].multipliers[1].when', 'order.total == 50'],
  ['a number compared with a text', 'when: event.score >= 80', 'when: event.score >= "80"', 'condition_operator', 'earn[1].when', 'event.score >= "80"'],
  ['an amount that is no answer', 'when: order.items > 2', 'when: order.items + 2', 'condition_not_bool', 'earn[0].multipliers[1].when', 'order.items + 2'],
  ['one equals sign', 'when: event.score >= 80', 'when: event.score = 80', 'condition_syntax', 'earn[1].when', '= 80'],
  ['and for &&', 'when: event.score >= 80', 'when: event.score >= 80 and true', 'condition_syntax', 'earn[1].when', 'and true'],
  ['a market that is not there', 'order.market in ["us", "jp"]', 'order.market in ["us", "uk"]', 'condition_unknown_market', 'earn[0].when', '"uk"'],
  ['a level that is not there', 'when: event.score >= 80', 'when: member.level == "glod"', 'condition_unknown_level', 'earn[1].when', '"glod"'],
  ['a level among levels that is not there', 'when: event.score >= 80', 'when: \'"silver" in member.levels\'', 'condition_unknown_level', 'earn[1].when', '"silver"'],
  ['a pattern', 'when: event.score >= 80', 'when: event.topic.matches("a+")', 'condition_function', 'earn[1].when', 'event.topic.matches'],
  ['a text as an amount', 'when: order.items > 2', 'when: double(order.id) > 2.0', 'condition_function', 'earn[0].multipliers[1].when', 'double('],
  ['the first of a list', 'when: order.items > 2', 'when: order.skus[0] == "a"', 'condition_form', 'earn[0].multipliers[1].when', 'order.skus[0]'],
  ['a division by what may be 0', 'when: order.items > 2', 'when: order.items / order.lines > 2', 'condition_division', 'earn[0].multipliers[1].when', 'order.items / order'],
  ['a whole order', 'when: order.items > 2', 'when: size(order) > 2', 'condition_whole', 'earn[0].multipliers[1].when', 'order) > 2'],
  ['a field behind has()', 'when: event.score >= 80', 'when: has(event.scores)', 'condition_unknown_field', 'earn[1].when', 'scores'],
]

const TIMES: Row[] = [
  ['a notice before the time begins', 'inactivity: { years: 1 }, notice_days: 30', 'inactivity: { days: 30 }, notice_days: 45', 'notice_too_long', 'regions[0].expiry.notice_days', '45'],
  ['a reminder before the time begins', 'after: { months: 12 }, reminders: { days: [30, 7] }', 'after: { months: 1 }, reminders: { days: [30, 7] }', 'reminder_too_long', 'expiry.reminders.days[0]', '30, 7'],
  ['points cancelled before they can begin', 'pending: { days: 14 }', 'pending: { days_after_delivery: 60, cancel_after: { days: 60 } }', 'cancel_too_soon', 'pending.cancel_after', '{ days: 60 }'],
  ['an activity that is misspelt', 'notice_days: 30 }', 'notice_days: 30, activities: [order.payd] }', 'unknown_event', 'regions[0].expiry.activities[0]', 'order.payd'],
  ['a region twice', '[CA-ON, CA-QC]', '[CA-ON, CA-QC, CA-ON]', 'duplicate_region', 'regions[0].regions[2]', 'CA-ON]'],
]

const TIERS: Row[] = [
  ['a track twice', 'tiers:\n  - id: main\n', 'tiers:\n  - { id: main, levels: [{ id: member }] }\n  - id: main\n', 'duplicate_id', 'tiers[1].id', 'main\n    levels'],
  ['a level twice', '      - id: base\n', '      - id: gold\n', 'duplicate_id', 'tiers[0].levels[1].id', 'gold\n        entry'],
  ['a benefit that is not there', '[gift, ship]', '[gift, shop]', 'unknown_benefit', 'tiers[0].levels[1].benefits[1]', 'shop]'],
  ['criteria on a unit that is not there', 'unit: stars, window', 'unit: gems, window', 'unknown_unit', 'tiers[0].levels[1].entry.any[1].unit', 'gems'],
  ['criteria on a misspelt event', '{ orders: 1, window', '{ event: quizz, window', 'unknown_event', 'tiers[0].levels[1].keep.event', 'quizz'],
  ['criteria on an order event that does not exist', '{ orders: 1, window', '{ event: order.opened, window', 'unknown_event', 'tiers[0].levels[1].keep.event', 'order.opened'],
  ['spend with too many decimals', '- { spend: "100" }', '- { spend: "100.005" }', 'money_decimals', 'tiers[0].levels[1].entry.any[0].spend', '"100.005"'],
  ['a level to keep that everyone has', '      - id: base\n', '      - id: base\n        keep: { orders: 1 }\n', 'keep_without_entry', 'tiers[0].levels[0].keep', 'keep: { orders: 1 }'],
  [
    'a window since entry in a track that is always reviewed',
    '        keep: { orders: 1, window: { calendar: year } }\n        benefits: [gift, ship]\n    valid: { period: year, through: next }\n',
    '        keep: { orders: 1, window: { anniversary: entry } }\n        benefits: [gift, ship]\n',
    'entry_window_without_valid', 'tiers[0].levels[1].keep.window.anniversary', 'entry } }',
  ],
  ['a debt for a level that is not there', 'limit_by_tier: { gold: 500 }', 'limit_by_tier: { glod: 500 }', 'unknown_level', 'refund.claw.limit_by_tier.glod', '500 } }'],
]

describe.each([['markets', MARKETS], ['units and benefits', UNITS], ['earn rules', EARN], ['conditions', CONDITIONS], ['times', TIMES], ['tiers', TIERS]])('of %s', (_part, rows) => {
  test.each(rows)('%s is told where it stands', (...[, piece, by, code, path, at]) => {
    const text = edited(piece, by)
    const { program, problems } = checkProgram(text)
    expect(program).toBeNull()
    expect(problems.map((problem) => [problem.severity, problem.code, problem.path])).toEqual([['mistake', code, path]])
    const { line, column } = problems[0]!
    expect({ line, column }).toEqual(placeOf(text, at))
  })

  test.each(rows)('%s has its texts in both languages, filled in', (...[, piece, by]) => {
    for (const problem of checkProgram(edited(piece, by)).problems) {
      expect(hasText(`program.${problem.code}`) && hasText(`program.wanted.${problem.values['wish']}`)).toBe(true)
      for (const locale of ['en', 'zh-CN'] as const) {
        expect(`${problemText(problem, locale)} ${wantedText(problem, locale)}`).not.toMatch(/program\.\w|\{\w+(, \w+)?\}|undefined|'\{'/)
      }
    }
  })
})

test('a part that is broken brings no false complaint about what it would have named', () => {
  const { problems } = checkProgram(SAMPLE.replace(/units:\n.*\n.*\n/, 'units: many\n').replace('benefits:\n  gift: { kind: gift, name: Gift }', 'benefits:\n  gift: { kind: gift }'))
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(['wrong_type units', 'missing_key benefits.gift.name'])
})

test('multipliers that can meet on one day are exact together, and need not be when the best one counts', () => {
  const text = edited('times: "2"', 'times: "1.987654321"').replace('times: "1.5"', 'times: "1.123456789"')
  expect(checkProgram(text).problems).toMatchObject([{ code: 'digits_together', path: 'earn[0].multipliers[1].times', found: '1.123456789' }])
  expect(checkProgram(text.replace('    caps: { month: 500 }', '    combine: best\n    caps: { month: 500 }')).problems).toEqual([])
})

test('a rule at each nth order gives points, not a rate', () => {
  const { problems } = checkProgram(edited('rate: market\n', 'rate: market\n    every: 10\n').replace('when: order.items > 2\n        ', ''))
  expect(problems).toMatchObject([{ code: 'every_needs_points', path: 'earn[0].every' }])
})

test('a rule at each nth order cannot ask a multiplier about the one order', () => {
  const text = edited('rate: market\n', 'points: 5\n    every: 10\n')
  expect(checkProgram(text).problems).toMatchObject([{ code: 'condition_unknown_name', path: 'earn[0].multipliers[1].when' }])
})

test('a program may name its only market, give store credit and leave out levels, units and limits', () => {
  const { problems } = checkProgram('program: p\nname: P\ncurrency: EUR\nzone: UTC\nmarkets: { eu: { currency: EUR } }\nearn: []\n')
  expect(problems).toEqual([])
})
