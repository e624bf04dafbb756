import { assert } from '#engine/assert'
import { dayParts, instantText, localDay, type Instant } from '#engine/calendar'
import { lotId } from '#engine/ids'
import { orderAwardId } from '#engine/member/award-ids'
import type { MemberEvent, Order } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { availableOf, snapshotOf } from '#engine/member/parts'
import { cancellationOf, REDEMPTIONS, stockKey } from '#engine/member/rewards'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import type { Chance } from './chance.ts'
import { COLLEAGUES } from './colleagues.ts'
import type { Basket, Happening } from './happenings.ts'
import { eventsIn, type Lives } from './lives.ts'
import { joinOf } from './plan-trade.ts'
import { priceMinor, rateOn, SHIPPING } from './rates.ts'
import type { Shopper } from './shoppers.ts'

const SOURCE = 'demo'
const DAY = 86_400_000
/** Rewards that staff have to send or load. */
const BY_STAFF: ReadonlySet<string> = new Set(['product', 'sample', 'gift_card', 'store_credit', 'donation'])

/** Members who owe points in the end, and after how many days an order is taken back by goodwill alone. */
const [MOST_OWED, LONG_DAYS] = [6, 35]

type World = { program: Program; chance: Chance; lives: Lives; /** Orders that were taken back from who had used their points. */ owed: Set<string> }
type Coupon = { discount: string; percent: number; amountMinor: number }
/** What is remembered of a member between two happenings. */
type Memory = { lastOrderAt: Instant | null; tenOff: number; redeemed: Map<string, string>; tenders: Map<string, NonNullable<Order['tenders']>> }
/** A happening of one sort. */
type Of<W extends Happening['what']> = Happening & { what: W }

/** Lives what shoppers do, one happening after the other. */
export function liveShopping(given: Omit<World, 'owed'>): (happening: Happening) => void {
  const world: World = { ...given, owed: new Set() }
  const memories = new Map<string, Memory>()
  return (happening) => {
    const { id } = happening.shopper
    let memory = memories.get(id)
    if (memory === undefined) memories.set(id, memory = { lastOrderAt: null, tenOff: 0, redeemed: new Map(), tenders: new Map() })
    live(world, happening, memory)
  }
}

function live(world: World, happening: Happening, memory: Memory): void {
  switch (happening.what) {
    case 'checkout': return pay(world, happening, memory)
    case 'order': return buy(world, happening, memory)
    case 'redeem': return redeem(world, happening, memory)
    case 'give-back': return giveBack(world, happening, memory)
    case 'fulfil': return fulfil(world, happening, memory)
    case 'merge': return merge(world, happening)
    case 'judge': return judge(world, happening)
    case 'goodwill': return takeBack(world, happening)
    case 'erase': return void world.lives.act(happening.shopper.id, { do: 'erase' }, { at: happening.at, kind: null })
    case 'service': case 'adjust': case 'level': case 'send': return void world.lives.ask(happening.shopper.id, requestOf(happening))
    default: return world.lives.tell(happening.shopper.id, factOf(happening))
  }
}

/** What the shop tells as it is. */
function factOf(happening: Of<'join' | 'profile' | 'check-in' | 'review' | 'photo' | 'refund' | 'charge-back' | 'exchange'>): MemberEvent {
  const { at, shopper } = happening
  const stamp = { source: SOURCE, at }
  const named = (name: string) => ({ ...stamp, id: `${happening.what}-${shopper.id}-${instantText(at)}`, kind: 'activity' as const, name })
  switch (happening.what) {
    case 'join': return joinOf(shopper, at)
    case 'profile': return { ...stamp, id: `profile-${shopper.id}`, kind: 'activity', name: 'profile_completed' }
    case 'check-in': return named('checked_in')
    case 'review': return { ...named('reviewed'), orderId: happening.orderId }
    case 'photo': return { ...named('lookbook_photo'), id: photoOf(shopper, at), fields: { product: happening.orderId === '' ? 'HM-BAG' : happening.orderId } }
    case 'charge-back': return { ...stamp, id: `charge-back-${happening.basket.orderId}`, kind: 'order.charged_back', orderId: happening.basket.orderId, refund: {} }
    case 'refund': {
      const [item] = happening.basket.items
      const refund = happening.items === null || item === undefined ? {} : { lines: [{ line: item.product.sku, quantity: happening.items }] }
      return { ...stamp, id: `return-${happening.basket.orderId}`, kind: 'order.refunded', orderId: happening.basket.orderId, refund }
    }
    case 'exchange': return exchangeOf(happening)
  }
}

/** One piece comes back, and another product goes out in its place. */
function exchangeOf({ at, basket, shopper, instead }: Of<'exchange'>): MemberEvent {
  const [item] = basket.items
  const order = orderOf({ orderId: `${basket.orderId}-X`, shopper, at, items: [{ product: instead, quantity: 1 }] }, null)
  return {
    source: SOURCE, id: `exchange-${basket.orderId}`, at, kind: 'order.exchanged', orderId: basket.orderId, refund: item === undefined ? {} : { lines: [{ line: item.product.sku, quantity: 1 }] },
    order: { ...order, shippingMinor: 0 },
  }
}

