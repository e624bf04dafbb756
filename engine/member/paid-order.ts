import { minorUnits } from '#engine/currencies'
import { splitByLargestRemainder } from '#engine/money'
import { multiplyRatios, parseRatio, ratio, type Ratio } from '#engine/ratio'
import { dayOf, type Draft } from './draft.ts'
import type { FrozenRate, Order } from './event.ts'
import { NONE } from './parts.ts'
import { marketOf } from './policy.ts'
import type { PaidLine, PaidOrder } from './state.ts'

const SAME: Ratio = [1, 1]

/** Base currency minor units per minor unit of a currency, at the rate frozen on the order (R29). */
export function minorRate(frozen: FrozenRate | undefined, { currency, base }: { currency: string; base: string }): Ratio {
  if (frozen === undefined || currency === base) return SAME
  return multiplyRatios(parseRatio(frozen.rate), ratio(10 ** minorUnits(base), 10 ** minorUnits(currency)))
}

/**
 * The order as the engine keeps it (R31): each line net of its own discount, of its share of the order's discount and of tax;
 * what points and store credit paid is spread over the lines and earns nothing, nor does a gift card bought.
 */
export function paidOrder(draft: Draft, order: Order): PaidOrder {
  const { head, program } = draft
  const market = marketOf(head, program, order.market)
  const gross = order.lines.map(({ amountMinor, discountMinor = 0 }) => amountMinor - discountMinor)
  const discounts = spread(order.discountMinor ?? 0, gross)
  const nets = order.lines.map(({ taxMinor = 0 }, i) => (gross[i] as number) - (discounts?.[i] ?? 0) - (order.taxIncluded === true ? taxMinor : 0))
  const byPoints = spread(order.tenders?.points?.amountMinor ?? 0, nets)
  const byCredit = spread(order.tenders?.storeCreditMinor ?? 0, byPoints === null ? nets : nets.map((net, i) => net - (byPoints[i] as number)))
  const lines = order.lines.map(({ id, quantity, taxMinor = 0, isGiftCard }, i): PaidLine => {
    const netMinor = nets[i] as number
    const pointsMinor = byPoints?.[i] ?? 0
    const creditMinor = byCredit?.[i] ?? 0
    return { id, quantity, netMinor, taxMinor, pointsMinor, creditMinor, eligibleMinor: isGiftCard === true ? 0 : netMinor - pointsMinor - creditMinor }
  })
  return {
    at: draft.at, day: dayOf(draft), currency: order.currency, market: market.id, rate: minorRate(order.rate, { currency: order.currency, base: program.currency }),
    lines, shippingMinor: order.shippingMinor ?? 0, spendId: order.tenders?.points?.spendId ?? null,
    pointsMinor: byPoints?.reduce((sum, minor) => sum + minor, 0) ?? 0, version: head.version, milestones: NONE, kept: null, ...(order.buyer === undefined ? {} : { buyer: order.buyer }),
  }
}

/** An amount over the lines by largest remainder, no line below zero; what is more than all lines together (shipping paid by points) is left out. null for nothing to spread. */
function spread(amountMinor: number, over: readonly number[]): number[] | null {
  if (amountMinor === 0) return null
  const weights = over.map((minor) => Math.max(0, minor))
  return splitByLargestRemainder(Math.min(amountMinor, weights.reduce((sum, weight) => sum + weight, 0)), weights)
}
