import type { Database } from '#server/platform/database'
import { del, get, own, post, type Route } from '#server/platform/route'
import { makeQuote } from './make-quote.ts'
import { readPrices } from './read-prices.ts'
import { commitQuote, getQuote, releaseQuote } from './settle-quote.ts'
import * as shapes from './schemas.ts'

/** Five hundred lines and some coupons. */
const BODY_BYTES = 512 * 1024

type House = { database: Database }

const line = {
  id: '1', sku: 'MUG', quantity: 2, unitMinor: 1450, source: 'retail', candidates: [{ source: 'retail', list: '', minQuantity: 1, unitMinor: 1450, why: 'chosen' }],
  amountMinor: 2900, discounts: [], netMinor: 2900, sentences: ['MUG: €14.50 each by the retail price, 2 of them €29.00.'],
}
const quoted = {
  market: 'eu', currency: 'EUR', memberId: null, lines: [line], unpriced: [], untaken: [], gifts: [], goodsMinor: 2900, shipping: { fullMinor: 490, payMinor: 490, isFree: false, freeBy: null, missingMinor: null },
  points: { used: 0, worthMinor: 0, most: 0, less: null }, toPayMinor: 3390, coupons: [], earns: { points: 29, units: { points: 29 } }, sentences: ['Shipping: €4.90.', 'To pay: €33.90.', 'This order earns 29 points.'],
}

const held = { ...quoted, hold: { quote: 'cart-1002', status: 'held', until: '2026-01-05T10:15:00Z', orderId: null, spendId: null } }

/** What carts and products cost, and why. */
export const quotesRoutes: readonly Route<House>[] = [
  own({
    path: '/quotes', permission: 'catalogue:read', input: shapes.MakeQuote, output: shapes.Quote, run: makeQuote, bodyLimitBytes: BODY_BYTES, isNaming: true, isIdempotent: true,
    summary: 'Quote a cart',
    description: 'What a cart costs a member, or a guest, now: each price that a line could have and why it has it or not, discounts taken and not taken, shipping, points, and what the order will earn. What the store keeps is told to a key with `catalogue:costs` alone. With `hold` it is kept for 15 minutes with what it takes of coupons, limits and points, under `id` or `Idempotency-Key`, which asks for `quotes:hold`; without it nothing is stored or held. A code that is unknown, of somebody else, over, used or held is told as one that cannot be used; too many of them are answered with 429. To name a member asks for `activity:read` besides.',
    also: { 201: { description: 'Held', schema: shapes.Quote, example: held } },
    example: { input: { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }], shipping: { amountMinor: 490 } }, output: quoted },
  }),
  get({
    path: '/quotes/:quote', permission: 'catalogue:read', input: shapes.QuoteName, output: shapes.Quote, run: getQuote,
    summary: 'Read a held quote', description: 'As it was told, and how it stands.', example: { output: held },
  }),
  post({
    path: '/quotes/:quote/commitments', permission: 'quotes:hold', input: shapes.CommitQuote, output: shapes.Quote, run: commitQuote,
    summary: 'Commit a held quote', description: 'Its order takes what it held; the order itself is told as an event, before or after, and names the points by `hold.spendId`. The same order again changes nothing; behind the end of the hold, or once it was released, it is answered with 409.',
    example: { input: { orderId: '1002' }, output: { ...held, hold: { ...held.hold, status: 'committed', orderId: '1002' } } },
  }),
  del({
    path: '/quotes/:quote', permission: 'quotes:hold', input: shapes.QuoteName, output: shapes.Quote, run: releaseQuote,
    summary: 'Release a held quote', description: 'What it held is free again. One that was committed stays, and is answered with 409.', example: { output: { ...held, hold: { ...held.hold, status: 'released' } } },
  }),
  get({
    path: '/prices', permission: 'catalogue:read', input: shapes.ReadPrices, output: shapes.ShownPrices, run: readPrices, isNaming: true, canConflict: true,
    summary: 'Read the prices of products', description: 'For a member or a guest now: the retail price, the price of a piece for this shopper, and of as few pieces as are sold at once (one, unless the product or its prices ask for more) what they come to with member days and promotions, and the points that they earn. To name a member asks for `activity:read` besides.',
    example: { output: { market: 'eu', currency: 'EUR', prices: [{ sku: 'MUG', quantity: 1, retailMinor: 1450, unitMinor: 1276, source: 'tier', netMinor: 1276, points: 12 }], unknown: [] } },
  }),
]