/** What depends on what the member has, or is, at that moment. */
function requestOf(happening: Of<'service' | 'adjust' | 'level' | 'send'>): MemberEvent {
  const { at, shopper } = happening
  const stamp = { source: SOURCE, id: `${happening.what}-${shopper.id}-${instantText(at)}`, at }
  switch (happening.what) {
    case 'service': return { ...stamp, kind: 'entitlement.used', entitlement: happening.entitlement, reason: happening.reason, author: COLLEAGUES.mei.name }
    case 'adjust': return { ...stamp, kind: 'points.adjusted', points: happening.points, reason: happening.reason, author: happening.author }
    case 'level': return { ...stamp, kind: 'tier.set', track: 'circle', level: happening.level, until: at + happening.days * DAY, reason: happening.reason, author: happening.author }
    case 'send': return { ...stamp, kind: 'points.sent', points: happening.points, to: happening.to.id }
  }
}

function pay({ program, chance, lives }: World, happening: Of<'checkout'>, memory: Memory): void {
  const { shopper, basket } = happening
  const spend = chance.isLucky(shopper.thrift) ? planSpend(program, lives, happening) : null
  if (spend === null || !lives.ask(shopper.id, spend)) return
  memory.tenders.set(basket.orderId, { points: { spendId: spend.id, amountMinor: worthMinor(program, shopper, spend.points) } })
}

function buy({ program, lives }: World, { at, shopper, basket }: Of<'order'>, memory: Memory): void {
  const coupon = basket.hasCoupon ? couponFor(program, { at, shopper }, memory) : null
  const tenders = memory.tenders.get(basket.orderId)
  const order = orderOf(basket, tenders === undefined ? coupon : null)
  const named = (order.discountMinor ?? 0) > 0 ? coupon : null
  lives.tell(shopper.id, { source: SOURCE, id: basket.orderId, at, kind: 'order.paid', order: { ...order, ...(tenders === undefined ? {} : { tenders }) } }, named?.discount ?? null)
  if (named?.discount === 'ten-off') memory.tenOff -= 1
  memory.lastOrderAt = at
}

/** The coupon that a member has at the moment and would use: of the welcome, of a reward, of the birthday, or of a long absence. */
function couponFor(program: Program, { at, shopper }: { at: Instant; shopper: Shopper }, { lastOrderAt, tenOff }: Memory): Coupon | null {
  const percentOf = (discount: string): Coupon => {
    const percent = program.pricing.discounts.find(({ id }) => id === discount)?.percent
    assert(percent, 'a coupon of the demo that takes a part off is in its program', { discount })
    return { discount, percent: percent[0] / percent[1], amountMinor: 0 }
  }
  if (lastOrderAt === null) return percentOf('hello')
  if (tenOff > 0) return { discount: 'ten-off', percent: 0, amountMinor: program.pricing.discounts.find(({ id }) => id === 'ten-off')?.amountMinor[shopper.country.market] ?? 0 }
  const today = localDay(at, shopper.place.zone)
  const since = Array.from({ length: 28 }, (_, days) => dayParts(today - days)).findIndex(({ month, date }) => `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` === shopper.birthday)
  if (since > 0) return percentOf('birthday-coupon')
  const idleDays = (at - lastOrderAt) / DAY
  return idleDays > 121 && idleDays < 148 ? percentOf('come-back') : null
}

function orderOf({ orderId, shopper, at, items }: Omit<Basket, 'hasCoupon'>, coupon: Coupon | null): Order {
  const { currency } = shopper.country
  const lines = items.map(({ product, quantity }) => ({
    id: product.sku, sku: product.sku, quantity, amountMinor: priceMinor(product.price, currency) * quantity, tags: product.tags, ...(product.isGiftCard ? { isGiftCard: true } : {}),
  }))
  const goodsMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const discountMinor = coupon === null ? 0 : Math.min(goodsMinor, coupon.amountMinor + Math.floor(goodsMinor * coupon.percent))
  return {
    id: orderId, currency, market: shopper.country.market, ...(currency === 'USD' ? {} : { rate: rateOn(currency, at) }), lines, discountMinor,
    shippingMinor: goodsMinor >= priceMinor(SHIPPING.freeFrom, currency) ? 0 : priceMinor(SHIPPING.usd, currency),
  }
}

/** The points that a member uses for a basket: at most half of it, in the program's steps; null when there are too few. */
function planSpend(program: Program, lives: Lives, { at, shopper, basket }: Of<'checkout'>) {
  const order = orderOf(basket, null)
  const goodsMinor = order.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const { spendMinimum, spendStep } = program.limits
  const step = worthMinor(program, shopper, spendStep)
  const most = Math.min(Math.floor(availableOf(lives.state(shopper.id).head, program.mainUnit) / spendStep), Math.floor(goodsMinor / 2 / step)) * spendStep
  if (most < spendMinimum) return null
  return { source: SOURCE, id: `points-${basket.orderId}`, at, kind: 'points.spent' as const, points: most, purpose: 'checkout' as const, orderId: basket.orderId }
}

