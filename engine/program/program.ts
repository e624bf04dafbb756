import type { CalendarUnit, Day, Instant, Period, Zone } from '#engine/calendar'
import type { Ratio, Rounding } from '#engine/ratio'
import type { EventFields } from './events.ts'
import type { Condition } from './conditions.ts'
import type { Pricing } from './pricing.ts'
import type { Entitlement, Reward } from './rewards.ts'
import type { LocalText } from './shapes.ts'

/** A checked program, compiled once: amounts in minor units, rates as exact ratios, conditions as functions. */
export type Program = {
  id: string
  name: LocalText
  currency: string
  zone: Zone
  /** Whether nobody earns what can be spent, gets coupons, or uses points. Levels, refunds, ends and what staff do go on. */
  isPaused: boolean
  units: Readonly<Record<string, Unit>>
  /** The unit that rules and requests mean when they name none. */
  mainUnit: string
  defaultMarket: string
  markets: Readonly<Record<string, Market>>
  rules: readonly EarnRule[]
  rulesOn: Readonly<Record<string, readonly EarnRule[]>>
  /** The fields that the document declares of the store's own events, by event and field. */
  events: Readonly<Record<string, EventFields>>
  regions: Readonly<Record<string, ExpiryPolicy>>
  refund: RefundPolicy
  tracks: readonly Track[]
  level: 'highest' | 'lowest' | 'apart'
  benefits: Readonly<Record<string, Benefit>>
  entitlements: readonly Entitlement[]
  rewards: readonly Reward[]
  pricing: Pricing
  /** What a company's owner may let its buyers have of its points (R45): at most this part; null: nothing. */
  companies: { sharing: { most: Ratio; offForTags: ReadonlySet<string> } | null }
  limits: { spendMinimum: number; spendStep: number; transfersPerMonth: number | null }
  /** Event names whose daily counts some tier criterion reads. */
  countedEvents: ReadonlySet<string>
  /** Whether some level asks what a company has bought. */
  asksVolume: boolean
  /** Event names that some sliding expiry counts as activity. */
  slidingEvents: ReadonlySet<string>
}

export type Market = {
  id: string
  name: LocalText
  currency: string
  zone: Zone
  /** Points per minor unit of the market's currency; null where the market earns nothing by rate. */
  earn: Ratio | null
  /** What `points` are worth in minor units of the market's currency; null where points buy nothing. */
  redeem: { points: number; worthMinor: number } | null
  /** Base currency minor units per minor unit of this currency, for parity and liability; [1, 1] in the base currency. */
  reference: Ratio | null
  /** What one point costs the store, in minor units of the base currency: its redemption value at the reference rate. */
  pointCost: Ratio
}

export type Unit = {
  id: string
  kind: 'spendable' | 'qualifying' | 'store_credit'
  name: LocalText
  currency: string | null
  pending: PendingPolicy
  expiry: ExpiryPolicy
}

export type PendingPolicy =
  | { kind: 'none' }
  | { kind: 'days'; days: number }
  | { kind: 'delivery'; days: number; cancelAfter: Period }
  | { kind: 'by_hand'; cancelAfter: Period | null }

export type Reminders = { days: readonly number[]; above: number }

export type ExpiryPolicy =
  | { kind: 'never' }
  | { kind: 'after'; period: Period; from: 'activation' | 'earning'; roundUp: CalendarUnit | null; reminders: Reminders | null }
  | { kind: 'inactivity'; period: Period; activities: ReadonlySet<string>; noticeDays: number; reminders: Reminders | null }

export type RefundPolicy = {
  claw: 'within_balance' | 'only_pending' | 'unlimited' | 'limit_by_tier'
  /** Largest debt in points by level id, for `limit_by_tier`; a level that is not named may have none. */
  debtLimit: Readonly<Record<string, number>>
  threshold: 'recompute' | 'keep'
  pointsShare: 'proportional' | 'points_first' | 'money_first'
  /** Days of grace for points that expired while they paid for an order; null restores them as expired. */
  graceDays: number | null
}

