import { endOfDay, parseDay, type Instant } from '#engine/calendar'
import { resolvedLevels } from '#engine/member/levels'
import { cartMistakes, compileCart, type WrittenCart } from '#engine/pricing/cart-document'
import { counterName, countersFor } from '#engine/pricing/limits'
import { quote, type Quote } from '#engine/pricing/quote'
import { guest } from '#engine/pricing/scene'
import type { Discount } from '#engine/program/pricing'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Store } from '#engine/simulate/store'
import type { Checkout, CouponView } from './checkouts.ts'
import type { Answer } from './driver.ts'

const LIFE_MS = 15 * 60_000

type Coupon = { code: string; discount: string; member: string | null; origin: string; uses: number | null; from: Instant | null; until: Instant | null; isVoid: boolean }
type Counted = { name: string; subject: string; amount: number }
type Use = { cartId: string; member: string; codes: string[]; counted: Counted[]; points: number; until: Instant; state: 'held' | 'committed' | 'released'; orderId: string | null }
type Scene = { member: string; at: Instant }

/** Coupons and carts of a store in memory: the promises of the server's tables, told as plainly as they can be. */
export type Checkouts = {
  take: (checkout: Checkout, scene: Scene) => Answer
  /** The cart priced with the coupons and limits of that moment; a name of a discount stands for a coupon that the member has, else for one that is there for them. */
  price: (cart: WrittenCart, scene: Scene) => { quoted: Quote; program: Program }
  coupons: (scene: Scene) => CouponView[]
}

type World = { store: Store; given: Coupon[]; uses: Use[] }

export function openCheckouts(store: Store): Checkouts {
  const world: World = { store, given: [], uses: [] }
  return {
    take: (checkout, scene) => take(world, checkout, scene),
    price: (cart, scene) => { const { quoted, program } = price(world, cart, scene); return { quoted, program } },
    coupons: (scene) => [...world.given, ...dueOf(world, scene)].filter(({ member }) => member === scene.member)
      .map((coupon) => ({ discount: coupon.discount, status: statusOf(world, coupon, scene.at), origin: coupon.origin, until: coupon.until })).sort((a, b) => (a.discount < b.discount ? -1 : 1)),
  }
}

/** R41: what a member is due by facts, once for each cause. */
function dueOf({ store }: World, { member, at }: Scene): Coupon[] {
  const due = store.facts(member).filter((fact) => fact.name === 'coupon.due' && fact.at <= at)
  return [...new Map(due.map((fact) => [`${String(fact['cause'])}/${String(fact['discount'])}`, fact])).entries()].map(([code, { discount, occasion, lastDay, zone }]) => ({
    code, discount: String(discount), member, origin: String(occasion), uses: 1, from: null, until: typeof lastDay === 'string' ? endOfDay(parseDay(lastDay), String(zone)) : null, isVoid: false,
  }))
}

/** Uses that count at an instant: held and not over, or committed and not all returned. */
function standing({ store, uses }: World, at: Instant): Use[] {
  const returned = new Set(store.members().flatMap((id) => store.facts(id)).flatMap((fact) => (fact.name === 'order.refunded' && fact['isWhole'] === true && fact.at <= at ? [String(fact['orderId'])] : [])))
  return uses.filter(({ state, until, orderId }) => (state === 'held' ? at < until : state === 'committed' && !returned.has(orderId ?? '')))
}

function statusOf(world: World, { code, uses, isVoid }: Coupon, at: Instant): string {
  if (isVoid) return 'void'
  const own = standing(world, at).filter(({ codes }) => codes.includes(code))
  if (uses === null || own.length < uses) return 'issued'
  return own.filter(({ state }) => state === 'committed').length >= uses ? 'used' : 'held'
}

function take(world: World, checkout: Checkout, scene: Scene): Answer {
  switch (checkout.type) {
    case 'coupon.given': {
      world.given.push({ ...checkout, member: checkout.isBound ? scene.member : null, origin: 'staff', isVoid: false })
      return { status: 'accepted' }
    }
    case 'coupon.voided': return voidCoupon(world, checkout.code, scene)
    case 'checkout.held': return hold(world, checkout, scene)
    case 'checkout.committed': return commit(world, checkout, scene)
    case 'checkout.released': return release(world, checkout.cartId, scene)
  }
}

function refused(code: string): Answer {
  return { status: 'refused', code, details: {} }
}

function voidCoupon(world: World, code: string, { at }: Scene): Answer {
  const coupon = world.given.find((one) => one.code === code)
  if (coupon === undefined) return refused('coupons.unknown')
  if (standing(world, at).some((use) => use.codes.includes(code) && (use.state === 'held' || statusOf(world, coupon, at) === 'used'))) return refused('coupons.not_voidable')
  coupon.isVoid = true
  return { status: 'accepted' }
}

