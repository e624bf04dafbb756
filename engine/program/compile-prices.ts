import type { Period } from '#engine/calendar'
import { parseMoney } from '#engine/money'
import { parseRatio, ratio, type Ratio } from '#engine/ratio'
import { minorOf } from './compile-amounts.ts'
import { compileDays } from './compile-days.ts'
import { compileCondition, vocabularyOf } from './conditions.ts'
import type { Discount, DiscountKind, Floor, Issue, Limit, LimitMost, LineFilter, MarginPolicy, OwnFloor, PriceChoice, Pricing } from './pricing.ts'
import { record } from './record.ts'
import type { DiscountDocument, LimitDocument, MarginDocument, ProgramDocument } from './schema.ts'

type FloorDocument = MarginDocument['floor']
type OwnFloorDocument = NonNullable<MarginDocument['floors']>[number]

const DROP: MarginPolicy['drop'] = ['coupon', 'promotion', 'member_day', 'tier']

/** What a document says of prices, with its defaults; amounts in minor units of each market. */
export function compilePricing(document: ProgramDocument, markets: readonly string[]): Pricing {
  const { choose = 'lowest', contracted = 'first', markets: own = {}, stacking = 'in_order', percent_of: percentOf = 'running', points_share: share = '100', points_minimum: pointsMinimum = 1, points_step: pointsStep = 1, protection = null } = document.prices ?? {}
  const discounts = (document.discounts ?? []).map((discount) => compileDiscount(discount, document))
  return {
    isTold: [document.prices, document.discounts, document.margin].some((section) => section !== undefined),
    choices: record(markets.map((id): [string, PriceChoice] => [id, { choose: own[id]?.choose ?? choose, contracted: own[id]?.contracted ?? contracted }])),
    protection, stacking, percentOf, pointsShare: percentRatio(share), pointsMinimum, pointsStep,
    discounts, issuedOn: record([...Map.groupBy(discounts.filter(({ issue }) => issue !== null), ({ issue }) => (issue as Issue).occasion)]),
    margin: document.margin === undefined ? null : compileMargin(document.margin, document),
  }
}

function compileDiscount(discount: DiscountDocument, document: ProgramDocument): Discount {
  const { id, kind, name = id, percent, amount, most, minimum, when, base = {}, stacks_with: stacksWith, free_shipping: freeShipping = false, gift = null, limits = [], codes = 'unique', valid = null, issue } = discount
  return {
    id, kind, name,
    when: when === undefined ? null : compileCondition(when, vocabularyOf('order.paid', document.events ?? {})),
    days: compileDays(discount),
    percent: percent === undefined ? null : percentRatio(percent),
    amountMinor: minorOf(amount, document), mostMinor: minorOf(most, document), leastMinor: minorOf(minimum, document),
    lines: lineFilter(base),
    stacksWith: new Set(stacksWith),
    freeShipping, gift, limits: limits.map((limit) => compileLimit(limit, document)),
    codes, valid: valid as Period | null, issue: issue === undefined ? null : compileIssue(issue),
  }
}

function compileIssue(issue: NonNullable<DiscountDocument['issue']>): Issue {
  return typeof issue === 'string' ? { occasion: issue } : { occasion: 'win_back', period: issue.win_back as Period }
}

function compileLimit({ uses, money, per, in: span }: LimitDocument, document: ProgramDocument): Limit {
  const most: LimitMost = typeof money === 'string' ? { measure: 'base', minor: parseMoney(money, document.currency) }
    : money !== undefined ? { measure: 'market', minorOf: minorOf(money, document) } : { measure: 'uses', uses: uses ?? 0 }
  return { most, per: per ?? 'all', span: span ?? null }
}

function lineFilter(base: NonNullable<DiscountDocument['base']>): LineFilter {
  return {
    excludeSaleItems: base.sale_items === 'exclude', excludeSkus: new Set(base.exclude_skus), excludeTags: new Set(base.exclude_tags),
    onlyTags: base.only_tags === undefined ? null : new Set(base.only_tags), onlySkus: base.only_skus === undefined ? null : new Set(base.only_skus),
  }
}

function compileFloor(floor: FloorDocument, document: ProgramDocument): Floor {
  const { percent = '0', amount }: { percent?: string; amount?: Readonly<Record<string, string>> } = typeof floor === 'string' ? { percent: floor } : floor
  return { share: percentRatio(percent), amountMinor: minorOf(amount, document) }
}

function compileOwnFloor({ when, lists, base, floor, order_floor: orderFloor }: OwnFloorDocument, document: ProgramDocument): OwnFloor {
  const maybe = (one: FloorDocument | undefined) => (one === undefined ? null : compileFloor(one, document))
  return {
    when: when === undefined ? null : compileCondition(when, vocabularyOf('order.paid', document.events ?? {})),
    lists: lists === undefined ? null : new Set(lists), lines: base === undefined ? null : lineFilter(base), floor: maybe(floor), orderFloor: maybe(orderFloor),
  }
}

function compileMargin({ floor, order_floor: orderFloor, floors = [], fee = {}, breakage = '0', unknown_cost: unknownCost = '100', drop, mode = 'drop' }: MarginDocument, document: ProgramDocument): MarginPolicy {
  return {
    floor: compileFloor(floor, document), orderFloor: orderFloor === undefined ? null : compileFloor(orderFloor, document), floors: floors.map((own) => compileOwnFloor(own, document)),
    feeShare: percentRatio(fee.percent ?? '0'), feeMinor: minorOf(fee.amount, document), breakage: percentRatio(breakage), unknownCost: percentRatio(unknownCost),
    drop: (drop as readonly (DiscountKind | 'tier')[] | undefined) ?? DROP, isShadow: mode === 'shadow',
  }
}

/** "12.5" percent as a part: 1/8. */
/** A percentage as the part that it is: 1/8 for "12.5". */
export function percentRatio(percent: string): Ratio {
  const [n, d] = parseRatio(percent)
  return ratio(n, d * 100)
}
