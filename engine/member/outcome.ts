import type { Day, Instant } from '#engine/calendar'
import type { Award, Head, Lot, Spend } from './state.ts'

/** What one event, or time alone, did to a member: the next head, only the parts that changed, and what to post, announce and explain. */
export type Outcome = {
  head: Head
  lots: readonly Lot[]
  awards: readonly Award[]
  spends: readonly Spend[]
  postings: readonly Posting[]
  facts: readonly Fact[]
  trace: readonly Trace[]
}

/** Where points are. The first four belong to the member; the others are where points come from and go to. */
export type Account = 'pending' | 'active' | 'reserved' | 'debt' | 'issued' | 'forgiven' | 'spent' | 'expired' | 'revoked' | 'merged'

/** A movement of one unit from one account to another; always more than 0 points. */
export type Posting = {
  unit: string
  from: Account
  to: Account
  points: number
  effectiveAt: Instant
  /** Why it moved: the code of its explanation. */
  reason: PostingReason
  /** The event, or the timer's (source 'time'), that caused it. */
  source: string
  sourceId: string
  lot: string | null
  orderId: string | null
}

export type PostingReason =
  | 'earn' | 'activate' | 'expire' | 'cancel_pending' | 'claw' | 'repay' | 'spend' | 'return' | 'hold' | 'release' | 'commit'
  | 'adjust' | 'forgive' | 'send' | 'receive' | 'share' | 'reward' | 'merge'

/** Why points move from one member to another: what is neither given nor used by that, of all members together. */
export const PASSED_ON: ReadonlySet<string> = new Set<PostingReason>(['send', 'receive', 'share'])

/** Why points came to stand under `spent` though no member used them: staff took them. */
export const TAKEN: ReadonlySet<string> = new Set<PostingReason>(['adjust'])

/** Something others may act on: a message, a webhook, a coupon to revoke, another member's event. */
export type Fact = { name: string; at: Instant; [detail: string]: FactDetail }
export type FactDetail = string | number | boolean | null | readonly FactDetail[] | { readonly [key: string]: FactDetail }

/**
 * One step of an explanation: a code (its text is `trace.<code>` in `locales/`) and the values it names.
 * Points and counts are integers, amounts come as `{ minor, currency }`, days as `{ day }`, instants as `{ at }`, ratios as text.
 */
export type Trace = { code: string; at: Instant; [value: string]: TraceValue }
export type TraceValue = string | number | boolean | null | { minor: number; currency: string } | { day: Day } | { at: Instant } | readonly TraceValue[] | { readonly [key: string]: TraceValue }

/** A request that was not accepted, and why; it leaves no event. `code` is the locale key of its text. */
export type Refusal = { code: string; details: Readonly<Record<string, FactDetail>> }
