import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseInstant, type Instant } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import type { Cart, CartLine, ListedPrice } from '#engine/pricing/cart'
import type { Program } from '#engine/program/program'
import { openNotes } from '#engine/program/problem'
import { readSource } from '#engine/program/source'
import { pathText, shapeProblems } from '#engine/shape'
import { translate } from '#engine/text'
import { readProgramText } from './program-file.ts'
import { Failure } from './exits.ts'
import type { Text } from './text.ts'

const object = <T extends Parameters<typeof Type.Object>[0]>(fields: T, description: string) => Type.Object(fields, { additionalProperties: false, description })
const Amount = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,4})?$', description: 'an amount in quotes, such as "20.00"' })
const Word = Type.String({ minLength: 1, description: 'a text' })
const Words = Type.Array(Word, { description: 'a list of texts' })
const Whole = Type.Integer({ minimum: 0, description: 'a whole number' })
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'a whole number of 1 or more' })
const optional = Type.Optional

const Price = object({
  from: Type.Enum(['contract', 'price_list', 'quantity_break', 'promotion']), list: optional(Word), price: Amount, at_least: optional(Count),
}, '{ from: price_list, list: vip, price: "18.00" }')

const Line = object({
  sku: Word, quantity: optional(Count), retail: optional(Amount), cost: optional(Amount), tags: optional(Words), gift_card: optional(Type.Boolean()), sale: optional(Type.Boolean()), prices: optional(Type.Array(Price)),
}, '{ sku: mug, quantity: 2, retail: "20.00" }')

const CartFile = object({
  market: optional(Word),
  at: optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$', description: 'a time with its offset, such as 2026-11-11T10:00+08:00' })),
  member: optional(object({ level: optional(Word), tags: optional(Words), points: optional(Whole) }, '{ level: gold, tags: [vip], points: 700 }; nobody where it is left out')),
  lines: Type.Array(Line, { minItems: 1, maxItems: 1_000, description: 'a list of at least one line' }),
  coupons: optional(Words), points: optional(Whole), rate: optional(Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,9})?$', description: 'base currency per unit, such as "1.08"' })),
  shipping: optional(Amount), shipping_cost: optional(Amount), gift_cost: optional(Amount),
}, 'a cart: { market: us, lines: [{ sku: mug, retail: "20.00" }] }')

const validator = Compile(CartFile)
type Written = Static<typeof CartFile>

/** A cart as it was written, who has it, and when; null: now. */
export type WrittenCart = { cart: Cart; at: Instant | null; member: NonNullable<Written['member']> | null }

/** Reads a cart for a program. @throws Failure with every mistake, its line, and what would be right */
export async function readCart(file: string, { program, text }: { program: Program; text: Text }): Promise<WrittenCart> {
  const notes = openNotes()
  const source = readSource(await readProgramText(file, text), notes)
  const [syntax] = notes.findings
  const lineOf = (keys: readonly string[], spot: number | null = null) => source.locate({ path: keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), isKey: false, offset: null, spot })?.line ?? 1
  if (syntax !== undefined) throw new Failure(`${file}:${lineOf([], syntax.spot)}  ${translate(text.locale, `program.${syntax.code}`, { ...syntax.values, found: syntax.found })}`)
  const mistakes = shapeProblems(validator, source.value).map(({ keys, found, wanted }) => ({ keys, found, wanted }))
  if (mistakes.length === 0) mistakes.push(...mistakesIn(source.value as Written, program))
  if (mistakes.length > 0) throw new Failure(mistakes.map(({ keys, found, wanted }) => text.say('cli.quote.mistake', { file, line: lineOf(keys), path: pathText(keys), found, wanted })).join('\n'))
  return compileCart(source.value as Written, program)
}

/** Names that the program does not have, products without a price, and amounts that the market's currency cannot hold. */
function mistakesIn(written: Written, program: Program): { keys: string[]; found: string; wanted: string }[] {
  const { market, member, coupons = [], lines } = written
  const levels = program.tracks.flatMap((track) => track.levels.map(({ id }) => id))
  const known = program.pricing.discounts.filter(({ kind }) => kind === 'coupon').map(({ id }) => id)
  const one = (keys: string[], found: string, names: readonly string[]) => (names.includes(found) ? [] : [{ keys, found, wanted: `one of: ${names.join(', ') || '–'}` }])
  return [
    ...(market === undefined ? [] : one(['market'], market, Object.keys(program.markets))),
    ...(member?.level === undefined ? [] : one(['member', 'level'], member.level, levels)),
    ...coupons.flatMap((coupon, index) => one(['coupons', String(index)], coupon, known)),
    ...lines.flatMap(({ retail, prices = [] }, index) => (retail === undefined && prices.length === 0 ? [{ keys: ['lines', String(index), 'retail'], found: 'nothing', wanted: 'a retail price, or prices' }] : [])),
    ...amountsBeyond(written, program),
  ]
}

function amountsBeyond({ market, lines, shipping, shipping_cost: shippingCost, gift_cost: giftCost }: Written, program: Program): { keys: string[]; found: string; wanted: string }[] {
  const { currency } = program.markets[market ?? program.defaultMarket] ?? program
  const digits = minorUnits(currency)
  const amounts: [string[], string | undefined][] = [
    [['shipping'], shipping], [['shipping_cost'], shippingCost], [['gift_cost'], giftCost],
    ...lines.flatMap(({ retail, cost, prices = [] }, index): [string[], string | undefined][] => {
      const place = ['lines', String(index)]
      return [[[...place, 'retail'], retail], [[...place, 'cost'], cost], ...prices.map(({ price }, n): [string[], string] => [[...place, 'prices', String(n), 'price'], price])]
    }),
  ]
  return amounts.flatMap(([keys, found]) => (found === undefined || (found.split('.')[1] ?? '').length <= digits ? [] : [{ keys, found, wanted: `an amount of ${currency}, which has ${digits} decimals` }]))
}

function compileCart({ market = '', at, member, lines, coupons = [], points = 0, rate, shipping, shipping_cost: shippingCost, gift_cost: giftCost }: Written, program: Program): WrittenCart {
  const { id, currency } = program.markets[market] ?? (program.markets[program.defaultMarket] as Program['markets'][string])
  const minor = (amount: string | undefined) => (amount === undefined ? null : parseMoney(amount, currency))
  return {
    at: at === undefined ? null : parseInstant(at), member: member ?? null,
    cart: {
      id: 'cart', market: id, rate: rate === undefined ? null : { rate, source: 'file', asOf: 'now' }, coupons, budgetsMinor: {}, points, granted: {},
      lines: lines.map((line, index): CartLine => ({ id: String(index + 1), quantity: line.quantity ?? 1, good: goodOf(line, minor) })),
      shippingMinor: minor(shipping), shippingCostMinor: minor(shippingCost) ?? 0, giftMinor: minor(giftCost) ?? 0,
    },
  }
}

function goodOf({ sku, retail, cost, tags = [], gift_card: isGiftCard = false, sale: isSaleItem = false, prices = [] }: Static<typeof Line>, minor: (amount: string | undefined) => number | null): CartLine['good'] {
  return {
    sku, tags, isGiftCard, isSaleItem, retailMinor: minor(retail), costMinor: minor(cost),
    prices: prices.map(({ from, list = '', price, at_least: minQuantity = 1 }): ListedPrice => ({ source: from, list, minQuantity, unitMinor: minor(price) as number })),
  }
}
