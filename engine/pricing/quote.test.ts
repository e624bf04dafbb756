import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import { checkProgram } from '#engine/program/check'
import type { Timeline } from '#engine/program/program'
import { publish, timelineOf } from '#engine/program/timeline'
import type { Cart, CartLine, Good } from './cart.ts'
import { orderOfQuote } from './forecast.ts'
import { quote, quoteAtFloor, quoteLines, type Quote } from './quote.ts'
import { guest } from './scene.ts'

/** Noon in UTC of a day on which nothing special is on. */
const AT = parseInstant('2026-03-04T12:00:00Z')

const PLAIN = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: 'never',
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['gold_price', 'gold_shipping'] }] }],
  benefits: { gold_price: { kind: 'discount', name: '12 % off', percent: '12' }, gold_shipping: { kind: 'shipping', name: 'Free shipping', shipping: { free_from: { us: '50' } } } },
}

function timelineWith(changes: object = {}): Timeline {
  const { program, problems } = checkProgram({ ...PLAIN, ...changes })
  if (program === null) throw new Error(JSON.stringify(problems))
  return timelineOf(program)
}

function memberWith(timeline: Timeline, { tags = [], points = 0 }: { tags?: readonly string[]; points?: number } = {}): MemberState {
  const at = AT - 86_400_000
  const joined = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 'shop', id: 'j', at, kind: 'member.joined', profile: { tags } }))
  return points === 0 ? joined : commit(joined, apply(timeline, joined, { source: 'shop', id: 'a', at, kind: 'points.adjusted', points, reason: 'test', author: 'mei' }))
}

function good(sku: string, retailMinor: number | null, more: Partial<Good> = {}): Good {
  return { sku, tags: [], isGiftCard: false, isSaleItem: false, retailMinor, prices: [], costMinor: null, ...more }
}

const coupons = (...discounts: string[]) => discounts.map((discount) => ({ code: discount, discount }))

function cartOf(goods: readonly (Good | { good: Good; quantity: number })[], more: Partial<Cart> = {}): Cart {
  const lines = goods.map((one, index): CartLine => ({ id: String(index + 1), ...('good' in one ? one : { good: one, quantity: 1 }) }))
  return { id: 'cart', market: 'us', rate: null, lines, coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {}, ...more }
}

const GOLD = { tags: ['gold'] }
const MEMBER_DAY = { id: 'day', kind: 'member_day', percent: '20', month_days: [4] }
const COUPON = { id: 'two_off', kind: 'coupon', amount: { us: '2' } }

type Setting = { program?: object; member?: { tags?: readonly string[]; points?: number }; cart: Parameters<typeof cartOf> }

function ask({ program = {}, member = {}, cart }: Setting): Quote {
  const timeline = timelineWith(program)
  return quote(timeline, memberWith(timeline, member), { cart: cartOf(...cart), at: AT })
}

