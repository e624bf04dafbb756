import { splitByLargestRemainder } from '#engine/money'
import type { Discount, LineFilter, Pricing } from '#engine/program/pricing'
import type { CartLine, Perk, Taken, Untaken } from './cart.ts'
import { partOf } from './choose-price.ts'
import type { Room } from './limits.ts'

/** A line on its way: what it costs by the chosen price, by the retail price, and what is left of it. */
export type OpenLine = { line: CartLine; chosenMinor: number; originalMinor: number; leftMinor: number; taken: Discount[] }

export type Discounted = { taken: Taken[]; perks: Perk[]; untaken: Untaken[] }

export type Stack = {
  market: string
  pricing: Pick<Pricing, 'stacking' | 'percentOf'>
  /** What is left of a discount's limits; null where they count members and a guest asks. */
  roomOf: (discount: Discount) => Room | null
  /** What free shipping would save; 0 where it is not known. */
  shippingMinor: number
  /** Whether shipping is free without any discount, for goods that come to so much. */
  isShippingFree: (goodsMinor: number) => boolean
  hasGift: (sku: string) => boolean
  /** Whether a line, or (null) the whole cart, goes without a discount. */
  isDropped: (discount: string, line: string | null) => boolean
  /** Whether the order goes without all that a discount takes and gives. */
  isWhollyDropped: (discount: string) => boolean
}

const nothing = (): Discounted => ({ taken: [], perks: [], untaken: [] })

/** R34: takes discounts off the lines by the program's way with several; changes what is left of each line. */
export function takeDiscounts(lines: readonly OpenLine[], discounts: readonly Discount[], stack: Stack): Discounted {
  const { stacking } = stack.pricing
  if (stacking === 'best_of') return takeBest(lines, discounts, stack)
  const found = nothing()
  for (const discount of discounts) {
    if (stacking === 'exclusive' && gives(neededOf(found, { lines, stack }))) found.untaken.push(lost(discount, 'stacking'))
    else takeOne(lines, discount, { stack, found })
  }
  return found
}

function gives({ taken, perks }: Discounted): boolean {
  return taken.length > 0 || perks.length > 0
}

/** Shipping that is free without it is nothing that a discount gives: a coupon for it alone is kept for another time. */
export function neededOf({ taken, perks, untaken }: Discounted, { lines, stack }: { lines: readonly OpenLine[]; stack: Stack }): Discounted {
  if (!perks.some(({ isShipping }) => isShipping) || !stack.isShippingFree(sumOf(lines.map(({ leftMinor }) => leftMinor)))) return { taken, perks, untaken }
  const needless = perks.filter(({ discount, gift }) => gift === null && !taken.some((one) => one.discount === discount))
  return {
    taken, perks: perks.filter(({ gift }) => gift !== null).map((perk) => ({ ...perk, isShipping: false })),
    untaken: [...untaken, ...needless.map(({ discount, kind }): Untaken => ({ discount, kind, line: null, why: 'needless' }))],
  }
}

/** Only the discount that takes most, with the shipping that it saves; of equal ones the first. */
function takeBest(lines: readonly OpenLine[], discounts: readonly Discount[], stack: Stack): Discounted {
  const tries = discounts.map((discount) => {
    const own = lines.map((line) => ({ ...line, taken: [] }))
    const told = nothing()
    takeOne(own, discount, { stack, found: told })
    const found = neededOf(told, { lines: own, stack })
    return { discount, found, minor: sumOf(found.taken.map(({ minor }) => minor)) + (found.perks.some(({ isShipping }) => isShipping) ? stack.shippingMinor : 0) }
  })
  const best = tries.reduce<(typeof tries)[number] | null>((so, one) => (gives(one.found) && one.minor > (so?.minor ?? -1) ? one : so), null)
  for (const { line, minor } of best?.found.taken ?? []) (lines.find(({ line: { id } }) => id === line) as OpenLine).leftMinor -= minor
  const untaken = tries.flatMap(({ discount, found }) => (gives(found) && discount !== best?.discount ? [lost(discount, 'stacking')] : found.untaken))
  return { taken: best?.found.taken ?? [], perks: best?.found.perks ?? [], untaken }
}

