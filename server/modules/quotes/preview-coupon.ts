import { assert } from '#engine/assert'
import { couponName } from '#engine/guide/coupon-name'
import { offerLines } from '#engine/guide/guide-offers'
import type { Cart } from '#engine/pricing/cart'
import { countersFor, counterName, type Counter } from '#engine/pricing/limits'
import type { Discount, Limit } from '#engine/program/pricing'
import type { Market, Program } from '#engine/program/program'
import type { Locale } from '#engine/text'
import { countOpen, planCoupon, readLeft } from '#server/modules/coupons/index'
import type { ReadContext } from '#server/platform/context'
import { readShopper, type Shopper } from './read-shopper.ts'
import type { CouponPreview, PreviewCoupon } from './schemas.ts'

/**
 * What a coupon by hand would be: what it gives in the member's market (in all of them where it is for nobody in particular), until when it works, what one use may cost, and what is left of
 * its limits. Nothing is written. @throws AppError as createCoupon, without its code
 */
export async function previewCoupon(ctx: ReadContext, { locale, ...asked }: PreviewCoupon): Promise<CouponPreview> {
  const { discount, ...planned } = await planCoupon(ctx, asked)
  const shopper = await readShopper(ctx, { member: asked.member, order: 'preview' })
  const { timeline, program, selves, state } = shopper
  const markets = planned.memberId === null ? Object.values(program.markets) : [program.markets[state.head.market ?? program.defaultMarket] as Market]
  const name = couponName({ timeline, locale, zone: 'UTC', at: ctx.now }, { discount: discount.id, isBought: false, market: null })
  return {
    discount: discount.id, name, ...planned, open: selves.length === 0 ? 0 : await countOpen(ctx, { memberIds: selves, discount: discount.id }),
    gives: markets.map((market) => giftIn(shopper, { discount, market, locale, at: ctx.now })), limits: await limitsLeft(ctx, shopper, { discount, markets }),
  }
}

/** What one use gives in a market, as a guide tells an offer: when it ends is told of this very coupon. */
function giftIn({ timeline, program }: Shopper, { discount, market, locale, at }: { discount: Discount; market: Market; locale: Locale; at: number }): CouponPreview['gives'][number] {
  const alone: Program = { ...program, pricing: { ...program.pricing, discounts: [{ ...discount, codes: 'auto', issue: null, valid: null }] } }
  const [line] = offerLines({ program: alone, market, region: null, words: { timeline, locale, zone: market.zone, at } })
  const mostMinor = discount.percent === null ? discount.amountMinor[market.id] : discount.mostMinor[market.id]
  return { market: market.id, currency: market.currency, text: line?.text ?? null, notes: [...(line?.notes ?? [])], mostMinor: mostMinor ?? null }
}

/** What is left of the discount's limits; of what each SKU has by itself, only a cart can say. */
async function limitsLeft(ctx: ReadContext, shopper: Shopper, { discount, markets }: { discount: Discount; markets: readonly Market[] }): Promise<CouponPreview['limits']> {
  const told = new Map(markets.flatMap((market) => countersIn(ctx, shopper, { discount, market }).map(({ limit, counter }) => [counter.key, { limit, counter, market }])))
  const counted = [...told.values()].filter(({ counter }) => shopper.memberId !== null || !counter.isOfMember)
  const left = await readLeft(ctx, counted.map(({ counter }) => counter), shopper.selves)
  return counted.map(({ limit: { most, per, span }, counter, market }) => {
    const currency = most.measure === 'uses' ? null : most.measure === 'base' ? shopper.program.currency : market.currency
    return { per, span, market: per === 'market' || most.measure === 'market' ? market.id : null, currency, most: counter.most, left: left[counterName(counter)] as number }
  })
}

function countersIn({ now }: ReadContext, { timeline, state, granted }: Shopper, { discount, market }: { discount: Discount; market: Market }): { limit: Limit; counter: Counter }[] {
  const limits = discount.limits.filter(({ per, most }) => per !== 'sku' && (most.measure !== 'market' || most.minorOf[market.id] !== undefined))
  const cart: Cart = { id: 'preview', market: market.id, rate: null, lines: [], coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted }
  const counters = limits.length === 0 ? [] : countersFor(timeline, state, { cart, at: now }).filter((counter) => counter.discount === discount.id)
  assert(counters.length === limits.length, 'each limit that counts in a market has one counter', { discount: discount.id })
  return limits.map((limit, place) => ({ limit, counter: counters[place] as Counter }))
}
