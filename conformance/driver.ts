import type { Instant } from '#engine/calendar'
import type { OutsideEvent } from '#engine/member/event-schema'
import type { Fact, Posting } from '#engine/member/outcome'
import type { LotView, MemberView } from '#engine/member/view'
import type { StaffLocale } from '#engine/text'
import type { WrittenCart } from '#engine/pricing/cart-document'
import type { Checkout, CouponView } from './checkouts.ts'
import type { ProgramText } from './programs.ts'
import type { QuoteView } from './quotes.ts'

/** What a story tells: an event in its outside form, or what a shop asks for by a request of its own, a reward and that it is taken back. */
export type Told = OutsideEvent | Redemption | BuyersEvent
export type Redemption = { source: string; id: string; occurredAt: string; member: string } & ({ type: 'reward.redeemed'; reward: string; market?: string } | { type: 'reward.returned'; redemption: string })

/**
 * What a case needs of whatever it runs against: the engine in memory, or a server. Everything goes in and comes out in outside
 * forms, so that the same story can be told to either.
 */
export type Driver = {
  /** The codes of what the check of the first program found unwise. */
  readonly warnings: readonly string[]
  /** Delivers events in one batch, in this order; one answer for each. */
  record(events: readonly Told[]): Promise<readonly Answer[]>
  /** Lets an event that was told before count as it is told here. */
  correct(event: OutsideEvent): Promise<Answer>
  /** Puts what the store has of a reward whose stock is counted. */
  stock(reward: string, left: number): Promise<void>
  publish(publication: PublicationText): Promise<void>
  /** Lets time pass for everyone. */
  advance(until: Instant): Promise<void>
  /** The member as of an instant that no recorded event is after. */
  member(id: string, at: Instant): Promise<MemberWitness>
  /** How far the next level is, at the same instant. */
  progress(id: string, at: Instant): Promise<readonly ProgressView[]>
  postings(id: string, at: Instant): Promise<readonly Posting[]>
  facts(id: string, at: Instant): Promise<readonly Fact[]>
  /** What points buy the member, by reward. */
  rewards(id: string, at: Instant): Promise<Readonly<Record<string, OfferView>>>
  /** What the member has of services with so many uses. */
  entitlements(id: string, at: Instant): Promise<Readonly<Record<string, EntitlementView>>>
  /** Does what a story tells of coupons and carts. */
  checkout(checkout: Checkout, about: { member: string; at: Instant }): Promise<Answer>
  /** The coupons of a member, by discount. */
  coupons(id: string, at: Instant): Promise<readonly CouponView[]>
  /** What a cart costs the member, by the program in force at an instant. */
  quote(id: string, at: Instant, cart: WrittenCart): Promise<QuoteView>
  /** The explanation of the member's numbers, or of one event's, in a language. */
  explain(id: string, about: { at: Instant; event: string | null; locale: StaffLocale }): Promise<readonly string[]>
  close(): Promise<void>
}

/** A reward as a case writes it: its price, and the code of why it is not had, or none. */
export type OfferView = { points: number | 'none'; why: string }
/** What a member has of an entitlement as a case writes it: of the period that runs and of rewards, and in `before` what is over. */
export type EntitlementView = {
  issued: number; used: number; left: number; through: string; cost: number
  before: { issued: number; used: number; expired: number }
  grants: readonly { uses: number; used: number; through: string }[]
}
/** Who buys for a company is told by no event from outside, but by whatever keeps its people. */
export type BuyersEvent = { type: 'company.buyer_added' | 'company.buyer_left'; source: string; id: string; occurredAt: string; member: string; buyer: string; role?: string }

export function isOfBuyers(event: Told): event is BuyersEvent {
  return event.type === 'company.buyer_added' || event.type === 'company.buyer_left'
}

/** Opens an empty store with its first program. */
export type OpenDriver = (program: ProgramText) => Promise<Driver>

export type Answer = { status: 'accepted' | 'duplicate' | 'conflict' } | { status: 'refused'; code: string; details: Readonly<Record<string, unknown>> }

export type PublicationText = { from: Instant; mode: 'new_periods' | 'upgrades_only' | 'all'; program: ProgramText }

/** A member, its lots open and closed, and all of it as one text. */
export type MemberWitness = MemberView & {
  lots: readonly LotView[]
  closedLots: readonly LotView[]
  /** Everything that must be equal whatever the order of delivery; null where the driver cannot tell. */
  canonical: string | null
}

type LeafView = { what: string; have: number; need: number; missing: number; deadline: string; falls_out: readonly string[] }
/** How far the next level is, and what becomes of this one (R28), as a case writes it. */
export type ProgressView = {
  track: string; level: string; next: string; needs: readonly LeafView[]; keep: readonly LeafView[]
  projected: 'none' | { level: string; at: string }; at_risk: boolean
}
