import { del, get, own, post, type Route } from '#server/platform/route'
import type { Instant } from '#engine/calendar'
import { checkFloors } from './check-floors.ts'
import { findCredits } from './find-credits.ts'
import { giveCredits, type CreditHouse } from './give-credits.ts'
import { listOverrides } from './list-overrides.ts'
import { makeQuote } from './make-quote.ts'
import { previewCoupon } from './preview-coupon.ts'
import { readPrices } from './read-prices.ts'
import { commitQuote, getQuote, releaseQuote } from './settle-quote.ts'
import * as shapes from './schemas.ts'

/** Five hundred lines and some coupons. */
const BODY_BYTES = 512 * 1024

/** How long caches may show guests the same prices: a minute late is soon enough for a promotion that begins. */
const GUEST_SECONDS = 60

type House = CreditHouse & { clock: () => Instant }

const line = {
  id: '1', sku: 'MUG', quantity: 2, unitMinor: 1450, source: 'retail', candidates: [{ source: 'retail', list: '', minQuantity: 1, unitMinor: 1450, why: 'chosen' }],
  amountMinor: 2900, discounts: [], netMinor: 2900, taxBaseMinor: 2900, sentences: ['MUG: €14.50 each by the retail price, 2 of them €29.00.'],
}
const quoted = {
  market: 'eu', currency: 'EUR', memberId: null, lines: [line], unpriced: [], untaken: [], gifts: [], goodsMinor: 2900, shipping: { fullMinor: 490, payMinor: 490, isFree: false, freeBy: null, missingMinor: null }, taxBase: { goodsMinor: 2900, shippingMinor: 490, totalMinor: 3390 },
  points: { used: 0, worthMinor: 0, most: 0, less: null }, toPayMinor: 3390, coupons: [], earns: { points: 29, units: { points: 29 } }, levels: [{ track: 'club', level: 'silver', isReached: true, next: 'gold', needs: [{ what: 'spend', have: 12900, need: 30000, missing: 17100, deadline: '2026-12-31', fallsOut: [] }] }], sentences: ['Shipping: €4.90.', 'Tax is worked out on €29.00 of goods and €4.90 of shipping.', 'To pay: €33.90.', 'This order earns 29 points.', 'This order reaches the level “Silver”.', 'After that, “Gold” is €171.00 of purchases away.'],
}

const held = { ...quoted, hold: { quote: 'cart-1002', status: 'held', until: '2026-01-05T10:15:00Z', orderId: null, spendId: null } }
const override = {
  id: 'ovr_1kdvdna00kb1wmzrvz4gen', at: '2026-01-05T10:00:00Z', by: 'key_1kdvdna00kb1wmzrvz4gen', reason: 'agreed by phone', memberId: null, market: 'eu', currency: 'EUR', kept: [{ benefit: 'two_off', kind: 'coupon', line: '1' }],
  lines: [{ line: '1', sku: 'MUG', quantity: 1, netMinor: 1560, marginMinor: 73, floorMinor: 156 }], shortMinor: 83,
}

const credit = {
  memberId: 'mem_1kdvdna00kb1wmzrvz4gen', orderId: '1001', line: '1', sku: 'MUG', quantity: 1, boughtAt: '2026-01-05T10:00:00Z', market: 'eu', currency: 'EUR', paidMinor: 1450, nowMinor: 1200, creditMinor: 250, why: 'fell',
  gives: { unit: 'points', points: 250 }, isGiven: false,
}

const breach = { orderId: '1001', memberId: 'mem_1kdvdna00kb1wmzrvz4gen', line: '1', sku: 'MUG', market: 'eu', currency: 'EUR', netMinor: 1560, marginMinor: 73, floorMinor: 156, shortBaseMinor: 83 }

