import { describe, expect, test } from 'vitest'
import { orderAgainUrl } from './order-again.ts'

const ORDER = { order: 'A/1 001', lines: [{ sku: 'CUP, blue&x=1', quantity: 2 }, { sku: '马克杯', quantity: 1 }] }

describe('the address of “order again”', () => {
  test('has the order and its lines, each part encoded, wherever it names them', () => {
    expect(orderAgainUrl('https://shop.example/cart?add={lines}&from={order}#top', ORDER)).toBe('https://shop.example/cart?add=CUP%2C%20blue%26x%3D1:2,%E9%A9%AC%E5%85%8B%E6%9D%AF:1&from=A%2F1%20001#top')
    expect(orderAgainUrl('https://shop.example/again/{order}', { ...ORDER, order: '../../admin?x=$&' })).toBe('https://shop.example/again/..%2F..%2Fadmin%3Fx%3D%24%26')
  })

  test('is none where the store has set none, nothing was ordered, or it would lead elsewhere than to https', () => {
    expect([orderAgainUrl(null, ORDER), orderAgainUrl('https://shop.example/{lines}', { order: '1', lines: [] }), orderAgainUrl('javascript:alert(1)//{lines}', ORDER)]).toEqual([null, null, null])
  })
})