describe('a price (R33)', () => {
  const goods = good('hat', 1_000, { prices: [
    { source: 'price_list', list: 'vip', minQuantity: 1, unitMinor: 900 }, { source: 'quantity_break', list: 'retail', minQuantity: 10, unitMinor: 700 }, { source: 'promotion', list: 'sale', minQuantity: 1, unitMinor: 850 },
  ] })

  test('is the lowest of those that are reached, and each other one says why it is not', () => {
    const { lines: [line] } = ask({ member: GOLD, cart: [[goods]] })
    expect(line?.price).toEqual({ unitMinor: 850, source: 'promotion', candidates: [
      { source: 'price_list', list: 'vip', minQuantity: 1, unitMinor: 900, why: 'higher' }, { source: 'quantity_break', list: 'retail', minQuantity: 10, unitMinor: 700, why: 'too_few' },
      { source: 'tier', list: '', minQuantity: 1, unitMinor: 880, why: 'higher' }, { source: 'promotion', list: 'sale', minQuantity: 1, unitMinor: 850, why: 'chosen' }, { source: 'retail', list: '', minQuantity: 1, unitMinor: 1_000, why: 'higher' },
    ] })
    expect(ask({ member: GOLD, cart: [[{ good: goods, quantity: 10 }]] }).lines[0]?.price.unitMinor).toBe(700)
  })

  test('is the first by source where the market says so', () => {
    const { lines: [line] } = ask({ program: { prices: { markets: { us: { choose: 'first' } } } }, cart: [[goods]] })
    expect(line?.price).toMatchObject({ unitMinor: 900, source: 'price_list' })
    expect(line?.price.candidates.find(({ source }) => source === 'promotion')).toMatchObject({ why: 'behind' })
  })

  test('of a company is the one that was agreed, though another is lower; unless the market says otherwise', () => {
    const agreed = good('hat', 1_000, { prices: [{ source: 'contract', list: 'acme', minQuantity: 1, unitMinor: 950 }, { source: 'promotion', list: 'sale', minQuantity: 1, unitMinor: 850 }] })
    expect(ask({ cart: [[agreed]] }).lines[0]?.price).toMatchObject({ unitMinor: 950, source: 'contract' })
    expect(ask({ program: { prices: { contracted: 'lowest' } }, cart: [[agreed]] }).lines[0]?.price).toMatchObject({ unitMinor: 850, source: 'promotion' })
  })

  test('of steps is the highest step that is reached', () => {
    const steps = good('hat', null, { prices: [1, 10, 100].map((minQuantity) => ({ source: 'price_list' as const, list: 'trade', minQuantity, unitMinor: 1_000 - minQuantity })) })
    expect([1, 9, 10, 99, 100].map((quantity) => ask({ cart: [[{ good: steps, quantity }]] }).lines[0]?.price.unitMinor)).toEqual([999, 999, 990, 990, 900])
  })

  test('that this shopper has not is told, and the rest is quoted', () => {
    expect(ask({ cart: [[good('secret', null), good('hat', 500)]] })).toMatchObject({ unpriced: [{ line: '1', sku: 'secret', why: 'no_price' }], goodsMinor: 500, lines: [{ line: { id: '2' } }] })
  })
})