/** What points take off a price in the member's market. */
function worthMinor(program: Program, { country }: Shopper, points: number): number {
  const redeem = program.markets[country.market]?.redeem
  assert(redeem, 'points buy something in every market of the demo', { market: country.market })
  return Math.floor((points * redeem.worthMinor) / redeem.points)
}

/** Takes the first reward of the wishes that can be had. */
function redeem({ program, lives }: World, { at, shopper, redemption, wishes }: Of<'redeem'>, memory: Memory): void {
  const reward = wishes.find((wish) => {
    const isCounted = program.rewards.find(({ id }) => id === wish)?.isCounted === true
    return lives.act(shopper.id, { do: 'redeem', redemption, reward: wish }, { source: REDEMPTIONS, id: redemption, at, kind: 'reward.redeemed', reward: wish, ...(isCounted ? { granted: { [stockKey(wish)]: 1 } } : {}) })
  })
  if (reward === undefined) return
  memory.redeemed.set(redemption, reward)
  if (reward === 'ten-off') memory.tenOff += 1
}

/** Before it was used or sent. A voucher stays, as its partner would have to make it void. */
function giveBack({ lives }: World, { at, shopper, redemption }: Of<'give-back'>, memory: Memory): void {
  const reward = memory.redeemed.get(redemption)
  if (reward === undefined || reward === 'tea-house' || (reward === 'ten-off' && memory.tenOff < [...memory.redeemed.values()].filter((each) => each === 'ten-off').length)) return
  const isBack = lives.act(shopper.id, { do: 'give-back', redemption }, { ...cancellationOf(redemption), at, kind: 'spend.cancelled', spendId: redemption, ofRedemption: true })
  if (isBack && reward === 'ten-off') memory.tenOff -= 1
  if (isBack) memory.redeemed.delete(redemption)
}

function fulfil({ program, lives }: World, { at, shopper, redemption }: Of<'fulfil'>, memory: Memory): void {
  const kind = program.rewards.find(({ id }) => id === memory.redeemed.get(redemption))?.gives.kind
  if (kind !== undefined && BY_STAFF.has(kind)) lives.act(shopper.id, { do: 'fulfil', redemption }, { at, kind: null })
}

/** Staff take an order back though it is long ago, of a member who has used its points meanwhile, and owes them from then on. */
function takeBack({ program, lives, owed }: World, { at, shopper }: Of<'goodwill'>): void {
  const { head, awards } = lives.state(shopper.id)
  const events = lives.eventsOf.get(shopper.id) ?? []
  const touched = new Set(events.flatMap((event) => ('refund' in event ? [event.orderId] : [])))
  const earnedBy = (id: string) => awards.get(orderAwardId(id))?.earnings.reduce((sum, { earned, clawed }) => sum + earned - clawed, 0) ?? 0
  const order = events.find((event) => event.kind === 'order.paid' && event.at < at - LONG_DAYS * DAY && !touched.has(event.id) && earnedBy(event.id) > availableOf(head, program.mainUnit))
  if (order === undefined || owed.size >= MOST_OWED) return
  owed.add(order.id)
  lives.tell(shopper.id, { source: SOURCE, id: `return-${order.id}`, at, kind: 'order.refunded', orderId: order.id, refund: {} })
}

/** Staff let the points of a photo become usable, or not. */
function judge({ lives }: World, { at, shopper, sentAt, isGood }: Of<'judge'>): void {
  lives.ask(shopper.id, { source: SOURCE, id: `judged-${photoOf(shopper, sentAt)}`, at, kind: isGood ? 'points.approved' : 'points.rejected', lotId: lotId(SOURCE, photoOf(shopper, sentAt), 'lookbook', undefined, 0), author: COLLEAGUES.sofia.name, ...(isGood ? {} : { reason: 'The product is not to be seen' }) })
}

function photoOf({ id }: Shopper, at: Instant): string {
  return `photo-${id}-${instantText(at)}`
}

/** One member goes on with what both had. */
function merge({ program, lives }: World, { at, shopper, absorbed }: Of<'merge'>): void {
  if (!lives.eventsOf.has(absorbed.id)) return
  const { state } = fold(timelineOf(program), absorbed.id, { events: eventsIn(lives, absorbed.id), until: at })
  lives.tell(shopper.id, { source: SOURCE, id: `merge-${absorbed.id}`, at, kind: 'member.merged', absorbed: snapshotOf(state) })
  lives.hand(absorbed.id, { source: SOURCE, id: `merge-${absorbed.id}`, at, kind: 'member.absorbed', into: shopper.id })
}

