import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { hasText } from '#engine/text'
import { checkProgram } from './check.ts'
import { problemText, wantedText } from './problem.ts'
import { edited, placeOf, SAMPLE } from './testing.ts'

type Row = [what: string, text: string, code: string, path: string, at: string]

const TODAY = parseDay('2026-11-22')
const canada = (regions: string): string => edited('regions:\n  - regions: [CA-ON, CA-QC]\n    expiry: { inactivity: { years: 1 }, notice_days: 30 }\n', regions)
const gold = (entry: string): string => SAMPLE.replace(/ {8}entry:\n.*\n.*\n.*\n/, `        entry: ${entry}\n`)
const jp = (earn: string, redeem: string): string => SAMPLE.replace('earn: { points: 1, per: "150" }', `earn: ${earn}`).replace('redeem: { points: 100, worth: "150" }', `redeem: ${redeem}`)

/** A program that is legal but unwise in one way: what the check says of it, and at which text it points. */
const UNWISE: Row[] = [
  // R32: splitting an order.
  ['rounding to the nearest point', edited('rounding: floor', 'rounding: half_even'), 'split_rounding', 'earn[0].rounding', 'half_even'],
  ['rounding up', edited('rounding: floor', 'rounding: ceil'), 'split_rounding', 'earn[0].rounding', 'ceil'],
  ['a cap for each order', edited('caps: { month: 500 }', 'caps: { order: 500 }'), 'split_order_cap', 'earn[0].caps.order', '500 }\n  - id: quiz'],
  ['a bonus for each order', edited('rate: market\n', 'points: 20\n'), 'split_order_bonus', 'earn[0].points', '20\n    when'],
  ['points by level', edited('when: order.items > 2', 'when: member.level == "gold"'), 'split_level', 'earn[0].multipliers[1].when', 'member.level'],
  ['points by the number of orders', edited('when: order.items > 2', 'when: member.orders >= 10'), 'split_level', 'earn[0].multipliers[1].when', 'member.orders'],
  // What never happens.
  ['a condition that is never true', edited('when: event.score >= 80', 'when: 1 > 2'), 'rule_never_true', 'earn[1].when', '1 > 2'],
  ['a multiplier whose condition is never true', edited('when: order.items > 2', 'when: "false"'), 'multiplier_never_true', 'earn[0].multipliers[1].when', '"false"'],
  ['a rule whose lines are all left out', edited('base: { exclude_tags: [outlet] }', 'base: { exclude_tags: [outlet, old], only_tags: [outlet] }'), 'rule_never_lines', 'earn[0].base', '{ exclude_tags'],
  ['a rate of 0', edited('rate: market', 'rate: "0"'), 'rule_rate_zero', 'earn[0].rate', '"0"'],
  ['dates without one of the weekdays', edited('dates: [2026-11-11, { from: 2026-12-11, to: 2026-12-12 }]', 'dates: [2026-11-25]\n        weekdays: [mon, tue]'), 'multiplier_never_day', 'earn[0].multipliers[0].dates', '[2026-11-25]'],
  ['a double day in the past', edited('dates: [2026-11-11, { from: 2026-12-11, to: 2026-12-12 }]', 'dates: [2026-11-11, { from: 2026-11-20, to: 2026-11-21 }]'), 'dates_past', 'earn[0].multipliers[0].dates', '[2026-11-11'],
  ['points of an activity that wait for a delivery', edited('pending: none', 'pending: { days_after_delivery: 7, cancel_after: { months: 3 } }'), 'pending_never_delivered', 'earn[2].pending', '{ days_after'],
  ['an event that is nearly a known one', edited('on: checked_in', 'on: check_in'), 'event_unfamiliar', 'earn[2].on', 'check_in'],
  ['criteria on an event that nobody sends', edited('{ orders: 1, window', '{ event: yoga_class, window'), 'event_never_sent', 'tiers[0].levels[1].keep.event', 'yoga_class'],
  // Levels.
  ['a level by points that no rule gives', gold('{ points: 50, unit: gems }').replace('stars: { kind: qualifying }', 'stars: { kind: qualifying }\n  gems: { kind: qualifying }'), 'level_unreachable', 'tiers[0].levels[1].entry', '{ points: 50, unit: gems'],
  ['a level beyond a cap for ever', gold('{ points: 60, unit: stars }').replace('streak: { days: 7, points: 5 }', 'caps: { member: 50 }'), 'level_unreachable', 'tiers[0].levels[1].entry', '{ points: 60'],
  ['a level beyond a monthly cap in its window', gold('{ points: 1201, unit: stars, window: { calendar: year } }').replace('streak: { days: 7, points: 5 }', 'caps: { month: 100 }'), 'level_unreachable', 'tiers[0].levels[1].entry', '{ points: 1201'],
  ['a level beyond what a rule gives by times', gold('{ points: 4, unit: stars, window: { calendar: month } }').replace('streak: { days: 7, points: 5 }', 'caps: { times: { month: 3 } }'), 'level_unreachable', 'tiers[0].levels[1].entry', '{ points: 4'],
  ['a level that is easier than the one below', edited('      - id: base\n', '      - id: base\n      - { id: silver, entry: { spend: "200" } }\n'), 'level_easier', 'tiers[0].levels[2].entry', 'any:'],
  ['a level that everyone has above another', edited('    valid: { period: year', '      - id: top\n    valid: { period: year'), 'level_easier', 'tiers[0].levels[2].entry', 'id: top'],
  ['a keep rule that asks for more than the entry', gold('{ orders: 3, window: { calendar: year } }').replace('keep: { orders: 1,', 'keep: { orders: 5,'), 'keep_harder', 'tiers[0].levels[1].keep', '{ orders: 5'],
  ['a benefit that no level has', edited('[gift, ship]', '[gift]'), 'benefit_unused', 'benefits.ship', 'ship: { kind'],
  // R30: markets.
  ['a market without a reference rate', edited('    reference_rate: "0.0066"\n', ''), 'reference_missing', 'markets.jp.reference_rate', 'jp:'],
  ['a market that earns more', jp('{ points: 1, per: "100" }', '{ points: 100, worth: "150" }'), 'parity_earn', 'markets.jp.earn', '{ points: 1, per: "100"'],
  ['a market that earns less', jp('{ points: 1, per: "200" }', '{ points: 100, worth: "150" }'), 'parity_earn', 'markets.jp.earn', '{ points: 1, per: "200"'],
  ['a market in which points are worth more', jp('{ points: 1, per: "150" }', '{ points: 100, worth: "200" }'), 'parity_redeem', 'markets.jp.redeem', '{ points: 100, worth: "200"'],
  // R59: the law.
  ['points that end by time in Ontario', edited('[CA-ON, CA-QC]\n    expiry: { inactivity: { years: 1 }, notice_days: 30 }', '[CA-ON]\n    expiry: { after: { years: 2 } }\n  - { regions: [CA-QC], expiry: never }'), 'law_expiry', 'regions[0].expiry', '{ after: { years: 2'],
  ['too short a time in Québec', edited('inactivity: { years: 1 }', 'inactivity: { months: 6 }'), 'law_notice', 'regions[0].expiry', '{ inactivity'],
  ['too early a notice in Québec', edited('notice_days: 30 }', 'notice_days: 90 }'), 'law_notice', 'regions[0].expiry', '{ inactivity'],
]

