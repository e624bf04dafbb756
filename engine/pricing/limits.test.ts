import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import type { Timeline } from '#engine/program/program'
import type { Cart, Good } from './cart.ts'
import { countersFor } from './limits.ts'
import { quote, type Quote } from './quote.ts'
import { guest } from './scene.ts'

const AT = parseInstant('2026-03-04T20:00:00Z')

function timelineWith(discounts: readonly object[], more: object = {}): Timeline {
  const document = {
    program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
    markets: { us: { currency: 'USD', earn: '1' }, de: { currency: 'EUR', earn: '1', reference_rate: '1.25' } }, discounts, ...more,
  }
  const { program, problems } = checkProgram(document)
  if (program === null) throw new Error(JSON.stringify(problems))
  return timelineOf(program)
}

const good = (sku: string, retailMinor: number, more: Partial<Good> = {}): Good => ({ sku, tags: [], isGiftCard: false, isSaleItem: false, retailMinor, prices: [], costMinor: null, ...more })
const off = (more: object) => ({ id: 'off', kind: 'promotion', percent: '50', ...more })

type Asking = Partial<Cart> & { member?: boolean; zone?: string }

function ask(timeline: Timeline, { member = true, zone = 'UTC', ...more }: Asking): { quoted: Quote; counters: string[] } {
  const joined = apply(timeline, emptyMember('ada'), { source: 'shop', id: 'j', at: AT - 86_400_000, kind: 'member.joined', profile: { zone } })
  const state = member ? commit(emptyMember('ada'), joined) : guest()
  const cart: Cart = { id: 'cart', market: 'us', rate: null, lines: [{ id: '1', quantity: 4, good: good('mug', 1_000) }], coupons: [], left: {}, gifts: {}, points: 0, shippingMinor: 500, shippingCostMinor: 0, giftMinor: 0, granted: {}, ...more }
  const asked = { cart, at: AT }
  return { quoted: quote(timeline, state, asked), counters: countersFor(timeline, state, asked).map(({ key, isOfMember, most }) => `${key}${isOfMember ? ' of member' : ''} ${most}`) }
}

const why = ({ untaken }: Quote) => untaken.map((one) => one.why)
const counted = ({ counted: all }: Quote) => all.map(({ key, amount }) => `${key} ${amount}`)

describe('limits of a discount (R35)', () => {
  test('are counted by what they name: everybody, members, markets, SKUs, and periods in the member\'s calendar or the program\'s', () => {
    const limits = [{ uses: 9 }, { uses: 2, per: 'member', in: 'day' }, { uses: 5, per: 'market', in: 'month' }, { uses: 3, per: 'sku' }, { money: '10.00', in: 'week' }, { money: { de: '7' }, in: 'year' }]
    const { counters } = ask(timelineWith([off({ limits })]), { zone: 'Asia/Tokyo' })
    // 5 March in Tokyo, 4 March in UTC; its week begins on 2 March.
    expect(counters).toEqual(['uses all ever 9', 'uses member day:20517 of member 2', 'uses market:us month:20513 5', 'uses sku ever mug 3', 'money all week:20514 1000'])
  })

  test('of uses, once they are used up, give nothing more, and say so', () => {
    const timeline = timelineWith([off({ limits: [{ uses: 9 }] })])
    expect(why(ask(timeline, { left: { 'off uses all ever': 0 } }).quoted)).toEqual(['used_up'])
    const { quoted } = ask(timeline, { left: { 'off uses all ever': 1 } })
    expect([quoted.goodsMinor, counted(quoted), why(quoted)]).toEqual([2_000, ['uses all ever 1'], []])
  })

  test('of pieces give the pieces that are left their part, over several lines in their order', () => {
    const timeline = timelineWith([off({ limits: [{ uses: 3, per: 'sku' }] })])
    const lines = [{ id: '1', quantity: 2, good: good('mug', 1_000) }, { id: '2', quantity: 4, good: good('mug', 1_000) }, { id: '3', quantity: 2, good: good('hat', 500) }]
    const { quoted } = ask(timeline, { lines })
    expect(quoted.lines.map(({ netMinor }) => netMinor)).toEqual([1_000, 3_500, 500])
    expect([counted(quoted), why(quoted)]).toEqual([['uses sku ever mug 3', 'uses sku ever hat 2'], ['limit']])
    expect(ask(timeline, { lines, left: { 'off uses sku ever mug': 0, 'off uses sku ever hat': 0 } }).quoted).toMatchObject({ goodsMinor: 7_000, counted: [] })
  })

  test('of money for each SKU are kept for each', () => {
    const timeline = timelineWith([off({ limits: [{ money: { us: '3' }, per: 'sku' }] })])
    const lines = [{ id: '1', quantity: 1, good: good('mug', 1_000) }, { id: '2', quantity: 1, good: good('hat', 500) }]
    const { quoted } = ask(timeline, { lines })
    expect([quoted.lines.map(({ netMinor }) => netMinor), counted(quoted)]).toEqual([[700, 250], ['money:us sku ever mug 300', 'money:us sku ever hat 250']])
  })

  test('in the base currency are counted at the order\'s rate, and never over', () => {
    const timeline = timelineWith([off({ limits: [{ money: '10' }] })])
    const rate = { rate: '1.30', source: 'test', asOf: 'now' }
    const { quoted } = ask(timeline, { market: 'de', rate })
    // 10.00 USD are 7.69 EUR at 1.30, and 7.69 EUR 10.00 USD, rounded once each.
    expect([quoted.goodsMinor, counted(quoted), why(quoted)]).toEqual([4_000 - 769, ['money all ever 1000'], ['limit']])
    expect(counted(ask(timeline, { market: 'de', rate, left: { 'off money all ever': 1 } }).quoted)).toEqual([])
  })

  test('that count members are nothing for a guest, whom nobody knows', () => {
    const timeline = timelineWith([off({ limits: [{ uses: 1, per: 'member' }] })])
    expect(why(ask(timeline, { member: false }).quoted)).toEqual(['guest'])
    expect(ask(timeline, {}).quoted.goodsMinor).toBe(2_000)
  })
})

