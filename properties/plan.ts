import type { Profile } from '#engine/member/event'
import type { ProgramDocument } from '#engine/program/schema'
import type { PublicationMode } from '#engine/program/program'

/**
 * A history before it happens, as plain JSON: small numbers that name "the third order from the end" or "half of what is
 * available". Any step can be taken out and the rest still makes sense, so that a failure shrinks.
 */
export type Plan = {
  /** The first program, then what `publish` steps bring. */
  programs: ProgramDocument[]
  /** Index into `BEGINNINGS`. */
  begins: number
  steps: Step[]
  /** For whatever a property draws by itself. */
  salt: number
}

export type Step = { who: number; wait: Wait; from: number; deed: Deed }

/** How long after the step before: so many minutes (0: at the same instant), or to that member's next timer, a millisecond off or not. */
export type Wait = { minutes: number } | { due: -1 | 0 | 1 }

export type Deed =
  | { kind: 'order'; order: OrderPlan; early: 'nothing' | 'refund' | 'delivery' | 'exchange' }
  | { kind: 'refund'; which: number; refund: RefundPlan; isChargeback: boolean }
  | { kind: 'exchange'; which: number; refund: RefundPlan; order: OrderPlan }
  | { kind: 'deliver'; which: number }
  | { kind: 'settle'; which: number; approves: boolean }
  | { kind: 'spend'; share: number; purpose: 'checkout' | 'reward' | 'donation'; hasCode: boolean }
  | { kind: 'hold'; share: number; minutes: number }
  | { kind: 'end_hold'; which: number; commits: boolean }
  | { kind: 'cancel'; which: number; share: number }
  | { kind: 'redeem'; reward: string }
  | { kind: 'give_back'; which: number }
  | { kind: 'use' }
  | { kind: 'grant'; uses: number; days: number | null }
  | { kind: 'withdraw'; which: number }
  | { kind: 'adjust'; points: number; unit: 'points' | 'qp' }
  | { kind: 'forgive'; share: number }
  | { kind: 'activity'; name: string; times: number }
  | { kind: 'join'; profile: Profile }
  | { kind: 'profile'; profile: Profile }
  | { kind: 'tier'; level: string; days: number }
  | { kind: 'send'; to: number; share: number }
  | { kind: 'credit'; amountMinor: number }
  | { kind: 'volume'; baseMinor: number }
  | { kind: 'company_order'; order: OrderPlan; buyer: number }
  | { kind: 'hire'; buyer: number; leaves: boolean }
  | { kind: 'share'; percent: string; perMonth: number | null; leaver: 'keep' | 'forfeit' }
  | { kind: 'publish'; mode: PublicationMode; inMinutes: number }
  | { kind: 'merge'; absorbed: number }
  | { kind: 'unmerge'; which: number }

export type OrderPlan = {
  lines: LinePlan[]
  /** Per mille of the lines. */
  discount: number
  shippingMinor: number
  market: string
  /** Base currency per unit of the order's, as a decimal. */
  rate: string
  taxIncluded: boolean
  /** Per mille of the available points that pay for the order; 0 is none. */
  paidByPoints: number
  /** Per mille of the lines paid with store credit. */
  storeCredit: number
}

export type LinePlan = { amountMinor: number; quantity: number; discount: number; tax: number; tags: string[]; isGiftCard: boolean; isSaleItem: boolean }

/** Shares are per mille of what is left; a line is named by its index. */
export type RefundPlan =
  | { kind: 'whole' }
  | { kind: 'shipping' }
  | { kind: 'amount'; share: number }
  | { kind: 'units'; line: number; share: number }
  | { kind: 'line_amount'; line: number; share: number }

/** Month ends, a leap day, and days on which clocks change. */
export const BEGINNINGS = ['2026-01-31T10:00:00Z', '2026-03-28T23:30:00Z', '2027-08-31T11:59:59.999Z', '2028-02-29T00:00:00Z'] as const
