import { Type, type Static, type TSchema } from 'typebox'
import { Discount, Floor, Margin, Prices } from './schema-prices.ts'
import { Entitlement, Reward } from './schema-rewards.ts'
import { about, Anniversary, CalendarUnit, closed, Colour, Condition, Count, Currency, DateText, Days, Decimal, EventName, FieldName, Id, Language, Length, list, LocalText, object, onDays, oneOf, optional, Period, Points, PositivePoints, record, Region, Text, Window, Zone } from './shapes.ts'

/**
 * The program document: what a merchant writes, in YAML or JSON. One definition serves the check, the editor's
 * JSON Schema and the compiler's types. Amounts and rates are decimal strings, read as exact ratios: never floats.
 * A `title` names a shape: the check says by it what would be right (`program.wanted.<title>` in the locales), and the
 * JSON Schema defines it once.
 */

const LEAVES = [
  object({ spend: Decimal, window: optional(Window) }, 'eligible spend in the base currency'),
  object({ orders: Count, window: optional(Window) }, 'paid orders'),
  object({ points: PositivePoints, unit: optional(Id), window: optional(Window) }, 'points earned, spent or not'),
  object({ event: EventName, count: optional(Count), window: optional(Window) }, 'how often an event happened'),
  object({ member_age: Period }, 'time since joining'),
  object({ tag: Text }, 'a tag the store gave the member'),
  object({ company_volume: Decimal, window: optional(Window) }, 'eligible spend of the whole company, in the base currency'),
] as const

export const Criteria = Type.Cyclic(
  {
    Criteria: Type.Union([
      object({ all: list(Type.Ref('Criteria'), 50) }, 'every one of these'),
      object({ any: list(Type.Ref('Criteria'), 50) }, 'at least one of these'),
      ...LEAVES,
    ]),
  },
  'Criteria',
  { title: 'criteria', description: 'what a member must reach; { all: […] } and { any: […] } nest' },
)

const Rate = Type.Union([Decimal, object({ points: PositivePoints, per: Decimal })], {
  title: 'rate', description: 'points per unit of currency: "1.5", or { points: 1, per: "150" }',
})

const Market = object({
  name: optional(LocalText),
  currency: Currency,
  zone: optional(Zone, "the market's time zone; the program's when absent"),
  earn: optional(Rate, "points per unit of the market's currency; \"0\" where the market earns none"),
  redeem: optional(object({ points: PositivePoints, worth: Decimal }), "what points are worth at checkout, in the market's currency"),
  reference_rate: optional(Decimal, 'base currency per unit of this currency, for the parity check and for liability'),
}, 'a market: its currency, its time, what its points earn and buy')

export const Pending = Type.Union([
  Type.Literal('none'),
  object({ days: Length }, 'active at the midnight that opens day +N'),
  object({ days_after_delivery: Type.Integer({ minimum: 0, maximum: 3_660 }), cancel_after: Period }, 'active N days after delivery, gone after the longest wait'),
  object({ by_hand: Type.Literal(true), cancel_after: optional(Period) }, 'active when the staff approve'),
], { title: 'pending', description: 'how long points wait before they can be spent: none, { days: 14 } or { days_after_delivery: 7, cancel_after: { months: 3 } }' })

const Reminders = object({
  days: Type.Array(Days, { minItems: 1, maxItems: 10, description: 'days before the end, such as [30, 7, 1]' }),
  above: optional(Points, 'only when more than so many points end'),
}, 'reminders before points end')

export const Expiry = Type.Union([
  Type.Literal('never'),
  object({
    after: Period,
    from: optional(oneOf('activation', 'earning'), 'activation unless told'),
    round_up: optional(CalendarUnit, 'the end moves to the last day of this'),
    reminders: optional(Reminders),
  }, 'by time alone'),
  object({
    inactivity: Period,
    activities: optional(list(EventName), 'what keeps points alive; an order or a spend of points when absent'),
    notice_days: Days,
    reminders: optional(Reminders),
  }, 'when the member has done nothing for so long, after a notice'),
], { title: 'expiry', description: 'when points end: never, { after: { months: 12 } } or { inactivity: { months: 12 }, notice_days: 30 }' })

/** A rule's own end of its points. A sliding one belongs to the unit: activity extends all its points alike. */
const RuleExpiry = Type.Union([Expiry.anyOf[0], Expiry.anyOf[1]], { title: 'expiry', description: 'when points of this rule end: never, or { after: { months: 12 } }' })

