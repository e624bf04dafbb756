import fc from 'fast-check'
import { assert } from '#engine/assert'
import { apply } from '#engine/member/apply'
import { orderAwardId } from '#engine/member/award-ids'
import { canonicalState } from '#engine/member/fold'
import { commit, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Cart, Good } from '#engine/pricing/cart'
import { orderOfQuote } from '#engine/pricing/forecast'
import { quote, type Quote } from '#engine/pricing/quote'
import { compileProgram } from '#engine/program/compile'
import type { DiscountDocument, ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import type { Timeline } from '#engine/program/program'
import { property, type Property } from './property.ts'
import { assertSame } from './same.ts'

/** A shop's prices and a cart, as plain JSON; markets have 2, 0 and 3 decimals. */
type Drawn = { document: ProgramDocument; market: 'us' | 'jp' | 'kw'; level: boolean; points: number; cart: Omit<Cart, 'id' | 'market' | 'rate' | 'granted' | 'left' | 'gifts' | 'coupons'> & { coupons: readonly string[]; budget: number | null } }

const AT = Date.UTC(2026, 2, 4, 12)
const IDS = ['a', 'b', 'c', 'd'] as const
const TAGS = ['outlet', 'new']

const percent = fc.constantFrom('5', '7.5', '12', '20', '33.3', '100')
const amounts = fc.record({ us: fc.constantFrom('0.01', '2', '5.55'), jp: fc.constantFrom('1', '200'), kw: fc.constantFrom('0.001', '1.234') }, { noNullPrototype: true })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })

const discount = (id: string): fc.Arbitrary<DiscountDocument> => fc.record({
  kind: fc.constantFrom('member_day', 'promotion', 'coupon'), most: maybe(amounts), minimum: maybe(amounts),
  takes: fc.oneof(fc.record({ percent }), fc.record({ amount: amounts }), fc.constantFrom({ free_shipping: true }, { gift: 'cup' }, { percent: '10', free_shipping: true, gift: 'cup' })),
  limits: maybe(fc.constantFrom([{ uses: 1 }], [{ uses: 3, per: 'sku' }], [{ money: '5' }], [{ money: { us: '3', jp: '300', kw: '1' } }, { uses: 2, per: 'member', in: 'week' }])),
  base: maybe(fc.constantFrom({ exclude_tags: ['outlet'] }, { only_tags: ['new'] }, { sale_items: 'exclude' })), stacks_with: maybe(fc.constantFrom(['a'], ['b'])),
}, { noNullPrototype: true }).map(({ takes, ...rest }) => ({ id, ...takes, ...rest }) as unknown as DiscountDocument)

const document: fc.Arbitrary<ProgramDocument> = fc.record({
  discounts: fc.integer({ min: 2, max: IDS.length }).chain((count) => fc.tuple(...IDS.slice(0, count).map(discount))),
  stacking: fc.constantFrom('in_order', 'best_of', 'all', 'exclusive'), percentOf: fc.constantFrom('running', 'original'), choose: fc.constantFrom('lowest', 'first'), share: fc.constantFrom('100', '30', '0'),
  floor: fc.constantFrom('0', '10', '35'), mode: fc.constantFrom('drop', 'drop', 'shadow'), hasMargin: fc.boolean(), orderFloor: maybe(fc.constantFrom('20', { amount: { us: '7', jp: '900', kw: '2' } })), tier: fc.constantFrom('5', '12', '50'),
}, { noNullPrototype: true }).map(({ discounts, stacking, percentOf, choose, share, floor, mode, hasMargin, orderFloor, tier }) => ({
  program: 'any', name: 'Any', currency: 'USD', zone: 'UTC',
  markets: {
    us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, jp: { currency: 'JPY', earn: { points: 1, per: '150' }, redeem: { points: 1, worth: '1' }, reference_rate: '0.0066' },
    kw: { currency: 'KWD', earn: '3.25', redeem: { points: 33, worth: '0.100' }, reference_rate: '3.25' },
  },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market', base: { exclude_tags: ['outlet'] } }, { id: 'big', on: 'order.paid', points: 5, minimum: '20' }],
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['price', 'shipping'] }] }],
  benefits: { price: { kind: 'discount', name: 'off', percent: tier }, shipping: { kind: 'shipping', name: 'free', shipping: { free_from: { us: '20', jp: '3000', kw: '7' } } } },
  prices: { stacking, percent_of: percentOf, choose, points_share: share }, discounts,
  ...(hasMargin ? { margin: { floor, ...(orderFloor === undefined ? {} : { order_floor: orderFloor }), fee: { percent: '2.9', amount: { us: '0.30', jp: '30', kw: '0.090' } }, breakage: '20', mode } } : {}),
}) as ProgramDocument)