/** Takes one discount off the lines that it counts, and gives what else it gives; says where it is less than it could be. */
function takeOne(lines: readonly OpenLine[], discount: Discount, { stack, found }: { stack: Stack; found: Discounted }): void {
  const { market, pricing } = stack
  const say = (why: Untaken['why'], line: string | null = null) => void found.untaken.push(lost(discount, why, line))
  const counted = lines.filter(({ line }) => isCounted(discount, line.good))
  if (stack.isWhollyDropped(discount.id)) return say('floor')
  if (counted.length === 0) return say('no_line')
  if (sumOf(counted.map(({ chosenMinor }) => chosenMinor)) < (discount.leastMinor[market] ?? 0)) return say('below_minimum')
  const room = stack.roomOf(discount)
  if (room === null) return say('guest')
  if (room.uses < 1) return say('used_up')
  if (!takesMoney(discount)) return givePerks(discount, { stack, found })
  const free = counted.filter(({ line, taken }) => {
    const why = stack.isDropped(discount.id, line.id) ? 'floor' : pricing.stacking !== 'all' && !taken.every((other) => mayMeet(other, discount)) ? 'stacking' : null
    if (why !== null) say(why, line.id)
    return why === null
  })
  const wanted = wantedOf(free, discount, stack)
  const given = limited(wanted, { lines: free, room, most: discount.mostMinor[market] ?? Infinity })
  const hasTaken = given.minor.some((minor) => minor > 0)
  for (const [index, one] of free.entries()) {
    const minor = given.minor[index] as number
    const isShared = (wanted[index] as number) > 0 || (discount.percent === null && one.leftMinor > 0)
    // It is on each line that it is shared over, though the share is less than a minor unit: else the order of lines would decide which other one meets which line.
    if (hasTaken && isShared && (given.pieces[index] as number) > 0) one.taken.push(discount)
    if (minor === 0) continue
    one.leftMinor -= minor
    found.taken.push({ discount: discount.id, kind: discount.kind, line: one.line.id, minor, pieces: given.pieces[index] as number })
  }
  if (given.why !== null) say(given.why === 'limit' && !hasTaken ? 'used_up' : given.why)
  if (hasTaken) givePerks(discount, { stack, found })
}

function takesMoney({ percent, amountMinor }: Discount): boolean {
  return percent !== null || Object.keys(amountMinor).length > 0
}

/** Free shipping and a gift: what goes with the whole cart, and meets any other discount. */
function givePerks({ id, kind, freeShipping, gift }: Discount, { stack, found }: { stack: Stack; found: Discounted }): void {
  if (!freeShipping && gift === null) return
  const isThere = gift !== null && stack.hasGift(gift)
  if (stack.isDropped(id, null)) found.untaken.push({ discount: id, kind, line: null, why: 'floor' })
  else {
    if (gift !== null && !isThere) found.untaken.push({ discount: id, kind, line: null, why: 'no_gift' })
    if (freeShipping || isThere) found.perks.push({ discount: id, kind, isShipping: freeShipping, gift: isThere ? gift : null })
  }
}

/** What a discount takes of each line without any limit: its part of what is left or of the retail price, or its amount by largest remainder. */
function wantedOf(lines: readonly OpenLine[], { percent, amountMinor }: Discount, { market, pricing }: Stack): number[] {
  const left = lines.map(({ leftMinor }) => leftMinor)
  if (percent === null) return splitByLargestRemainder(Math.min(amountMinor[market] ?? 0, sumOf(left)), left)
  return lines.map(({ leftMinor, originalMinor }) => Math.min(leftMinor, partOf(pricing.percentOf === 'running' ? leftMinor : originalMinor, percent)))
}

type Given = { minor: readonly number[]; pieces: readonly number[]; why: 'most' | 'limit' | null }

/** R35: of each SKU not more pieces and money than are left, and of all not more than the most of the discount and what is left; shared as it was wanted. */
function limited(wanted: readonly number[], { lines, room, most }: { lines: readonly OpenLine[]; room: Room; most: number }): Given {
  const pieces = lines.map(({ line }) => line.quantity)
  const open = [...wanted]
  if (room.isBySku) for (const [sku, places] of Map.groupBy(lines.keys(), (index) => (lines[index] as OpenLine).line.good.sku)) limitSku({ open, pieces }, { places, pieceRoom: room.pieces(sku), minorRoom: room.minorOf(sku) })
  const isLess = open.some((minor, index) => minor < (wanted[index] as number))
  const limit = Math.min(most, room.minor)
  if (sumOf(open) <= limit) return { minor: open, pieces, why: isLess ? 'limit' : null }
  return { minor: splitByLargestRemainder(limit, open), pieces, why: isLess || room.minor < most ? 'limit' : 'most' }
}

/** Lines of one SKU, in their order: the last pieces of a line go without. */
function limitSku({ open, pieces }: { open: number[]; pieces: number[] }, { places, pieceRoom, minorRoom }: { places: readonly number[]; pieceRoom: number; minorRoom: number }): void {
  let left = pieceRoom
  for (const place of places) {
    const quantity = pieces[place] as number
    const some = Math.min(quantity, left)
    left -= some
    if (some === quantity) continue
    open[place] = partOf(open[place] as number, [some, quantity])
    pieces[place] = some
  }
  const share = splitByLargestRemainder(Math.min(minorRoom, sumOf(places.map((place) => open[place] as number))), places.map((place) => open[place] as number))
  for (const [index, place] of places.entries()) open[place] = share[index] as number
}

/** A gift card is money: nothing is taken off it. */
function isCounted({ lines }: Discount, good: CartLine['good']): boolean {
  return !good.isGiftCard && isAmong(lines, good)
}

/** Whether a product is one of those that a filter means. */
export function isAmong({ excludeSaleItems, excludeSkus, excludeTags, onlyTags, onlySkus }: LineFilter, { sku, tags, isSaleItem }: CartLine['good']): boolean {
  if ((isSaleItem && excludeSaleItems) || excludeSkus.has(sku) || tags.some((tag) => excludeTags.has(tag))) return false
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
  let sum = 0
  for (const minor of amounts) sum += minor
  return sum
}
