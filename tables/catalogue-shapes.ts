import { Type, type Static } from 'typebox'
import { PlainText } from '#engine/plain-text'

/** Tags of a product, and the highest price or cost: ten thousand million in a currency of two decimals. */
const MOST_TAGS = 100
const MOST_MINOR = 1_000_000_000_000
const MOST_QUANTITY = 1_000_000
const CLOSED = { additionalProperties: false } as const

export const Minor = Type.Integer({ minimum: 0, maximum: MOST_MINOR, description: 'whole minor units of 0 or more, such as 2499 for 24.99 USD' })
const Tags = Type.Array(PlainText, { maxItems: MOST_TAGS, description: `a list of at most ${MOST_TAGS} texts` })
const Flag = Type.Boolean({ description: 'true or false' })
export const MinQuantity = Type.Integer({ minimum: 1, maximum: MOST_QUANTITY, description: `a whole number from 1 to ${MOST_QUANTITY}: from so many pieces on` })
const Increment = Type.Integer({ minimum: 1, maximum: MOST_QUANTITY, description: `a whole number from 1 to ${MOST_QUANTITY}: for multiples of so many pieces alone` })

/** A whole product: what is left out is empty. */
export const PutProduct = Type.Object({
  sku: PlainText, name: Type.Optional(Type.Union([PlainText, Type.Null()], { description: 'what staff call it, in one language; null where it has no name' })), tags: Type.Optional(Tags), isGiftCard: Type.Optional(Flag), isSaleItem: Type.Optional(Flag),
  costMinor: Type.Optional(Type.Union([Minor, Type.Null()], { description: "what a unit costs the store, in minor units of the program's base currency; null where nobody knows" })),
  freightMinor: Type.Optional(Type.Integer({ ...Minor, description: 'what it costs besides to bring a unit in, in the same money; 0 unless told' })), dutyMinor: Type.Optional(Type.Integer({ ...Minor, description: 'the same of customs duty' })),
  minQuantity: Type.Optional(MinQuantity), increment: Type.Optional(Increment), isRetired: Type.Optional(Type.Boolean({ description: 'true where it is sold no more' })),
}, { ...CLOSED, title: 'PutProduct' })
export type PutProduct = Static<typeof PutProduct>

/** A price of a list; null takes it away. */
export const PutPrice = Type.Object({
  list: PlainText, sku: PlainText, minQuantity: Type.Optional(MinQuantity), increment: Type.Optional(Increment),
  unitMinor: Type.Union([Minor, Type.Null()], { description: "the price of a unit, in minor units of the currency of the list's market; null takes the price away" }),
}, { ...CLOSED, title: 'PutPrice' })
export type PutPrice = Static<typeof PutPrice>