describe('what a discount gives besides', () => {
  const gifts = { cup: good('cup', 300, { costMinor: 120 }) }

  test('is free shipping and a product, and counts as a use', () => {
    const { quoted } = ask(timelineWith([{ id: 'off', kind: 'promotion', free_shipping: true, gift: 'cup', limits: [{ uses: 5 }] }]), { gifts })
    expect(quoted).toMatchObject({ payMinor: 4_000, shipping: { payMinor: 0, freeBy: 'off' }, perks: [{ discount: 'off', isShipping: true, gift: 'cup' }], counted: [{ key: 'uses all ever', amount: 1 }] })
  })

  test('meets a discount of its kind on every line', () => {
    const { quoted } = ask(timelineWith([off({}), { id: 'ship', kind: 'promotion', free_shipping: true }]), {})
    expect([quoted.payMinor, quoted.untaken]).toEqual([2_000, []])
  })

  test('is not given where the shop has no such product, where a minimum is not reached, or where its percentage takes nothing', () => {
    const of = (more: object, asking: Asking = { gifts }) => ask(timelineWith([{ id: 'off', kind: 'promotion', gift: 'cup', ...more }]), asking).quoted
    expect([of({}, {}).perks, why(of({}, {}))]).toEqual([[], ['no_gift']])
    expect([of({ minimum: { us: '40.01' } }).perks, why(of({ minimum: { us: '40.01' } }))]).toEqual([[], ['below_minimum']])
    expect(of({ percent: '10', limits: [{ money: '5' }] }, { gifts, left: { 'off money all ever': 0 } }).perks).toEqual([])
    expect(of({ percent: '10', limits: [{ money: '5' }] }).perks).toHaveLength(1)
  })

  test('is kept for another time where shipping is free without it', () => {
    const free = [{ id: 'off', kind: 'promotion', free_shipping: true, limits: [{ uses: 5 }] }]
    const { quoted } = ask(timelineWith(free), { shippingMinor: 0 })
    expect([quoted.perks, why(quoted), quoted.counted]).toEqual([[], ['needless'], []])
    expect(ask(timelineWith([{ ...free[0], gift: 'cup' }]), { shippingMinor: 0, gifts }).quoted.perks).toMatchObject([{ isShipping: false, gift: 'cup' }])
  })

  test('is dropped for the floor with its kind, after what it takes off a line', () => {
    const margin = { floor: '10', unknown_cost: '0' }
    const shipping = { id: 'off', kind: 'promotion', percent: '10', free_shipping: true, gift: 'cup' }
    const { quoted } = ask(timelineWith([shipping], { margin }), { gifts, shippingCostMinor: 3_400 })
    // 40.00 less 10 % and 34.00 of shipping that nobody pays leave too little; 40.00 with 5.00 paid of it leave 11.00.
    expect(quoted.dropped).toEqual([{ benefit: 'off', kind: 'promotion', line: '1' }])
    expect(quoted).toMatchObject({ goodsMinor: 4_000, perks: [], shipping: { payMinor: 500 } })
    const alone = ask(timelineWith([{ id: 'ship', kind: 'promotion', free_shipping: true }], { margin }), { shippingCostMinor: 3_700 }).quoted
    expect([alone.dropped, why(alone)]).toEqual([[{ benefit: 'ship', kind: 'promotion', line: null }], ['floor']])
    const given = ask(timelineWith([{ id: 'ship', kind: 'promotion', gift: 'cup' }], { margin }), { gifts, shippingCostMinor: 0 }).quoted
    expect(given.margins?.lines[0]).toMatchObject({ giftMinor: 120, marginMinor: 3_880 })
  })

  test('counts with the shipping that it saves where only the best is taken', () => {
    const discounts = [{ id: 'four', kind: 'promotion', amount: { us: '4' } }, { id: 'ship', kind: 'promotion', free_shipping: true }]
    const best = (shippingMinor: number) => ask(timelineWith(discounts, { prices: { stacking: 'best_of' } }), { shippingMinor }).quoted.payMinor
    expect([best(500), best(300)]).toEqual([4_000, 3_900])
  })
})

