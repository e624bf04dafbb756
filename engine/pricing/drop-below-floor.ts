import type { Discount, DiscountKind, MarginPolicy } from '#engine/program/pricing'
import { isBelow, isOrderBelow } from './margin.ts'
import type { Quote } from './quote.ts'
import type { Scene } from './scene.ts'

/** Benefits that a line, or (null) the whole cart, goes without, by the id of a discount, or `tier`; and those that the order goes without altogether. */
export type Dropped = { has: (benefit: string, line: string | null) => boolean; isWhole: (benefit: string) => boolean }

/** A benefit that a line goes without; null: what it gives to the whole cart, or all of it. */
export type Drop = { benefit: string; kind: DiscountKind | 'tier'; line: string | null; /** Where the whole order goes without it, whatever it takes or gives. */ isWhole?: true }

/** In which order what is dropped: by kind, and of one kind the one declared last first. */
type Order = { drop: MarginPolicy['drop']; discounts: readonly Discount[] }
type Next = { drop: Drop; key: string }

const wholeKey = (benefit: string) => `${benefit} *`
const keyOf = (benefit: string, line: string | null) => `${benefit} ${line ?? ''}`

/**
 * R36: drops benefits from lines below the floor, and then from an order below its own, in the declared order and one at a time, until none is below
 * or none is left to drop; says which. In the shadow, and where it was overridden, it says so and drops nothing.
 */
export function dropBelowFloor({ pricing: { margin, discounts }, isOverridden }: Scene, price: (dropped: Dropped) => Quote): Quote {
  const keys = new Set<string>()
  const isWhole = (benefit: string) => keys.size > 0 && keys.has(wholeKey(benefit))
  const dropped: Dropped = { has: (benefit, line) => keys.size > 0 && (keys.has(keyOf(benefit, line)) || isWhole(benefit)), isWhole }
  const whole = price(dropped)
  if (margin === null || whole.margins?.isBelow !== true) return whole
  const order: Order = { drop: margin.drop, discounts }
  const found: Drop[] = []
  let quote = whole
  for (let next = nextToDrop(quote, order); next !== null; next = nextToDrop(quote, order)) {
    keys.add(next.key)
    found.push(next.drop)
    quote = price(dropped)
  }
  const isKept = isOverridden && !margin.isShadow && found.length > 0
  return { ...(margin.isShadow || isKept ? whole : quote), dropped: found, isShadow: margin.isShadow, isOverridden: isKept }
}

/** The first kind in the declared order that takes something off a line below its floor or gives something to its cart, else what an order below its own goes without: of several the one declared last. */
function nextToDrop({ lines, perks, margins }: Quote, order: Order): Next | null {
  if (margins === null) return null
  const below = new Set(margins.lines.filter(isBelow).map(({ line }) => line))
  const next = (benefit: string, kind: Drop['kind'], line: string | null): Next => ({ drop: { benefit, kind, line }, key: keyOf(benefit, line) })
  for (const kind of below.size === 0 ? [] : order.drop) {
    for (const { line, price, taken } of lines) {
      if (!below.has(line.id)) continue
      if (kind === 'tier' && price.source === 'tier') return next('tier', kind, line.id)
      const last = taken.findLast((one) => one.kind === kind)
      if (last !== undefined) return next(last.discount, kind, line.id)
    }
    const perk = perks.findLast((one) => one.kind === kind)
    if (perk !== undefined) return next(perk.discount, perk.kind, null)
  }
  return isOrderBelow(margins) ? nextOfOrder({ lines, perks }, order) : null
}

/** An amount that only some lines went without would be taken off the others: of an order, a benefit is dropped whole. */
function nextOfOrder({ lines, perks }: Pick<Quote, 'lines' | 'perks'>, { drop, discounts }: Order): Next | null {
  const given = new Set([...lines.flatMap((line) => line.taken), ...perks].map(({ discount }) => discount))
  for (const kind of drop) {
    const benefit = kind === 'tier' ? (lines.some(({ price }) => price.source === 'tier') ? 'tier' : undefined) : discounts.findLast((discount) => discount.kind === kind && given.has(discount.id))?.id
    if (benefit !== undefined) return { drop: { benefit, kind, line: null, isWhole: true }, key: wholeKey(benefit) }
  }
  return null
}