const Unit = object({
  kind: about(oneOf('spendable', 'qualifying', 'store_credit'), 'spendable points, points that only count for levels, or money'),
  name: optional(LocalText),
  currency: optional(Currency, 'store credit only: the unit is the minor unit of this currency'),
  pending: optional(Pending),
  expiry: optional(Expiry),
})

const Multiplier = object({
  id: Id,
  name: optional(LocalText),
  times: about(Decimal, 'such as "2" for double points'),
  when: optional(Condition),
  ...onDays,
}, 'more points when all that it names is so')

const PerPeriod = {
  member: optional(PositivePoints, 'for ever'),
  day: optional(PositivePoints),
  week: optional(PositivePoints, 'from Monday'),
  month: optional(PositivePoints),
  year: optional(PositivePoints),
}

const RuleRate = Type.Union([Type.Literal('market'), ...Rate.anyOf], {
  title: 'rule_rate', description: 'market, or points per unit of the base currency: "1.5", or { points: 1, per: "100" }',
})

export const EarnRule = object({
  id: Id,
  name: optional(LocalText),
  on: about(EventName, 'the event that earns, such as order.paid'),
  when: optional(Condition, 'a CEL expression; the rule earns only when it is true'),
  unit: optional(Id, 'the unit earned; the first spendable one when absent'),
  rate: optional(RuleRate),
  points: optional(PositivePoints, 'a fixed number of points, instead of a rate'),
  minimum: optional(Decimal, 'smallest eligible amount, in the base currency'),
  base: optional(object({
    sale_items: optional(oneOf('include', 'exclude'), 'include unless told'),
    exclude_skus: optional(list(Text)),
    exclude_tags: optional(list(Text)),
    only_tags: optional(list(Text)),
  }), 'which lines of the order count'),
  per: optional(oneOf('order', 'line'), 'where fractions are dropped; order unless told'),
  rounding: optional(oneOf('floor', 'half_even', 'ceil'), 'floor unless told'),
  multipliers: optional(Type.Array(Multiplier, { maxItems: 100 })),
  combine: optional(oneOf('multiply', 'best'), 'several multipliers at once: multiply unless told'),
  caps: optional(object({
    order: optional(PositivePoints), ...PerPeriod, program: optional(PositivePoints, 'for all members together'), times: optional(object(PerPeriod), 'how often the rule awards'),
  }), 'the most points that the rule gives a member'),
  every: optional(Count, 'awards at each nth event'),
  streak: optional(object({ days: Type.Integer({ minimum: 2, maximum: 366 }), points: PositivePoints }), 'more points after so many days in a row'),
  pending: optional(Pending),
  expiry: optional(RuleExpiry),
}, 'what earns points')

const Claw = Type.Union([
  Type.Literal('within_balance'),
  Type.Literal('only_pending'),
  Type.Literal('unlimited'),
  object({ limit_by_tier: record(Id, Points, 1) }, 'the most debt a member of each level may have'),
], { title: 'claw', description: 'how far a refund takes points back: within_balance, only_pending, unlimited or { limit_by_tier: { gold: 500 } }' })

const ExpiredPoints = Type.Union([Type.Literal('as_expired'), object({ grace_days: Days })], {
  title: 'expired_points', description: 'what becomes of points that ended while they paid for a refunded order: as_expired or { grace_days: 30 }',
})

const Refund = object({
  claw: optional(Claw),
  threshold: optional(oneOf('recompute', 'keep'), 'a minimum no longer reached after a partial return; recompute unless told'),
  points_share: optional(oneOf('proportional', 'points_first', 'money_first'), 'what comes back first; proportional unless told'),
  expired_points: optional(ExpiredPoints),
})

const Benefit = object({
  kind: oneOf('discount', 'shipping', 'gift', 'service', 'access', 'other'),
  name: LocalText,
  description: optional(LocalText),
  percent: optional(Decimal, 'a discount in percent, such as "12"'),
  shipping: optional(object({
    free_from: optional(record(Id, Decimal, 1), 'order value by market from which shipping is free; "0" is always'),
    method: optional(Text),
  })),
  on: optional(oneOf('birthday', 'anniversary', 'entry')),
  per_year: optional(Count),
}, 'what a level gives')

const Level = object({
  id: Id,
  name: optional(LocalText),
  colour: optional(Colour, 'how the level is painted for shoppers, such as "#c9a227"; by its place in the ladder when absent'),
  entry: optional(Criteria, 'what brings a member in; everyone when absent'),
  keep: optional(Criteria, 'what keeps a member in; the entry when absent'),
  benefits: optional(Type.Array(Id), 'ids of benefits and of entitlements'),
})

