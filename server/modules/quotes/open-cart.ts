import { instantText, type Instant } from '#engine/calendar'
import type { FrozenRate } from '#engine/member/event'
import { minorRate } from '#engine/member/paid-order'
import type { Cart, CartLine, Good } from '#engine/pricing/cart'
import type { PriorPrice } from '#engine/pricing/prior-price'
import type { Market, Program } from '#engine/program/program'
import { shown } from '#engine/shape'
import { readGoods, type Goods } from '#server/modules/catalogue/index'
import { referenceRate, requireMarket } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { readPriors } from './read-priors.ts'
import { readSeers, type Shopper } from './read-shopper.ts'
import type { MakeQuote } from './schemas.ts'

/** More than a cart comes to in its own or in the base currency, in minor units: what is worked out of it stays exact. */
const MOST_MINOR = 1_000_000_000_000

type Wrong = { path: string; found: string; wanted: string }

/** Products as this shopper may see them in a market now, by SKU. */
export async function goodsFor(ctx: ReadContext, shopper: Shopper, { market, skus }: { market: Market; skus: readonly string[] }): Promise<Goods> {
  return readGoods(ctx, { ...(await readSeers(ctx, shopper)), market: market.id, at: ctx.now, skus, reference: market.reference })
}

/** The cart that was asked for, with the goods as this shopper may see them, and of those that are reduced the price before. @throws AppError http.wrong_shape with every mistake */
export async function openCart(ctx: ReadContext, shopper: Shopper, { asked, order, coupons }: { asked: MakeQuote; order: string; coupons: Cart['coupons'] }): Promise<{ cart: Cart; priors: ReadonlyMap<string, PriorPrice> }> {
  const { program } = shopper
  const market = requireMarket(program, asked.market)
  const giftSkus = program.pricing.discounts.flatMap(({ gift }) => gift ?? [])
  const found = await goodsFor(ctx, shopper, { market, skus: [...asked.lines.map(({ sku }) => sku), ...giftSkus] })
  const { goods, only } = found
  const { rate, errors: ofRate } = rateFor(program, market, { told: asked.rate, asOf: instantText(ctx.now) })
  const errors = [...mistakesIn(asked, market), ...ofRate, ...unknownSkus(asked, goods)]
  if (errors.length > 0) throw wrongShape(errors)
  const lines = asked.lines.map(({ id, sku, quantity }, index): CartLine => ({ id: id ?? String(index + 1), quantity, good: goods.get(sku) as Good }))
  requireExact(lines, { rate, program, market })
  const cart: Cart = {
    id: order, market: market.id, rate, lines, coupons, left: {}, gifts: Object.fromEntries([...goods].filter(([sku]) => giftSkus.includes(sku))), points: asked.points ?? 0,
    shippingMinor: asked.shipping?.amountMinor ?? null, shippingCostMinor: asked.shipping?.costMinor ?? 0, giftMinor: asked.giftCostMinor ?? 0, only, granted: shopper.granted,
  }
  return { cart, priors: await readPriors(ctx, shopper, { market, rate, goods: found }) }
}

/** Refuses what comes to more than any cart, in its own currency or in the base one. @throws AppError http.wrong_shape */
export function requireExact(lines: readonly CartLine[], { rate, program, market }: { rate: FrozenRate | null; program: Program; market: Market }): void {
  const [base, minor] = minorRate(rate ?? undefined, { currency: market.currency, base: program.currency })
  const sum = lines.reduce((so, line) => so + highest(line), 0) * Math.max(1, base / minor)
  if (sum > MOST_MINOR) throw wrongShape([{ path: 'lines', found: 'more than any cart comes to', wanted: `lines that come to at most ${MOST_MINOR} minor units, in the base currency too` }])
}

/** The rate as an order would freeze it: the one told, or the program's reference; null in the base currency. */
export function rateFor(program: Program, { currency }: Market, { told, asOf }: { told: string | undefined; asOf: string }): { rate: FrozenRate | null; errors: Wrong[] } {
  const wrong = (wanted: string) => ({ rate: null, errors: [{ path: 'rate', found: told === undefined ? 'nothing' : shown(told), wanted }] })
  if (currency === program.currency) return told === undefined ? { rate: null, errors: [] } : wrong(`nothing: ${currency} is the base currency`)
  if (told !== undefined) return Number(told) > 0 ? { rate: { rate: told, source: 'api', asOf }, errors: [] } : wrong('a rate above 0')
  const rate = referenceRate(program, currency)
  return rate === null ? wrong(`a rate from ${currency} to ${program.currency}, as the program has none`) : { rate: { rate, source: 'program', asOf }, errors: [] }
}

/** The rate of an order that was paid, else the program's reference; undefined where there is none for its market, whose currency may have become another. */
export function rateOfOrder(program: Program, market: Market, { currency, rate, at }: { currency: string; rate?: FrozenRate; at: Instant }): FrozenRate | null | undefined {
  if (market.currency !== currency) return undefined
  const found = rateFor(program, market, { told: currency === program.currency ? undefined : rate?.rate, asOf: instantText(at) })
  return found.errors.length > 0 ? undefined : found.rate
}

export function wrongShape(errors: readonly Wrong[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors })
}

function mistakesIn({ currency, lines }: MakeQuote, market: Market): Wrong[] {
  const ids = lines.map(({ id }, index) => id ?? String(index + 1))
  return [
    ...(currency === undefined || currency === market.currency ? [] : [{ path: 'currency', found: shown(currency), wanted: `${market.currency}, the currency of the market` }]),
    ...ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [{ path: `lines[${index}].id`, found: shown(id), wanted: 'an id that no line before it has' }])),
  ]
}

function unknownSkus({ lines }: MakeQuote, goods: ReadonlyMap<string, Good>): Wrong[] {
  return lines.flatMap(({ sku }, index) => (goods.has(sku) ? [] : [{ path: `lines[${index}].sku`, found: shown(sku), wanted: 'a product of the catalogue' }]))
}

function highest({ quantity, good: { retailMinor, prices } }: CartLine): number {
  return quantity * Math.max(retailMinor ?? 0, ...prices.map(({ unitMinor }) => unitMinor))
}
