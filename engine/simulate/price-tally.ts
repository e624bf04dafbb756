import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import type { Order } from '#engine/member/event'
import type { Head, MemberState } from '#engine/member/state'
import { counterName, countersFor, type Counter } from '#engine/pricing/limits'
import { isBelow, pointsCost } from '#engine/pricing/margin'
import { pointWorth, quoteAtFloor, type Quote } from '#engine/pricing/quote'
import { isGuest } from '#engine/pricing/scene'
import type { DiscountKind } from '#engine/program/pricing'
import type { Program, Timeline } from '#engine/program/program'
import { scale } from '#engine/ratio'
import { addCost, type CostSum } from './cost.ts'
import { levelsHeld, NO_LEVEL } from './level-keys.ts'
import { landedMinor, pastCart, type PastGoods } from './past-cart.ts'
import { opened } from './tally.ts'
import type { PricedPoints, TakenPoints } from './taken-points.ts'

/** Which past orders are priced: those at or after `from`; and what is known of their products. */
export type PricesAsked = { from: Instant; goods: PastGoods }

/** What past orders come to at a program's prices, in minor units of the base currency. */
export type PriceSums = {
  orders: number
  /** Goods without any discount, and what the program's prices and discounts take off. */
  retailMinor: number
  discountMinor: number
  /** What discounts of that day took off, by the history. */
  toldMinor: number
  /** Points that the orders earn at these prices; how many of them rewards took; and what the others are worth at checkout. */
  points: number
  redeemed: number
  pointsCost: CostSum
  /** Shipping that buyers paid, and do not pay. */
  shippingMinor: number
  /** What the store keeps, piece by piece; nothing where the program has no floor. */
  goodsCostMinor: number
  freightMinor: number
  dutyMinor: number
  feeMinor: number
  giftMinor: number
  usedPointsMinor: number
}

/** What a level's price or a discount took off, in how many lines. */
export type BenefitSum = { lines: number; minor: number }
export type Benefit = { benefit: string; kind: DiscountKind | 'tier' }

/** Orders and lines that all benefits together bring below the floor, lines that stay below it without any, and what is dropped: what less is taken off, and where. */
export type FloorSums = { orders: number; lines: number; linesLeft: number; savedMinor: number; drops: Map<string, Benefit & BenefitSum> }

export type PriceTally = {
  all: PriceSums
  /** By level as reports name it; where tracks are kept apart an order counts in each. */
  levels: Map<string, PriceSums>
  guests: PriceSums
  /** Orders in a currency that no market has. */
  unpriced: number
  /** By level, null for guests. */
  benefits: Map<string, Benefit & BenefitSum & { level: string | null }>
  floor: FloorSums
}

/** An order of a member, by the state before it, or of a guest. */
export type PastOrder = { order: Order; at: Instant; granted?: Readonly<Record<string, number>> | undefined; before: MemberState }

/** What past orders took of the limits of discounts, by counter. */
type Used = Map<string, number>
type Counting = { program: Program; members: Timeline; guests: Timeline; asked: PricesAsked; tally: PriceTally; used: Used; taken: TakenPoints | null }

/** R55: prices past orders as they would be quoted just then, and adds up what that costs. What was bought and paid stays what it was. */
export function openPriceTally({ program, timeline, asked, taken = null }: { program: Program; timeline: Timeline; asked: PricesAsked; taken?: TakenPoints | null }): { tally: PriceTally; price: (past: PastOrder) => void } {
  const tally: PriceTally = { all: noSums(), levels: new Map(), guests: noSums(), unpriced: 0, benefits: new Map(), floor: { orders: 0, lines: 0, linesLeft: 0, savedMinor: 0, drops: new Map() } }
  // A guest has no account that points could go to.
  const counting: Counting = { program, asked, tally, taken, used: new Map(), members: timeline, guests: timeline.map((publication) => ({ ...publication, program: { ...publication.program, rules: [], rulesOn: {} } })) }
  return { tally, price: (past) => void (past.at >= asked.from && priceOne(counting, past)) }
}

function priceOne({ program, members, guests, asked: { goods }, tally, used, taken }: Counting, { order, at, granted = {}, before }: PastOrder): void {
  const timeline = isGuest(before) ? guests : members
  const { head } = advance(timeline, before, at)
  const past = pastCart(order, { program, head, goods, granted })
  if (past === null) return void (tally.unpriced += 1)
  const { rate, toldMinor } = past
  const left = countersFor(timeline, before, { cart: past.cart, at }).map((counter): [string, number] => [counterName(counter), counter.most - (used.get(usedKey(counter, head)) ?? 0)])
  const cart = { ...past.cart, left: Object.fromEntries(left) }
  const inBase = (minor: number) => scale(minor, rate, 'half_even')
  const { quoted, whole, dropping } = quoteAtFloor(timeline, before, { cart, at })
  for (const counted of quoted.counted) used.set(usedKey(counted, head), (used.get(usedKey(counted, head)) ?? 0) + counted.amount)
  const levels = isGuest(before) ? [] : levelsHeld(program, head)
  const held = isGuest(before) ? [null] : levels.length === 0 ? [NO_LEVEL] : levels
  const sums = [tally.all, ...held.map((level) => (level === null ? tally.guests : opened(tally.levels, level, noSums)))]
  const off = takenIn(quoted)
  for (const { benefit, kind, minor } of off) for (const level of held) addTo(opened(tally.benefits, JSON.stringify([kind, benefit, level]), () => ({ benefit, kind, level, ...nothing() })), inBase(minor))
  const added = {
    retailMinor: inBase(retailOf(quoted)), discountMinor: sum(off.map(({ minor }) => inBase(minor))), toldMinor: inBase(toldMinor), shippingMinor: inBase(shippingGiven(quoted)), giftMinor: inBase(giftCost(quoted)), ...costsOf(quoted, inBase),
  }
  for (const one of sums) {
    one.orders += 1
    one.points += quoted.earns.points
    addCost(one.pointsCost, (program.markets[quoted.market] as Program['markets'][string]).pointCost, quoted.earns.points)
    for (const [name, minor] of Object.entries(added) as [keyof typeof added, number][]) one[name] += minor
  }
  taken?.earned(order.id, pointsIn(quoted, { program, sums, inBase }))
  if (whole.margins?.isBelow === true) countFloor(tally.floor, dropping, { whole, inBase })
}

