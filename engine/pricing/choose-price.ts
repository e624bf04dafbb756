import type { PriceChoice } from '#engine/program/pricing'
import { scale, type Ratio } from '#engine/ratio'
import { SOURCES, type Candidate, type CartLine, type Good, type Source, type Unpriced } from './cart.ts'

/** The price of a unit, and every price that it could have had (R33). */
export type Priced = { unitMinor: number; source: Source; candidates: readonly Candidate[] }

/** Which of several prices, and the part of the retail price that the shopper's level takes off. */
type Choosing = { choice: PriceChoice; tierPart: Ratio | null }

/**
 * R33: chooses among the prices of a product for so many units. A price list of steps gives the highest step that is reached; a level gives its
 * part of the retail price. Of equal prices the first by source, then by the list's name. Null where there is none for this shopper, or for so many.
 */
export function choosePrice({ good, quantity }: CartLine, { choice, tierPart }: Choosing): Priced | null {
  if ((good.unsold ?? null) !== null || ruleMissed(good, quantity) !== null) return null
  const offers = [...listed(good, quantity), ...tierPrice(good, tierPart), ...retail(good)].sort(bySource)
  const open = offers.filter(({ missed }) => missed === null)
  const first = open[0]
  if (first === undefined) return null
  const rule = open.some(({ source }) => source === 'contract') ? choice.contracted : choice.choose
  const chosen = rule === 'first' ? first : open.reduce((best, offer) => (offer.unitMinor < best.unitMinor ? offer : best))
  const whyOf = (offer: Offer): Candidate['why'] => (offer === chosen ? 'chosen' : (offer.missed ?? (rule === 'first' ? 'behind' : 'higher')))
  const candidates = offers.map((offer): Candidate => ({ source: offer.source, list: offer.list, minQuantity: offer.minQuantity, ...(offer.increment === 1 ? {} : { increment: offer.increment }), unitMinor: offer.unitMinor, why: whyOf(offer) }))
  return { unitMinor: chosen.unitMinor, source: chosen.source, candidates }
}

/** The price list that a chosen price is of; '' for the retail or a level's price. */
export function listOf({ candidates }: Priced): string {
  return candidates.find(({ why }) => why === 'chosen')?.list ?? ''
}

/** Why a line has no price, and the nearest rule on quantities that it misses: of the product, or of the prices that there are. */
export function whyUnpriced({ id, quantity, good }: CartLine): Unpriced {
  const told = { line: id, sku: good.sku, from: null }
  if (good.unsold !== undefined && good.unsold !== null) return { ...told, ...good.unsold, minQuantity: 1, increment: 1 }
  const ofProduct = ruleMissed(good, quantity)
  if (ofProduct !== null) return { ...told, why: ofProduct, minQuantity: good.minQuantity ?? 1, increment: good.increment ?? 1 }
  const offers = listed(good, quantity)
  const near = offers.find(({ missed }) => missed === 'off_increment') ?? offers.reduce<Offer | null>((least, offer) => (offer.minQuantity < (least?.minQuantity ?? Infinity) ? offer : least), null)
  return near === null ? { ...told, why: 'no_price', minQuantity: 1, increment: 1 } : { ...told, why: near.missed ?? 'no_price', minQuantity: near.minQuantity, increment: near.increment }
}

/** The fewest units at once for which this shopper has a price; null where there is none. */
export function leastQuantity({ minQuantity: least = 1, increment = 1, retailMinor, prices }: Good): number | null {
  const steps = [...(retailMinor === null ? [] : [{ minQuantity: 1, increment: 1 }]), ...prices]
  const fewest = steps.map((step) => {
    const each = leastCommonMultiple(increment, step.increment ?? 1)
    return Math.ceil(Math.max(least, step.minQuantity) / each) * each
  })
  return fewest.length === 0 ? null : Math.min(...fewest)
}

type Missed = 'too_few' | 'off_increment'
type Offer = { source: Source; list: string; unitMinor: number; minQuantity: number; increment: number; /** What the quantity lacks for it. */ missed: Missed | null }

function ruleMissed({ minQuantity = 1, increment = 1 }: { minQuantity?: number; increment?: number }, quantity: number): Missed | null {
  return quantity < minQuantity ? 'too_few' : quantity % increment === 0 ? null : 'off_increment'
}

/**
 * Of each list the highest step that the quantity reaches, the highest that it would reach as a multiple, and the next one. One pass: grouping
 * and sorting took a fifth of a quote.
 */
function listed({ prices }: Good, quantity: number): Offer[] {
  const offers: Offer[] = []
  for (const { source, list, minQuantity, increment = 1, unitMinor } of prices) {
    const missed = ruleMissed({ minQuantity, increment }, quantity)
    const known = offers.find((offer) => offer.list === list && offer.source === source && offer.missed === missed)
    if (known === undefined) offers.push({ source, list, minQuantity, increment, unitMinor, missed })
    else if (missed === 'too_few' ? minQuantity < known.minQuantity : minQuantity > known.minQuantity) Object.assign(known, { minQuantity, increment, unitMinor })
  }
  return offers
}

function tierPrice({ retailMinor }: Good, part: Ratio | null): Offer[] {
  if (retailMinor === null || part === null) return []
  return [{ source: 'tier', list: '', unitMinor: retailMinor - partOf(retailMinor, part), minQuantity: 1, increment: 1, missed: null }]
}

function retail({ retailMinor }: Good): Offer[] {
  return retailMinor === null ? [] : [{ source: 'retail', list: '', unitMinor: retailMinor, minQuantity: 1, increment: 1, missed: null }]
}

function bySource(a: Offer, b: Offer): number {
  const bySteps = a.minQuantity - b.minQuantity
  return SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source) || (a.list < b.list ? -1 : a.list > b.list ? 1 : bySteps)
}

function leastCommonMultiple(a: number, b: number): number {
  let [n, rest] = [a, b]
  while (rest !== 0) [n, rest] = [rest, n % rest]
  return (a / n) * b
}

/** A part of an amount, rounded half-even, once. */
export function partOf(minor: number, part: Ratio): number {
  return scale(minor, part, 'half_even')
}
