import type { Floor, MarginPolicy } from '#engine/program/pricing'
import { scale } from '#engine/ratio'
import type { ConditionScope } from '#engine/program/conditions'
import type { CartLine } from './cart.ts'
import { isAmong } from './take-discounts.ts'

/** A line that is looked at, and the price list that its price is of ('' for none). */
export type Floored = { line: CartLine; list: string }

/** The floors of one cart (R36): of each of its lines, and of the order; null where nothing is asked of it. */
export type Floors = { ofLine: (floored: Floored) => Floor; ofOrder: Floor | null }

/** Which floors count: of those of their own the first that fits, in the place of the program's. The scope is read only where a condition asks for it. */
export function floorsOf({ floor, orderFloor, floors }: MarginPolicy, scope: () => ConditionScope): Floors {
  const held = floors.filter(({ when }) => when === null || when(scope()))
  return {
    ofLine: ({ line, list }) => held.find((own) => own.floor !== null && (own.lists === null || own.lists.has(list)) && (own.lines === null || isAmong(own.lines, line.good)))?.floor ?? floor,
    ofOrder: held.find((own) => own.orderFloor !== null)?.orderFloor ?? orderFloor,
  }
}

/** The least that must stay of a net price: a part of it, or an amount so many times, whichever is more. */
export function leastOf({ share, amountMinor }: Floor, { netMinor, market, times }: { netMinor: number; market: string; times: number }): number {
  return Math.max(scale(netMinor, share, 'half_even'), (amountMinor[market] ?? 0) * times)
}
