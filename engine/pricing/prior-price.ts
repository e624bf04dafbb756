import { localDay, startOfDay, type Instant } from '#engine/calendar'
import type { FrozenRate } from '#engine/member/event'
import { zoneOf } from '#engine/member/policy'
import type { Timeline } from '#engine/program/program'
import { BEGINNING, publicationAt } from '#engine/program/timeline'
import type { Good, ListedPrice } from './cart.ts'
import { leastQuantity } from './choose-price.ts'
import { quoteLines } from './quote.ts'
import { guest } from './scene.ts'

/** A price that everybody could have from an instant on, until it was told anew or its list ended; null where it was taken away. */
export type PriceMoment = { source: ListedPrice['source'] | 'retail'; list: string; minQuantity: number; increment: number; unitMinor: number | null; at: Instant; until: Instant | null }

/** What a reduction is told with: how many pieces, when it began, and the lowest price of so many in the time before; null where there was none. */
export type PriorPrice = { quantity: number; beganAt: Instant; lowestMinor: number | null }

/** A product as everybody sees it in a market, and every price that it had there, in the order in which they were told. */
export type Told = { timeline: Timeline; market: string; rate: FrozenRate | null; good: Good; moments: readonly PriceMoment[] }

/** Directive 98/6/EC, art. 6a(2): a period not shorter than 30 days prior to the application of the reduction. */
const PERIOD_DAYS = 30
const DAY_MS = 86_400_000
/** A reduction that has run day by day for longer is taken to have begun so long ago. */
const LONGEST_DAYS = 366

/**
 * R38: where everybody pays less than the retail price now, or the product is on sale: since when without a break, and the lowest price that anybody
 * could have in the 30 days before that. A price that only members, a level or a company have, or that takes a coupon, is none of everybody's: it
 * neither makes a reduction nor counts in one. Null where there is no reduction.
 */
export function priorPrice(told: Told, at: Instant): PriorPrice | null {
  const now = goodAt(told, at)
  const quantity = leastQuantity(now)
  if (quantity === null || (now.unsold ?? null) !== null) return null
  const priceAt = (instant: Instant) => priceOf(told, { at: instant, quantity })
  const current = priceAt(at)
  const isReduced = now.isSaleItem || (current !== null && now.retailMinor !== null && current < now.retailMinor * quantity)
  if (current === null || !isReduced) return null
  const turns = turnsBefore(told, at)
  let beganAt = at
  // While nothing turned it was what it is now; what it was before the first turn is not known.
  for (const turn of turns) {
    if (priceAt(turn) !== current) break
    beganAt = turn
  }
  const from = beganAt - PERIOD_DAYS * DAY_MS
  const before = [from, ...turns.filter((turn) => from < turn && turn < beganAt)].map(priceAt).filter((minor) => minor !== null)
  return { quantity, beganAt, lowestMinor: before.length === 0 ? null : Math.min(...before) }
}

/** What a guest would have paid for so many pieces at an instant; null where they could not. */
function priceOf(told: Told, { at, quantity }: { at: Instant; quantity: number }): number | null {
  const { timeline, market, rate } = told
  if (publicationAt(timeline, at).program.markets[market] === undefined) return null
  const lines = [{ id: '1', quantity, good: goodAt(told, at) }]
  const cart = { id: 'prior', market, rate, lines, coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
  return quoteLines(timeline, guest(), { cart, at })[0]?.netMinor ?? null
}

/** The product with the prices that everybody could have at an instant: of each list and quantity the one told last. */
function goodAt({ good, moments }: Pick<Told, 'good' | 'moments'>, at: Instant): Good {
  const last = new Map<string, PriceMoment>()
  for (const moment of moments) {
    const key = JSON.stringify([moment.list, moment.minQuantity])
    if (moment.at <= at && moment.at >= (last.get(key)?.at ?? BEGINNING)) last.set(key, moment)
  }
  const prices = [...last.values()].filter((moment): moment is PriceMoment & { unitMinor: number } => moment.unitMinor !== null && (moment.until === null || at < moment.until))
  const retail = prices.find(({ source, minQuantity, increment }) => source === 'retail' && minQuantity === 1 && increment === 1)
  return {
    ...good, retailMinor: retail?.unitMinor ?? null,
    prices: prices.filter((price) => price !== retail).map(({ source, list, minQuantity, increment, unitMinor }) => ({ source: source === 'retail' ? 'quantity_break' : source, list, minQuantity, increment, unitMinor })),
  }
}

/** The instants up to one at which the price may have become another, the latest first: prices, publications, and where discounts go by days each midnight. */
function turnsBefore({ timeline, moments }: Told, at: Instant): Instant[] {
  const told = [...moments.flatMap((moment) => (moment.until === null ? [moment.at] : [moment.at, moment.until])), ...timeline.map(({ from }) => from)]
  const { program } = publicationAt(timeline, at)
  const goesByDays = timeline.some(({ program: { pricing } }) => pricing.discounts.some(({ kind }) => kind !== 'coupon'))
  const zone = zoneOf(guest().head, program)
  const today = localDay(at, zone)
  const midnights = goesByDays ? Array.from({ length: LONGEST_DAYS }, (_, ago) => startOfDay(today - ago, zone)) : []
  return [...new Set([...told, ...midnights])].filter((turn) => turn > BEGINNING && turn <= at).sort((a, b) => b - a)
}
