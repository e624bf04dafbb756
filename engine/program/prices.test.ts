import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { hasText } from '#engine/text'
import { checkProgram } from './check.ts'
import { problemText, wantedText } from './problem.ts'
import { SAMPLE } from './testing.ts'

type Row = [what: string, prices: string, code: string, path: string]

const TODAY = parseDay('2026-11-22')
const RIGHT = 'discounts:\n  - { id: day, kind: member_day, percent: "20", month_days: [8], when: member.level == "gold" }\n  - { id: coupon, kind: coupon, amount: { us: "5", jp: "700" }, minimum: { us: "20" }, stacks_with: [day] }\n  - { id: hello, kind: coupon, free_shipping: true, gift: CUP, valid: { days: 30 }, issue: welcome, limits: [{ uses: 5, per: sku, in: day }, { money: "500" }, { uses: 1, per: member }] }\n  - { id: back, kind: coupon, percent: "5", issue: { win_back: { days: 60 } } }\nprices: { markets: { jp: { choose: first } }, points_share: "50", points_minimum: 200, points_step: 100, protection: { days: 14, as: points } }\nmargin: { floor: "10", fee: { percent: "2.9", amount: { us: "0.30" } }, breakage: "20", drop: [coupon], order_floor: { percent: "15", amount: { us: "4.00" } }, floors: [{ base: { only_skus: [mug] }, floor: { amount: { us: "1" } } }, { when: member.level == "gold", order_floor: "5" }] }\n'
const one = (discount: string): string => `discounts:\n  - { id: off, kind: coupon, ${discount} }\n`

const WRONG: Row[] = [
  ['a discount that takes nothing off', one('when: order.items > 2'), 'percent_or_amount', 'discounts[0]'],
  ['a discount with a percentage and an amount', one('percent: "5", amount: { us: "5" }'), 'percent_and_amount', 'discounts[0].amount'],
  ['a discount of more than the price', one('percent: "100.01"'), 'percent_over', 'discounts[0].percent'],
  ['a discount of nothing', one('percent: "0"'), 'zero', 'discounts[0].percent'],
  ['an amount in a market that is not there', one('amount: { uk: "5" }'), 'unknown_market', 'discounts[0].amount.uk'],
  ['an amount of half a yen', one('amount: { jp: "5.5" }'), 'money_decimals', 'discounts[0].amount.jp'],
  ['a condition that cannot be read', one('percent: "5", when: order.totl > 5.0'), 'condition_unknown_field', 'discounts[0].when'],
  ['a date that no calendar has', one('percent: "5", dates: [2026-02-30]'), 'no_such_date', 'discounts[0].dates[0]'],
  ['a discount that meets one that is not there', one('percent: "5", stacks_with: [other]'), 'unknown_discount', 'discounts[0].stacks_with[0]'],
  ['a limit of nothing', one('percent: "5", limits: [{ per: member }]'), 'uses_or_money', 'discounts[0].limits[0]'],
  ['a limit in uses and money', one('percent: "5", limits: [{ uses: 5, money: "5" }]'), 'uses_or_money', 'discounts[0].limits[0]'],
  ['two limits of one kind', one('percent: "5", limits: [{ uses: 5 }, { money: "5" }, { uses: 9 }]'), 'limit_twice', 'discounts[0].limits[2]'],
  ['a limit in a market that is not there', one('percent: "5", limits: [{ money: { uk: "5" } }]'), 'unknown_market', 'discounts[0].limits[0].money.uk'],
  ['a limit of half a cent', one('percent: "5", limits: [{ money: "0.005" }]'), 'money_decimals', 'discounts[0].limits[0].money'],
  ['a limit whose money is none', one('percent: "5", limits: [{ money: 5 }]'), 'quotes_missing', 'discounts[0].limits[0].money'],
  ['codes of what is no coupon', 'discounts:\n  - { id: off, kind: promotion, percent: "5", codes: shared }\n', 'coupon_only', 'discounts[0].codes'],
  ['an occasion of what is no coupon', 'discounts:\n  - { id: off, kind: member_day, percent: "5", issue: birthday }\n', 'coupon_only', 'discounts[0].issue'],
  ['a shared code that is issued to each', one('percent: "5", codes: shared, issue: welcome'), 'issue_without_code', 'discounts[0].issue'],
  ['an occasion that there is not', one('percent: "5", issue: christmas'), 'unknown_choice', 'discounts[0].issue'],
  ['an id twice', `${one('percent: "5"')}  - { id: off, kind: promotion, percent: "5" }\n`, 'duplicate_id', 'discounts[1].id'],
  ['a choice for a market that is not there', 'prices: { markets: { uk: { choose: first } } }\n', 'unknown_market', 'prices.markets.uk'],
  ['points that pay more than all', 'prices: { points_share: "101" }\n', 'percent_over', 'prices.points_share'],
  ['protection by store credit that there is none of', 'prices: { protection: { days: 14, as: store_credit } }\n', 'protection_no_unit', 'prices.protection.as'],
  ['a floor above the price', `${one('percent: "5"')}margin: { floor: "120" }\n`, 'percent_over', 'margin.floor'],
  ['a fee in a market that is not there', `${one('percent: "5"')}margin: { floor: "10", fee: { amount: { uk: "1" } } }\n`, 'unknown_market', 'margin.fee.amount.uk'],
  ['a floor of nothing', `${one('percent: "5"')}margin: { floor: {} }\n`, 'wrong_type', 'margin.floor'],
  ['a floor in a market that is not there', `${one('percent: "5"')}margin: { floor: "1", order_floor: { amount: { uk: "1" } } }\n`, 'unknown_market', 'margin.order_floor.amount.uk'],
  ['an own floor above the price', `${one('percent: "5"')}margin: { floor: "1", floors: [{ lists: [acme], floor: { percent: "101" } }] }\n`, 'percent_over', 'margin.floors[0].floor.percent'],
  ['an own floor that says nothing', `${one('percent: "5"')}margin: { floor: "1", floors: [{ lists: [acme] }] }\n`, 'floor_empty', 'margin.floors[0]'],
  ['a floor of the order for some lines', `${one('percent: "5"')}margin: { floor: "1", floors: [{ lists: [acme], order_floor: "5" }] }\n`, 'floor_of_lines', 'margin.floors[0].order_floor'],
  ['an own floor whose condition cannot be read', `${one('percent: "5"')}margin: { floor: "1", floors: [{ when: membr.level == "a", floor: "5" }] }\n`, 'condition_unknown_name', 'margin.floors[0].when'],
  ['a setting that is none', 'prices: { choos: first }\n', 'unknown_key', 'prices.choos'],
]