describe('a warning', () => {
  test.each(UNWISE)('tells of %s', (...[, text, code, path, at]) => {
    const { program, problems } = checkProgram(text, { today: TODAY })
    expect(program).not.toBeNull()
    expect(problems.map((problem) => [problem.severity, problem.code, problem.path])).toEqual([['warning', code, path]])
    const { line, column } = problems[0]!
    expect({ line, column }).toEqual(placeOf(text, at))
  })

  test.each(UNWISE)('of %s has its texts in both languages, filled in', (_what, text) => {
    for (const problem of checkProgram(text, { today: TODAY }).problems) {
      expect(hasText(`program.${problem.code}`) && hasText(`program.wanted.${problem.values['wish']}`)).toBe(true)
      for (const locale of ['en', 'zh-CN'] as const) {
        expect(`${problemText(problem, locale)} ${wantedText(problem, locale)}`).not.toMatch(/program\.\w|\{\w+(, \w+)?\}|undefined|'\{'/)
      }
    }
  })

  test('of both provinces comes where a market sells in Canadian dollars and points end by time', () => {
    const text = canada('').replace('  us: {', '  ca: { currency: CAD, earn: "0.75", redeem: { points: 100, worth: "1.35" }, reference_rate: "0.73" }\n  us: {')
    expect(checkProgram(text).problems.map(({ code, found, path }) => `${code} ${found} ${path}`)).toEqual(['law_expiry CA-ON expiry', 'law_expiry CA-QC expiry'])
  })
})