describe('discounts (R34)', () => {
  test('of 12 % by level and 20 % on the member day leave 70.40 of 100.00', () => {
    expect(ask({ program: { discounts: [MEMBER_DAY] }, member: GOLD, cart: [[good('coat', 10_000)]] }).goodsMinor).toBe(7_040)
  })

  test('leave 68.00 where a percentage is of the original amount', () => {
    expect(ask({ program: { discounts: [MEMBER_DAY], prices: { percent_of: 'original' } }, member: GOLD, cart: [[good('coat', 10_000)]] }).goodsMinor).toBe(6_800)
  })

  const two = [{ id: 'ten', kind: 'promotion', percent: '10' }, { id: 'five', kind: 'promotion', percent: '5' }, { id: 'coupon', kind: 'coupon', percent: '8' }]
  const coat = [[good('coat', 10_000)], { coupons: coupons('coupon') }] as Parameters<typeof cartOf>

  test('are one of a kind on a line, in their order, unless they say that they may meet', () => {
    const { goodsMinor, untaken } = ask({ program: { discounts: two }, cart: coat })
    expect(goodsMinor).toBe(8_280)
    expect(untaken).toEqual([{ discount: 'five', kind: 'promotion', line: '1', why: 'stacking' }])
    expect(ask({ program: { discounts: [two[0], { ...two[1], stacks_with: ['ten'] }, two[2]] }, cart: coat }).goodsMinor).toBe(7_866)
  })

  test.each([['all', 7_866], ['best_of', 9_000], ['exclusive', 9_000]])('that stack by %s leave %i', (stacking, left) => {
    expect(ask({ program: { discounts: two, prices: { stacking } }, cart: coat }).goodsMinor).toBe(left)
  })

  test('of equal worth are chosen by their order, every time', () => {
    const equal = [{ id: 'a', kind: 'promotion', percent: '10' }, { id: 'b', kind: 'member_day', percent: '10' }]
    const quoted = (discounts: object[]) => ask({ program: { discounts, prices: { stacking: 'best_of' } }, cart: [[good('coat', 10_000)]] }).lines[0]?.taken.map(({ discount }) => discount)
    expect(quoted(equal)).toEqual(['a'])
    expect(quoted(equal.toReversed())).toEqual(['b'])
  })

  test('are of their lines, their days, their minimum and their condition', () => {
    const outlet = good('old', 1_000, { tags: ['outlet'] })
    const quoted = (discount: object) => ask({ program: { discounts: [{ id: 'off', kind: 'coupon', percent: '10', ...discount }] }, cart: [[outlet, good('new', 1_000)], { coupons: coupons('off') }] })
    expect(quoted({ base: { exclude_tags: ['outlet'] } }).lines.map(({ netMinor }) => netMinor)).toEqual([1_000, 900])
    expect(quoted({ base: { only_skus: ['old'] } }).lines.map(({ netMinor }) => netMinor)).toEqual([900, 1_000])
    expect(quoted({ month_days: [5] })).toMatchObject({ goodsMinor: 2_000, untaken: [{ why: 'not_now' }] })
    expect(quoted({ minimum: { us: '20.01' } })).toMatchObject({ goodsMinor: 2_000, untaken: [{ why: 'below_minimum' }] })
    expect(quoted({ when: 'order.total >= 20.0 && "gold" in member.tags' })).toMatchObject({ goodsMinor: 2_000, untaken: [{ why: 'not_now' }] })
    expect(quoted({ when: 'order.items == 2' }).goodsMinor).toBe(1_800)
  })

  test('that lose to the best say so, those that take nothing say why; sale items are left out where they are to be', () => {
    const discounts = [{ id: 'small', kind: 'promotion', percent: '5' }, { id: 'big', kind: 'promotion', percent: '10', base: { sale_items: 'exclude' } }, { id: 'none', kind: 'coupon', percent: '50', minimum: { us: '500' } }]
    const quoted = ask({ program: { discounts, prices: { stacking: 'best_of' } }, cart: [[good('new', 1_000), good('old', 500, { isSaleItem: true })], { coupons: coupons('none') }] })
    expect(quoted.lines.map(({ netMinor }) => netMinor)).toEqual([900, 500])
    expect(quoted.untaken).toEqual([{ discount: 'small', kind: 'promotion', line: null, why: 'stacking' }, { discount: 'none', kind: 'coupon', line: null, why: 'below_minimum' }])
    const only = ask({ program: { discounts: [{ id: 'new', kind: 'promotion', percent: '10', base: { only_tags: ['new', 'hot'] } }] }, cart: [[good('a', 1_000, { tags: ['hot'] }), good('b', 1_000, { tags: ['old'] }), good('c', 1_000)]] })
    expect(only.lines.map(({ netMinor }) => netMinor)).toEqual([900, 1_000, 1_000])
    const shut = ask({ program: { discounts: two, prices: { stacking: 'exclusive' } }, cart: coat })
    expect(shut.untaken.map(({ discount, why }) => `${discount} ${why}`)).toEqual(['five stacking', 'coupon stacking'])
  })

  test('give no more than their most, nor than is left of their limits, and say so (R35)', () => {
    const off = (more: object, left = {}) => ask({ program: { discounts: [{ id: 'off', kind: 'coupon', percent: '50', ...more }] }, cart: [[good('a', 999), good('b', 1_000)], { coupons: coupons('off'), left }] })
    expect(off({ most: { us: '5' } })).toMatchObject({ goodsMinor: 1_499, untaken: [{ discount: 'off', why: 'most' }] })
    const limits = [{ money: { us: '5' } }]
    expect(off({ most: { us: '5' }, limits }, { 'off money:us all ever': 301 })).toMatchObject({ goodsMinor: 1_698, untaken: [{ discount: 'off', why: 'limit' }], counted: [{ discount: 'off', key: 'money:us all ever', isOfMember: false, amount: 301 }] })
    expect(off({ limits }, { 'off money:us all ever': 0 })).toMatchObject({ goodsMinor: 1_999, untaken: [{ why: 'used_up' }], counted: [] })
    expect(off({ limits }).goodsMinor).toBe(1_499)
  })

  test('take nothing off a gift card, and no more than there is', () => {
    const { lines } = ask({ program: { discounts: [{ id: 'off', kind: 'coupon', amount: { us: '30' } }] }, cart: [[good('card', 5_000, { isGiftCard: true }), good('pin', 1_000)], { coupons: coupons('off') }] })
    expect(lines.map(({ netMinor }) => netMinor)).toEqual([5_000, 0])
  })
})

