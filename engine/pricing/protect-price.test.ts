import { describe, expect, test } from 'vitest'
import { emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { pointsFor, protectPrice } from './protect-price.ts'

const program = (margin: object | undefined): Program => checkProgram({
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.50' } } }, earn: [{ id: 'purchase', on: 'order.paid', points: 1, minimum: '1000' }],
  discounts: [{ id: 'fair', kind: 'promotion', percent: '10' }, { id: 'two_off', kind: 'coupon', amount: { us: '2' } }], ...(margin === undefined ? {} : { margin }),
}).program as Program

/** What was paid for two mugs that are at 20.00 each now, 10 % off for everybody. */
function protect(paidMinor: number, { margin, retailMinor = 2_000, quantity = 2 }: { margin?: object; retailMinor?: number | null; quantity?: number } = {}): ReturnType<typeof protectPrice> {
  const good = { sku: 'mug', tags: [], isGiftCard: false, isSaleItem: false, retailMinor, costMinor: 1_700, prices: [] }
  const cart = { id: 'c', market: 'us', rate: null, lines: [{ id: '1', quantity, good }], coupons: [{ code: 'two_off', discount: 'two_off' }], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
  return protectPrice(timelineOf(program(margin)), emptyMember('ada'), { cart, at: 0, paidMinor })
}

describe('a price that fell after a purchase (R39)', () => {
  test('gives back what would be less now, without coupons', () => {
    expect(protect(4_500)).toEqual({ nowMinor: 3_600, creditMinor: 900, why: 'fell' })
    expect([protect(3_600), protect(3_000)]).toMatchObject([{ creditMinor: 0, why: 'not_lower' }, { creditMinor: 0, why: 'not_lower' }])
    expect(protect(4_500, { retailMinor: null })).toEqual({ nowMinor: null, creditMinor: 0, why: 'not_sold' })
  })

  test('gives nothing where that would leave less than the floor, in the shadow too', () => {
    expect(protect(4_500, { margin: { floor: '5' } })).toMatchObject({ creditMinor: 900 })
    expect(protect(4_500, { margin: { floor: '6', drop: ['coupon'] } })).toEqual({ nowMinor: 3_600, creditMinor: 0, why: 'floor' })
    expect(protect(4_500, { margin: { floor: '6', mode: 'shadow' } })).toMatchObject({ creditMinor: 0, why: 'floor' })
    // The promotion that the floor takes away is no price that anybody has.
    expect(protect(4_500, { margin: { floor: '6' } })).toMatchObject({ nowMinor: 4_000, creditMinor: 500 })
  })

  test('in points is what they are worth, and no point more', () => {
    const { markets } = program(undefined)
    expect([pointsFor(900, markets['us']!), pointsFor(1, markets['us']!), pointsFor(2, markets['us']!), pointsFor(900, { redeem: null })]).toEqual([600, 0, 1, 0])
  })
})