export type Multiplier = DayWindow & {
  id: string
  name: LocalText
  times: Ratio
  when: Condition | null
}

/** Days of the member's own calendar; null: all. */
export type DayWindow = {
  /** Local dates, both ends included. */
  dates: readonly { from: Day; to: Day }[] | null
  /** ISO weekdays, 1 Monday … 7 Sunday. */
  weekdays: ReadonlySet<number> | null
  monthDays: ReadonlySet<number> | null
}

/** A cap for each of these spans, in points or in times; absent is no cap. `member` is for ever. */
export type PeriodCaps = Readonly<Partial<Record<'member' | 'day' | 'week' | 'month' | 'year', number>>>

export type EarnRule = {
  id: string
  name: LocalText
  on: string
  when: Condition | null
  unit: string
  /** 'market' takes the market's rate; a ratio is points per minor unit of the base currency; null for a fixed award. */
  rate: 'market' | Ratio | null
  /** Fixed award in points, when there is no rate. */
  points: number
  /** Smallest eligible amount, in minor units of the base currency; 0 is none. */
  minimumMinor: number
  excludeSaleItems: boolean
  excludeSkus: ReadonlySet<string>
  excludeTags: ReadonlySet<string>
  onlyTags: ReadonlySet<string> | null
  per: 'order' | 'line'
  rounding: Rounding
  multipliers: readonly Multiplier[]
  combine: 'multiply' | 'best'
  orderCap: number | null
  caps: PeriodCaps
  timesCaps: PeriodCaps
  /** Points that all members together may earn by this rule; granted to the event from outside. */
  programCap: number | null
  /** Awards at each nth event of its kind; 1 is every event. */
  every: number
  streak: { days: number; points: number } | null
  pending: PendingPolicy | null
  expiry: ExpiryPolicy | null
}

export type Window =
  | { kind: 'lifetime' }
  | { kind: 'rolling'; period: Period }
  | { kind: 'calendar'; unit: CalendarUnit }
  | { kind: 'anniversary'; of: 'joining' | 'entry' }

/** What a leaf reads: a series of daily totals, the member's age or a tag. */
export type Leaf =
  | { kind: 'series'; measure: 'spend' | 'orders' | 'points' | 'event' | 'company_volume'; series: string; need: number; window: Window }
  | { kind: 'member_age'; period: Period }
  | { kind: 'tag'; tag: string }

export type Criteria = { kind: 'all'; of: readonly Criteria[] } | { kind: 'any'; of: readonly Criteria[] } | Leaf

export type Level = {
  id: string
  name: LocalText
  /** As "#c9a227"; null: by its place in the ladder. */
  colour: string | null
  /** null: everyone qualifies. */
  entry: Criteria | null
  keep: Criteria | null
  benefits: readonly string[]
}

export type Track = {
  id: string
  name: LocalText
  /** From the lowest to the highest; a member below the first has level −1. */
  levels: readonly Level[]
  entry: 'at_once' | 'next_period'
  /** How long an entered level is valid; null: it is reviewed at every event and whenever a window moves. */
  valid: { period: { calendar: CalendarUnit } | { anniversary: 'joining' | 'entry' }; through: 'this' | 'next' } | null
  grace: { period: Period; roundUp: CalendarUnit | null } | null
  downgrade: 'full' | 'one_step' | 'never'
}

export type Benefit = {
  id: string
  kind: 'discount' | 'shipping' | 'gift' | 'service' | 'access' | 'other'
  name: LocalText
  description: LocalText | null
  percent: Ratio | null
  shipping: { freeFromMinor: Readonly<Record<string, number>>; method: string | null } | null
  on: 'birthday' | 'anniversary' | 'entry' | null
  perYear: number | null
}

/** R27: whom a publication's tier rules reach at once. */
export type PublicationMode = 'new_periods' | 'upgrades_only' | 'all'

/** One published version; the timeline is a list of them in order of `from`, the first in force from the beginning. */
export type Publication = { version: number; from: Instant; mode: PublicationMode; program: Program }
export type Timeline = readonly Publication[]
