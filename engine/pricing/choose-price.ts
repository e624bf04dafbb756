import type { PriceChoice } from '#engine/program/pricing'
import { scale, type Ratio } from '#engine/ratio'
import { SOURCES, type Candidate, type CartLine, type Good, type Source } from './cart.ts'

/** The price of a unit, and every price that it could have had (R33). */
export type Priced = { unitMinor: number; source: Source; candidates: readonly Candidate[] }

/**
 * R33: chooses among the prices of a product for so many units. A price list of steps gives the highest step that is reached; a level gives its
 * part of the retail price. Of equal prices the first by source, then by the list's name. Null where there is none for this shopper.
 */
export function choosePrice({ good, quantity }: CartLine, { choice, tierPart }: { choice: PriceChoice; tierPart: Ratio | null }): Priced | null {
  const offers = [...listed(good, quantity), ...tierPrice(good, tierPart), ...retail(good)].sort(bySource)
  const open = offers.filter(({ isReached }) => isReached)
  const first = open[0]
  if (first === undefined) return null
  const rule = open.some(({ source }) => source === 'contract') ? choice.contracted : choice.choose
  const chosen = rule === 'first' ? first : open.reduce((best, offer) => (offer.unitMinor < best.unitMinor ? offer : best))
  const whyOf = (offer: Offer): Candidate['why'] => (offer === chosen ? 'chosen' : !offer.isReached ? 'too_few' : rule === 'first' ? 'behind' : 'higher')
  const candidates = offers.map((offer): Candidate => ({ source: offer.source, list: offer.list, minQuantity: offer.minQuantity, unitMinor: offer.unitMinor, why: whyOf(offer) }))
  return { unitMinor: chosen.unitMinor, source: chosen.source, candidates }
}

type Offer = { source: Source; list: string; unitMinor: number; minQuantity: number; isReached: boolean }

/** Of each list the highest step that the quantity reaches, and the next one, which it does not. One pass: grouping and sorting took a fifth of a quote. */
function listed({ prices }: Good, quantity: number): Offer[] {
  const offers: Offer[] = []
  for (const { source, list, minQuantity, unitMinor } of prices) {
    const isReached = minQuantity <= quantity
    const known = offers.find((offer) => offer.list === list && offer.source === source && offer.isReached === isReached)
    if (known === undefined) offers.push({ source, list, minQuantity, unitMinor, isReached })
    else if (isReached ? minQuantity > known.minQuantity : minQuantity < known.minQuantity) Object.assign(known, { minQuantity, unitMinor })
  }
  return offers
}

function tierPrice({ retailMinor }: Good, part: Ratio | null): Offer[] {
  if (retailMinor === null || part === null) return []
  return [{ source: 'tier', list: '', unitMinor: retailMinor - partOf(retailMinor, part), minQuantity: 1, isReached: true }]
}

function retail({ retailMinor }: Good): Offer[] {
  return retailMinor === null ? [] : [{ source: 'retail', list: '', unitMinor: retailMinor, minQuantity: 1, isReached: true }]
}

function bySource(a: Offer, b: Offer): number {
  const bySteps = a.minQuantity - b.minQuantity
  return SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source) || (a.list < b.list ? -1 : a.list > b.list ? 1 : bySteps)
}

/** A part of an amount, rounded half-even, once. */
export function partOf(minor: number, part: Ratio): number {
  return scale(minor, part, 'half_even')
}
