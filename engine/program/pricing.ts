import type { Period } from '#engine/calendar'
import type { Ratio } from '#engine/ratio'
import type { Condition } from './conditions.ts'
import type { DayWindow } from './program.ts'
import type { LocalText } from './shapes.ts'

/** How a price comes about in each market, what is taken off it, and how low it may go. */
export type Pricing = {
  /** Whether the document says anything of it. */
  isTold: boolean
  /** Which of several prices is taken (R33), by market. */
  choices: Readonly<Record<string, PriceChoice>>
  /** How several discounts meet (R34), and what a percentage is of: what is left, or the retail price. */
  stacking: Stacking
  percentOf: 'running' | 'original'
  /** In the order in which they are applied. */
  discounts: readonly Discount[]
  /** The coupons that are issued by themselves on each occasion; absent where there is none. */
  issuedOn: Readonly<Partial<Record<Issue['occasion'], readonly Discount[]>>>
  /** The most of the goods that points may pay. */
  pointsShare: Ratio
  /** The fewest points that may pay, and the step in which they do; 1 where none is told. */
  pointsMinimum: number
  pointsStep: number
  margin: MarginPolicy | null
  /** R39: for how many days a price that falls may be given back, and as what. */
  protection: { days: number; as: 'points' | 'store_credit' } | null
}

/** `lowest` takes the lowest price, `first` the first by the order of sources; a contracted company has a choice of its own. */
export type PriceChoice = { choose: 'lowest' | 'first'; contracted: 'lowest' | 'first' }
export type Stacking = 'in_order' | 'best_of' | 'all' | 'exclusive'

export type DiscountKind = 'member_day' | 'promotion' | 'coupon'

/** What is taken off the chosen price when all that it names is so: a part (1/8 for 12.5 %), or an amount shared over the lines that it counts. */
export type Discount = {
  id: string
  kind: DiscountKind
  name: LocalText
  when: Condition | null
  days: DayWindow
  percent: Ratio | null
  /** By market, in its minor units: the amount where there is no percentage; the most of a percentage; the least that its lines must come to. */
  amountMinor: Readonly<Record<string, number>>
  mostMinor: Readonly<Record<string, number>>
  leastMinor: Readonly<Record<string, number>>
  lines: LineFilter
  /** Kinds that it may meet on a line although it is of the same kind, or the other says so. */
  stacksWith: ReadonlySet<string>
  freeShipping: boolean
  /** The SKU that is given; null: none. */
  gift: string | null
  /** R35: how much it gives at most. */
  limits: readonly Limit[]
  /** How a coupon is taken: by a code of its own, by one that many have, or by itself where it fits. */
  codes: 'unique' | 'shared' | 'auto'
  /** How long a coupon lasts; null: without an end. */
  valid: Period | null
  /** When members get a coupon by themselves; null: never. */
  issue: Issue | null
}

/** The occasions on which a coupon is issued; `period` is how long a member has not ordered. */
export type Issue = { occasion: 'welcome' | 'birthday' | 'anniversary' } | { occasion: 'win_back'; period: Period }

/** R35: at most so many uses, or so much money, of all together or of each member, market or SKU by itself, in a period of the calendar or (null) ever. */
export type Limit = { most: LimitMost; per: 'all' | 'member' | 'market' | 'sku'; span: 'day' | 'week' | 'month' | 'year' | null }

/** Uses are orders, or pieces where a limit is per SKU; money is in the base currency, or in that of each market that is named. */
export type LimitMost = { measure: 'uses'; uses: number } | { measure: 'base'; minor: number } | { measure: 'market'; minorOf: Readonly<Record<string, number>> }

/** Which lines of a cart something counts. */
export type LineFilter = { excludeSaleItems: boolean; excludeSkus: ReadonlySet<string>; excludeTags: ReadonlySet<string>; onlyTags: ReadonlySet<string> | null; onlySkus: ReadonlySet<string> | null }

/** A part of the net price, and an amount by market in its minor units (of a line for each piece): the higher of both must stay. */
export type Floor = { share: Ratio; amountMinor: Readonly<Record<string, number>> }

/** A floor of those of whom all that it names is so; null where it leaves the floor as it is. */
export type OwnFloor = { when: Condition | null; /** Price lists that the line's price is of. */ lists: ReadonlySet<string> | null; lines: LineFilter | null; floor: Floor | null; orderFloor: Floor | null }

/** R36: what a sale must leave. */
export type MarginPolicy = {
  /** What must stay of each line, of the order (null: nothing is asked of it), and floors of some that count in their place. */
  floor: Floor
  orderFloor: Floor | null
  floors: readonly OwnFloor[]
  /** What payment costs: a part of what is paid, and an amount for each order by market. */
  feeShare: Ratio
  feeMinor: Readonly<Record<string, number>>
  /** The part of the points issued that is never used. */
  breakage: Ratio
  /** The cost of a product that has none told, as a part of its retail price. */
  unknownCost: Ratio
  /** What is dropped first where the floor is reached. */
  drop: readonly (DiscountKind | 'tier')[]
  /** Only says what it would drop. */
  isShadow: boolean
}