describe('the floor (R36)', () => {
  const margin = { floor: '10', fee: { percent: '2.9', amount: { us: '0.30' } }, breakage: '20' }
  const setting = (more: object = {}): Setting => ({
    program: { discounts: [COUPON], margin: { ...margin, ...more } }, member: GOLD, cart: [[good('mug', 2_000, { costMinor: 1_100 })], { coupons: coupons('two_off'), shippingCostMinor: 300 }],
  })

  test('of 20.00 with 12 % off drops the coupon of 2.00: 15.60 would leave 0.73 of 1.56', () => {
    const shadow = ask(setting({ mode: 'shadow' }))
    expect(shadow.margins?.lines[0]).toEqual({ line: '1', netMinor: 1_560, costMinor: 1_100, freightMinor: 0, dutyMinor: 0, feeMinor: 75, shippingMinor: 300, giftMinor: 0, pointsMinor: 12, marginMinor: 73, floorMinor: 156 })
    expect(shadow).toMatchObject({ goodsMinor: 1_560, isShadow: true, dropped: [{ benefit: 'two_off', kind: 'coupon', line: '1' }] })
    expect(ask(setting())).toMatchObject({ goodsMinor: 1_760, isShadow: false, dropped: [{ benefit: 'two_off', line: '1' }], untaken: [{ discount: 'two_off', why: 'floor' }], margins: { isBelow: false } })
  })

  test.each([['none', null], ['one in the shadow', { mode: 'shadow' }], ['one that drops', {}]])('with %s the lines alone are those of the quote', (_, floor) => {
    const { program, member, cart } = setting(floor ?? {})
    const timeline = timelineWith(floor === null ? { discounts: [COUPON] } : program)
    const asked = { cart: cartOf(...cart), at: AT }
    expect(quoteLines(timeline, memberWith(timeline, member), asked)).toEqual(quote(timeline, memberWith(timeline, member), asked).lines)
  })

  test('drops benefits in the declared order, one at a time, as far as it must', () => {
    expect(ask(setting({ drop: ['tier', 'coupon'] }))).toMatchObject({ goodsMinor: 1_800, dropped: [{ benefit: 'tier' }] })
    expect(ask(setting({ floor: '17' }))).toMatchObject({ goodsMinor: 2_000, dropped: [{ benefit: 'two_off' }, { benefit: 'tier' }] })
    expect(ask(setting({ floor: '60' }))).toMatchObject({ goodsMinor: 2_000, margins: { isBelow: true } })
  })

  test('drops from the lines that are below it alone', () => {
    const setup = { program: { discounts: [{ id: 'ten', kind: 'promotion', percent: '10' }], margin: { floor: '20' } } }
    const { lines, dropped, isShadow } = ask({ ...setup, cart: [[good('fat', 1_000, { costMinor: 100 }), good('thin', 1_000, { costMinor: 750 })]] })
    expect(lines.map(({ netMinor }) => netMinor)).toEqual([900, 1_000])
    expect([dropped, isShadow]).toEqual([[{ benefit: 'ten', kind: 'promotion', line: '2' }], false])
    expect(ask({ ...setup, cart: [[good('fat', 1_000, { costMinor: 100 })]] })).toMatchObject({ dropped: [], isShadow: false, margins: { isBelow: false } })
    expect(ask({ cart: [[good('fat', 1_000)]] })).toMatchObject({ dropped: [], margins: null })
  })

  test('takes a cost that nobody told for a part of the retail price, never for nothing', () => {
    const cost = (more: object) => ask({ program: { margin: { ...margin, ...more } }, cart: [[good('mug', 2_000)]] }).margins?.lines[0]?.costMinor
    expect(cost({})).toBe(2_000)
    expect(cost({ unknown_cost: '60' })).toBe(1_200)
  })
})

