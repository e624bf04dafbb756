import type { Day, Instant, Zone } from '#engine/calendar'
import type { Ratio, Rounding } from '#engine/ratio'
import type { MemberEvent } from './event.ts'

/**
 * A member: a bounded head and keyed parts (open and closed lots, awards by order, spends). The head and each part are plain
 * JSON, a row of their own in a database; the whole state exists only in memory.
 */
export type MemberState = {
  readonly head: Head
  readonly lots: ReadonlyMap<string, Lot>
  readonly closedLots: ReadonlyMap<string, Lot>
  readonly awards: ReadonlyMap<string, Award>
  readonly spends: ReadonlyMap<string, Spend>
  /** Which parts are here, where not all are; null: everything is. */
  readonly present: Present | null
}

/** What is here of a member that was read in part: the lots that time does something to by then, and what was asked for by id. */
export type Present = {
  /** When time next does something to an open lot that is not here; null if never, or if all open lots are here. */
  readonly nextLot: Instant | null
  readonly hasAllLots: boolean
  readonly hasHeldSpends: boolean
  /** Ids that were asked for: what is not here of them does not exist. */
  readonly asked: Readonly<Record<PartKind, ReadonlySet<string>>>
}

export type PartKind = 'lots' | 'awards' | 'spends'

/** A whole member as plain JSON; `lots` open and closed. */
export type Snapshot = { head: Head; lots: readonly Lot[]; awards: readonly Award[]; spends: readonly Spend[] }

export type Head = {
  member: string
  /** Everything due at or before this instant has happened. */
  advancedTo: Instant
  /** When time alone next changes something: the earliest of `due`; null when nothing waits. */
  nextDue: Instant | null
  /** The next instant of each kind of timer. Never late; `lots` may be early, when what waited was spent meanwhile. */
  due: Due
  /** How many publications of the timeline this member has crossed. */
  version: number
  joinedAt: Instant | null
  zone: Zone | null
  /** The local day reached before the zone changed and told an earlier one again: levels are reviewed on no day before it (R16). */
  notBefore?: Day
  market: string | null
  region: string | null
  birthday: string | null
  tags: readonly string[]
  units: Record<string, UnitTotals>
  /** Daily totals by name: 'spend', 'orders', 'points:qp', 'event:subscribed', 'company_volume'. */
  series: Record<string, Series>
  standings: Record<string, Standing>
  /** Points (or, with '#', times) used of each cap, by rule and period start. */
  used: Record<string, number>
  /** The last local date that counted, by rule or occasion: a date counts once, even when the zone changes. */
  countedDays: Record<string, Day>
  streaks: Record<string, { day: Day; length: number }>
  milestones: Record<string, Milestone>
  slides: Record<string, Slide>
  /** When a publication gave an end to the lots that had none, by unit (R19), by the law of which region: a move later changes no end. */
  endsGiven: Record<string, { at: Instant; version: number; region: string | null }>
  /** R57: services with so many uses in a period, by entitlement; absent until the member has one. */
  entitlements?: Record<string, EntitlementState>
  /** Of a company that has or had buyers, or whose owner has decided about sharing. */
  company?: Company
}

/** What a member has of an entitlement in the period that was last looked at, and what became of all before it. */
export type EntitlementState = {
  /** The first day of the period, what the levels held in it have given, and what was used of that. */
  from: Day
  issued: number
  used: number
  /** What rewards have given besides, and is neither used up nor over. */
  grants: readonly EntitlementGrant[]
  /** Periods and grants that are over or used up. */
  before: { issued: number; used: number; expired: number }
  /** What all uses have cost the store, in minor units of the base currency. */
  costMinor: number
}

/** Uses that a reward or staff gave, by the spend that paid for them, or a name made of the event that gave them, through their last day; null: without an end. */
export type EntitlementGrant = { spend: string; uses: number; used: number; through: Day | null }

/** R45: who buys for a company, and what of its points they get. */
export type Company = {
  /** Who buys for it now, by id. */
  buyers: readonly string[]
  /** When those who left did so: what they ordered before gives them nothing any more. */
  left: Readonly<Record<string, Instant>>
  /** What the owner decided; null: nothing is shared. */
  sharing: Sharing | null
  /** The companies that became this one: what they shared counts as its own. */
  selves: readonly string[]
}

/** A buyer's share of what an order earns: of the points, at most so many in a month for each buyer, and whether a leaver keeps what is left of it. */
export type Sharing = { part: Ratio; perMonth: number | null; leaver: 'keep' | 'forfeit' }

export type Due = { lots: Instant | null; holds: Instant | null; standings: Instant | null; occasions: Instant | null }

/** Points of one unit by where they are. earned = active + pending + reserved + spent + expired + revoked − debt, always (R2). */
export type UnitTotals = {
  earned: number
  pending: number
  active: number
  reserved: number
  spent: number
  expired: number
  revoked: number
  debt: number
  /** The share of `revoked` that refunds and credit notes took, debt included. */
  clawedBack: number
  /** What a policy let the member keep; part of no other total. */
  waived: number
  /** Debt forgiven; part of `earned`, as a credit of its own kind. */
  forgiven: number
}

/** Daily totals, days ascending. `total` is for life; days older than the longest window are dropped from the lists only. */
export type Series = { total: number; days: readonly Day[]; amounts: readonly number[] }

/** Extension of every lot active at `at`: usable through `through`, by a sliding expiry (R18). */
export type Slide = { at: Instant; through: Day }

/** What a rule for each nth has counted, and each time it paid: at which count, and the award that undoes it. */
export type Milestone = { count: number; paid: readonly { at: number; award: string }[] }

