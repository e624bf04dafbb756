import { createList, putPrices, putProducts } from '#server/modules/catalogue/index'
import { openChance } from '#server/demo/chance'
import type { Sent } from './client.ts'
import { newKey, openEdge, sendLoad } from './edge.ts'
import { p99, progress, secondsOf } from './measure.ts'
import { inBatches } from './orders.ts'
import { cloneName } from './seed.store.ts'
import type { Shop, World } from './world.ts'

const SEED = 2
const PER_SECOND = 300
const SECONDS = 15
/** Connections, plans, the program and the pages that all quotes share are warm first. */
const WARM = 600
/** Rows of one statement, as `rockpool catalogue import` puts them. */
const BATCH = 5_000
const MARKET = 'us'

/** The prices of each product, or of one in so many, in percent of retail. */
const PRICES = [
  { list: 'retail', minQuantity: 1, percent: 100, every: 1 }, { list: 'retail', minQuantity: 10, percent: 92, every: 1 }, { list: 'club', minQuantity: 1, percent: 95, every: 1 }, { list: 'spring', minQuantity: 1, percent: 80, every: 10 },
]

const skuOf = (number: number): string => `SKU-${number}`

/** Puts products with costs and tags; a retail price of each from one and from ten pieces on, a price for members of a level, and of one in ten a promotion. */
export async function openCatalogue({ inStore }: Shop, { skus, level }: { skus: number; level: string }): Promise<void> {
  const numbers = Array.from({ length: skus }, (_, index) => index + 1)
  const retailMinor = (number: number) => 1_000 + (number % 900) * 10
  const seconds = await secondsOf(async () => {
    await inStore(async (ctx) => {
      await createList(ctx, { list: 'retail', kind: 'retail', market: MARKET })
      await createList(ctx, { list: 'club', kind: 'price_list', market: MARKET, level })
      await createList(ctx, { list: 'spring', kind: 'promotion', market: MARKET })
    })
    for (const some of inBatches(numbers, BATCH)) {
      await inStore((ctx) => putProducts(ctx, some.map((number) => ({ sku: skuOf(number), tags: ['new'], isGiftCard: false, isSaleItem: false, costMinor: Math.round(retailMinor(number) * 0.4), minQuantity: 1, increment: 1, isRetired: false, freightMinor: 0, dutyMinor: 0 }))))
      const prices = some.flatMap((number) => PRICES.filter(({ every }) => number % every === 0)
        .map(({ list, minQuantity, percent }) => ({ list, sku: skuOf(number), minQuantity, increment: 1, unitMinor: Math.round((retailMinor(number) * percent) / 100) })))
      await inStore((ctx) => putPrices(ctx, prices))
    }
  })
  progress(`  ${skus} products with their prices put in ${seconds.toFixed(0)} s`)
}

/** What 99 of 100 quotes wait, in milliseconds, 300 a second through HTTP: any of a crowd's members, any products, so many lines to a cart. */
export async function measureQuoteRequests(world: World, crowd: Shop, { members, skus, lines }: { members: number; skus: number; lines: number }): Promise<{ p99Ms: number }> {
  const edge = await openEdge(world, { isGathered: true })
  const key = await newKey(crowd)
  const chance = openChance(SEED)
  const cart = () => Array.from({ length: lines }, () => ({ sku: skuOf(chance.between(1, skus)), quantity: chance.between(1, 12) }))
  const quotes = (count: number): Sent[] => Array.from({ length: count }, () => (
    { method: 'POST', path: '/quotes', body: JSON.stringify({ member: cloneName(chance.between(1, members)), market: MARKET, lines: cart(), points: 100, shipping: { amountMinor: 700, costMinor: 500 } }) }
  ))
  await sendLoad(edge, { key, requests: quotes(WARM), perSecond: PER_SECOND })
  const { latencies } = await sendLoad(edge, { key, requests: quotes(PER_SECOND * SECONDS), perSecond: PER_SECOND })
  await edge.close()
  progress(`  p99 of a quote of ${lines} lines: ${p99(latencies).toFixed(1)} ms`)
  return { p99Ms: p99(latencies) }
}
