import { addPeriod, parseDay, startOfDay } from '#engine/calendar'
import { createList, putAccess, putPrices, putProducts, type PutPrice } from '#server/modules/catalogue/index'
import { createBatch, createCoupon, makeCodes } from '#server/modules/coupons/index'
import { readTimeline } from '#server/modules/programs/index'
import { addVouchers, putStock } from '#server/modules/rewards/index'
import { changeShopSettings } from '#server/modules/shops/index'
import type { WriteContext } from '#server/platform/context'
import { PRODUCTS, type Product } from './catalogue.ts'
import { openChance } from './chance.ts'
import { LAST_DAY } from './days.ts'
import { priceMinor } from './rates.ts'
import { BREAK, CARTON, cartonMinor } from './trade-prices.ts'

const SOLD = PRODUCTS.filter(({ isGiftCard }) => !isGiftCard)
const GOODS = SOLD.filter(({ weight }) => weight > 0)
/** A collection that is sold from the second day of the next year, and to Pearl three days before. */
const [NEW_SKU, RETIRED_SKU] = ['LN-TRN', 'SW-VNT']
const SALE_MARKETS = ['us', 'uk', 'de', 'fr', 'jp', 'kr', 'au']
const STOCK = { tote: 400 }
/** Codes that a partner has sent, and that are printed on letters. */
const [VOUCHERS, LETTERS] = [260, 300]
/** Where the shop would be; an address that leads nowhere (RFC 2606). */
const SHOP = 'https://shop.example.com'
const ROWS = 1_000

/** Puts into a new store what the shop sells, at which prices, to whom, and what its rewards are given from. Again it changes nothing but the stock. */
export async function furnishStore(ctx: WriteContext): Promise<void> {
  const markets = (await readTimeline(ctx)).at(-1)?.program.markets ?? {}
  await putProducts(ctx, PRODUCTS.map((product) => ({ ...costOf(product), sku: product.sku, name: nameOf(product), tags: product.tags, isGiftCard: product.isGiftCard, isSaleItem: false, minQuantity: 1, increment: 1, isRetired: product.sku === RETIRED_SKU })))
  const retail = Object.values(markets).filter(({ id }) => id !== 'trade')
  for (const { id } of retail) await createList(ctx, { list: `retail-${id}`, kind: 'retail', market: id })
  await createList(ctx, { list: 'trade', kind: 'price_list', market: 'trade', tag: 'trade', isOnly: true })
  await createList(ctx, { list: 'pearl-us-home', kind: 'price_list', market: 'us', level: 'pearl' })
  await putAll(ctx, [
    ...retail.flatMap(({ id, currency }) => PRODUCTS.map((product): PutPrice => price(`retail-${id}`, product, { unitMinor: priceMinor(product.price, currency) }))),
    ...retail.flatMap(({ id, currency }) => towelsByTheDozen(id, currency)),
    ...GOODS.flatMap((product) => [CARTON, BREAK].map((minQuantity): PutPrice => price('trade', product, { minQuantity, increment: CARTON, unitMinor: cartonMinor(product, minQuantity, false) }))),
    ...GOODS.filter(({ tags }) => tags.includes('home')).map((product) => price('pearl-us-home', product, { unitMinor: Math.round(product.price * 92) })),
  ])
  await putSales(ctx, retail)
  const opens = startOfDay(LAST_DAY + 2, 'Asia/Shanghai')
  await putAccess(ctx, [{ sku: NEW_SKU, access: [{ level: 'pearl', from: startOfDay(LAST_DAY - 1, 'Asia/Shanghai') }, { from: opens }] }, { sku: 'GC-100', access: [{ isMembers: true }] }])
  for (const [reward, left] of Object.entries(STOCK)) await putStock(ctx, { reward, left })
  await addVouchers(ctx, { list: 'tea-house', codes: voucherCodes() })
  await createBatch(ctx, { batch: 'new-year-letter', discount: 'come-back', count: LETTERS, until: startOfDay(LAST_DAY + 90, 'Asia/Shanghai') })
  await makeCodes(ctx)
  await createCoupon(ctx, { discount: 'fair', code: 'CANTON25', usesAllowed: 500, id: 'demo-fair', locale: 'en' })
  await changeShopSettings(ctx, {
    origins: [SHOP], links: { shop: SHOP, centre: null, terms: `${SHOP}/terms`, privacy: `${SHOP}/privacy` }, orderAgainUrl: `${SHOP}/cart?add={lines}&from={order}`,
  })
}

/** A product as its staff call it, in both their languages and without its article. */
function nameOf({ name }: Product): string {
  const plain = name.en.replace(/^(?:an?|the) (?:pair of |set of )?/, '')
  return `${name['zh-CN']} · ${plain.charAt(0).toUpperCase()}${plain.slice(1)}`
}

/** Two reductions of the year, each for some products: around Black Friday, and over the turn of the year. */
async function putSales(ctx: WriteContext, markets: readonly { id: string; currency: string; zone: string }[]): Promise<void> {
  const sales = [
    { name: 'black-friday', from: parseDay('2025-11-27'), until: parseDay('2025-12-02'), tags: ['linen'], part: 0.8 },
    { name: 'winter', from: parseDay('2025-12-27'), until: addPeriod(LAST_DAY, { days: 15 }), tags: ['swim', 'bed'], part: 0.75 },
  ]
  for (const { id, currency, zone } of markets.filter((market) => SALE_MARKETS.includes(market.id))) {
    for (const { name, from, until, tags, part } of sales) {
      const list = `${name}-${id}`
      await createList(ctx, { list, kind: 'promotion', market: id, from: startOfDay(from, zone), until: startOfDay(until, zone) })
      await putAll(ctx, GOODS.filter((product) => product.tags.some((tag) => tags.includes(tag))).map((product) => price(list, product, { unitMinor: priceMinor(product.price * part, currency) })))
    }
  }
}

/** Towels cost less from six on. */
function towelsByTheDozen(market: string, currency: string): PutPrice[] {
  return GOODS.filter(({ sku }) => sku === 'HM-TWL' || sku === 'HM-HND' || sku === 'TB-NAP').map((product) => price(`retail-${market}`, product, { minQuantity: 6, unitMinor: priceMinor(product.price * 0.88, currency) }))
}

function price(list: string, { sku }: Product, rest: Partial<PutPrice> & { unitMinor: number }): PutPrice {
  return { list, sku, minQuantity: 1, increment: 1, ...rest }
}

/** What a piece costs in cents: a third of its price and a little more for what is sewn by hand, its way here, and its duty. */
function costOf({ price: dollars, sku, isGiftCard }: Product): { costMinor: number; freightMinor: number; dutyMinor: number } {
  if (isGiftCard) return { costMinor: 0, freightMinor: 0, dutyMinor: 0 }
  const part = 30 + ((sku.charCodeAt(3) + sku.charCodeAt(4)) % 11)
  return { costMinor: dollars * part, freightMinor: 60 + dollars * 2, dutyMinor: dollars * 4 }
}

/** Codes as the neighbours would send them; the same in every year. */
function voucherCodes(): string[] {
  const chance = openChance(1)
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  return Array.from({ length: VOUCHERS }, () => `TEA-${Array.from({ length: 8 }, () => letters[chance.between(0, letters.length - 1)]).join('')}`)
}

async function putAll(ctx: WriteContext, prices: readonly PutPrice[]): Promise<void> {
  for (let from = 0; from < prices.length; from += ROWS) {
    for (const outcome of await putPrices(ctx, prices.slice(from, from + ROWS))) if (outcome instanceof Error) throw outcome
  }
}
