import { expect, test } from 'vitest'
import type { MarginPolicy } from '#engine/program/pricing'
import type { CartLine } from './cart.ts'
import type { Floors } from './floors.ts'
import { marginsOf } from './margin.ts'

const POLICY: MarginPolicy = { floor: { share: [1, 10], amountMinor: {} }, orderFloor: null, floors: [], feeShare: [1, 40], feeMinor: { us: 30 }, breakage: [1, 5], unknownCost: [1, 2], drop: [], isShadow: false }
const line = (id: string, more: Partial<CartLine['good']> = {}, quantity = 1): CartLine => ({ id, quantity, good: { sku: id, tags: [], isGiftCard: false, isSaleItem: false, retailMinor: 1_000, costMinor: 400, prices: [], ...more } })
const FLOORS: Floors = { ofLine: () => POLICY.floor, ofOrder: null }
const NOTHING = { shippingPaidMinor: 0, shippingCostMinor: 0, giftMinor: 0, points: 0, pointWorth: [1, 1] as const }

test('what belongs to the order is shared by net price, without rest; a line costs its cost so many times', () => {
  const { lines, marginMinor, netMinor, isBelow } = marginsOf([{ list: '', line: line('a', {}, 2), netMinor: 2_000 }, { list: '', line: line('b'), netMinor: 1_000 }], {
    policy: POLICY, market: 'us', floors: FLOORS, costs: { shippingPaidMinor: 100, shippingCostMinor: 400, giftMinor: 100, points: 30, pointWorth: [1, 1] },
  })
  // The fee is a fortieth of 31.00 and 0.30; shipping costs 3.00 more than it is paid for; 30 points, of which one in five is never used.
  expect(lines.map(({ costMinor, feeMinor, shippingMinor, giftMinor, pointsMinor }) => [costMinor, feeMinor, shippingMinor, giftMinor, pointsMinor])).toEqual([[800, 72, 200, 67, 16], [400, 36, 100, 33, 8]])
  expect([marginMinor, netMinor, isBelow]).toEqual([2_000 - 800 - 72 - 200 - 67 - 16 + (1_000 - 400 - 36 - 100 - 33 - 8), 3_000, false])
})

test('one line below its floor is enough, and a line on it is not below', () => {
  const at = (cost: number) => marginsOf([{ list: '', line: line('a', { costMinor: 0 }), netMinor: 1_000 }, { list: '', line: line('b', { costMinor: cost }), netMinor: 1_000 }], { policy: { ...POLICY, feeShare: [0, 1], feeMinor: {} }, market: 'us', floors: FLOORS, costs: NOTHING })
  expect([at(900).isBelow, at(901).isBelow]).toEqual([false, true])
  expect(at(901).lines.map(({ floorMinor }) => floorMinor)).toEqual([100, 100])
})

test('shipping that is paid for costs nothing, and a cost that nobody told is a part of the retail price, or of the highest other one', () => {
  const costOf = (more: Partial<CartLine['good']>) => marginsOf([{ list: '', line: line('a', more), netMinor: 1_000 }], { policy: POLICY, market: 'us', floors: FLOORS, costs: { ...NOTHING, shippingPaidMinor: 500, shippingCostMinor: 400 } }).lines[0]
  expect(costOf({})).toMatchObject({ costMinor: 400, shippingMinor: 0 })
  expect(costOf({ costMinor: null })).toMatchObject({ costMinor: 500 })
  expect(costOf({ costMinor: null, retailMinor: 1_001 })).toMatchObject({ costMinor: 500 })
  expect(costOf({ costMinor: null, retailMinor: null, prices: [500, 900, 700].map((unitMinor) => ({ source: 'price_list', list: 'x', minQuantity: 1, unitMinor })) })).toMatchObject({ costMinor: 450 })
})