/** Where a member stands in one track; `holds` is the chain of levels still held, the highest claim last. */
export type Standing = {
  /** Index of the level in force; −1 is below the first. */
  level: number
  levelId: string | null
  holds: readonly Hold[]
  /** A level reached that starts at the next period. */
  waiting: Waiting | null
  /** The publication whose entry rules judge this member. */
  version: number
  /** A publication for new periods only, and when this member's new period starts (R27). */
  next: { version: number; from: Instant } | null
}

/** A level reached on `day` that starts at `from`. `raisedFrom` is the lower one that waited before it: it waits again if refunds undo this one (R22). */
export type Waiting = { levelId: string; from: Instant; day: Day; raisedFrom: Waiting | null }

export type Hold = {
  levelId: string
  since: Instant
  /** The local day of the latest qualification, and what made it; refunds are judged against it (R22). A `landing` is a fall to what entry or keep rule holds, seen from the level below; a `step` down is none. */
  day: Day
  by: 'entry' | 'keep' | 'landing' | 'step' | 'hand'
  /** The publication whose rules are honoured while this hold lasts. */
  version: number
  validUntil: Instant | null
  graceUntil: Instant | null
  /** What the hold was before its latest renewal: an undone renewal goes back to it, and waits for its review (R22). */
  renewedFrom: { day: Day; by: Hold['by']; version: number; validUntil: Instant | null; graceUntil: Instant | null } | null
  /** The award of what entering earned, undone with the entry (R11). */
  award: string | null
}

export type Lot = {
  id: string
  unit: string
  amount: number
  /** What is not yet spent, expired or revoked; `held` of it is reserved. */
  left: number
  held: number
  isPending: boolean
  /** null while it waits for a delivery or a hand. */
  activatesAt: Instant | null
  activeSince: Instant | null
  /** Last day usable; null: no end of its own. */
  expiresOn: Day | null
  /** The midnight after `expiresOn`, in the zone frozen here. */
  expiresAt: Instant | null
  /** A pending lot's last instant to become active. */
  cancelsAt: Instant | null
  isSliding: boolean
  /** Whether its one grace after an expiry was given (R9). */
  isGraced: boolean
  zone: Zone
  earnedAt: Instant
  /** (source, id) of the event, the order and line, and the rule of which version that made it. */
  source: string
  sourceId: string
  orderId: string | null
  lineId: string | null
  rule: string
  version: number
  /** The award that tells how to undo it; null for what no rule gave. */
  award: string | null
  /** Who bought the order for a company (R45). */
  buyer?: string
  /** Cost of a point in minor units of the base currency. */
  costPerPoint: Ratio
}

/** The snapshot of an order, a milestone, an entry or an activity: enough to undo exactly what it did (R5, R6, R11). */
export type Award = {
  /** See `award-ids.ts`. */
  id: string
  /** null until the order itself is known (a refund may come first). */
  paid: PaidOrder | null
  deliveredAt: Instant | null
  /** Net amount and units taken back so far, by line. */
  refundedMinor: Readonly<Record<string, number>>
  refundedQuantity: Readonly<Record<string, number>>
  moneyRefundedMinor: number
  pointsReturned: number
  earnings: readonly Earning[]
  isWhollyRefunded: boolean
  /** Events about the order that came before it in time, in their order. */
  early: readonly MemberEvent[]
}

export type PaidOrder = {
  at: Instant
  day: Day
  currency: string
  market: string
  rate: Ratio
  lines: readonly PaidLine[]
  shippingMinor: number
  /** Who bought it for a company (R45). */
  buyer?: string
  /** The spend whose points paid part of it, and what they paid of the lines. */
  spendId: string | null
  pointsMinor: number
  version: number
  /** Rules that counted this order towards each nth. */
  milestones: readonly string[]
  /** What an exchange kept of the returned order: that value and the count stay on the original day (R12). */
  kept: { baseMinor: number; day: Day; countsOn: Day | null } | null
}

/** A line after discounts, without tax and before tenders: `netMinor`. `eligibleMinor` of it earns (R31). */
export type PaidLine = { id: string; quantity: number; netMinor: number; taxMinor: number; pointsMinor: number; creditMinor: number; eligibleMinor: number }

/** What one rule gave to one order, with the multiplier of that day; a cap that bound it then shows in `earned`. */
export type Earning = {
  rule: string
  version: number
  unit: string
  /** Points per minor unit of the order's currency, multiplied; null for a fixed award. */
  rate: Ratio | null
  points: number
  per: 'order' | 'line'
  rounding: Rounding
  minimumMinor: number
  threshold: 'recompute' | 'keep'
  /** Eligible amount of each line by this rule's own base, parallel to the order's lines. */
  eligibleMinor: readonly number[]
  earned: number
  /** Taken back, by refunds or by a cancellation while pending. */
  clawed: number
  waived: number
  /** Handed on to the orders of exchanges, and their awards (R12). */
  moved: number
  movedTo: readonly string[]
  capKeys: readonly string[]
  lots: readonly string[]
}

export type Spend = {
  id: string
  unit: string
  points: number
  purpose: string
  orderId: string | null
  code: string | null
  at: Instant
  /** A hold is reserved until it is committed or released; anything else is spent. */
  status: 'held' | 'spent' | 'released'
  until: Instant | null
  pieces: readonly SpendPiece[]
  /** What no lot covered and became debt. */
  debt: number
  returned: number
  /** The reward that it bought; absent where it bought none. */
  reward?: SpentReward
}

export type SpentReward = {
  id: string
  market: string
  /** What it counts against (R35). */
  capKeys: readonly string[]
  shared: readonly string[]
  /** When what it gave can be used no more; null: without an end. */
  until: Instant | null
  /** What it gave inside: a lot of store credit, or uses of an entitlement. */
  lot: string | null
  entitlement: string | null
}

export type SpendPiece = { lot: string; points: number; returned: number }