function hold(world: World, { cartId, cart }: Extract<Checkout, { type: 'checkout.held' }>, scene: Scene): Answer {
  if (world.uses.some((use) => use.cartId === cartId)) return { status: 'duplicate' }
  const { quoted, codes } = price(world, cart, scene)
  const given = new Set([...quoted.lines.flatMap(({ taken }) => taken.map(({ discount }) => discount)), ...quoted.perks.map(({ discount }) => discount)])
  const counted = quoted.counted.map((one) => ({ name: counterName(one), subject: one.isOfMember ? scene.member : '', amount: one.amount }))
  const until = scene.at + LIFE_MS
  const { points } = quoted.points
  world.uses.push({ cartId, member: scene.member, codes: codes.flatMap(({ code, discount }) => (given.delete(discount) ? [code] : [])), counted, points, until, state: 'held', orderId: null })
  if (points > 0) tell(world, scene, { id: `quote/${cartId}`, kind: 'points.held', points, until })
  return { status: 'accepted' }
}

function commit(world: World, { cartId, orderId }: Extract<Checkout, { type: 'checkout.committed' }>, scene: Scene): Answer {
  const use = world.uses.find((one) => one.cartId === cartId)
  if (use === undefined) return refused('quotes.unknown')
  if (use.state === 'committed') return use.orderId === orderId ? { status: 'accepted' } : refused('quotes.committed_already')
  if (use.state === 'released' || scene.at >= use.until) return refused('quotes.not_held')
  Object.assign(use, { state: 'committed', orderId })
  if (use.points > 0) tell(world, { ...scene, member: use.member }, { id: `quote/${cartId}/committed`, kind: 'hold.committed', holdId: `quote/${cartId}`, orderId })
  return { status: 'accepted' }
}

function release(world: World, cartId: string, scene: Scene): Answer {
  const use = world.uses.find((one) => one.cartId === cartId)
  if (use === undefined) return refused('quotes.unknown')
  if (use.state === 'committed') return refused('quotes.committed_already')
  if (use.state === 'held' && scene.at < use.until && use.points > 0) tell(world, { ...scene, member: use.member }, { id: `quote/${cartId}/released`, kind: 'hold.released', holdId: `quote/${cartId}` })
  use.state = 'released'
  return { status: 'accepted' }
}

type Told = { id: string } & ({ kind: 'points.held'; points: number; until: Instant } | { kind: 'hold.committed'; holdId: string; orderId: string } | { kind: 'hold.released'; holdId: string })

function tell({ store }: World, { member, at }: Scene, event: Told): void {
  store.record([{ member, event: { source: 'rockpool', at, ...event } }])
}

type Priced = { quoted: Quote; program: Program; codes: { code: string; discount: string }[] }

/** @throws RangeError with what is wrong with the cart */
function price(world: World, written: WrittenCart, { member, at }: Scene): Priced {
  const { store } = world
  const known = store.member(member, at)
  // Whom nobody has told anything of is quoted as a guest, as a shop does.
  const state = known.head.version === 0 ? guest() : known
  const { program } = publicationAt(store.timeline(), at)
  const codes = (written.coupons ?? []).flatMap((name) => usable(world, name, { member, at, discounts: program.pricing.discounts }))
  const { coupons: _, ...bare } = written
  const [mistake] = cartMistakes(bare, program)
  if (mistake !== undefined) throw new RangeError(`the cart is wrong at ${mistake.keys.join('.')}: found ${mistake.found}, wanted ${mistake.wanted}`)
  const seer = { isMember: state.head.version > 0, tags: state.head.tags, levels: resolvedLevels(state.head, program), memberIds: [] }
  const cart = { ...compileCart(bare, program, { seer, at }), coupons: codes }
  const uses = standing(world, at).flatMap(({ counted }) => counted)
  const left = Object.fromEntries(countersFor(store.timeline(), state, { cart, at }).map((counter) => {
    const used = uses.filter(({ name, subject }) => name === counterName(counter) && subject === (counter.isOfMember ? member : ''))
    return [counterName(counter), Math.max(0, counter.most - used.reduce((sum, { amount }) => sum + amount, 0))]
  }))
  return { program, codes, quoted: quote(store.timeline(), state, { cart: { ...cart, left }, at, isOverridden: written.override === true }) }
}

function usable(world: World, name: string, { member, at, discounts }: Scene & { discounts: readonly Discount[] }): { code: string; discount: string }[] {
  const isOpen = (coupon: Coupon) => statusOf(world, coupon, at) === 'issued' && (coupon.from ?? at) <= at && at < (coupon.until ?? Infinity) && (coupon.member === null || coupon.member === member)
  const all = [...world.given, ...dueOf(world, { member, at })]
  const coded = all.find(({ code }) => code === name)
  if (coded !== undefined) return isOpen(coded) ? [coded] : []
  const isDiscount = discounts.some(({ id, kind }) => id === name && kind === 'coupon')
  if (!isDiscount) return []
  const own = all.filter((coupon) => coupon.discount === name && coupon.member === member)
  if (own.length === 0) return [{ code: name, discount: name }]
  return own.filter(isOpen).slice(0, 1)
}
