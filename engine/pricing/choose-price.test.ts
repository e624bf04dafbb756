import { describe, expect, test } from 'vitest'
import type { Good, ListedPrice } from './cart.ts'
import { choosePrice, leastQuantity, partOf, whyUnpriced } from './choose-price.ts'

const LOWEST = { choose: 'lowest', contracted: 'first' } as const
/** A price as "source list", and from how many pieces. */
function price(where: `${ListedPrice['source']} ${string}`, unitMinor: number, minQuantity = 1): ListedPrice {
  const [source, list] = where.split(' ') as [ListedPrice['source'], string]
  return { source, list, minQuantity, unitMinor }
}

const good = (prices: readonly ListedPrice[], retailMinor: number | null = null): Good => ({ sku: 'hat', tags: [], isGiftCard: false, isSaleItem: false, costMinor: null, retailMinor, prices })

/** The candidates of so many pieces, as "source list price: why". */
function candidates(prices: readonly ListedPrice[], quantity = 1, choice: Parameters<typeof choosePrice>[1]['choice'] = LOWEST): string[] | undefined {
  return choosePrice({ id: '1', quantity, good: good(prices) }, { choice, tierPart: null })?.candidates.map(({ source, list, unitMinor, why }) => `${source} ${list} ${unitMinor}: ${why}`)
}

describe('candidates', () => {
  const steps = [price('price_list b', 70, 100), price('price_list b', 100), price('price_list b', 90, 10), price('price_list b', 80, 50)]

  test('are of each list the step that is reached and the next one, in whatever order the steps come', () => {
    for (const some of [steps, steps.toReversed()]) {
      expect(candidates(some, 9)).toEqual(['price_list b 100: chosen', 'price_list b 90: too_few'])
      expect(candidates(some, 10)).toEqual(['price_list b 90: chosen', 'price_list b 80: too_few'])
      expect(candidates(some, 100)).toEqual(['price_list b 70: chosen'])
    }
    expect(choosePrice({ id: '1', quantity: 4, good: good([price('contract a', 5, 5)]) }, { choice: LOWEST, tierPart: null })).toBeNull()
  })

  test('of lists of one source stand by name, of one name by source; of equal prices the first is taken', () => {
    const equal = [price('price_list b', 50), price('promotion a', 50), price('price_list a', 50), price('price_list c', 50, 2)]
    for (const some of [equal, equal.toReversed()]) {
      expect(candidates(some)).toEqual(['price_list a 50: chosen', 'price_list b 50: higher', 'price_list c 50: too_few', 'promotion a 50: higher'])
    }
    expect(candidates([price('promotion a', 40), price('price_list z', 50)], 1, { choose: 'first', contracted: 'first' })).toEqual(['price_list z 50: chosen', 'promotion a 40: behind'])
  })

  test('are chosen by a rule of their own where a contract is reached, and only then', () => {
    const prices = [price('contract acme', 60, 5), price('promotion sale', 50)]
    expect(candidates(prices, 5)).toEqual(['contract acme 60: chosen', 'promotion sale 50: behind'])
    expect(candidates(prices, 4)).toEqual(['contract acme 60: too_few', 'promotion sale 50: chosen'])
  })
})

test('a part of an amount is rounded half-even, once', () => {
  expect([125, 135, 145, 134].map((minor) => partOf(minor, [1, 10]))).toEqual([12, 14, 14, 13])
  const line = { id: '1', quantity: 3, good: good([], 125) }
  expect(choosePrice(line, { choice: LOWEST, tierPart: [1, 10] })).toMatchObject({ unitMinor: 113, source: 'tier' })
  expect(choosePrice(line, { choice: LOWEST, tierPart: null })?.candidates).toHaveLength(1)
})

describe('how many are sold at once', () => {
  const packs = { ...price('price_list trade', 70, 12), increment: 12 }
  const line = (quantity: number, more: Partial<Good>): { id: string; quantity: number; good: Good } => ({ id: '1', quantity, good: { ...good([packs], 100), ...more } })

  test('is a rule of the product for every price, and of a price for itself', () => {
    const chosen = (quantity: number, more: Partial<Good> = {}) => choosePrice(line(quantity, more), { choice: LOWEST, tierPart: null })?.source ?? null
    expect([11, 12, 13, 24].map((quantity) => chosen(quantity))).toEqual(['retail', 'price_list', 'retail', 'price_list'])
    expect([11, 12, 18, 24].map((quantity) => chosen(quantity, { minQuantity: 12, increment: 6 }))).toEqual([null, 'price_list', 'retail', 'price_list'])
  })

  test('says of a line that is not sold which quantity would be', () => {
    const why = (quantity: number, more: Partial<Good>) => { const { why: word, minQuantity, increment } = whyUnpriced(line(quantity, more)); return [word, minQuantity, increment] }
    expect(why(5, { minQuantity: 6, increment: 4 })).toEqual(['too_few', 6, 4])
    expect(why(7, { minQuantity: 6, increment: 4 })).toEqual(['off_increment', 6, 4])
    expect(why(7, { retailMinor: null })).toEqual(['too_few', 12, 12])
    expect(why(25, { retailMinor: null, prices: [packs, price('contract acme', 5, 50)] })).toEqual(['off_increment', 12, 12])
    expect(why(7, { retailMinor: null, prices: [] })).toEqual(['no_price', 1, 1])
  })

  test('is at least what the product and one of its prices ask for together', () => {
    const least = (more: Partial<Good>) => leastQuantity({ ...good([packs]), ...more })
    expect([least({}), least({ retailMinor: 1 }), least({ retailMinor: 1, minQuantity: 5, increment: 4 }), least({ minQuantity: 13 }), least({ increment: 8 }), least({ prices: [] })]).toEqual([12, 1, 8, 24, 24, null])
  })
})