describe('a coupon', () => {
  test('that is taken by itself needs no code, and says nothing where it does not fit', () => {
    const timeline = timelineWith([off({ kind: 'coupon', codes: 'auto', when: 'order.is_first' }), off({ id: 'coded', kind: 'coupon' })])
    expect(ask(timeline, {}).quoted.goodsMinor).toBe(2_000)
    expect(ask(timelineWith([off({ kind: 'coupon', codes: 'auto', when: 'order.items > 9' })]), {}).quoted).toMatchObject({ goodsMinor: 4_000, untaken: [] })
  })

  test('is known to conditions, and to the rules that its order earns by, by its code', () => {
    const timeline = timelineWith([off({ when: 'order.coupons.exists(c, c == "SPRING")' }), { id: 'spring', kind: 'coupon', percent: '10' }], { earn: [{ id: 'spring', on: 'order.paid', points: 7, when: 'order.coupons.exists(c, c == "SPRING")' }] })
    const { quoted } = ask(timeline, { coupons: [{ code: 'SPRING', discount: 'spring' }] })
    expect([quoted.goodsMinor, quoted.earns.points]).toEqual([1_800, 7])
  })
})

describe('points at checkout', () => {
  test('say why fewer are used than were asked for', () => {
    const markets = { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } }
    const paid = (points: number, prices: object = {}, limits: object = {}) => {
      const timeline = timelineWith([], { markets, prices, limits })
      const state = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 'shop', id: 'a', at: AT - 1, kind: 'points.adjusted', points: 1_500, reason: 'test', author: 'mei' }))
      const cart: Cart = { id: 'cart', market: 'us', rate: null, lines: [{ id: '1', quantity: 1, good: good('mug', 2_000) }], coupons: [], left: {}, gifts: {}, points, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
      const { points: found } = quote(timeline, state, { cart, at: AT })
      return `${found.points} ${found.less}`
    }
    expect([paid(1_500), paid(1_501), paid(1_500, { points_share: '50' }), paid(150, { points_minimum: 200 }), paid(250, { points_step: 100 })]).toEqual(['1500 null', '1500 balance', '1000 share', '0 minimum', '200 step'])
    // Steps of 40 and of 60 meet at 120; what the steps leave is not below the minimum.
    expect([paid(250, { points_step: 60 }, { spend_step: 40 }), paid(250, { points_step: 100, points_minimum: 210 })]).toEqual(['240 step', '0 step'])
  })
})
