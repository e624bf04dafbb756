import { dayParts, dayText, localDay, type Day } from '#engine/calendar'
import { PRODUCTS, SEASON, type Product } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { drawTime, FIRST_DAY, LAST_DAY } from './days.ts'
import { byTime, type Basket, type Happening } from './happenings.ts'
import { planHabits } from './plan-habits.ts'
import { planStaff } from './plan-staff.ts'
import { drawShopper, type Shopper } from './shoppers.ts'

/** Days when many shop: the eighth of June's festival, Singles' Day with its eve, Black Friday. */
const FESTIVALS: ReadonlySet<string> = new Set(['2025-06-18', '2025-11-10', '2025-11-11', '2025-11-28'])
/** How many orders a member makes in a year: most one, a few very many. */
const APPETITES: readonly (readonly [number, number])[] = [[0, 6], [1, 40], [2, 21], [3, 13], [4, 8], [5, 6], [7, 5], [10, 4], [14, 2], [20, 1]]
/** Members whom the shop's own people are when they try something. */
const TESTERS: readonly Partial<Shopper>[] = [{ tags: ['test'], notes: 'Test member of the team: do not ship.' }, { tags: ['test'], notes: '团队测试账号，请勿发货。' }]
const REVIEW_RATE = 0.3
const MINUTE = 60_000

/** Everything that happens in the year of a seed to those who shop for themselves, in the order of time; nothing after its last day. */
export function planYear(chance: Chance): { shoppers: Shopper[]; happenings: Happening[] } {
  const shoppers = Array.from({ length: chance.between(720, 800) }, (_, index) => ({ ...drawShopper(chance, index + 1), ...(index < TESTERS.length ? TESTERS[index] : {}) }))
  const lives = shoppers.map((shopper) => planShopper(chance, shopper))
  const extra = planStaff(chance, shoppers.map((shopper, index) => ({ shopper, joinedAt: (lives[index] as Happening[])[0]!.at })))
  const within = [...lives.flat(), ...extra.happenings].filter(({ at, shopper }) => localDay(at, shopper.place.zone) <= LAST_DAY)
  return { shoppers: [...shoppers, ...extra.shoppers], happenings: numberOrders(within.sort(byTime)) }
}

function planShopper(chance: Chance, shopper: Shopper): Happening[] {
  const orders = chance.weighted(APPETITES)
  let day = drawDay(chance, FIRST_DAY, LAST_DAY)
  const joined = chance.isLucky(0.2) ? Math.max(FIRST_DAY, day - chance.between(1, 30)) : day
  const firstAt = drawTime(chance, day, shopper)
  const joinedAt = joined === day ? firstAt - 5 * MINUTE : drawTime(chance, joined, shopper)
  const happenings: Happening[] = [{ at: joinedAt, shopper, what: 'join' }]
  if (chance.isLucky(0.65)) happenings.push({ at: joinedAt + MINUTE, shopper, what: 'profile' })
  for (let order = 0; order < orders && day <= LAST_DAY; order += 1) {
    const at = order === 0 ? firstAt : drawTime(chance, day, shopper)
    happenings.push(...planOrder(chance, { orderId: '', shopper, at, items: drawItems(chance, day), hasCoupon: chance.isLucky(order === 0 ? 0.4 : 0.6) }))
    const pause = Math.round((320 / orders) * (0.5 + chance.draw()))
    day = drawDay(chance, day + Math.max(3, Math.round(pause * 0.6)), day + Math.max(6, Math.round(pause * 1.4)))
  }
  return [...happenings, ...planHabits(chance, shopper, joined)]
}

/** A basket, the look at the balance a minute before, and what often follows: a review, seldom a return or an exchange, very seldom a charge-back. */
function planOrder(chance: Chance, basket: Basket): Happening[] {
  const { shopper, at } = basket
  const happenings: Happening[] = [{ at: at - MINUTE, shopper, what: 'checkout', basket }, { at, shopper, what: 'order', basket }]
  const later = (low: number, high: number) => drawTime(chance, localDay(at, shopper.place.zone) + chance.between(low, high), shopper)
  if (chance.isLucky(REVIEW_RATE)) happenings.push({ at: later(8, 30), shopper, what: 'review', orderId: '' })
  const end = chance.weighted([['none', 900], ['all', 38], ['part', 40], ['exchange', 14], ['charge-back', 4]] as const)
  if (end === 'all' || end === 'part') happenings.push({ at: later(5, 26), shopper, what: 'refund', basket, items: end === 'all' ? null : 1 })
  if (end === 'exchange') happenings.push({ at: later(6, 24), shopper, what: 'exchange', basket, instead: drawInstead(chance, basket) })
  if (end === 'charge-back') happenings.push({ at: later(30, 60), shopper, what: 'charge-back', basket })
  return happenings
}

/** Something that costs about as much as the first piece of the basket. */
function drawInstead(chance: Chance, { items }: Basket): Product {
  const { product } = items[0]!
  return chance.pick(PRODUCTS.filter(({ weight, isGiftCard, price }) => weight > 0 && isGiftCard === product.isGiftCard && Math.abs(price - product.price) <= product.price / 4))
}

function drawItems(chance: Chance, day: Day): Basket['items'] {
  const { month } = dayParts(day)
  const warmth = Math.max(0, 1 - Math.abs(month - 7) / 4)
  const shelf = PRODUCTS.map((product) => [product, product.weight * (1 + warmth * product.summer)] as const)
  const items = new Map<Product, number>()
  for (let left = chance.weighted([[1, 46], [2, 31], [3, 16], [4, 7]]); left > 0; left -= 1) {
    const product = chance.weighted(shelf)
    items.set(product, (items.get(product) ?? 0) + (product.price < 30 ? chance.between(1, 3) : 1))
  }
  return [...items].map(([product, quantity]) => ({ product, quantity }))
}

/** A day of the stretch, likelier where the season is; a day beyond the year when the stretch is. */
function drawDay(chance: Chance, from: Day, to: Day): Day {
  const days = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return chance.weighted(days.map((day) => {
    const { month, date } = dayParts(day)
    const growth = 1 + (day - FIRST_DAY) / 700
    return [day, SEASON[month - 1]! * growth * (FESTIVALS.has(dayText(day)) ? 5 : date === 8 ? 1.8 : 1)] as const
  }))
}

/** Gives the orders the numbers that a shop would: as they come. */
function numberOrders(happenings: readonly Happening[]): Happening[] {
  const numbers = new Map<Basket, string>()
  const numbered = (basket: Basket): Basket => ({ ...basket, orderId: numbers.get(basket) ?? '' })
  for (const happening of happenings) {
    if (happening.what === 'order') numbers.set(happening.basket, `S${2001 + numbers.size}`)
  }
  const latest = new Map<string, string>()
  return happenings.map((happening) => {
    if (happening.what === 'order') latest.set(happening.shopper.id, numbers.get(happening.basket) ?? '')
    if (happening.what === 'review' || happening.what === 'photo') return { ...happening, orderId: latest.get(happening.shopper.id) ?? '' }
    return 'basket' in happening ? { ...happening, basket: numbered(happening.basket) } : happening
  })
}
