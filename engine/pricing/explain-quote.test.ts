import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import type { Cart } from './cart.ts'
import { explainQuote, type QuoteText } from './explain-quote.ts'
import { quote } from './quote.ts'

const AT = parseInstant('2026-03-04T12:00:00Z')

const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['gold_price', 'gold_shipping'] }] }],
  benefits: { gold_price: { kind: 'discount', name: '12 % off', percent: '12' }, gold_shipping: { kind: 'shipping', name: 'Free shipping', shipping: { free_from: { us: '50' } } } },
  discounts: [{ id: 'day', kind: 'member_day', name: { en: 'Member day', 'zh-CN': '会员日' }, percent: '20', base: { only_tags: ['new'] } }, { id: 'two_off', kind: 'coupon', name: { en: 'Two off', 'zh-CN': '减两元' }, amount: { us: '2' } }],
  margin: { floor: '10', fee: { percent: '2.9', amount: { us: '0.30' } }, breakage: '20' },
}

const CART: Cart = {
  id: 'c', market: 'us', rate: null, coupons: [{ code: 'two_off', discount: 'two_off' }], left: {}, gifts: {}, granted: {}, points: 100, shippingMinor: 700, shippingCostMinor: 1_000, giftMinor: 0,
  lines: [{ id: '1', quantity: 1, good: { sku: 'mug', tags: [], isGiftCard: false, isSaleItem: false, retailMinor: 2_000, costMinor: 1_100, prices: [{ source: 'price_list', list: 'vip', minQuantity: 1, unitMinor: 1_900 }, { source: 'quantity_break', list: '', minQuantity: 10, unitMinor: 1_500 }] } }],
}

/** Sentences on the mug for a gold member with points, in both languages. */
function told(changes: object = {}, cart: Partial<Cart> = {}): { en: QuoteText; zh: QuoteText } {
  const { program } = checkProgram({ ...PROGRAM, ...changes })
  if (program === null) throw new Error('the program is right')
  const timeline = timelineOf(program)
  let member = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 's', id: 'j', at: AT - 1, kind: 'member.joined', profile: { tags: ['gold'] } }))
  member = commit(member, apply(timeline, member, { source: 's', id: 'a', at: AT - 1, kind: 'points.adjusted', points: 300, reason: 'test', author: 'mei' }))
  const quoted = quote(timeline, member, { cart: { ...CART, ...cart }, at: AT })
  return { en: explainQuote(quoted, { program, locale: 'en' }), zh: explainQuote(quoted, { program, locale: 'zh-CN' }) }
}

describe('an explanation of a quote (R58)', () => {
  test('says of each line why it costs that, of each benefit what it gave or why not, and what comes of it', () => {
    const { en, zh } = told()
    expect(en.lines).toEqual([[
      'mug: $17.60 each by the level’s price.', 'Not the price list “vip”: $19.00 is more.', 'Not the quantity price, $15.00: it begins with 10 pieces.', 'Not the retail price: $20.00 is more.',
      '“Two off” cannot be used on this product.',
    ]])
    expect(en.cart).toEqual(['“Member day” is on none of these products.', 'Shipping: $7.00.', '$32.40 more, and shipping is free.', 'Tax is worked out on $17.60 of goods and $7.00 of shipping.', '100 points pay $1.00.', 'To pay: $23.60.', 'This order earns 16 points.'])
    expect(zh.lines).toEqual([['mug：按会员等级价，每件 US$17.60。', '未采用价目表 “vip”：US$19.00，价格更高。', '未采用批量价（US$15.00）：满 10 件起。', '未采用零售价：US$20.00，价格更高。', '“减两元” 不能用于该商品。']])
    expect(zh.cart).toEqual(['“会员日” 不适用于这些商品。', '运费：US$7.00。', '再买 US$32.40 即可免运费。', '计税金额：商品 US$17.60，运费 US$7.00。', '100 积分抵扣 US$1.00。', '应付：US$23.60。', '这张订单可得 16 积分。'])
  })

  test('says what is taken off, what has no price, and that shipping is not chosen yet; of points that pay nothing it is silent', () => {
    const [mug] = CART.lines as [Cart['lines'][number]]
    const pen = { id: '2', quantity: 3, good: { ...mug.good, sku: 'pen', costMinor: 1_990, prices: [] } }
    const { en } = told({ margin: { ...PROGRAM.margin, floor: '5', drop: ['coupon'] } }, { lines: [{ ...mug, good: { ...mug.good, costMinor: 0 } }, pen, { ...mug, id: '3', good: { ...mug.good, sku: 'secret', retailMinor: null, prices: [] } }], shippingMinor: null, points: 0 })
    expect(en.lines[0]).toContain('“Two off” takes $2.00 off.')
    expect(en.lines[1]).toEqual(['pen: $17.60 each by the level’s price, 3 of them $52.80.', 'Not the retail price: $20.00 is more.', '“Two off” cannot be used on this product.'])
    expect(en.cart).toEqual(['secret: there is no price for this shopper.', '“Member day” is on none of these products.', 'Shipping is free.', 'Tax is worked out on $68.40.', 'To pay: $68.40.', 'This order earns 68 points.'])
    expect(en.staff[0]).toBe('“Two off” on pen was dropped, so that enough stays.')
    expect(told({}, { shippingMinor: null }).en.cart).toContain('Shipping is not chosen yet.')
  })

  test('says to staff alone what the store keeps, and what was dropped for it', () => {
    expect(told().en.staff).toEqual(['“Two off” on mug was dropped, so that enough stays.', 'mug keeps $2.46 of $17.60; at least $1.76 must stay.'])
    const shadow = told({ margin: { ...PROGRAM.margin, mode: 'shadow' } })
    expect(shadow.en.staff).toEqual(['“Two off” on mug would be dropped, so that enough stays.', 'mug keeps $0.53 of $15.60, below its floor of $1.56.'])
    expect(told({ margin: { ...PROGRAM.margin, floor: '60', drop: ['tier'] } }).en.staff[0]).toBe('The level’s price of mug was dropped, so that enough stays.')
    expect(shadow.zh.staff).toEqual(['若要守住底线，应取消 mug 的“减两元”。', 'mug：US$15.60 中只留下 US$0.53，低于底线 US$1.56。'])
  })
})
