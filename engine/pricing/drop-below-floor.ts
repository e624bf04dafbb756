import type { DiscountKind, MarginPolicy } from '#engine/program/pricing'
import { isBelow } from './margin.ts'
import type { Quote } from './quote.ts'
import type { Scene } from './scene.ts'

/** Benefits that a line, or (null) the whole cart, goes without, by the id of a discount, or `tier`. */
export type Dropped = { has: (benefit: string, line: string | null) => boolean }

/** A benefit that a line goes without; null: the whole cart, of free shipping or a gift. */
export type Drop = { benefit: string; kind: DiscountKind | 'tier'; line: string | null }

const keyOf = (benefit: string, line: string | null) => `${benefit} ${line ?? ''}`

/**
 * R36: drops benefits from lines below the floor, in the declared order and one at a time, until none is below or none is left to drop; says
 * which. In the shadow it says so and drops nothing.
 */
export function dropBelowFloor({ pricing: { margin } }: Scene, price: (dropped: Dropped) => Quote): Quote {
  const keys = new Set<string>()
  const dropped: Dropped = { has: (benefit, line) => keys.size > 0 && keys.has(keyOf(benefit, line)) }
  const whole = price(dropped)
  if (margin === null || whole.margins?.isBelow !== true) return whole
  const found: Drop[] = []
  let quote = whole
  for (let next = nextToDrop(quote, margin.drop); next !== null; next = nextToDrop(quote, margin.drop)) {
    keys.add(keyOf(next.benefit, next.line))
    found.push(next)
    quote = price(dropped)
  }
  return { ...(margin.isShadow ? whole : quote), dropped: found, isShadow: margin.isShadow }
}

/** The first kind in the declared order that takes something off a line below its floor, or gives something to its cart: of several the one declared last. */
function nextToDrop({ lines, perks, margins }: Quote, order: MarginPolicy['drop']): Drop | null {
  const below = new Set(margins?.lines.filter(isBelow).map(({ line }) => line))
  for (const kind of order) {
    for (const { line, price, taken } of lines) {
      if (!below.has(line.id)) continue
      if (kind === 'tier' && price.source === 'tier') return { benefit: 'tier', kind, line: line.id }
      const last = taken.findLast((one) => one.kind === kind)
      if (last !== undefined) return { benefit: last.discount, kind, line: line.id }
    }
    const perk = below.size === 0 ? undefined : perks.findLast((one) => one.kind === kind)
    if (perk !== undefined) return { benefit: perk.discount, kind: perk.kind, line: null }
  }
  return null
}