const UNWISE: Row[] = [
  ['a discount whose dates are past', one('percent: "5", dates: [2026-11-11]'), 'discount_past', 'discounts[0].dates'],
  ['dates without one of the days of the month', one('percent: "5", dates: [2026-12-11], month_days: [8]'), 'discount_never_day', 'discounts[0].dates'],
  ['a condition that is never true', one('percent: "5", when: 1 > 2'), 'discount_never_true', 'discounts[0].when'],
  ['a discount whose lines are all left out', one('percent: "5", base: { only_tags: [a], exclude_tags: [a, b] }'), 'discount_never_lines', 'discounts[0].base'],
  ['a discount of the whole price', one('percent: "100"'), 'discount_whole', 'discounts[0].percent'],
  ['an own floor that never counts', `${one('percent: "5"')}margin: { floor: "1", floors: [{ when: 1 > 2, floor: "5" }] }\n`, 'floor_never_true', 'margin.floors[0].when'],
  ['a floor with nothing to drop', 'margin: { floor: "10" }\n', 'margin_stops_nothing', 'margin'],
]

describe('prices in a program', () => {
  test('that are right have no problem', () => {
    expect(checkProgram(SAMPLE + RIGHT, { today: TODAY }).problems).toEqual([])
  })

  test.each(WRONG)('are refused with %s', (...[, prices, code, path]) => {
    const { program, problems } = checkProgram(SAMPLE + prices, { today: TODAY })
    expect(program).toBeNull()
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]])
  })

  test.each(UNWISE)('are warned of %s', (...[, prices, code, path]) => {
    const { program, problems } = checkProgram(SAMPLE + prices, { today: TODAY })
    expect(program).not.toBeNull()
    expect(problems.map((problem) => [problem.severity, problem.code, problem.path])).toEqual([['warning', code, path]])
    const [problem] = problems
    expect(hasText(`program.${code}`) && problemText(problem!, 'zh-CN') !== problemText(problem!, 'en') && wantedText(problem!, 'en').length > 5).toBe(true)
  })
})
