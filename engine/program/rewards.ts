import type { Period } from '#engine/calendar'
import type { Condition } from './conditions.ts'
import type { DayWindow, PeriodCaps } from './program.ts'
import type { LocalText } from './shapes.ts'

/** What points buy. */
export type Reward = {
  id: string
  name: LocalText
  description: LocalText | null
  gives: Gives
  /** Points by market; it is had in these markets only. A level's own price stands before it. */
  price: Readonly<Record<string, number>>
  levelPrices: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Whether it is taken from a stock that the store counts. */
  isCounted: boolean
  limits: PeriodCaps
  sharedLimits: readonly SharedLimit[]
  when: Condition | null
  days: DayWindow
  /** How long what it gives can be used; null: without an end. */
  valid: Period | null
  /** What it costs the store, by market; absent where nobody told it. */
  cost: Readonly<Record<string, { minor: number; currency: string }>>
}

/** How often all members together may have it, in all markets or in each: ever (null), or in a calendar period of the program's own zone. */
export type SharedLimit = { uses: number; per: 'all' | 'market'; span: 'day' | 'week' | 'month' | 'year' | null }

/** What a reward gives; amounts in minor units by market. */
export type Gives =
  | { kind: 'coupon'; discount: string }
  | { kind: 'product' | 'sample'; sku: string }
  | { kind: 'gift_card' | 'store_credit'; amountMinor: Readonly<Record<string, number>> }
  | { kind: 'entitlement'; entitlement: string; uses: number }
  | { kind: 'donation'; to: string }
  | { kind: 'voucher'; list: string }

/** R57: a service with so many uses in each period. */
export type Entitlement = {
  id: string
  name: LocalText
  description: LocalText | null
  /** Uses in each period by the levels that have it. */
  levelUses: Readonly<Record<string, number>>
  /** A calendar year or month, or the year since the member joined. */
  per: 'year' | 'month' | 'anniversary'
  /** What a use costs the store, in minor units of the base currency; null where nobody told it. */
  costMinor: number | null
}
