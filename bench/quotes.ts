import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import type { Cart, CartLine, Good, ListedPrice } from '#engine/pricing/cart'
import { quote } from '#engine/pricing/quote'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { perSecond } from './engine.ts'

const AT = parseInstant('2026-03-08T12:00:00Z')
const QUOTES = 4_000
const LARGE = 20

/** A member of a level with a price of its own; a member day, a promotion by a condition and two coupons; a floor. */
const PROGRAM = {
  program: 'bench', name: 'Bench', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['price', 'shipping'] }] }],
  benefits: { price: { kind: 'discount', name: '10 % off', percent: '10' }, shipping: { kind: 'shipping', name: 'Free shipping', shipping: { free_from: { us: '50' } } } },
  discounts: [
    { id: 'day', kind: 'member_day', percent: '5', month_days: [8] }, { id: 'two', kind: 'promotion', percent: '3', when: 'order.items >= 2' },
    { id: 'ten', kind: 'coupon', amount: { us: '10' }, minimum: { us: '20' }, limits: [{ money: { us: '10000' } }] }, { id: 'new', kind: 'coupon', percent: '2', base: { only_tags: ['new'] }, stacks_with: ['ten'] },
  ],
  margin: { floor: '5', fee: { percent: '2.9', amount: { us: '0.30' } }, breakage: '20' },
}

/** Prices of six sources: contract, price list, two quantity steps, level, promotion, retail. */
function line(number: number): CartLine {
  const retailMinor = 1_000 + number * 37
  const price = (source: ListedPrice['source'], percent: number, minQuantity = 1): ListedPrice => ({ source, list: source, minQuantity, unitMinor: Math.round((retailMinor * percent) / 100) })
  const good: Good = { sku: `S${number}`, tags: ['new'], isGiftCard: false, isSaleItem: false, retailMinor, costMinor: Math.round(retailMinor * 0.3), prices: [price('price_list', 95), price('quantity_break', 92, 3), price('quantity_break', 85, 10), price('promotion', 93), price('contract', 97)] }
  return { id: String(number), quantity: 1 + (number % 4), good }
}

function cart(lines: number): Cart {
  return { id: 'cart', market: 'us', rate: null, lines: Array.from({ length: lines }, (_, index) => line(index)), coupons: ['ten', 'new'].map((discount) => ({ code: discount, discount })), left: { 'ten money:us all ever': 1_000_000 }, gifts: {}, points: 100, shippingMinor: 700, shippingCostMinor: 500, giftMinor: 0, granted: {} }
}

/** Quotes a second on one core of a cart of 20 lines and of one, each line with prices of six sources and four discounts. */
export function measureQuotes(): { large: number; small: number } {
  const { program, problems } = checkProgram(PROGRAM)
  if (program === null) throw new Error(JSON.stringify(problems))
  const timeline = timelineOf(program)
  let member = emptyMember('ada')
  for (const body of [{ kind: 'member.joined', profile: { tags: ['gold'] } }, { kind: 'points.adjusted', points: 500, reason: 'bench', author: 'bench' }] as const) {
    member = commit(member, apply(timeline, member, { source: 'bench', id: body.kind, at: AT - 1_000, ...body }))
  }
  const [large, small] = [cart(LARGE), cart(1)]
  return { large: Math.round(perSecond(QUOTES, () => void quote(timeline, member, { cart: large, at: AT }))), small: Math.round(perSecond(QUOTES, () => void quote(timeline, member, { cart: small, at: AT }))) }
}