describe('parity', () => {
  const withEuros = (earn: string, worth: string): string =>
    edited('  us: {', `  eu: { currency: EUR, earn: "${earn}", redeem: { points: 100, worth: "${worth}" }, reference_rate: "1" }\n  us: {`)

  test.each([['1.1', '1.10', []], ['0.9', '0.90', []], ['1.101', '1.00', ['parity_earn +10.1']], ['0.899', '1.00', ['parity_earn −10.1']], ['1', '1.11', ['parity_redeem +11.0']]])(
    'of %s points and a worth of %s, where others have 1 and 1.00, is %j', (...[earn, worth, told]) => {
      expect(checkProgram(withEuros(earn, worth)).problems.map(({ code, values }) => `${code} ${values['percent']}`)).toEqual(told)
    })
})

test('what a level or orders move is named as the form names it', () => {
  const told = (when: string) => checkProgram(edited('when: order.items > 2', when)).problems.filter(({ code }) => code === 'split_level').map((problem) => problemText(problem, 'zh-CN'))
  expect([told('when: member.level == "gold"'), told('when: member.orders >= 10')].flat().map((text) => text.split('，')[0])).toEqual(['积分取决于会员等级（member.level）', '积分取决于累计订单数（member.orders）'])
})

describe('no warning', () => {
  const quiet: [what: string, text: string][] = [
    ['when points end by time far from Canada', canada('')],
    ['when nothing says which day it is', edited('dates: [2026-11-11, { from: 2026-12-11, to: 2026-12-12 }]', 'dates: [2020-01-01]')],
    ['when the bonus of an order comes once a day', edited('rate: market\n', 'points: 20\n').replace('caps: { month: 500 }', 'caps: { times: { day: 1 } }')],
    ['when a cap leaves no room for a second bonus', edited('rate: market\n', 'points: 500\n')],
    ['when levels begin with the next period', edited('when: order.items > 2', 'when: member.level == "gold"').replace('    valid:', '    entry: next_period\n    valid:')],
    ['when a yearly keep rule asks for more than a lifetime entry', gold('{ spend: "100" }').replace('keep: { orders: 1,', 'keep: { spend: "200",')],
    ['when the level can just be reached under its caps', gold('{ points: 1200, unit: stars, window: { calendar: year } }').replace('streak: { days: 7, points: 5 }', 'caps: { month: 100 }')],
    ['when another way in can be reached', gold('{ any: [{ points: 9999, unit: stars }, { orders: 3 }] }').replace('streak: { days: 7, points: 5 }', 'caps: { member: 50 }')],
    ['when a streak adds to what caps allow', gold('{ points: 60, unit: stars }').replace('streak: { days: 7, points: 5 }', 'streak: { days: 7, points: 5 }\n    caps: { member: 50 }')],
    ['when a market is within ten percent', jp('{ points: 1, per: "140" }', '{ points: 100, worth: "166" }')],
    ['when a market earns nothing on purpose', jp('"0"', '{ points: 100, worth: "150" }')],
    ['when a level counts something else than the one below', edited('      - id: base\n', '      - id: base\n      - { id: silver, entry: { orders: 2 } }\n')],
    ['when dates meet their weekday', edited('dates: [2026-11-11, { from: 2026-12-11, to: 2026-12-12 }]', 'dates: [{ from: 2026-11-01, to: 2027-11-01 }]\n        weekdays: [tue]\n        month_days: [29]')],
  ]
  test.each(quiet)('comes %s', (_when, text) => {
    expect(checkProgram(text).problems).toEqual([])
  })

  test('comes with mistakes: they are mended first', () => {
    expect(checkProgram(edited('rounding: floor', 'rounding: ceil').replace('zone: Asia/Tokyo', 'zone: Nowhere')).problems.map(({ severity }) => severity)).toEqual(['mistake'])
  })
})