function pointsIn({ market: id, earns: { points } }: Quote, { program, sums, inBase }: { program: Program; sums: readonly PriceSums[]; inBase: (minor: number) => number }): PricedPoints {
  const market = program.markets[id]!
  const { margin } = program.pricing
  return { points, sums, pointCost: market.pointCost, costMinor: (some) => (margin === null ? 0 : inBase(pointsCost({ points: some, pointWorth: pointWorth(market) }, margin))) }
}

/** The name of a counter that past orders share (R35), or that each member has. */
function usedKey(counter: Pick<Counter, 'discount' | 'key' | 'isOfMember'>, { member }: Head): string {
  return counter.isOfMember ? `${counterName(counter)} ${member}` : counterName(counter)
}

/** What the level's price took off each line, and each discount. */
function takenIn({ lines }: Quote): (Benefit & { line: string; minor: number })[] {
  return lines.flatMap(({ line: { id, quantity, good }, price, taken }) => [
    ...(price.source === 'tier' ? [{ benefit: 'tier', kind: 'tier' as const, line: id, minor: ((good.retailMinor as number) - price.unitMinor) * quantity }] : []),
    ...taken.map(({ discount, kind, line, minor }) => ({ benefit: discount, kind, line, minor })),
  ])
}

function retailOf({ lines }: Quote): number {
  return sum(lines.map(({ line: { quantity, good } }) => (good.retailMinor as number) * quantity))
}

function shippingGiven({ shipping }: Quote): number {
  return shipping.fullMinor - shipping.payMinor
}

function giftCost({ cart, perks }: Quote): number {
  return sum(perks.map(({ gift }) => (gift === null ? 0 : (landedMinor(cart.gifts[gift]) ?? 0))))
}

function costsOf({ margins }: Quote, inBase: (minor: number) => number): Pick<PriceSums, 'goodsCostMinor' | 'freightMinor' | 'dutyMinor' | 'feeMinor' | 'usedPointsMinor'> {
  const of = (cost: 'costMinor' | 'freightMinor' | 'dutyMinor' | 'feeMinor' | 'pointsMinor') => inBase(sum((margins?.lines ?? []).map((line) => line[cost])))
  return { goodsCostMinor: of('costMinor'), freightMinor: of('freightMinor'), dutyMinor: of('dutyMinor'), feeMinor: of('feeMinor'), usedPointsMinor: of('pointsMinor') }
}

/** R36: counts the lines that lose something or stay below, and what each benefit gave where it is dropped. */
function countFloor(floor: FloorSums, ended: Quote, { whole, inBase }: { whole: Quote; inBase: (minor: number) => number }): void {
  const { dropped } = ended
  const belowIn = ({ margins }: Quote) => (margins?.lines ?? []).filter(isBelow).map(({ line }) => line)
  const left = belowIn(ended)
  const given = (quoted: Quote) => sum([...takenIn(quoted).map(({ minor }) => minor), shippingGiven(quoted), giftCost(quoted)].map(inBase))
  floor.orders += 1
  floor.lines += new Set([...belowIn(whole), ...left, ...dropped.flatMap(({ line }) => line ?? [])]).size
  floor.linesLeft += left.length
  floor.savedMinor += given(whole) - given(ended)
  const taken = takenIn(whole)
  for (const { benefit, kind, line } of dropped) {
    const minor = line === null ? perkMinor(whole, benefit) : (taken.find((one) => one.benefit === benefit && one.kind === kind && one.line === line)?.minor ?? 0)
    addTo(opened(floor.drops, JSON.stringify([kind, benefit]), () => ({ benefit, kind, ...nothing() })), inBase(minor))
  }
}

/** What a discount gives to a cart: the shipping that it makes free, and what its gift costs. */
function perkMinor(quoted: Quote, discount: string): number {
  const perks = quoted.perks.filter((perk) => perk.discount === discount)
  return (quoted.shipping.freeBy === discount ? shippingGiven(quoted) : 0) + giftCost({ ...quoted, perks })
}

function addTo(sum: BenefitSum, minor: number): void {
  sum.lines += 1
  sum.minor += minor
}

function nothing(): BenefitSum {
  return { lines: 0, minor: 0 }
}

/** Nothing priced yet. */
export function noSums(): PriceSums {
  return { orders: 0, retailMinor: 0, discountMinor: 0, toldMinor: 0, points: 0, redeemed: 0, pointsCost: [], shippingMinor: 0, goodsCostMinor: 0, freightMinor: 0, dutyMinor: 0, feeMinor: 0, giftMinor: 0, usedPointsMinor: 0 }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, minor) => all + minor, 0)
}