describe('a quote at its floor', () => {
  test.each(['drop', 'shadow'])('has every benefit beside it, and what is left where the floor takes some, with mode: %s', (mode) => {
    const carts = [cartOf([good('mug', 2_000, { costMinor: 1_100 }), good('pen', 900, { costMinor: 895 })], { coupons: coupons('two_off') }), cartOf([good('hat', 5_000, { costMinor: 100 })])]
    const floorIs = (margin: object) => timelineWith({ discounts: [COUPON, { id: 'ten', kind: 'promotion', percent: '10' }], margin: { floor: '30', fee: { percent: '2.9' }, ...margin } })
    const [timeline, shadow, dropping] = [floorIs({ mode }), floorIs({ mode: 'shadow' }), floorIs({ mode: 'drop' })]
    for (const cart of carts) {
      const [found, by] = [quoteAtFloor(timeline, memberWith(timeline, GOLD), { cart, at: AT }), (other: Timeline) => quote(other, memberWith(other, GOLD), { cart, at: AT })]
      expect([found.quoted, found.whole, found.dropping]).toEqual([by(timeline), { ...by(shadow), dropped: [], isShadow: false }, by(dropping)])
      expect(found.dropping.dropped.length > 0).toBe(found.whole.goodsMinor !== found.dropping.goodsMinor)
    }
  })
})

