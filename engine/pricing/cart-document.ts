import { Type, type Static } from 'typebox'
import { parseInstant, type Instant } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import type { Program } from '#engine/program/program'
import { isFor, unsoldTo, type Access, type Seer } from './access.ts'
import type { PriceMoment, Told } from './prior-price.ts'
import type { Cart, CartLine, ListedPrice } from './cart.ts'

/** A cart as a person writes it, with the goods that are in it: in a file for `rockpool program quote`, and in conformance cases. */

const object = <T extends Parameters<typeof Type.Object>[0]>(fields: T, description: string) => Type.Object(fields, { additionalProperties: false, description })
const optional = Type.Optional
const Amount = Type.Union([Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,4})?$' }), Type.Number({ minimum: 0 })], { description: 'an amount of money, such as 20.00' })
const Word = Type.String({ minLength: 1, maxLength: 200, description: 'a text' })
const Words = Type.Array(Word, { description: 'a list of texts' })
const Whole = Type.Integer({ minimum: 0, description: 'a whole number' })
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'a whole number of 1 or more' })

const Time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$', description: 'a time with its offset, such as 2026-11-11T10:00+08:00' })
const Flag = Type.Boolean({ description: 'true or false' })

const Price = object({
  tag: optional(Word), level: optional(Word), only: optional(Flag),
  from: Type.Enum(['contract', 'price_list', 'quantity_break', 'promotion'], { description: 'contract, price_list, quantity_break or promotion' }), list: optional(Word), price: Amount, at_least: optional(Count), multiples_of: optional(Count),
}, '{ from: price_list, list: vip, price: 18.00 }')
const Was = object({ at: Time, price: Type.Union([Amount, Type.Null()], { description: 'an amount of money, or null for none' }), from: optional(Type.Enum(['price_list', 'promotion'], { description: 'price_list or promotion' })), list: optional(Word) }, '{ at: 2026-02-01T00:00Z, price: 18.00 }')
const For = object({ members: optional(Flag), tag: optional(Word), level: optional(Word), from: optional(Time), until: optional(Time) }, '{ level: gold, from: 2026-11-01T00:00Z }')

export const CartGood = object({
  quantity: optional(Count), retail: optional(Amount), cost: optional(Amount), freight: optional(Amount), duty: optional(Amount), tags: optional(Words), gift_card: optional(Flag), sale: optional(Flag), prices: optional(Type.Array(Price)),
  at_least: optional(Count), multiples_of: optional(Count), for: optional(Type.Array(For, { description: 'whom it is sold to, and when' })), retired: optional(Flag),
  was: optional(Type.Array(Was, { description: 'what everybody could have it for before' })),
}, '{ retail: 20.00, quantity: 2 }')

/** What a cart has beside its lines. */
const Gift = object({ sku: Word, cost: optional(Amount), freight: optional(Amount), duty: optional(Amount), retail: optional(Amount) }, '{ sku: cup, cost: 1.20 }')

