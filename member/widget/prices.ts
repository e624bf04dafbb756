import type { Price, Prices } from '#member/kit/shapes'
import type { Desk } from './desk.ts'

/** SKUs that one request may ask for. */
const MOST_SKUS = 200

export type Priced = { price: Price; currency: string }

type Waiting = { sku: string; resolve: (found: Priced | null) => void; reject: (error: unknown) => void }

/** Prices of products for whoever looks. All that elements of a page ask for at once is one request for each market. */
export function openPrices(desk: Desk): { priceOf: (sku: string, market: string | null) => Promise<Priced | null> } {
  const waiting = new Map<string, Waiting[]>()
  const known = new Map<string, Promise<Priced | null>>()
  desk.onChange(() => known.clear())
  const ask = async (market: string): Promise<void> => {
    const all = waiting.get(market) ?? []
    waiting.delete(market)
    for (let from = 0; from < all.length; from += MOST_SKUS) await answer(desk, market, all.slice(from, from + MOST_SKUS))
  }
  return {
    async priceOf(sku, named) {
      const market = named ?? desk.market ?? (await desk.guide()).market
      const key = `${market} ${sku}`
      const found = known.get(key) ?? new Promise<Priced | null>((resolve, reject) => {
        const others = waiting.get(market)
        if (others === undefined) setTimeout(() => void ask(market), 0)
        waiting.set(market, [...(others ?? []), { sku, resolve, reject }])
      })
      if (!known.has(key)) {
        known.set(key, found)
        // What could not be had is asked for again by whoever wants it next.
        found.catch(() => {
          if (known.get(key) === found) known.delete(key)
        })
      }
      return found
    },
  }
}

async function answer(desk: Desk, market: string, asked: readonly Waiting[]): Promise<void> {
  const query = new URLSearchParams({ market })
  for (const sku of new Set(asked.map((one) => one.sku))) query.append('sku', sku)
  try {
    const member = desk.session.token() === null ? '' : '&member=me'
    const { prices, currency } = await desk.ask<Prices>(`/prices?${query}${member}`)
    for (const { sku, resolve } of asked) {
      const price = prices.find((one) => one.sku === sku)
      resolve(price === undefined ? null : { price, currency })
    }
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}
