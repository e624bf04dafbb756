import { Type, type Static, type TSchema } from 'typebox'
import type { Instant } from '#engine/calendar'
import { moneyText, parseMoney } from '#engine/money'
import { cartFields, CartGood, compileCart, toldBefore, type WrittenCart } from '#engine/pricing/cart-document'
import { explainQuote } from '#engine/pricing/explain-quote'
import { priorPrice, type PriorPrice } from '#engine/pricing/prior-price'
import type { Quote } from '#engine/pricing/quote'
import type { Program, Timeline } from '#engine/program/program'
import type { StaffLocale } from '#engine/text'
import type { Difference } from './compare.ts'

const object = <T extends Record<string, TSchema>>(fields: T, description: string) => Type.Object(fields, { additionalProperties: false, description })
const Amount = Type.Union([Type.String({ pattern: '^-?\\d{1,13}(\\.\\d{1,4})?$' }), Type.Number()], { description: 'an amount of money, such as 24.99' })
const Word = Type.String({ minLength: 1, maxLength: 200 })
const Words = Type.Array(Word, { description: 'a list of texts' })
const optional = Type.Optional

/** What a case says of a cart: what is in it, and what it costs, earns and keeps. Goods go by their SKU. */
export const QuoteCase = object({
  goods: Type.Record(Type.String(), Type.Union([Amount, CartGood], { description: 'a retail price, or { retail: 20.00, quantity: 2 }' }), { minProperties: 1, description: 'goods by SKU: { mug: 20.00 }' }),
  ...cartFields,
  lines: optional(Type.Record(Type.String(), object({
    price: optional(Amount), by: optional(Word), not: optional(Type.Record(Type.String(), Word)), net: optional(Amount), tax_on: optional(Amount), keeps: optional(Amount), floor: optional(Amount), prior: optional(Type.Union([Amount, Type.Enum(['none', 'unknown'])], { description: 'the lowest price before a reduction; none where nothing is reduced' })),
  }, '{ price: 17.60, by: tier, not: { retail: higher }, net: 15.60, keeps: 0.73 }'))),
  net: optional(Amount), tax_on: optional(Amount), ships_for: optional(Amount), free_shipping_in: optional(Type.Union([Amount, Type.Literal('never')], { description: 'an amount of money, or never' })), points_pay: optional(Amount), pays: optional(Amount), earns: optional(Type.Integer()),
  left_out: optional(Type.Record(Type.String(), Word, { description: 'discounts that take nothing, or less, and why: { two_off: floor }' })),
  dropped: optional(Words), unpriced: optional(Type.Record(Type.String(), Word, { description: 'goods that are not sold, or not so many, and why: { mug: too_few }' })),
  gives_back: optional(Type.Record(Type.String(), Word, { description: 'what the member gets back of goods that they bought and that cost less now, or floor: { mug: 400 points }' })), gives: optional(Words),
  says: optional(object({ en: optional(Words), 'zh-CN': optional(Words) }, 'what the explanation says: { en: [17.60 each] }')),
}, 'a cart, and what it costs: { goods: { mug: 20.00 }, pays: 17.60 }')

export type QuoteCase = Static<typeof QuoteCase>

/** A quote as a case looks at it; amounts are decimals. */
export type QuoteView = {
  currency: string
  lines: Readonly<Record<string, { price: string; by: string; not: Readonly<Record<string, string>>; net: string; tax_on: string; keeps: string; floor: string; prior: string }>>
  net: string
  tax_on: string
  ships_for: string
  free_shipping_in: string
  points_pay: string
  pays: string
  earns: number
  left_out: Readonly<Record<string, string>>
  dropped: readonly string[]
  unpriced: Readonly<Record<string, string>>
  /** R39: what comes back of goods that were bought and cost less now. */
  gives_back: Readonly<Record<string, string>>
  /** Products that are given on top. */
  gives: readonly string[]
  says: Readonly<Record<StaffLocale, readonly string[]>>
}

/** The cart that a case writes. */
export function cartOf({ goods, market, coupons, points, rate, shipping, shipping_cost, gift_cost, gifts, override }: QuoteCase): WrittenCart {
  const lines = Object.entries(goods).map(([sku, good]) => ({ sku, ...(typeof good === 'object' ? good : { retail: good }) }))
  const beside = Object.fromEntries(Object.entries({ market, coupons, points, rate, shipping, shipping_cost, gift_cost, gifts, override }).filter(([, value]) => value !== undefined))
  return { ...beside, lines }
}

