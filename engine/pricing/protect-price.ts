import type { Award, MemberState, PaidOrder } from '#engine/member/state'
import type { Market, Program, Timeline } from '#engine/program/program'
import { scale } from '#engine/ratio'
import { isBelow } from './margin.ts'
import { quote } from './quote.ts'
import type { Asked } from './scene.ts'

/** What of an order's line a member kept: what they paid for it in the market's minor units, and the cart of it alone. */
export type Kept = Pick<Asked, 'cart' | 'at'> & { paidMinor: number }

/** What may be given back of it, and what the same costs now; null where the member could not buy it. `floor`: that would leave less than must stay. */
export type Protection = { nowMinor: number | null; creditMinor: number; why: 'fell' | 'not_lower' | 'not_sold' | 'floor' }

/**
 * R39: how much less a member would pay now, without coupons, for what they bought. Where what they would pay now leaves less than its floor nothing
 * is given, in the shadow too: nobody is owed a credit.
 */
export function protectPrice(timeline: Timeline, member: MemberState, { cart, at, paidMinor }: Kept): Protection {
  const { lines: [line], margins } = quote(timeline, member, { cart: { ...cart, coupons: [], points: 0 }, at })
  if (line === undefined) return { nowMinor: null, creditMinor: 0, why: 'not_sold' }
  const nowMinor = line.netMinor
  if (nowMinor >= paidMinor) return { nowMinor, creditMinor: 0, why: 'not_lower' }
  if (margins?.lines.some(isBelow) === true) return { nowMinor, creditMinor: 0, why: 'floor' }
  return { nowMinor, creditMinor: paidMinor - nowMinor, why: 'fell' }
}

/** What of a line of an order is kept, and was paid for: what was returned by amount, without a unit, was paid back. Tax in the prices was paid too. */
export type KeptLine = { line: string; quantity: number; paidMinor: number }

/** What of an order's lines is still kept; `isTaxIncluded`: whether its prices contained their tax. */
export function keptLines({ lines }: PaidOrder, { refundedMinor, refundedQuantity, isTaxIncluded }: Pick<Award, 'refundedMinor' | 'refundedQuantity'> & { isTaxIncluded: boolean }): KeptLine[] {
  return lines.flatMap(({ id, quantity, netMinor, taxMinor }) => {
    const kept = quantity - (refundedQuantity[id] ?? 0)
    const whole = netMinor + (isTaxIncluded ? taxMinor : 0)
    return kept < 1 ? [] : [{ line: id, quantity: kept, paidMinor: Math.min(Math.floor((whole * kept) / quantity), whole - (refundedMinor[id] ?? 0)) }]
  })
}

/** The unit and the points of a credit: points by their worth, or store credit in the market's money; null where there is nothing to give it in. */
export function givesOf({ pricing, units, mainUnit }: Program, market: Market, creditMinor: number): { unit: string; points: number } | null {
  const isPoints = pricing.protection?.as !== 'store_credit'
  const unit = isPoints ? mainUnit : Object.values(units).find(({ kind, currency }) => kind === 'store_credit' && currency === market.currency)?.id
  const points = isPoints ? pointsFor(creditMinor, market) : creditMinor
  return unit === undefined || points === 0 ? null : { unit, points }
}

/** A credit of money in points: what they are worth at checkout, and no point more; 0 where points buy nothing. */
export function pointsFor(creditMinor: number, { redeem }: Pick<Market, 'redeem'>): number {
  return redeem === null ? 0 : scale(creditMinor, [redeem.points, redeem.worthMinor], 'floor')
}
