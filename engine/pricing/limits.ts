import { localDay, startOfPeriod } from '#engine/calendar'
import { dayOf } from '#engine/member/draft'
import { minorRate } from '#engine/member/paid-order'
import type { MemberState } from '#engine/member/state'
import type { Discount, Limit } from '#engine/program/pricing'
import type { Timeline } from '#engine/program/program'
import { scale, type Ratio } from '#engine/ratio'
import type { CartLine, Perk, Taken } from './cart.ts'
import { openScene, type Asked, type Scene } from './scene.ts'
import { sumOf } from './take-discounts.ts'

/** R35: what one limit counts for this cart: of everybody or of this member alone, and the most that it may come to. */
export type Counter = { discount: string; key: string; isOfMember: boolean; most: number }

/** What a quote takes of a counter, in orders, pieces or minor units. */
export type Counted = Pick<Counter, 'discount' | 'key' | 'isOfMember'> & { amount: number }

/** What is left of a discount's limits: orders, pieces of each SKU, and money of the market, of all and of each SKU. */
export type Room = { uses: number; minor: number; isBySku: boolean; pieces: (sku: string) => number; minorOf: (sku: string) => number }

const ENDLESS: Room = { uses: Infinity, minor: Infinity, isBySku: false, pieces: () => Infinity, minorOf: () => Infinity }

/** The name by which a cart is told what is left of a counter. */
export function counterName({ discount, key }: Pick<Counter, 'discount' | 'key'>): string {
  return `${discount} ${key}`
}

/** The counters of all limits that this cart may touch, for whoever keeps them and says what is left. */
export function countersFor(timeline: Timeline, member: MemberState, asked: Asked): Counter[] {
  const scene = openScene(timeline, member, asked)
  return scene.pricing.discounts.flatMap((discount) => limitsOf(scene, discount).flatMap(({ counters }) => counters.map(({ counter }) => counter)))
}

/** Whether a limit of the discount counts members, whom a guest is not one of. */
export function isForMembers({ limits }: Discount): boolean {
  return limits.some(({ per }) => per === 'member')
}

/** What is left of a discount's limits for this cart; without limits there is no end of it. */
export function roomOf(scene: Scene, discount: Discount): Room {
  if (discount.limits.length === 0) return ENDLESS
  const room = { uses: Infinity, minor: Infinity, pieces: new Map<string, number>(), minorOf: new Map<string, number>() }
  const least = (of: Map<string, number>, sku: string, left: number) => void of.set(sku, Math.min(of.get(sku) ?? Infinity, left))
  for (const { limit, counters } of limitsOf(scene, discount)) {
    for (const { counter, sku } of counters) {
      const left = scene.cart.left[counterName(counter)] ?? counter.most
      const isUses = limit.most.measure === 'uses'
      const inMarket = isUses || limit.most.measure === 'market' ? left : scale(left, inverse(baseRate(scene)), 'floor')
      if (sku !== null) least(isUses ? room.pieces : room.minorOf, sku, inMarket)
      else if (isUses) room.uses = Math.min(room.uses, left)
      else room.minor = Math.min(room.minor, inMarket)
    }
  }
  const isBySku = room.pieces.size + room.minorOf.size > 0
  return { uses: room.uses, minor: room.minor, isBySku, pieces: (sku) => room.pieces.get(sku) ?? Infinity, minorOf: (sku) => room.minorOf.get(sku) ?? Infinity }
}

/** What the discounts that were given take of their counters. Free shipping and gifts are uses, and no money. */
export function countedOf(scene: Scene, { taken, perks }: { taken: readonly Taken[]; perks: readonly Perk[] }): Counted[] {
  const skus = new Map(scene.cart.lines.map(({ id, good: { sku } }) => [id, sku]))
  return scene.pricing.discounts.flatMap((discount) => {
    if (discount.limits.length === 0) return []
    const own = taken.filter((one) => one.discount === discount.id)
    if (own.length === 0 && !perks.some((perk) => perk.discount === discount.id)) return []
    return limitsOf(scene, discount).flatMap(({ limit: { most }, counters }) => counters.flatMap(({ counter: { most: left, ...counter }, sku }) => {
      const ofSku = sku === null ? own : own.filter(({ line }) => skus.get(line) === sku)
      const minor = sumOf(ofSku.map((one) => one.minor))
      const amount = most.measure === 'uses' ? (sku === null ? 1 : sumOf(ofSku.map(({ pieces }) => pieces)))
        : most.measure === 'market' ? minor : Math.min(scene.cart.left[counterName(counter)] ?? left, scale(minor, baseRate(scene), 'half_even'))
      return amount === 0 ? [] : [{ ...counter, amount }]
    }))
  })
}

type OfLimit = { limit: Limit; counters: { counter: Counter; sku: string | null }[] }

/** The limits of a discount that count in this market, each with its counters: one, or one for each SKU of the cart. */
function limitsOf(scene: Scene, discount: Discount): OfLimit[] {
  return discount.limits.flatMap((limit) => {
    const most = mostOf(limit, scene)
    if (most === undefined) return []
    const key = keyOf(limit, scene)
    const skus = limit.per === 'sku' ? [...new Set(scene.cart.lines.map(({ good }: CartLine) => good.sku))] : [null]
    return [{ limit, counters: skus.map((sku) => ({ sku, counter: { discount: discount.id, key: sku === null ? key : `${key} ${sku}`, isOfMember: limit.per === 'member', most } })) }]
  })
}

function mostOf({ most }: Limit, { market }: Scene): number | undefined {
  return most.measure === 'uses' ? most.uses : most.measure === 'base' ? most.minor : most.minorOf[market.id]
}

/** Names what is counted; of a period its first day, in the member's own calendar where members are counted, else in the program's. */
function keyOf({ most, per, span }: Limit, { draft, market }: Scene): string {
  const today = per === 'member' ? dayOf(draft) : localDay(draft.at, draft.program.zone)
  const what = most.measure === 'uses' ? 'uses' : most.measure === 'base' ? 'money' : `money:${market.id}`
  const whose = per === 'market' ? `market:${market.id}` : per
  return [what, whose, span === null ? 'ever' : `${span}:${startOfPeriod(today, span)}`].join(' ')
}

/** Minor units of the base currency per minor unit of the market's, by the cart's rate. */
function baseRate({ cart: { rate }, market, draft: { program } }: Scene): Ratio {
  return minorRate(rate ?? undefined, { currency: market.currency, base: program.currency })
}

function inverse([n, d]: Ratio): Ratio {
  return [d, n]
}