/** What a reduction is told with, by SKU. */
export function priorsOf(timeline: Timeline, { cart, at, program }: { cart: WrittenCart; at: Instant; program: Program }): Map<string, PriorPrice> {
  const { market, rate } = compileCart(cart, program, { seer: { isMember: false, tags: [], levels: [], memberIds: [] }, at })
  const priors = [...toldBefore(cart, program, at)].map(([sku, told]) => [sku, priorPrice({ timeline, market, rate, ...told }, at)] as const)
  return new Map(priors.flatMap(([sku, prior]) => (prior === null ? [] : [[sku, prior] as const])))
}

/** A quote as a case looks at it. */
export function quoteView(quoted: Quote, { program, priors, gives_back }: { program: Program; priors: ReadonlyMap<string, PriorPrice>; gives_back: QuoteView['gives_back'] }): QuoteView {
  const money = (minor: number) => moneyText(minor, quoted.currency)
  const kept = new Map(quoted.margins?.lines.map((line) => [line.line, line]))
  const text = (locale: StaffLocale) => Object.values(explainQuote(quoted, { program, locale, priors })).flat(2)
  return {
    currency: quoted.currency,
    lines: Object.fromEntries(quoted.lines.map(({ line, price, netMinor }) => [line.good.sku, {
      price: money(price.unitMinor), by: price.source, net: money(netMinor), tax_on: money(quoted.taxBase.lines[line.id] as number), keeps: money(kept.get(line.id)?.marginMinor ?? 0), floor: money(kept.get(line.id)?.floorMinor ?? 0), prior: priorText(priors.get(line.good.sku), quoted.currency),
      not: Object.fromEntries(price.candidates.filter(({ why }) => why !== 'chosen').map(({ source, list, why }) => [list === '' ? source : list, why])),
    }])),
    net: money(quoted.goodsMinor), tax_on: money(quoted.taxBase.totalMinor), ships_for: money(quoted.shipping.payMinor), free_shipping_in: quoted.shipping.missingMinor === null ? 'never' : money(quoted.shipping.missingMinor),
    points_pay: money(quoted.points.worthMinor), pays: money(quoted.payMinor), earns: quoted.earns.points,
    left_out: Object.fromEntries(quoted.untaken.map(({ discount, why }) => [discount, why])), dropped: quoted.dropped.map(({ benefit }) => benefit), unpriced: Object.fromEntries(quoted.unpriced.map(({ sku, why }) => [sku, why])), gives: quoted.perks.flatMap(({ gift }) => gift ?? []), gives_back,
    says: { en: text('en'), 'zh-CN': text('zh-CN') },
  }
}

/** The lowest price before a reduction; `none` where nothing is reduced, `unknown` where it was not sold before. */
export function priorText(prior: Pick<PriorPrice, 'lowestMinor'> | undefined, currency: string): string {
  return prior === undefined ? 'none' : prior.lowestMinor === null ? 'unknown' : moneyText(prior.lowestMinor, currency)
}

const AMOUNTS: ReadonlySet<string> = new Set(['price', 'prior', 'net', 'tax_on', 'keeps', 'floor', 'ships_for', 'free_shipping_in', 'points_pay', 'pays'])

/** A credit as a case writes it: what it gives, or `floor`. */
export function creditText({ why, gives }: { why: string; gives: { unit: string; points: number } | null }): string {
  return gives === null ? why : `${gives.points} ${gives.unit}`
}

/** Where a quote differs from what a case says; what is not written is not compared. */
export function quoteDifferences(path: string, written: QuoteCase, view: QuoteView): Difference[] {
  const { goods: _, market: __, coupons: ___, points: ____, rate: _____, shipping: ______, shipping_cost: _______, gift_cost: ________, gifts: _________, override: __________, lines = {}, says = {}, ...whole } = written
  return [
    ...Object.entries(whole).flatMap(([name, wanted]) => differs(`${path}.${name}`, { name, wanted, found: view[name as keyof typeof whole], currency: view.currency })),
    ...Object.entries(lines).flatMap(([sku, line]) => Object.entries(line).flatMap(([name, wanted]) =>
      differs(`${path}.lines.${sku}.${name}`, { name, wanted, found: view.lines[sku]?.[name as keyof typeof line], currency: view.currency }))),
    ...(['en', 'zh-CN'] as const).flatMap((locale) => (says[locale] ?? []).filter((text) => !view.says[locale].some((line) => line.includes(text)))
      .map((text) => ({ path: `${path}.says.${locale}`, expected: `… ${text} …`, found: view.says[locale].join('\n') }))),
  ]
}

function differs(path: string, { name, wanted, found, currency }: { name: string; wanted: unknown; found: unknown; currency: string }): Difference[] {
  const isAmount = AMOUNTS.has(name) && (typeof wanted === 'number' || typeof wanted === 'string') && /^\d/.test(String(wanted))
  const right = isAmount ? moneyText(parseMoney(String(wanted), currency), currency) : wanted
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return text(right) === text(found) ? [] : [{ path, expected: text(right), found: text(found) }]
}
