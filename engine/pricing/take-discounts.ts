import { splitByLargestRemainder } from '#engine/money'
import type { Discount, Pricing } from '#engine/program/pricing'
import type { CartLine, Taken, Untaken } from './cart.ts'
import { partOf } from './choose-price.ts'

/** A line on its way: what it costs by the chosen price, by the retail price, and what is left of it. */
export type OpenLine = { line: CartLine; chosenMinor: number; originalMinor: number; leftMinor: number; taken: Discount[] }

export type Discounted = { taken: Taken[]; untaken: Untaken[] }

type Stack = { market: string; budgetsMinor: Readonly<Record<string, number>>; pricing: Pick<Pricing, 'stacking' | 'percentOf'>; isDropped: (discount: string, line: string) => boolean }

/** R34: takes discounts off the lines by the program's way with several; changes what is left of each line. */
export function takeDiscounts(lines: readonly OpenLine[], discounts: readonly Discount[], stack: Stack): Discounted {
  const { stacking } = stack.pricing
  if (stacking === 'best_of') return takeBest(lines, discounts, stack)
  const found: Discounted = { taken: [], untaken: [] }
  for (const discount of discounts) {
    if (stacking === 'exclusive' && found.taken.length > 0) found.untaken.push(lost(discount, 'stacking'))
    else takeOne(lines, discount, { stack, found })
  }
  return found
}

/** Only the discount that takes most; of equal ones the first. */
function takeBest(lines: readonly OpenLine[], discounts: readonly Discount[], stack: Stack): Discounted {
  const tries = discounts.map((discount) => {
    const found: Discounted = { taken: [], untaken: [] }
    takeOne(lines.map((line) => ({ ...line, taken: [] })), discount, { stack, found })
    return { discount, found, minor: sumOf(found.taken.map(({ minor }) => minor)) }
  })
  const best = tries.reduce<(typeof tries)[number] | null>((so, one) => (one.minor > (so?.minor ?? 0) ? one : so), null)
  for (const { line, minor } of best?.found.taken ?? []) (lines.find(({ line: { id } }) => id === line) as OpenLine).leftMinor -= minor
  const untaken = tries.flatMap(({ discount, found, minor }) => (minor > 0 && discount !== best?.discount ? [lost(discount, 'stacking')] : found.untaken))
  return { taken: best?.found.taken ?? [], untaken }
}

/** Takes one discount off the lines that it counts; says where it takes less than it could. */
function takeOne(lines: readonly OpenLine[], discount: Discount, { stack, found }: { stack: Stack; found: Discounted }): void {
  const { market, budgetsMinor, pricing } = stack
  const counted = lines.filter(({ line }) => isCounted(discount, line.good))
  if (counted.length === 0) return void found.untaken.push(lost(discount, 'no_line'))
  if (sumOf(counted.map(({ chosenMinor }) => chosenMinor)) < (discount.leastMinor[market] ?? 0)) return void found.untaken.push(lost(discount, 'below_minimum'))
  const free = counted.filter(({ line, taken }) => {
    const why = stack.isDropped(discount.id, line.id) ? 'floor' : pricing.stacking !== 'all' && !taken.every((other) => mayMeet(other, discount)) ? 'stacking' : null
    if (why !== null) found.untaken.push(lost(discount, why, line.id))
    return why === null
  })
  const wanted = wantedOf(free, discount, stack)
  const given = limited(wanted, { most: discount.mostMinor[market], budget: budgetsMinor[discount.id] })
  if (given.why !== null) found.untaken.push(lost(discount, given.why))
  for (const [index, one] of free.entries()) {
    const minor = given.minor[index] as number
    if (minor === 0) continue
    one.leftMinor -= minor
    one.taken.push(discount)
    found.taken.push({ discount: discount.id, kind: discount.kind, line: one.line.id, minor })
  }
}

/** What a discount takes of each line without any limit: its part of what is left or of the retail price, or its amount by largest remainder. */
function wantedOf(lines: readonly OpenLine[], { percent, amountMinor }: Discount, { market, pricing }: Stack): number[] {
  const left = lines.map(({ leftMinor }) => leftMinor)
  if (percent === null) return splitByLargestRemainder(Math.min(amountMinor[market] ?? 0, sumOf(left)), left)
  return lines.map(({ leftMinor, originalMinor }) => Math.min(leftMinor, partOf(pricing.percentOf === 'running' ? leftMinor : originalMinor, percent)))
}

/** R35: not more than the most of the discount, nor than is left of its budget, shared as it was wanted. */
function limited(wanted: readonly number[], { most = Infinity, budget = Infinity }: { most?: number | undefined; budget?: number | undefined }): { minor: readonly number[]; why: 'most' | 'budget' | null } {
  const limit = Math.min(most, budget)
  if (sumOf(wanted) <= limit) return { minor: wanted, why: null }
  return { minor: splitByLargestRemainder(limit, wanted), why: budget < most ? 'budget' : 'most' }
}

/** A gift card is money: nothing is taken off it. */
function isCounted({ lines: filter }: Discount, { sku, tags, isGiftCard, isSaleItem }: CartLine['good']): boolean {
  const { excludeSaleItems, excludeSkus, excludeTags, onlyTags, onlySkus } = filter
  if (isGiftCard || (isSaleItem && excludeSaleItems) || excludeSkus.has(sku) || tags.some((tag) => excludeTags.has(tag))) return false
  return (onlyTags === null || tags.some((tag) => onlyTags.has(tag))) && (onlySkus === null || onlySkus.has(sku))
}

/** R34: at most one discount of a kind on a line, unless one of the two says that it may meet the other. */
function mayMeet(a: Discount, b: Discount): boolean {
  return a.kind !== b.kind || a.stacksWith.has(b.id) || b.stacksWith.has(a.id)
}

function lost({ id, kind }: Discount, why: Untaken['why'], line: string | null = null): Untaken {
  return { discount: id, kind, line, why }
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, minor) => sum + minor, 0)
}
