import { expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { publish, timelineOf } from '#engine/program/timeline'
import { quote } from './quote.ts'
import { guest } from './scene.ts'
import { underProgram } from './under-program.ts'

const AT = parseInstant('2026-03-04T12:00:00Z')
const shop = (percent: string): Program => checkProgram({
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['gold_price'] }] }], benefits: { gold_price: { kind: 'discount', name: 'off', percent } },
}).program as Program

test('a member is priced by another program with the level that they have', () => {
  const timeline = publish(timelineOf(shop('12')), { program: shop('13'), from: AT - 1_000, mode: 'new_periods', committedAt: AT - 2_000 })
  const joined = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 's', id: 'j', at: AT - 500, kind: 'member.joined', profile: { tags: ['gold'] } }))
  const good = { sku: 'mug', tags: [], isGiftCard: false, isSaleItem: false, retailMinor: 10_000, costMinor: 0, prices: [] }
  const cart = { id: 'c', market: 'us', rate: null, lines: [{ id: '1', quantity: 1, good }], coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
  expect(quote(timeline, joined, { cart, at: AT }).goodsMinor).toBe(8_700)
  const under = underProgram(shop('30'), joined)
  expect(quote(under.timeline, under.state, { cart, at: AT })).toMatchObject({ goodsMinor: 7_000, earns: { points: 70 } })
  const nobody = underProgram(shop('30'), guest())
  expect(quote(nobody.timeline, nobody.state, { cart, at: AT }).goodsMinor).toBe(10_000)
})
