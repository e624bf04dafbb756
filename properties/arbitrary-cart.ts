import fc from 'fast-check'
import type { Good } from '#engine/pricing/cart'
import type { DiscountDocument, MarginDocument, ProgramDocument } from '#engine/program/schema'
import { LEVELS, programDocument, TAGS } from './arbitrary-program.ts'

/** Markets of the generated programs, with what a minor unit of each is worth: two decimals, two, none and three. */
export const MARKETS = { us: { rate: null, digits: 2 }, de: { rate: '1.0871', digits: 2 }, jp: { rate: '0.0067', digits: 0 }, kw: { rate: '3.257', digits: 3 } } as const
export type MarketId = keyof typeof MARKETS

/** A product and what was bought of it before; `day` counts back from the cart. */
export type Purchase = { day: number; minor: number }

/** Somebody with a past and a cart, under a program of any shape with prices, discounts and perhaps a floor; plain JSON. */
export type CartCase = {
  document: ProgramDocument
  market: MarketId
  member: { tags: string[]; points: number; bought: Purchase[] }
  lines: { quantity: number; good: Good }[]
  coupons: string[]
  points: number
  shippingMinor: number | null
  shippingCostMinor: number
  giftMinor: number
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const record = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { noNullPrototype: true }) as fc.Arbitrary<T>

const IDS = ['a', 'b', 'c', 'd'] as const
/** What discounts may give. */
export const GIFT = 'cup'
/** The same amount in each market's own money, or one that is a single minor unit. */
const amounts = oneOf({ us: '5.55', de: '5.10', jp: '800', kw: '1.234' }, { us: '0.01', de: '0.01', jp: '1', kw: '0.001' }, { us: '40', de: '37', jp: '6000', kw: '12.5' }, { us: '2', jp: '200' })
const percent = oneOf('5', '7.5', '10', '12', '33.3', '50', '100')
const when = oneOf('order.total >= 20.0', 'member.level == "gold"', 'order.items >= 3', 'member.spend < 100.0', 'today.day < 15', '"sale" in order.tags')

const discount = (id: string): fc.Arbitrary<DiscountDocument> => record<Record<string, unknown>>({
  kind: oneOf('member_day', 'promotion', 'coupon', 'coupon'), codes: fc.option(oneOf('auto', 'shared'), { nil: undefined, freq: 1 }),
  takes: fc.oneof({ arbitrary: record({ percent }), weight: 3 }, { arbitrary: record({ amount: amounts }), weight: 3 }, { arbitrary: oneOf<object>({ free_shipping: true }, { gift: GIFT }, { percent: '10', free_shipping: true, gift: GIFT }), weight: 1 }),
  limits: fc.option(oneOf<unknown>([{ uses: 1 }], [{ uses: 3, per: 'sku' }], [{ money: '5' }], [{ money: { us: '3', de: '3', jp: '300', kw: '1' } }, { uses: 2, per: 'member', in: 'week' }]), { nil: undefined, freq: 1 }),
  most: maybe(amounts), minimum: maybe(amounts), when: fc.option(when, { nil: undefined, freq: 1 }),
  month_days: fc.option(oneOf([4], [5]), { nil: undefined, freq: 1 }), base: maybe(oneOf({ exclude_tags: ['book'] }, { only_tags: ['sale', 'vip'] }, { sale_items: 'exclude' }, { only_skus: ['s1', 's2'] })), stacks_with: maybe(oneOf(['a'], ['b'])),
}).map(({ takes, codes, ...rest }) => JSON.parse(JSON.stringify({ id, ...(takes as object), ...rest, ...(rest['kind'] === 'coupon' ? { codes } : {}) })) as DiscountDocument)

const discounts = fc.integer({ min: 2, max: IDS.length }).chain((count) => fc.tuple(...IDS.slice(0, count).map(discount)))

