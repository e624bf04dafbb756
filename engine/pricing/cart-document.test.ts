import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { cartMistakes, compileCart, type WrittenCart } from './cart-document.ts'

const FASHION = checkProgram(readFileSync('programs/fashion.yaml', 'utf8')).program as Program

const GUEST = { seer: { isMember: false, tags: [], levels: [], memberIds: [] }, at: 0 }

describe('a written cart', () => {
  test('is in minor units of its market, the first one where it names none; an amount may be a text or a number', () => {
    const lines: WrittenCart['lines'] = [{ sku: 'obi', quantity: 2, retail: '12000', cost: 5_000, prices: [{ from: 'quantity_break', price: 9_900, at_least: 3 }] }]
    expect(compileCart({ market: 'jp', rate: 0.0067, lines, shipping: '900', points: 7 }, FASHION, GUEST)).toMatchObject({
      market: 'jp', rate: { rate: '0.0067' }, points: 7, shippingMinor: 900, shippingCostMinor: 0,
      lines: [{ id: '1', quantity: 2, good: { sku: 'obi', retailMinor: 12_000, costMinor: 5_000, prices: [{ source: 'quantity_break', list: '', minQuantity: 3, unitMinor: 9_900 }] } }],
    })
    expect(compileCart({ lines: [{ sku: 'hat', retail: 20.1 }] }, FASHION, GUEST)).toMatchObject({ market: 'us', rate: null, shippingMinor: null, lines: [{ good: { retailMinor: 2_010, costMinor: null } }] })
  })

  test('with names that the program has not, products without a price and amounts that its money cannot hold has mistakes', () => {
    const right: WrittenCart = { market: 'jp', coupons: ['welcome'], lines: [{ sku: 'a', retail: 5 }, { sku: 'b', prices: [{ from: 'contract', price: 1 }] }] }
    expect(cartMistakes(right, FASHION)).toEqual([])
    const wrong: WrittenCart = { market: 'jp', coupons: ['none'], shipping: 1.5, lines: [{ sku: 'a' }, { sku: 'b', retail: 1, cost: '0.1', prices: [{ from: 'contract', price: '2.5' }] }] }
    expect(cartMistakes(wrong, FASHION).map(({ keys, found }) => `${keys.join('.')} ${found}`)).toEqual(['coupons.0 none', 'lines.0.retail nothing', 'shipping 1.5', 'lines.1.cost 0.1', 'lines.1.prices.0.price 2.5'])
    expect(cartMistakes({ ...right, market: 'uk' }, FASHION)[0]).toMatchObject({ keys: ['market'], wanted: 'one of: us, de, gb, jp' })
  })
})
