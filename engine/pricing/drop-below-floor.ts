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

/** A cart as its program says, with every benefit whatever it leaves, and without those that the floor takes away. */
export type AtFloor = { quoted: Quote; whole: Quote; dropping: Quote }

/**
 * R36: drops benefits from lines below the floor, and then from an order below its own, in the declared order and one at a time, until none is below
 * or none is left to drop; says which. In the shadow, and where it was overridden, it says so and drops nothing.
 */
export function dropBelowFloor({ pricing: { margin, discounts }, isOverridden }: Scene, price: (dropped: Dropped) => Quote): AtFloor {
  const lines = new Map<string, Set<string | null>>()
  const wholly = new Set<string>()
  const dropped: Dropped = { has: (benefit, line) => wholly.has(benefit) || lines.get(benefit)?.has(line) === true, isWhole: (benefit) => wholly.has(benefit) }
  const whole = price(dropped)
  if (margin === null || whole.margins?.isBelow !== true) return { quoted: whole, whole, dropping: whole }
  const order: Order = { drop: margin.drop, discounts }
  const found: Drop[] = []
  let quote = whole
  for (let next = nextToDrop(quote, order); next !== null; next = nextToDrop(quote, order)) {
    if (next.isWhole === true) wholly.add(next.benefit)
    else lines.set(next.benefit, (lines.get(next.benefit) ?? new Set()).add(next.line))
    found.push(next)
    quote = price(dropped)
  }
  const dropping: Quote = { ...quote, dropped: found }
  if (margin.isShadow) return { quoted: { ...whole, dropped: found, isShadow: true }, whole, dropping }
  return { quoted: isOverridden && found.length > 0 ? { ...whole, dropped: found, isOverridden: true } : dropping, whole, dropping }
}

/** The first kind in the declared order that takes something off a line below its floor or gives something to its cart, else what an order below its own goes without: of several the one declared last. */
function nextToDrop({ lines, perks, margins }: Quote, order: Order): Drop | null {
  if (margins === null) return null
  const below = new Set(margins.lines.filter(isBelow).map(({ line }) => line))
  for (const kind of below.size === 0 ? [] : order.drop) {
    for (const { line, price, taken } of lines) {
      if (!below.has(line.id)) continue
      if (kind === 'tier' && price.source === 'tier') return { benefit: 'tier', kind, line: line.id }
      const last = taken.findLast((one) => one.kind === kind)
      if (last !== undefined) return { benefit: last.discount, kind, line: line.id }
    }
    const perk = perks.findLast((one) => one.kind === kind)
    if (perk !== undefined) return { benefit: perk.discount, kind, line: null }
  }
  return isOrderBelow(margins) ? nextOfOrder({ lines, perks }, order) : null
}

/** An amount that only some lines went without would be taken off the others: of an order, a benefit is dropped whole. */
function nextOfOrder({ lines, perks }: Pick<Quote, 'lines' | 'perks'>, { drop, discounts }: Order): Drop | null {
  const given = new Set([...lines.flatMap((line) => line.taken), ...perks].map(({ discount }) => discount))
  for (const kind of drop) {
    const benefit = kind === 'tier' ? (lines.some(({ price }) => price.source === 'tier') ? 'tier' : undefined) : discounts.findLast((discount) => discount.kind === kind && given.has(discount.id))?.id
    if (benefit !== undefined) return { benefit, kind, line: null, isWhole: true }
  }
  return null
}