const prices = record<NonNullable<ProgramDocument['prices']>>({
  choose: oneOf('lowest', 'first'), contracted: oneOf('first', 'lowest'), stacking: oneOf('in_order', 'best_of', 'all', 'exclusive'), percent_of: oneOf('running', 'original'), points_share: oneOf('100', '50', '30', '0'),
  markets: oneOf({ jp: { choose: 'first' } }, { kw: { choose: 'lowest', contracted: 'lowest' } }),
})

const margin: fc.Arbitrary<MarginDocument> = record<MarginDocument>({
  floor: oneOf('0', '10', '35', '80'), fee: oneOf({ percent: '2.9', amount: { us: '0.30', de: '0.25', jp: '30', kw: '0.090' } }, { percent: '0' }, { amount: { us: '3', kw: '1' } }), breakage: oneOf('0', '20', '100'), unknown_cost: oneOf('100', '60', '0'),
  drop: oneOf(['coupon', 'promotion', 'member_day', 'tier'], ['tier', 'member_day', 'coupon'], ['coupon']), mode: oneOf('drop', 'drop', 'shadow'),
})

const given = oneOf<string[]>([], ['price'], ['price', 'shipping'], ['better', 'price'], ['shipping'])

/** A program of any shape whose levels give prices and free shipping, with discounts and perhaps a floor. */
export const pricedDocument: fc.Arbitrary<ProgramDocument> = fc.tuple(programDocument(), record({ discounts, prices, margin: fc.option(margin, { nil: undefined, freq: 4 }), price: percent, given: fc.tuple(given, given, given) }))
  .map(([document, { discounts: list, prices: choices, margin: floor, price, given: gives }]) => ({
    ...document, prices: choices, discounts: list, ...(floor === undefined ? {} : { margin: floor }),
    benefits: { price: { kind: 'discount', name: 'off', percent: price }, better: { kind: 'discount', name: 'more off', percent: '15' }, shipping: { kind: 'shipping', name: 'free', shipping: { free_from: { us: '20', de: '15', jp: '3000', kw: '7' } } } },
    tiers: (document.tiers ?? []).map((track) => ({ ...track, levels: track.levels.map((level) => ({ ...level, benefits: gives[LEVELS.indexOf(level.id as (typeof LEVELS)[number])] ?? [] })) })),
  }) as ProgramDocument)

const minor = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 50_000 }), oneOf(5, 15, 25, 333, 1_005, 9_995))
const good: fc.Arbitrary<Good> = record<Good>({
  sku: oneOf('s1', 's2', 's3'), tags: fc.subarray([...TAGS]), isGiftCard: oneOf(false, false, false, true), isSaleItem: fc.boolean(), retailMinor: fc.option(minor, { freq: 8 }), costMinor: fc.option(minor, { freq: 3 }),
  prices: fc.array(record<Good['prices'][number]>({ source: oneOf('contract', 'price_list', 'quantity_break', 'promotion'), list: oneOf('x', 'y'), minQuantity: oneOf(1, 3, 10), unitMinor: minor }), { maxLength: 3 }),
})

/** Carts of one to five lines, most of them with something that lowers their price. */
export const cartCase: fc.Arbitrary<CartCase> = record<CartCase>({
  document: pricedDocument, market: oneOf('us', 'de', 'jp', 'kw'),
  member: record({ tags: fc.subarray(['vip']), points: oneOf(0, 7, 330, 5_000), bought: fc.array(record({ day: fc.integer({ min: 1, max: 120 }), minor: fc.integer({ min: 100, max: 40_000 }) }), { maxLength: 3 }) }),
  lines: fc.array(record({ quantity: fc.integer({ min: 1, max: 12 }), good }), { minLength: 1, maxLength: 5 }), coupons: fc.subarray([...IDS]), points: oneOf(0, 3, 200, 10_000),
  shippingMinor: fc.option(minor), shippingCostMinor: minor, giftMinor: oneOf(0, 99),
})
