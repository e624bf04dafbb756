import { expect, test } from 'vitest'
import type { CartLine } from './cart.ts'
import { taxBaseOf } from './tax-base.ts'

const line = (id: string, netMinor: number, isGiftCard = false) => ({ netMinor, line: { id, quantity: 1, good: { sku: id, tags: [], isGiftCard, isSaleItem: false, retailMinor: netMinor, prices: [], costMinor: null } } satisfies CartLine })

test('tax is worked out on what is left of lines and of shipping, and they add up', () => {
  expect(taxBaseOf([line('a', 1_667), line('b', 833), line('c', 0)], { payMinor: 490 })).toEqual({ lines: { a: 1_667, b: 833, c: 0 }, goodsMinor: 2_500, shippingMinor: 490, totalMinor: 2_990 })
  expect(taxBaseOf([], { payMinor: 0 })).toEqual({ lines: {}, goodsMinor: 0, shippingMinor: 0, totalMinor: 0 })
})

test('a gift card is taxed with what it buys', () => {
  expect(taxBaseOf([line('card', 5_000, true), line('a', 1_000)], { payMinor: 0 })).toEqual({ lines: { card: 0, a: 1_000 }, goodsMinor: 1_000, shippingMinor: 0, totalMinor: 1_000 })
})