/** What carts and products cost, and why. */
export const quotesRoutes: readonly Route<House>[] = [
  own({
    path: '/quotes', audit: 'journal', permission: 'catalogue:read', shoppers: 'anybody', input: shapes.MakeQuote, output: shapes.Quote, run: makeQuote, bodyLimitBytes: BODY_BYTES, isNaming: true, isIdempotent: true,
    summary: 'Quote a cart',
    description: 'What a cart costs a member, or a guest, now: each price that a line could have and why it has it or not, discounts taken and not taken, shipping, points, and what the order will earn. What the store keeps is told to a key with `catalogue:costs` alone. With `hold` it is kept for 15 minutes with what it takes of coupons, limits and points, under `id` or `Idempotency-Key`, which asks for `quotes:hold`; without it nothing is stored or held. With `override`, which asks for `quotes:override`, benefits are kept that the floor would take away; that is recorded. A code that is unknown, of somebody else, over, used or held is told as one that cannot be used; too many of them are answered with 429. To name a member asks for `activity:read` besides. Whoever buys for a `company` has its prices, coupons and limits, also held; its points are held for its owner alone.',
    also: { 201: { description: 'Held', schema: shapes.Quote, example: held } },
    example: { input: { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }], shipping: { amountMinor: 490 } }, output: quoted },
  }),
  get({
    path: '/quotes/overrides', permission: 'quotes:override', input: shapes.ListOverrides, output: shapes.OverridePage, run: listOverrides,
    summary: 'List quotes below the floor', description: 'Who kept which benefits below the floor, when, why, and by how much; the newest first.', example: { output: { overrides: [override], next: null } },
  }),
  own({
    path: '/floor-checks', audit: 'none', permission: 'catalogue:costs', input: shapes.CheckFloors, output: shapes.FloorCheck, isNaming: true,
    run: async ({ database }, { storeId, actor, now }, asked) => ({ status: 200, body: await database.readStore(storeId, (db) => checkFloors({ db, storeId, actor, now }, asked)) }),
    summary: 'Check floors on past orders', description: 'Which of the store\'s own orders of the last days would leave less than must stay, bought by the same members at the prices and costs of now, by a draft or by the program in force: how many, and the worst of them. To be asked before a draft is published, and after prices were put. Counted is what would be below before anything is dropped, so that a floor in the shadow is seen too. Nothing is refused for it.',
    example: { input: { days: 30 }, output: { hasFloor: true, orders: 200, lines: 431, notSold: 3, ordersBelow: 2, linesBelow: 2, worst: [breach], next: null } },
  }),
  own({
    path: '/coupons/previews', audit: 'none', permission: 'coupons:write', input: shapes.PreviewCoupon, output: shapes.CouponPreview, isNaming: true,
    run: async ({ database }, { storeId, actor, now }, asked) => ({ status: 200, body: await database.readStore(storeId, (db) => previewCoupon({ db, storeId, actor, now }, asked)) }),
    summary: 'Preview a coupon', description: 'What issuing it would come to, without doing it: its name, what it gives, until when, for whom, what one use costs at most, and what is left of its limits. What would be refused is refused with the same answer.',
    example: {
      input: { discount: 'two_off', member: 'customer-77' },
      output: {
        discount: 'two_off', name: '€2 off your next order', memberId: 'mem_1kdvdna00kb1wmzrvz4gen', from: null, until: '2026-02-05T00:00:00Z', usesAllowed: 1, open: 0,
        gives: [{ market: 'eu', currency: 'EUR', text: '€2.00 off', notes: ['From €20.00 on.'], mostMinor: 200 }], limits: [{ per: 'member', span: 'month', market: null, currency: null, most: 1, left: 1 }],
      },
    },
  }),
  get({
    path: '/price-credits', permission: 'activity:read', input: shapes.ListCredits, output: shapes.CreditPage, run: findCredits, canConflict: true,
    summary: 'List credits for prices that fell', description: 'What members would get back whose purchases of the last days (`prices.protection` of the program) would cost them less now: line by line, of so many orders in the order of time. Nothing is given.',
    example: { output: { credits: [credit], next: null } },
  }),
  own({
    path: '/price-credits', audit: 'journal', permission: 'activity:record', input: shapes.ListCredits, output: shapes.GivenCredits, run: giveCredits,
    summary: 'Give credits for prices that fell', description: 'Gives what the list says of the same orders, each as an adjustment with its reason. A line of an order has one credit for ever: sent twice it is given once.',
    example: { input: { limit: 200 }, output: { given: [{ ...credit, isGiven: true }], next: null } },
  }),
  get({
    path: '/quotes/:quote', permission: 'catalogue:read', shoppers: 'members', input: shapes.QuoteName, output: shapes.Quote, run: getQuote,
    summary: 'Read a held quote', description: 'As it was told, and how it stands.', example: { output: held },
  }),
  post({
    path: '/quotes/:quote/commit', audit: 'journal', permission: 'quotes:hold', input: shapes.CommitQuote, output: shapes.Quote, run: commitQuote,
    summary: 'Commit a held quote', description: 'Its order takes what it held; the order itself is told as an event, before or after, and names the points by `hold.spendId`. The same order again changes nothing; behind the end of the hold, or once it was released, it is answered with 409.',
    example: { input: { orderId: '1002' }, output: { ...held, hold: { ...held.hold, status: 'committed', orderId: '1002' } } },
  }),
  del({
    path: '/quotes/:quote', audit: 'journal', permission: 'quotes:hold', shoppers: 'members', input: shapes.QuoteName, output: shapes.Quote, run: releaseQuote,
    summary: 'Release a held quote', description: 'What it held is free again. One that was committed stays, and is answered with 409.', example: { output: { ...held, hold: { ...held.hold, status: 'released' } } },
  }),
  get({
    path: '/prices', permission: 'catalogue:read', shoppers: 'anybody', input: shapes.ReadPrices, output: shapes.ShownPrices, run: readPrices, isNaming: true, canConflict: true, publicSeconds: ({ member, explain }) => (member === undefined && explain !== true ? GUEST_SECONDS : null),
    summary: 'Read the prices of products', description: 'For a member or a guest now: the retail price, the price of a piece for this shopper, and of as few pieces as are sold at once (one, unless the product or its prices ask for more) what they come to with member days and promotions, and the points that they earn. With `explain` also why: each price that they could have and why they have it or not, and with `catalogue:costs` what the store keeps. What guests are shown may be kept by caches for a minute, by key, and has an ETag; what a member is shown by none. To name a member asks for `activity:read` besides.',
    example: { output: { market: 'eu', currency: 'EUR', prices: [{ sku: 'MUG', quantity: 1, retailMinor: 1450, unitMinor: 1276, source: 'tier', netMinor: 1276, points: 12 }], unknown: [] } },
  }),
]