export const cartFields = {
  market: optional(Word), coupons: optional(Words), points: optional(Whole),
  rate: optional(Type.Union([Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,9})?$' }), Type.Number({ exclusiveMinimum: 0 })], { description: 'base currency per unit, such as 1.08' })),
  shipping: optional(Amount), shipping_cost: optional(Amount), gift_cost: optional(Amount), gifts: optional(Type.Array(Gift, { description: 'products that a discount may give' })), override: optional(Flag),
}

type Good = Static<typeof CartGood>
type WrittenGift = Static<typeof Gift>
export type WrittenCart = { market?: string; coupons?: string[]; points?: number; rate?: string | number; shipping?: string | number; shipping_cost?: string | number; gift_cost?: string | number; gifts?: WrittenGift[]; override?: boolean; lines: readonly (Good & { sku: string })[] }

/** What is wrong with a cart: the keys that lead there, what was found, what would be right. */
export type CartMistake = { keys: string[]; found: string; wanted: string }

/** Names that the program does not have, products without a price, and amounts that the market's currency cannot hold. */
export function cartMistakes(written: WrittenCart, program: Program): CartMistake[] {
  const { market, coupons = [], lines } = written
  const known = program.pricing.discounts.filter(({ kind }) => kind === 'coupon').map(({ id }) => id)
  return [
    ...(market === undefined ? [] : unknownName(['market'], market, Object.keys(program.markets))),
    ...coupons.flatMap((coupon, index) => unknownName(['coupons', String(index)], coupon, known)),
    ...lines.flatMap(({ retail, prices = [] }, index) => (retail === undefined && prices.length === 0 ? [{ keys: ['lines', String(index), 'retail'], found: 'nothing', wanted: 'a retail price, or prices' }] : [])),
    ...amountsBeyond(written, program),
  ]
}

export function unknownName(keys: string[], found: string, names: readonly string[]): CartMistake[] {
  return names.includes(found) ? [] : [{ keys, found, wanted: `one of: ${names.join(', ') || '–'}` }]
}

function amountsBeyond({ market, lines, gifts = [], shipping, shipping_cost: shippingCost, gift_cost: giftCost }: WrittenCart, program: Program): CartMistake[] {
  const { currency } = program.markets[market ?? program.defaultMarket] ?? program
  const digits = minorUnits(currency)
  const amounts: [string[], string | number | undefined][] = [
    [['shipping'], shipping], [['shipping_cost'], shippingCost], [['gift_cost'], giftCost],
    ...gifts.flatMap(({ cost, retail }, index): [string[], string | number | undefined][] => [[['gifts', String(index), 'cost'], cost], [['gifts', String(index), 'retail'], retail]]),
    ...lines.flatMap(({ retail, cost, freight, duty, prices = [] }, index): [string[], string | number | undefined][] => {
      const place = ['lines', String(index)]
      return [[[...place, 'retail'], retail], [[...place, 'cost'], cost], [[...place, 'freight'], freight], [[...place, 'duty'], duty], ...prices.map(({ price }, n): [string[], string | number] => [[...place, 'prices', String(n), 'price'], price])]
    }),
  ]
  return amounts.flatMap(([keys, found]) => (found === undefined || (String(found).split('.')[1] ?? '').length <= digits ? [] : [{ keys, found: String(found), wanted: `an amount of ${currency}, which has ${digits} decimals` }]))
}

/** Who looks at a written cart, and when. */
export type Shopping = { seer: Seer; at: Instant }

/** The cart that was written, as this shopper sees it, for a program that it has no mistakes for. @throws RangeError for an amount that is none */
export function compileCart({ market = '', lines, coupons = [], points = 0, rate, shipping, shipping_cost: shippingCost, gift_cost: giftCost, gifts = [] }: WrittenCart, program: Program, shopping: Shopping): Cart {
  const { id, currency } = program.markets[market] ?? (program.markets[program.defaultMarket] as Program['markets'][string])
  const minor = (amount: string | number | undefined) => (amount === undefined ? null : parseMoney(String(amount), currency))
  const only = [...new Set(lines.flatMap(({ prices = [] }) => prices.filter((price) => price.only === true && isSeen(price, shopping)).map(({ list = '' }) => list)))]
  return {
    id: 'cart', market: id, rate: rate === undefined ? null : { rate: String(rate), source: 'written', asOf: 'now' }, coupons: coupons.map((discount) => ({ code: discount, discount })), left: {}, points, granted: {}, only,
    gifts: Object.fromEntries(gifts.map((gift) => [gift.sku, goodOf(gift, { minor, shopping, only })])),
    lines: lines.map((line, index): CartLine => ({ id: String(index + 1), quantity: line.quantity ?? 1, good: goodOf(line, { minor, shopping, only }) })),
    shippingMinor: minor(shipping), shippingCostMinor: minor(shippingCost) ?? 0, giftMinor: minor(giftCost) ?? 0,
  }
}

type Reading = { minor: (amount: string | number | undefined) => number | null; shopping: Shopping; only: readonly string[] }

function goodOf({ sku, retail, cost, freight, duty, tags = [], gift_card: isGiftCard = false, sale: isSaleItem = false, prices = [], at_least: minQuantity = 1, multiples_of: increment = 1, for: access = [], retired = false }: WrittenCart['lines'][number], { minor, shopping, only }: Reading): CartLine['good'] {
  const unsold = retired ? { why: 'retired' as const, from: null } : unsoldTo(shopping.seer, access.map(accessOf), shopping.at)
  const seen = unsold === null ? prices.filter((price) => isSeen(price, shopping) && (only.length === 0 || price.only === true)) : []
  return {
    sku, tags, isGiftCard, isSaleItem, retailMinor: unsold === null && only.length === 0 ? minor(retail) : null, costMinor: minor(cost), freightMinor: minor(freight) ?? 0, dutyMinor: minor(duty) ?? 0, minQuantity, increment, unsold,
    prices: seen.map(({ from, list = '', price, at_least = 1, multiples_of = 1 }): ListedPrice => ({ source: from, list, minQuantity: at_least, increment: multiples_of, unitMinor: minor(price) as number })),
  }
}

function isSeen({ tag, level }: Static<typeof Price>, { seer }: Shopping): boolean {
  return isFor({ tag: tag ?? null, level: level ?? null, memberId: null }, seer)
}

function accessOf({ members: isMembers = false, tag, level, from, until }: Static<typeof For>): Access {
  return { isMembers, tag: tag ?? null, level: level ?? null, memberId: null, from: from === undefined ? null : parseInstant(from), until: until === undefined ? null : parseInstant(until) }
}

const NOBODY: Seer = { isMember: false, tags: [], levels: [], memberIds: [] }

/** What everybody could have the goods of a written cart for, by SKU: before, as it was written, and since now. */
export function toldBefore(written: WrittenCart, program: Program, at: Instant): Map<string, Pick<Told, 'good' | 'moments'>> {
  const { lines } = compileCart(written, program, { seer: NOBODY, at })
  const { currency } = program.markets[written.market ?? program.defaultMarket] as Program['markets'][string]
  return new Map(lines.map(({ good }, index) => {
    const moment = (more: Omit<PriceMoment, 'increment' | 'minQuantity' | 'until'>): PriceMoment => ({ minQuantity: 1, increment: 1, until: null, ...more })
    const was = (written.lines[index]?.was ?? []).map(({ at: since, price, from, list }) => moment({ source: from ?? 'retail', list: list ?? from ?? 'retail', at: parseInstant(since), unitMinor: price === null ? null : parseMoney(String(price), currency) }))
    const now = [...(good.retailMinor === null ? [] : [moment({ source: 'retail', list: 'retail', at, unitMinor: good.retailMinor })]), ...good.prices.filter(({ source }) => source !== 'contract').map(({ increment = 1, list, ...price }): PriceMoment => ({ increment, ...price, list: list === '' ? price.source : list, at, until: null }))]
    return [good.sku, { good, moments: [...was, ...now] }]
  }))
}
