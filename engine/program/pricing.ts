import type { Ratio } from '#engine/ratio'
import type { Condition } from './conditions.ts'
import type { DayWindow } from './program.ts'
import type { LocalText } from './shapes.ts'

/** How a price comes about in each market, what is taken off it, and how low it may go. */
export type Pricing = {
  /** Which of several prices is taken (R33), by market. */
  choices: Readonly<Record<string, PriceChoice>>
  /** How several discounts meet (R34), and what a percentage is of: what is left, or the retail price. */
  stacking: Stacking
  percentOf: 'running' | 'original'
  /** In the order in which they are applied. */
  discounts: readonly Discount[]
  /** The most of the goods that points may pay. */
  pointsShare: Ratio
  margin: MarginPolicy | null
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
}

/** Which lines of a cart something counts. */
export type LineFilter = { excludeSaleItems: boolean; excludeSkus: ReadonlySet<string>; excludeTags: ReadonlySet<string>; onlyTags: ReadonlySet<string> | null; onlySkus: ReadonlySet<string> | null }

/** R36: what a sale must leave. */
export type MarginPolicy = {
  /** The least of the net price that must stay. */
  floor: Ratio
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
