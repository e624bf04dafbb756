import { describe, expect, test } from 'vitest'
import type { Order } from '#engine/member/event'
import { emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { pastCart } from './past-cart.ts'

function programOf(): Program {
  const { program, problems } = checkProgram({
    program: 'p', name: 'P', currency: 'USD', zone: 'UTC',
    markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, jp: { currency: 'JPY', earn: '1', redeem: { points: 1, worth: '1' }, reference_rate: '0.01' } },
    earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }],
  })
  if (!program) throw new Error(JSON.stringify(problems))
  return program
}

const line = { id: '1', sku: 'A', quantity: 1, amountMinor: 1000 }
const cartOf = (order: Partial<Order>, goods = new Map()) => pastCart({ id: 'O', currency: 'USD', lines: [line], ...order }, { program: programOf(), head: emptyMember('ada').head, goods, granted: {} })
const piecesOf = (order: Partial<Order>) => cartOf(order)?.cart.lines.map(({ quantity, good }) => [quantity, good.retailMinor])

describe('a past order as a cart', () => {
  test('is in the market that it earned in, or in one with its currency, or in none', () => {
    expect(cartOf({})?.cart.market).toBe('us')
    expect(cartOf({ currency: 'JPY', rate: { rate: '0.01', source: 'test', asOf: 'now' } })).toMatchObject({ rate: [1, 1], cart: { market: 'jp' } })
    expect(cartOf({ currency: 'EUR' })).toBeNull()
  })

  test('has pieces at whole minor units that add up to what the line came to', () => {
    expect(piecesOf({ lines: [{ ...line, quantity: 4 }] })).toEqual([[4, 250]])
    expect(piecesOf({ lines: [{ ...line, quantity: 3 }] })).toEqual([[2, 333], [1, 334]])
    expect(piecesOf({ lines: [{ ...line, quantity: 3, amountMinor: 2 }] })).toEqual([[1, 0], [2, 1]])
  })

  test('is at the prices of that day, without the discounts and the tax of that day', () => {
    const order = { lines: [{ ...line, discountMinor: 100, taxMinor: 150 }], discountMinor: 50 }
    expect(cartOf(order)).toMatchObject({ toldMinor: 150, cart: { lines: [{ good: { retailMinor: 1000 } }] } })
    expect(piecesOf({ ...order, taxIncluded: true })).toEqual([[1, 850]])
  })

  test('has no line that takes money off an order or has no pieces', () => {
    expect(piecesOf({ lines: [{ ...line, amountMinor: -500 }, { ...line, quantity: 0 }, { ...line, quantity: -2 }, line] })).toEqual([[1, 1000]])
  })

  test('has shipping at what was paid for it, and as much as its cost', () => {
    expect(cartOf({ shippingMinor: 490 })?.cart).toMatchObject({ shippingMinor: 490, shippingCostMinor: 490, giftMinor: 0 })
  })

  test('knows of a product what is told beside the history, its cost in the currency of the order', () => {
    const goods = new Map([['A', { tags: ['new'], isGiftCard: false, isSaleItem: true, costMinor: 300, freightMinor: 41, dutyMinor: 20 }]])
    expect(cartOf({ currency: 'JPY', rate: { rate: '0.02', source: 'test', asOf: 'now' } }, goods)?.cart.lines[0]?.good).toMatchObject({ tags: ['new'], isSaleItem: true, costMinor: 150, freightMinor: 20, dutyMinor: 10 })
    expect(cartOf({ lines: [{ ...line, tags: ['old'], isGiftCard: true }] })?.cart.lines[0]?.good).toMatchObject({ tags: ['old'], isGiftCard: true, costMinor: null })
  })
})