const minor = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 50_000 }))
const good: fc.Arbitrary<Good> = fc.record({
  sku: fc.constantFrom('s1', 's2', 's3'), tags: fc.subarray(TAGS), isGiftCard: fc.boolean(), isSaleItem: fc.boolean(), retailMinor: fc.option(minor, { freq: 6 }), costMinor: fc.option(minor, { freq: 3 }),
  prices: fc.array(fc.record({ source: fc.constantFrom('contract', 'price_list', 'quantity_break', 'promotion'), list: fc.constantFrom('x', 'y'), minQuantity: fc.constantFrom(1, 3, 10), unitMinor: minor }, { noNullPrototype: true }), { maxLength: 3 }),
}, { noNullPrototype: true }) as fc.Arbitrary<Good>

const drawn: fc.Arbitrary<Drawn> = fc.record({
  document, market: fc.constantFrom('us', 'jp', 'kw'), level: fc.boolean(), points: fc.constantFrom(0, 7, 5_000),
  cart: fc.record({
    lines: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 12 }), good }, { noNullPrototype: true }), { minLength: 1, maxLength: 5 }).map((lines) => lines.map((line, n) => ({ id: `l${n}`, ...line }))),
    coupons: fc.subarray([...IDS]), points: fc.constantFrom(0, 3, 10_000), shippingMinor: fc.option(minor), shippingCostMinor: minor, giftMinor: fc.constantFrom(0, 99), budget: fc.option(minor),
  }, { noNullPrototype: true }),
}, { noNullPrototype: true }) as fc.Arbitrary<Drawn>

/** A quote is right to the minor unit, whatever the cart (R30, R33 to R36). */
export const pricingProperties: readonly Property[] = [
  property('a quote adds up to the minor unit, and nothing costs less than nothing', drawn, addsUp),
  property('what a quote says will be earned is what its order earns', drawn, earnsAsQuoted),
  property('no line and no order is below its floor while there is something to drop', drawn, keepsFloor),
  property('a quote is the same every time, and a coupon told twice is told once', drawn, isTheSame),
  property('a discount takes no more than its most, its limits, or what the line costs', drawn, keepsLimits),
]

type Asked = { timeline: Timeline; member: MemberState; cart: Cart; quoted: Quote }