const ValidPeriod = Type.Union([CalendarUnit, Anniversary], { title: 'valid_period', description: 'month, quarter, half, year or { anniversary: entry }' })

export const Track = object({
  id: Id,
  name: optional(LocalText),
  levels: Type.Array(Level, { minItems: 1, maxItems: 50, description: 'from the lowest to the highest' }),
  entry: optional(oneOf('at_once', 'next_period'), 'at_once unless told'),
  valid: optional(object({ period: ValidPeriod, through: optional(oneOf('this', 'next')) }), 'how long a level lasts once entered; reviewed all the time when absent'),
  grace: optional(Type.Object({ days: optional(Count), months: optional(Count), round_up: optional(CalendarUnit) }, { ...closed, minProperties: 1 })),
  downgrade: optional(oneOf('full', 'one_step', 'never'), 'full unless told'),
})

export const ProgramDocument = object({
  program: about(Id, "the program's id"),
  name: LocalText,
  description: optional(LocalText),
  currency: about(Currency, 'base currency: spend and liability are counted in it'),
  zone: about(Zone, 'time zone where no market and no member says another'),
  paused: optional(Type.Literal(true), 'while this version is in force nobody earns points that can be spent, gets coupons, or spends, sends or redeems points; all else goes on'),
  units: optional(record(Id, Unit, 1), 'what is counted; one spendable unit named points when absent'),
  market: optional(Id, 'the market of an order that names none; the first one when absent'),
  markets: record(Id, Market, 1),
  events: optional(record(EventName, record(FieldName, oneOf('text', 'integer', 'boolean', 'list'))), "the store's own events and their fields"),
  earn: Type.Array(EarnRule, { maxItems: 500, description: 'what earns points' }),
  pending: optional(Pending),
  expiry: optional(Expiry),
  regions: optional(Type.Array(object({ regions: list(Region), expiry: Expiry })), 'where the law asks for another expiry'),
  refund: optional(Refund, 'what a refund takes back'),
  tiers: optional(Type.Array(Track, { maxItems: 10 }), 'tracks of levels'),
  level: optional(oneOf('highest', 'lowest', 'apart'), 'which track decides; highest unless told'),
  benefits: optional(record(Id, Benefit)),
  entitlements: optional(Type.Array(Entitlement, { maxItems: 100, description: 'services with so many uses in each period' })),
  rewards: optional(Type.Array(Reward, { maxItems: 500, description: 'what points buy' })),
  prices: optional(Prices, 'which price is taken, and how discounts meet'),
  discounts: optional(Type.Array(Discount, { maxItems: 200, description: 'what is taken off prices, in this order' })),
  margin: optional(Margin, 'what a sale must leave'),
  companies: optional(object({
    sharing: optional(object({
      most_percent: optional(Decimal, 'the most of its points that a company may share, in percent; "100" unless told'),
      off_for_tags: optional(list(Text, 100), 'companies that have one of these tags share nothing'),
    }, 'the owner of a company may let its buyers have a part of what their orders earn')),
  }), 'what members that are companies may do'),
  limits: optional(object({
    spend_minimum: optional(PositivePoints, 'fewest points in one spend'),
    spend_step: optional(PositivePoints, 'points are spent in multiples of this'),
    transfers_per_month: optional(Points),
  })),
}, 'A loyalty program of Rockpool')

/** Shapes that stand in several places, each in its own words. */
export const SHAPES: readonly TSchema[] = [
  Id, EventName, FieldName, Decimal, DateText, Condition, Currency, Zone, Language, Region, LocalText, Period, Window, Rate, Floor, Pending, Expiry,
]

export type ProgramDocument = Static<typeof ProgramDocument>
export type DiscountDocument = Static<typeof Discount>
export type EntitlementDocument = Static<typeof Entitlement>
export type RewardDocument = Static<typeof Reward>
export type LimitDocument = NonNullable<DiscountDocument['limits']>[number]
export type MarginDocument = Static<typeof Margin>
export type EarnRuleDocument = Static<typeof EarnRule>
export type TrackDocument = Static<typeof Track>
export type ExpiryDocument = Static<typeof Expiry>
export type PendingDocument = Static<typeof Pending>
export type CriteriaDocument = Static<typeof Criteria>
export type WindowDocument = Static<typeof Window>