describe('points and shipping', () => {
  test('what will be earned is what the order earns', () => {
    const timeline = timelineWith({ discounts: [MEMBER_DAY] })
    const member = memberWith(timeline, { ...GOLD, points: 700 })
    const cart = cartOf([good('coat', 9_999), good('card', 5_000, { isGiftCard: true })], { points: 650 })
    const quoted = quote(timeline, member, { cart, at: AT })
    expect(quoted).toMatchObject({ points: { points: 650, worthMinor: 650, mostPoints: 700 }, earns: { points: 66 } })
    const paid = apply(timeline, member, { source: 'shop', id: 'p', at: AT, kind: 'order.paid', order: orderOfQuote(quoted) })
    expect(paid.awards[0]?.earnings.map(({ earned }) => earned)).toEqual([66])
  })

  test('points pay in steps, from a minimum, and up to their share of the goods', () => {
    const most = (program: object, points: number) => ask({ program, member: { points }, cart: [[good('coat', 10_000)], { points: 99_999 }] }).points
    expect(most({}, 20_000)).toEqual({ points: 10_000, worthMinor: 10_000, mostPoints: 10_000, less: 'share' })
    expect(most({ prices: { points_share: '30' }, limits: { spend_step: 500 } }, 20_000).points).toBe(3_000)
    expect(most({ limits: { spend_minimum: 500 } }, 499).points).toBe(0)
  })

  test('shipping is free from what the level asks for, and what is missing is told', () => {
    const shipping = (member: object, minor: number) => ask({ member, cart: [[good('coat', minor)], { shippingMinor: 700 }] }).shipping
    expect(shipping(GOLD, 5_000)).toEqual({ fullMinor: 700, payMinor: 700, isFree: false, freeBy: null, missingMinor: 600 })
    expect(shipping(GOLD, 5_682)).toEqual({ fullMinor: 700, payMinor: 0, isFree: true, freeBy: null, missingMinor: 0 })
    expect(shipping({}, 10_000)).toEqual({ fullMinor: 700, payMinor: 700, isFree: false, freeBy: null, missingMinor: null })
  })

  test('of several levels the better price and the nearer free shipping count; what a birthday gives is no price', () => {
    const benefits = {
      five: { kind: 'discount', name: '5 %', percent: '5' }, twelve: { kind: 'discount', name: '12 %', percent: '12' }, birthday: { kind: 'discount', name: '50 %', percent: '50', on: 'birthday' },
      far: { kind: 'shipping', name: 'far', shipping: { free_from: { us: '90' } } }, near: { kind: 'shipping', name: 'near', shipping: { free_from: { us: '40' } } }, gift: { kind: 'gift', name: 'gift' },
    }
    const tracks = [['a', ['five', 'far', 'birthday']], ['b', ['twelve', 'near', 'gift']]].map(([id, given]) => ({ id, levels: [{ id: `${String(id)}1`, benefits: given }] }))
    for (const tiers of [tracks, tracks.toReversed()]) {
      expect(ask({ program: { tiers, level: 'apart', benefits }, cart: [[good('coat', 10_000)], { shippingMinor: 500 }] })).toMatchObject({ goodsMinor: 8_800, shipping: { isFree: true } })
      expect(ask({ program: { tiers, level: 'apart', benefits }, cart: [[good('cap', 1_000)], { shippingMinor: 500 }] }).shipping).toMatchObject({ missingMinor: 4_000 - 880 })
    }
  })

  test('points of a level that the order brings are not the order\'s, and money of another currency counts by its rate', () => {
    const earn = [{ id: 'purchase', on: 'order.paid', rate: 'market' }, { id: 'in_base', on: 'order.paid', rate: '1', unit: 'qp' }, { id: 'entry', on: 'tier.entered', points: 500 }]
    const program = { earn, units: { points: { kind: 'spendable' }, qp: { kind: 'qualifying' } }, markets: { us: { currency: 'USD', earn: '1' }, de: { currency: 'EUR', earn: '2', reference_rate: '1.1' } }, tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { spend: '10' } }] }], benefits: {} }
    const quoted = ask({ program, cart: [[good('coat', 2_000)], { market: 'de', rate: { rate: '1.25', source: 'test', asOf: 'now' }, points: 5 }] })
    expect(quoted).toMatchObject({ earns: { points: 40, units: { points: 40, qp: 25 } }, points: { points: 0, worthMinor: 0, mostPoints: 0 }, payMinor: 2_000 })
    const by = (when: string) => ask({ program: { ...program, discounts: [{ id: 'off', kind: 'promotion', percent: '10', when }] }, cart: [[good('coat', 2_000)], { market: 'de', rate: { rate: '1.25', source: 'test', asOf: 'now' } }] }).goodsMinor
    expect([by('order.base_total >= 25.0'), by('order.base_total > 25.0'), by('order.market == "de"')]).toEqual([1_800, 2_000, 1_800])
  })

  test('points pay whole steps, and what a part of a minor unit is worth is not paid', () => {
    const paid = (points: number, redeem: object, limits: object = {}) => ask({ program: { markets: { us: { currency: 'USD', earn: '1', redeem } }, limits }, member: { points: 2_000 }, cart: [[good('coat', 10_000)], { points }] }).points
    expect(paid(1_250, { points: 100, worth: '1.00' }, { spend_step: 500, spend_minimum: 1_000 })).toMatchObject({ points: 1_000, worthMinor: 1_000 })
    expect(paid(999, { points: 100, worth: '1.00' }, { spend_minimum: 1_000 }).points).toBe(0)
    expect(paid(10, { points: 3, worth: '0.10' })).toEqual({ points: 10, worthMinor: 33, mostPoints: 2_000, less: null })
    expect(paid(2_000, { points: 3, worth: '1.00' })).toEqual({ points: 300, worthMinor: 10_000, mostPoints: 300, less: 'share' })
  })

  test('a guest is quoted like anybody, and nothing is changed by a quote', () => {
    const timeline = timelineWith()
    const nobody = guest()
    expect(quote(timeline, nobody, { cart: cartOf([good('hat', 1_234)]), at: AT })).toMatchObject({ payMinor: 1_234, earns: { points: 12 } })
    expect(nobody).toEqual(guest())
  })
  test('a guest is quoted by the program in force, not by the first', () => {
    const later = publish(timelineWith(), { program: timelineWith({ discounts: [{ ...MEMBER_DAY, kind: 'promotion' }] })[0]!.program, from: AT, mode: 'all', committedAt: AT })
    const payAt = (at: number) => quote(later, guest(), { cart: cartOf([good('hat', 1_000)]), at }).payMinor
    expect([payAt(AT - 1), payAt(AT)]).toEqual([1_000, 800])
  })
})
