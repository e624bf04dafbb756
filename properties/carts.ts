import { assert } from '#engine/assert'
import { apply } from '#engine/member/apply'
import { orderAwardId } from '#engine/member/award-ids'
import { canonicalState } from '#engine/member/fold'
import type { EventBody } from '#engine/member/event'
import { commit, copyState, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Cart } from '#engine/pricing/cart'
import { orderOfQuote } from '#engine/pricing/forecast'
import { quote, type Quote, type QuotedLine } from '#engine/pricing/quote'
import { compileProgram } from '#engine/program/compile'
import type { Program, Timeline } from '#engine/program/program'
import type { ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import { cartCase, GIFT, MARKETS, type CartCase } from './arbitrary-cart.ts'
import { property, type Property } from './property.ts'
import { assertSame } from './same.ts'

const DAY = 86_400_000
const AT = Date.UTC(2026, 2, 4, 12)

/** Carts of members with a past, under programs of any shape (R30, R33 to R36). */
export const cartProperties: readonly Property[] = [
  property('a cart of any program adds up to the minor unit, and nothing in it is below zero', cartCase, addsUp),
  property('whatever the program, what a quote says will be earned is what its order earns, of each unit', cartCase, earnsAsQuoted),
  property('whatever is dropped in whatever order, a line is below its floor only with nothing left to drop, and the shadow says the same', cartCase, keepsFloor),
  property('the order in which lines and coupons are told changes no price, and a coupon told twice helps once', cartCase, hasNoOrder),
  property('best_of gives at least what any discount alone gives, and the same whatever the order of discounts', cartCase, givesBest),
  property('who pays with points earns no more than who pays with money, and pays less by their worth alone', cartCase, gainsNothing),
]

type Asked = { timeline: Timeline; program: Program; member: MemberState; cart: Cart; quoted: Quote }

/** Prices decide nothing of a member's past: each variant of a case meets the same member. */
const members = new WeakMap<CartCase['member'], MemberState>()

/** Tries a program's variant on the same member and cart. */
function ask(tried: CartCase, { document = tried.document, ...more }: Partial<Pick<CartCase, 'lines' | 'coupons' | 'points'>> & { document?: ProgramDocument } = {}): Asked {
  const program = compileProgram(document)
  const timeline = timelineOf(program)
  const member = members.get(tried.member) ?? memberOf(tried, { program, timeline })
  members.set(tried.member, member)
  const cart = cartOf({ ...tried, ...more })
  return { timeline, program, member, cart, quoted: quote(timeline, member, { cart, at: AT }) }
}

function memberOf({ market, member: { tags, points, bought } }: CartCase, { program, timeline }: Pick<Asked, 'program' | 'timeline'>): MemberState {
  const { rate } = MARKETS[market]
  const paid = (minor: number, index: number): EventBody => ({
    kind: 'order.paid', order: { id: `past${index}`, currency: program.markets[market]!.currency, market, ...(rate === null ? {} : { rate: { rate, source: 'test', asOf: '2026-01-01' } }), lines: [{ id: '1', sku: 's1', quantity: 1, amountMinor: minor }] },
  })
  const past: [number, EventBody][] = [
    [AT - 200 * DAY, { kind: 'member.joined', profile: { tags } }],
    ...(points === 0 ? [] : [[AT - 150 * DAY, { kind: 'points.adjusted', points, reason: 'test', author: 'mei' }] as [number, EventBody]]),
    ...bought.toSorted((a, b) => b.day - a.day).map(({ day, minor }, index): [number, EventBody] => [AT - day * DAY + index, paid(minor, index)]),
  ]
  return past.reduce((state, [at, body], index) => commit(state, apply(timeline, state, { source: 'shop', id: `e${index}`, at, ...body })), emptyMember('ada'))
}

function cartOf({ market, lines, coupons, points, shippingMinor, shippingCostMinor, giftMinor }: CartCase): Cart {
  const { rate } = MARKETS[market]
  return {
    id: 'cart', market, rate: rate === null ? null : { rate, source: 'test', asOf: '2026-03-04' }, lines: lines.map((line, index) => ({ id: `l${index}`, ...line })),
    coupons: coupons.map((discount) => ({ code: discount, discount })), left: {}, gifts: { [GIFT]: { sku: GIFT, tags: [], isGiftCard: false, isSaleItem: false, retailMinor: 99, costMinor: 40, prices: [] } }, points, shippingMinor, shippingCostMinor, giftMinor, granted: {},
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
/** What discounts take off the goods, and off the shipping. */
const givenBy = ({ lines, shipping: { freeBy, fullMinor } }: Quote) => sum(lines.flatMap(({ taken }) => taken.map(({ minor }) => minor))) + (freeBy === null ? 0 : fullMinor)
const without = (document: ProgramDocument, key: keyof ProgramDocument): ProgramDocument => Object.fromEntries(Object.entries(document).filter(([name]) => name !== key)) as ProgramDocument

function addsUp(tried: CartCase): void {
  const { quoted, cart, program } = ask(tried)
  for (const { line, price, amountMinor, taken, netMinor } of quoted.lines) {
    assert(Number.isSafeInteger(netMinor) && netMinor >= 0 && price.unitMinor >= 0, 'no price is below zero', { line, netMinor })
    assert(amountMinor === price.unitMinor * line.quantity && netMinor === amountMinor - sum(taken.map(({ minor }) => minor)), 'a line is its pieces less what is taken off', { line, amountMinor, netMinor })
    assert(price.unitMinor <= (line.good.retailMinor ?? Infinity) || price.source !== 'tier', 'a level makes nothing dearer', price)
    assert(new Set(taken.map(({ discount }) => discount)).size === taken.length, 'a discount is on a line once', taken)
  }
  const { goodsMinor, shipping, points, payMinor, margins, taxBase } = quoted
  assert(goodsMinor === sum(quoted.lines.map(({ netMinor }) => netMinor)) && payMinor === goodsMinor + shipping.payMinor - points.worthMinor && payMinor >= 0, 'what is to pay adds up', quoted)
  const ofCards = sum(quoted.lines.filter(({ line }) => line.good.isGiftCard).map(({ netMinor }) => netMinor))
  assert(sum(Object.values(taxBase.lines)) === taxBase.goodsMinor && taxBase.totalMinor + ofCards === payMinor + points.worthMinor, 'tax is on all that is paid, by whatever, but for gift cards', taxBase)
  assert(shipping.payMinor === (shipping.isFree ? 0 : (cart.shippingMinor ?? 0)), 'shipping is paid whole or not at all', shipping)
  assert(points.points <= points.mostPoints && points.points <= tried.points && points.worthMinor * 100 <= goodsMinor * Number(tried.document.prices?.points_share), 'points pay for their share of the goods', points)
  assert(points.points % program.limits.spendStep === 0 && (points.points === 0 || points.points >= program.limits.spendMinimum), 'points are used in steps, from the least on', points)
  if (margins === null) return
  const { feeMinor, shippingMinor, giftMinor } = totals(margins.lines)
  assert(quoted.lines.length === 0 || (giftMinor === cart.giftMinor + 40 * quoted.perks.filter(({ gift }) => gift !== null).length && shippingMinor === Math.max(0, cart.shippingCostMinor - shipping.payMinor)), 'what belongs to the order is shared without rest', margins)
  assert(feeMinor >= 0 && margins.marginMinor === sum(margins.lines.map((line) => line.netMinor - line.costMinor - line.feeMinor - line.shippingMinor - line.giftMinor - line.pointsMinor)), 'a margin is what is left', margins)
}

function totals(lines: readonly { feeMinor: number; shippingMinor: number; giftMinor: number }[]): { feeMinor: number; shippingMinor: number; giftMinor: number } {
  return { feeMinor: sum(lines.map(({ feeMinor }) => feeMinor)), shippingMinor: sum(lines.map(({ shippingMinor }) => shippingMinor)), giftMinor: sum(lines.map(({ giftMinor }) => giftMinor)) }
}

function earnsAsQuoted(tried: CartCase): void {
  const { timeline, member, quoted } = ask(tried)
  const before = canonicalState(member)
  const outcome = apply(timeline, copyState(member), { source: 'shop', id: 'paid', at: AT + 60_000, kind: 'order.paid', order: orderOfQuote(quoted) })
  const award = outcome.awards.find(({ id }) => id === orderAwardId('cart'))
  const units: Record<string, number> = {}
  for (const { unit, earned } of award?.earnings ?? []) units[unit] = (units[unit] ?? 0) + earned
  assertSame(JSON.stringify(units), JSON.stringify(quoted.earns.units), 'estimate = award')
  const net = sum((award?.paid?.lines ?? []).map(({ netMinor }) => netMinor))
  assert(net === quoted.goodsMinor, 'an order is paid as it was quoted', { net, goods: quoted.goodsMinor })
  assert(canonicalState(member) === before, 'a quote changes nothing')
}

function keepsFloor(tried: CartCase): void {
  const { quoted } = ask(tried)
  if (quoted.margins === null) return assert(quoted.dropped.length === 0, 'without a floor nothing is dropped')
  const floor = (mode: 'drop' | 'shadow') => ask(tried, { document: { ...tried.document, margin: { ...tried.document.margin, mode } as NonNullable<ProgramDocument['margin']> } }).quoted
  const [dropping, shadow] = [floor('drop'), floor('shadow')]
  const free = ask(tried, { document: without(tried.document, 'margin') }).quoted
  assertSame(JSON.stringify(shadow.dropped), JSON.stringify(dropping.dropped), 'the shadow says what would be dropped')
  assertSame(JSON.stringify([shadow.lines, shadow.payMinor, shadow.earns]), JSON.stringify([free.lines, free.payMinor, free.earns]), 'the shadow changes nothing')
  const kinds = tried.document.margin?.drop ?? []
  const below = new Set(dropping.margins!.lines.filter(({ marginMinor, floorMinor }) => marginMinor < floorMinor).map(({ line }) => line))
  for (const { line, price, taken } of dropping.lines) {
    if (below.has(line.id)) assert(!taken.some(({ kind }) => kinds.includes(kind)) && !(price.source === 'tier' && kinds.includes('tier')), 'a line below its floor has nothing left to drop', { line, taken, price })
  }
  const gone = dropping.dropped.map(({ benefit, kind, line }) => `${kind} ${benefit} ${line}`)
  assert(new Set(gone).size === gone.length && dropping.dropped.every(({ kind }) => kinds.includes(kind)), 'a benefit is dropped once, and only one that may be', gone)
  if (below.size > 0) assert(!dropping.perks.some(({ kind }) => kinds.includes(kind)), 'nor has its cart', dropping.perks)
  for (const { benefit, line, kind } of dropping.dropped) {
    if (line === null) {
      assert(!dropping.perks.some(({ discount }) => discount === benefit), 'what was dropped is not given', dropping.perks)
      continue
    }
    const left = dropping.lines.find((one) => one.line.id === line) as QuotedLine
    assert(kind === 'tier' ? left.price.source !== 'tier' : !left.taken.some(({ discount }) => discount === benefit), 'what was dropped is not there', left)
  }
}

function hasNoOrder(tried: CartCase): void {
  const { quoted } = ask(tried)
  assertSame(JSON.stringify(ask(tried, { coupons: [...tried.coupons, ...tried.coupons].toReversed() }).quoted.lines), JSON.stringify(quoted.lines), 'a coupon helps once, told in any order')
  const document = without(tried.document, 'margin')
  const [plain, turned] = [ask(tried, { document }).quoted, ask(tried, { document, lines: tried.lines.toReversed() }).quoted]
  const priceOf = ({ line: { good }, price, amountMinor }: QuotedLine) => JSON.stringify([good, price, amountMinor])
  assertSame(JSON.stringify(turned.lines.map(priceOf).toReversed()), JSON.stringify(plain.lines.map(priceOf)), 'a price is that of its line')
  // What an amount or a limit shares out may leave its odd minor units on another line, and a percentage of that may round otherwise.
  const isShared = (tried.document.discounts ?? []).some(({ amount, most, limits }) => amount !== undefined || most !== undefined || limits !== undefined)
  const odd = isShared ? tried.lines.length * (tried.document.discounts ?? []).length : 0
  assert(Math.abs(turned.goodsMinor - plain.goodsMinor) <= odd, 'the goods cost the same whatever their order', { turned: turned.goodsMinor, plain: plain.goodsMinor })
}

function givesBest(tried: CartCase): void {
  const { margin: _, ...document } = { ...tried.document, prices: { ...tried.document.prices, stacking: 'best_of' } } as ProgramDocument
  const { quoted } = ask(tried, { document })
  const best = givenBy(quoted)
  assert(new Set([...quoted.lines.flatMap(({ taken }) => taken.map(({ discount }) => discount)), ...quoted.perks.map(({ discount }) => discount)]).size <= 1, 'the best is one', quoted.lines)
  for (const discount of document.discounts ?? []) {
    const alone = givenBy(ask(tried, { document: { ...document, prices: { ...document.prices, stacking: 'in_order' }, discounts: [{ ...discount, stacks_with: [] }] } as ProgramDocument }).quoted)
    assert(alone <= best, 'nothing alone gives more than the best', { discount, alone, best })
  }
  const turned = ask(tried, { document: { ...document, discounts: (document.discounts ?? []).toReversed() } as ProgramDocument }).quoted
  assert(givenBy(turned) === best, 'the best is the best in any order of the document', { best, turned: givenBy(turned) })
}

function gainsNothing(tried: CartCase): void {
  const [byPoints, byMoney] = [ask(tried), ask(tried, { points: 0 })]
  const { points, payMinor, earns } = byPoints.quoted
  if (byPoints.quoted.margins === null) assert(payMinor === byMoney.quoted.payMinor - points.worthMinor, 'points pay what they are worth', { payMinor, points })
  if (JSON.stringify(byPoints.quoted.lines) === JSON.stringify(byMoney.quoted.lines)) {
    for (const [unit, earned] of Object.entries(earns.units)) assert(earned <= (byMoney.quoted.earns.units[unit] ?? 0), 'paying with points earns no more', { unit, earned, byMoney: byMoney.quoted.earns })
  }
}
