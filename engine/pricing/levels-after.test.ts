import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import type { Cart } from './cart.ts'
import { explainQuote } from './explain-quote.ts'
import { levelsAfter } from './levels-after.ts'
import { quote } from './quote.ts'
import { guest } from './scene.ts'

const AT = parseInstant('2026-03-05T12:00:00Z')
const { program } = checkProgram({
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [
    { id: 'club', levels: [{ id: 'base' }, { id: 'silver', name: { en: 'Silver', 'zh-CN': '银卡' }, entry: { spend: '100', window: { calendar: 'year' } } }, { id: 'gold', name: { en: 'Gold', 'zh-CN': '金卡' }, entry: { spend: '300', window: { calendar: 'year' } } }] },
    { id: 'circle', levels: [{ id: 'new' }, { id: 'regular', entry: { all: [{ orders: 3 }, { spend: '500' }] } }] },
  ],
})
if (program === null) throw new Error('the program of this test is right')
const timeline = timelineOf(program)
const joined = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 'shop', id: 'j', at: AT - 86_400_000, kind: 'member.joined' }))
const cartOf = (unitMinor: number): Cart => ({
  id: 'cart', market: 'us', rate: null, coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: 500, shippingCostMinor: 0, giftMinor: 0, granted: {},
  lines: [{ id: '1', quantity: 1, good: { sku: 'MUG', tags: [], isGiftCard: false, isSaleItem: false, retailMinor: unitMinor, prices: [], costMinor: null } }],
})
const after = (unitMinor: number) => levelsAfter(timeline, joined, { quoted: quote(timeline, joined, { cart: cartOf(unitMinor), at: AT }), at: AT })

describe('the levels once a quote is paid', () => {
  test('are those that the order reaches, with what is missing to the next then', () => {
    expect(after(12_000)).toMatchObject([
      { track: 'club', levelId: 'silver', isReached: true, next: { levelId: 'gold', needs: [{ have: 12_000, need: 30_000, missing: 18_000 }] } },
      { track: 'circle', levelId: 'new', isReached: false, next: { levelId: 'regular', needs: [{ missing: 2 }, { missing: 38_000 }] } },
    ])
    expect(after(9_999)[0]).toMatchObject({ levelId: 'base', isReached: false, next: { levelId: 'silver', needs: [{ missing: 1 }] } })
    expect(after(30_000)[0]).toMatchObject({ levelId: 'gold', isReached: true, next: null })
  })

  test('are nothing to a guest, nor for a cart of which nothing is sold', () => {
    const quoted = quote(timeline, guest(), { cart: cartOf(12_000), at: AT })
    expect(levelsAfter(timeline, guest(), { quoted, at: AT })).toEqual([])
    expect(levelsAfter(timeline, joined, { quoted: { ...quoted, lines: [] }, at: AT })).toEqual([])
  })

  test('are told in words where one thing is missing', () => {
    const said = (locale: 'en' | 'zh-CN') => explainQuote(quote(timeline, joined, { cart: cartOf(12_000), at: AT }), { program, locale, after: after(12_000) }).cart.slice(-2)
    expect(said('en')).toEqual(['This order reaches the level “Silver”.', 'After that, “Gold” is $180.00 of purchases away.'])
    expect(said('zh-CN')).toEqual(['完成这张订单即可升至“银卡”。', '之后距离“金卡”还差消费 US$180.00。'])
  })
})