function ask({ document, market, level, points, cart: { budget, ...cart } }: Drawn, more: Partial<Cart> = {}): Asked {
  const timeline = timelineOf(compileProgram(document))
  const before = AT - 86_400_000
  let member = emptyMember('ada')
  member = commit(member, apply(timeline, member, { source: 'shop', id: 'joined', at: before, kind: 'member.joined', profile: { tags: level ? ['gold'] : [] } }))
  if (points > 0) member = commit(member, apply(timeline, member, { source: 'shop', id: 'given', at: before, kind: 'points.adjusted', points, reason: 'test', author: 'mei' }))
  const rate = market === 'us' ? null : { rate: market === 'jp' ? '0.0067' : '3.257', source: 'test', asOf: '2026-03-04' }
  const gifts = { cup: { sku: 'cup', tags: [], isGiftCard: false, isSaleItem: false, retailMinor: 99, costMinor: 40, prices: [] } }
  const left = budget === null ? {} : Object.fromEntries(IDS.flatMap((id) => [`${id} money:${market} all ever`, `${id} money all ever`, `${id} uses all ever`].map((counter) => [counter, budget])))
  const coupons = cart.coupons.map((discount) => ({ code: discount, discount }))
  const whole: Cart = { id: 'cart', market, rate, granted: {}, left, gifts, ...cart, coupons, ...more }
  return { timeline, member, cart: whole, quoted: quote(timeline, member, { cart: whole, at: AT }) }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

function addsUp(tried: Drawn): void {
  const { quoted, cart } = ask(tried)
  for (const { line, price, amountMinor, taken, netMinor } of quoted.lines) {
    assert(netMinor >= 0 && netMinor === amountMinor - sum(taken.map((one) => one.minor)), 'a line is its price less what is taken off', { line, netMinor })
    assert(amountMinor === price.unitMinor * line.quantity && taken.every((one) => one.minor > 0), 'a line costs its unit price so many times', line)
    assert(price.candidates.filter(({ why }) => why === 'chosen').length === 1, 'one price is chosen', price.candidates)
    assert(!line.good.isGiftCard || taken.length === 0, 'a gift card is money', line)
  }
  assert(quoted.goodsMinor === sum(quoted.lines.map(({ netMinor }) => netMinor)) && quoted.lines.length + quoted.unpriced.length === cart.lines.length, 'lines add up', quoted)
  assert(quoted.payMinor === quoted.goodsMinor + quoted.shipping.payMinor - quoted.points.worthMinor && quoted.payMinor >= 0, 'what is to pay adds up', quoted)
  assert(quoted.points.points <= tried.points && quoted.points.worthMinor <= quoted.goodsMinor, 'points pay for goods, as far as there are any', quoted.points)
  const { margins } = quoted
  if (margins === null) return
  const policy = tried.document.margin
  assert(policy !== undefined && sum(margins.lines.map((line) => line.netMinor)) === quoted.goodsMinor, 'margins are of these lines')
  assert(sum(margins.lines.map((line) => line.netMinor - line.costMinor - line.feeMinor - line.shippingMinor - line.giftMinor - line.pointsMinor)) === margins.marginMinor, 'a margin is what is left', margins)
  assert(quoted.lines.length === 0 || sum(margins.lines.map((line) => line.giftMinor)) === cart.giftMinor + 40 * quoted.perks.filter(({ gift }) => gift !== null).length, 'what belongs to the order is shared without rest', margins)
}

function earnsAsQuoted(tried: Drawn): void {
  const { timeline, member, quoted } = ask(tried)
  const before = canonicalState(member)
  const { awards } = apply(timeline, member, { source: 'shop', id: 'paid', at: AT + 60_000, kind: 'order.paid', order: orderOfQuote(quoted) })
  const earned = sum((awards.find(({ id }) => id === orderAwardId('cart'))?.earnings ?? []).map((earning) => earning.earned))
  assert(earned === quoted.earns.points, 'estimate = award', { earned, quoted: quoted.earns })
  assert(canonicalState(member) === before, 'a quote changes nothing')
}

function keepsFloor(tried: Drawn): void {
  const { quoted } = ask(tried)
  if (quoted.margins === null || !quoted.margins.isBelow) return
  const shadow = ask({ ...tried, document: { ...tried.document, margin: { ...tried.document.margin, mode: 'shadow' } as NonNullable<ProgramDocument['margin']> } }).quoted
  assert(shadow.dropped.length > 0 || quoted.dropped.length === 0, 'the shadow says what would be dropped', { shadow: shadow.dropped, quoted: quoted.dropped })
  if (quoted.isShadow) return
  const below = new Set(quoted.margins.lines.filter(({ marginMinor, floorMinor }) => marginMinor < floorMinor).map(({ line }) => line))
  const isOrderBelow = quoted.margins.orderFloorMinor !== null && quoted.margins.marginMinor < quoted.margins.orderFloorMinor
  if (isOrderBelow) assert(quoted.perks.length === 0 && quoted.lines.every(({ price, taken }) => taken.length === 0 && price.source !== 'tier'), 'an order below its floor has nothing left to drop', quoted.lines)
  for (const { line, price, taken } of quoted.lines) if (below.has(line.id)) assert(taken.length === 0 && quoted.perks.length === 0 && price.source !== 'tier', 'a line below its floor has nothing left to drop', { line, taken, price })
}

function isTheSame(tried: Drawn): void {
  const { quoted, cart } = ask(tried)
  assertSame(JSON.stringify(ask(tried, { coupons: [...cart.coupons, ...cart.coupons] }).quoted.lines), JSON.stringify(quoted.lines), 'a coupon helps once')
  assertSame(JSON.stringify(ask(tried, { coupons: cart.coupons.toReversed() }).quoted.lines), JSON.stringify(quoted.lines), 'the order in which coupons are told is none of discounts')
}

function keepsLimits(tried: Drawn): void {
  const { quoted, cart } = ask(tried)
  for (const { id, kind, most, minimum, limits } of tried.document.discounts ?? []) {
    const taken = sum(quoted.lines.flatMap((line) => line.taken).filter((one) => one.discount === id).map((one) => one.minor))
    for (const { discount, key, amount } of quoted.counted) assert(amount > 0 && amount <= (cart.left[`${discount} ${key}`] ?? Infinity), 'no more is counted than was left', { discount, key, amount })
    if (limits?.some(({ money }) => typeof money === 'object') === true) assert(taken <= (cart.left[`${id} money:${cart.market} all ever`] ?? Infinity), 'a limit is kept', { id, taken })
    assert(kind !== 'coupon' || cart.coupons.some(({ discount }) => discount === id) || taken === 0, 'nobody has a coupon that they have not', { id })
    const limit = most?.[cart.market]
    assert(limit === undefined || taken <= minorOf(limit, cart.market), 'the most is kept', { id, taken, limit })
    const least = minimum?.[cart.market]
    assert(least === undefined || taken === 0 || sum(quoted.lines.map(({ amountMinor }) => amountMinor)) >= minorOf(least, cart.market), 'the minimum is kept', { id })
  }
}

const DIGITS = { us: 2, jp: 0, kw: 3 } as const

/** A decimal amount in minor units, by counting digits. */
function minorOf(text: string, market: string): number {
  const [whole, decimals = ''] = text.split('.') as [string, string?]
  return Number(whole + decimals.padEnd(DIGITS[market as keyof typeof DIGITS], '0'))
}
