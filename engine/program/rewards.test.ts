import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { hasText } from '#engine/text'
import { checkProgram } from './check.ts'
import { problemText, wantedText } from './problem.ts'
import { SAMPLE } from './testing.ts'

type Row = [what: string, rewards: string, code: string, path: string]

const TODAY = parseDay('2026-11-22')
const COUPON = 'discounts:\n  - { id: five_off, kind: coupon, amount: { us: "5" }, valid: { days: 60 } }\n  - { id: day, kind: member_day, percent: "20" }\n'
const one = (reward: string): string => `${COUPON}rewards:\n  - { id: off, ${reward} }\n`
const entitlement = (rest: string): string => `entitlements:\n  - { id: returns, uses: 2, ${rest} }\n`
const CONSULTATION = entitlement('per: { anniversary: joining }, cost: "20"')

const RIGHT = `${COUPON}rewards:
  - { id: five, name: { en: Five off, zh-CN: 减五元 }, gives: { coupon: five_off }, points: { us: 500 }, level_points: { gold: { us: 400 } }, valid: { days: 30 }, cost: "5.00" }
  - { id: mug, gives: { product: MUG }, points: 800, stock: counted, limits: [{ uses: 2, per: member }, { uses: 1, per: member, in: year }, { uses: 100 }, { uses: 10, in: month }, { uses: 5, per: market, in: day }], when: member.level == "gold", month_days: [8], cost: { us: "4.20", jp: "600" } }
  - { id: card, gives: { gift_card: { us: "10" } }, points: 1000 }
  - { id: other, gives: { coupon: five_off }, points: 600 }
  - { id: talk, gives: { entitlement: returns, uses: 1 }, points: 300, level_points: { gold: 200 } }
  - { id: gift, gives: { donation: Red Cross }, points: 100, dates: [{ from: 2026-12-01, to: 2026-12-31 }] }
  - { id: film, gives: { voucher: cinema }, points: 900 }
${CONSULTATION}`

const WRONG: Row[] = [
  ['a reward that gives nothing', one('points: 5'), 'missing_key', 'rewards[0].gives'],
  ['a reward that gives two things', one('gives: { product: MUG, donation: Red Cross }, points: 5'), 'keys_apart', 'rewards[0].gives.donation'],
  ['a reward without a price', one('gives: { product: MUG }'), 'missing_key', 'rewards[0].points'],
  ['a price in quotes', one('gives: { product: MUG }, points: "500"'), 'quotes_needless', 'rewards[0].points'],
  ['a price of nothing', one('gives: { product: MUG }, points: 0'), 'out_of_range', 'rewards[0].points'],
  ['a price in words', one('gives: { product: MUG }, points: many'), 'unknown_choice', 'rewards[0].points'],
  ['a price in a market that is not there', one('gives: { product: MUG }, points: { uk: 5 }'), 'unknown_market', 'rewards[0].points.uk'],
  ['a price of a level that is not there', one('gives: { product: MUG }, points: 5, level_points: { platinum: 4 }'), 'unknown_level', 'rewards[0].level_points.platinum'],
  ["a level's price in a market that is not there", one('gives: { product: MUG }, points: 5, level_points: { gold: { uk: 4 } }'), 'unknown_market', 'rewards[0].level_points.gold.uk'],
  ['a coupon of no discount', one('gives: { coupon: ten_off }, points: 5'), 'unknown_discount', 'rewards[0].gives.coupon'],
  ['a coupon of a member day', one('gives: { coupon: day }, points: 5'), 'reward_not_coupon', 'rewards[0].gives.coupon'],
  ['an entitlement that is not there', one('gives: { entitlement: returns, uses: 1 }, points: 5'), 'unknown_entitlement', 'rewards[0].gives.entitlement'],
  ['an entitlement without a number', one('gives: { entitlement: returns }, points: 5') + CONSULTATION, 'missing_key', 'rewards[0].gives.uses'],
  ['a gift card of nothing', one('gives: { gift_card: { us: "0.00" } }, points: 5'), 'zero', 'rewards[0].gives.gift_card.us'],
  ['store credit of half a yen', one('gives: { store_credit: { jp: "5.5" } }, points: 5'), 'money_decimals', 'rewards[0].gives.store_credit.jp'],
  ['a condition that cannot be read', one('gives: { product: MUG }, points: 5, when: order.total > 5.0'), 'condition_unknown_name', 'rewards[0].when'],
  ['a date that no calendar has', one('gives: { product: MUG }, points: 5, dates: [2026-02-30]'), 'no_such_date', 'rewards[0].dates[0]'],
  ['a cost of half a cent', one('gives: { product: MUG }, points: 5, cost: "0.005"'), 'money_decimals', 'rewards[0].cost'],
  ['a cost in a market that is not there', one('gives: { product: MUG }, points: 5, cost: { uk: "1" }'), 'unknown_market', 'rewards[0].cost.uk'],
  ['a limit of nothing', one('gives: { product: MUG }, points: 5, limits: [{ uses: 0 }]'), 'out_of_range', 'rewards[0].limits[0].uses'],
  ['a limit of a kind that there is', one('gives: { product: MUG }, points: 5, limits: [{ uses: 2, in: day }, { uses: 3, in: day }]'), 'reward_limit_twice', 'rewards[0].limits[1]'],
  ['an id twice', `${one('gives: { product: MUG }, points: 5')}  - { id: off, gives: { product: CUP }, points: 5 }\n`, 'duplicate_id', 'rewards[1].id'],
  ['an entitlement named as a benefit is', 'entitlements:\n  - { id: gift, uses: 2 }\n', 'entitlement_is_benefit', 'entitlements[0].id'],
  ['an entitlement by the week', entitlement('per: week'), 'unknown_choice', 'entitlements[0].per'],
  ['an entitlement of a level that is not there', entitlement('level_uses: { platinum: 4 }'), 'unknown_level', 'entitlements[0].level_uses.platinum'],
]

const UNWISE: Row[] = [
  ['a reward whose dates are past', one('gives: { product: MUG }, points: 5, dates: [2026-11-11]'), 'reward_past', 'rewards[0].dates'],
  ['dates without one of the days of the month', one('gives: { product: MUG }, points: 5, dates: [2026-12-11], month_days: [8]'), 'reward_never_day', 'rewards[0].dates'],
  ['a condition that is never true', one('gives: { product: MUG }, points: 5, when: 1 > 2'), 'reward_never_true', 'rewards[0].when'],
  ['a gift card without a price where it has an amount', one('gives: { gift_card: { us: "5" } }, points: { jp: 700 }'), 'reward_in_no_market', 'rewards[0].points'],
  ['a level that pays more', one('gives: { product: MUG }, points: 5, level_points: { gold: 6 }'), 'reward_level_pays_more', 'rewards[0].level_points.gold'],
  ['an entitlement that nobody has', 'entitlements:\n  - { id: returns, uses: 2 }\n', 'entitlement_unused', 'entitlements[0].id'],
]

describe('rewards and entitlements in a program', () => {
  test('that are right have no problem', () => {
    expect(checkProgram(SAMPLE + RIGHT, { today: TODAY }).problems).toEqual([])
  })

  test.each(WRONG)('are refused with %s', (...[, rewards, code, path]) => {
    const { program, problems } = checkProgram(SAMPLE + rewards, { today: TODAY })
    expect(program).toBeNull()
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]])
  })

  test.each(UNWISE)('are warned of %s', (...[, rewards, code, path]) => {
    const { program, problems } = checkProgram(SAMPLE + rewards, { today: TODAY })
    expect(program).not.toBeNull()
    expect(problems.map((problem) => [problem.severity, problem.code, problem.path])).toEqual([['warning', code, path]])
    const [problem] = problems
    expect(hasText(`program.${code}`) && problemText(problem!, 'zh-CN') !== problemText(problem!, 'en') && wantedText(problem!, 'en').length > 5).toBe(true)
  })

  test('are warned of a price that no rules reach, and of uses for a level that has none', () => {
    const { problems } = checkProgram(`program: poor
name: Poor
currency: USD
zone: UTC
markets: { us: { currency: USD } }
earn: [{ id: welcome, on: member.joined, points: 50, caps: { member: 50 } }]
tiers: [{ id: club, levels: [{ id: base }, { id: gold, entry: { tag: gold } }] }]
rewards: [{ id: talk, gives: { entitlement: returns, uses: 1 }, points: 51 }]
${entitlement('level_uses: { gold: 4 }')}`, { today: TODAY })
    expect(problems.map(({ code, path, values }) => [code, path, values['least'] ?? values['id'], values['most']]))
      .toEqual([['reward_unaffordable', 'rewards[0].points', 51, 50], ['entitlement_not_of_level', 'entitlements[0].level_uses.gold', 'returns', undefined]])
  })

  test('compile to prices by market and uses by level', () => {
    const { program } = checkProgram(`${SAMPLE.replace('benefits: [gift, ship]', 'benefits: [gift, ship, returns]')}${RIGHT}`, { today: TODAY })
    const [five, mug, card, other] = program!.rewards
    expect([five!.valid, other!.valid, mug!.valid]).toEqual([{ days: 30 }, { days: 60 }, null])
    expect([five!.price, five!.levelPrices, five!.cost]).toEqual([{ us: 500 }, { gold: { us: 400 } }, { us: { minor: 500, currency: 'USD' }, jp: { minor: 500, currency: 'USD' } }])
    expect([mug!.price, mug!.isCounted, mug!.limits, mug!.sharedLimits, mug!.cost]).toEqual([{ us: 800, jp: 800 }, true, { member: 2, year: 1 }, [{ uses: 100, per: 'all', span: null }, { uses: 10, per: 'all', span: 'month' }, { uses: 5, per: 'market', span: 'day' }], { us: { minor: 420, currency: 'USD' }, jp: { minor: 600, currency: 'JPY' } }])
    expect([card!.price, card!.gives]).toEqual([{ us: 1000 }, { kind: 'gift_card', amountMinor: { us: 1000 } }])
    expect(program!.entitlements).toEqual([{ id: 'returns', name: 'returns', description: null, levelUses: { gold: 2 }, per: 'anniversary', costMinor: 2000 }])
    expect(program!.tracks[0]!.levels[1]!.benefits).toEqual(['gift', 'ship'])
  })
})
