import { dayParts, dayText, localDay, parseDay, startOfDay, type Day, type Instant } from '#engine/calendar'
import { PRODUCTS, SEASON, type Product } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { COUNTRIES, type Country } from './people.ts'

/** The year that the demo tells, in local dates. */
export const FIRST_DAY: Day = parseDay('2025-01-01')
export const LAST_DAY: Day = parseDay('2025-12-31')

/** A member of the demo store. */
export type Shopper = {
  id: string
  name: string
  country: Country
  place: Country['places'][number]
  /** Month and day. */
  birthday: string
  /** How likely points are used when there are enough. */
  thrift: number
}

export type Basket = { orderId: string; shopper: Shopper; at: Instant; items: readonly { product: Product; quantity: number }[]; hasCoupon: boolean }

/** One thing that a shopper does; what is decided with the balance of the day (`checkout`) is decided when it comes. */
export type Happening = { at: Instant; shopper: Shopper } & (
  | { what: 'join' | 'profile' }
  | { what: 'review'; orderId: string }
  | { what: 'checkout'; basket: Basket }
  | { what: 'order'; basket: Basket }
  | { what: 'refund'; basket: Basket; items: number | null }
)

/** Days when many shop: the eighth of June's festival, Singles' Day with its eve, Black Friday. */
const FESTIVALS: ReadonlySet<string> = new Set(['2025-06-18', '2025-11-10', '2025-11-11', '2025-11-28'])
/** How many orders a member makes in a year: most one, a few very many. */
const APPETITES: readonly (readonly [number, number])[] = [[1, 40], [2, 21], [3, 13], [4, 8], [5, 6], [7, 5], [10, 4], [14, 2], [20, 1]]
const RETURN_RATE = 0.08
const REVIEW_RATE = 0.3
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Everything that happens in the year of a seed, in the order of time; nothing after its last day. */
export function planYear(chance: Chance): { shoppers: Shopper[]; happenings: Happening[] } {
  const shoppers = Array.from({ length: chance.between(520, 640) }, (_, index) => drawShopper(chance, index))
  const happenings = shoppers.flatMap((shopper) => planShopper(chance, shopper))
  const within = happenings.filter(({ at, shopper }) => localDay(at, shopper.place.zone) <= LAST_DAY)
  return { shoppers, happenings: numberOrders(within.sort((a, b) => a.at - b.at || (a.shopper.id < b.shopper.id ? -1 : 1))) }
}

function drawShopper(chance: Chance, index: number): Shopper {
  const country = chance.weighted(COUNTRIES.map((each) => [each, each.share] as const))
  const [given, family] = [chance.pick(country.given), chance.pick(country.family)]
  const birthday = dayText(FIRST_DAY + chance.between(0, 364)).slice(5)
  return {
    id: `m${String(index + 1).padStart(4, '0')}`,
    name: country.isFamilyFirst ? `${family} ${given}` : `${given} ${family}`,
    country, place: chance.pick(country.places), birthday, thrift: chance.draw(),
  }
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
    happenings.push(...planOrder(chance, { orderId: '', shopper, at, items: drawItems(chance, day), hasCoupon: chance.isLucky(order === 0 ? 0.25 : 0.08) }))
    const pause = Math.round((320 / orders) * (0.5 + chance.draw()))
    day = drawDay(chance, day + Math.max(3, Math.round(pause * 0.6)), day + Math.max(6, Math.round(pause * 1.4)))
  }
  return happenings
}

/** A basket, the look at the balance a minute before, and what often follows: a review, seldom a return. */
function planOrder(chance: Chance, basket: Basket): Happening[] {
  const { shopper, at } = basket
  const happenings: Happening[] = [{ at: at - MINUTE, shopper, what: 'checkout', basket }, { at, shopper, what: 'order', basket }]
  const later = (low: number, high: number) => drawTime(chance, localDay(at, shopper.place.zone) + chance.between(low, high), shopper)
  if (chance.isLucky(REVIEW_RATE)) happenings.push({ at: later(8, 30), shopper, what: 'review', orderId: '' })
  if (chance.isLucky(RETURN_RATE)) happenings.push({ at: later(5, 26), shopper, what: 'refund', basket, items: chance.isLucky(0.5) ? null : 1 })
  return happenings
}

function drawItems(chance: Chance, day: Day): Basket['items'] {
  const { month } = dayParts(day)
  const warmth = Math.max(0, 1 - Math.abs(month - 7) / 4)
  const shelf = PRODUCTS.map((product) => [product, product.weight * (1 + warmth * product.summer)] as const)
  const items = new Map<Product, number>()
  for (let left = chance.weighted([[1, 46], [2, 31], [3, 16], [4, 7]]); left > 0; left -= 1) {
    const product = chance.weighted(shelf)
    items.set(product, (items.get(product) ?? 0) + (product.sku === 'HM-TWL' ? chance.between(1, 3) : 1))
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

/** A moment of the day when people shop: at lunch, and most in the evening. */
function drawTime(chance: Chance, day: Day, { place }: Shopper): Instant {
  const hour = chance.weighted([[8, 3], [10, 5], [12, 8], [14, 5], [17, 6], [19, 9], [20, 11], [21, 10], [22, 5]])
  return startOfDay(day, place.zone) + hour * HOUR + chance.between(6, 59) * MINUTE + chance.between(0, 59) * 1000
}

/** Gives the orders the numbers that a shop would: as they come. */
function numberOrders(happenings: readonly Happening[]): Happening[] {
  const numbers = new Map<Basket, string>()
  const numbered = (basket: Basket): Basket => ({ ...basket, orderId: numbers.get(basket) ?? '' })
  for (const happening of happenings) {
    if (happening.what === 'order') numbers.set(happening.basket, `S${2001 + numbers.size}`)
  }
  let latest = new Map<string, string>()
  return happenings.map((happening) => {
    if (happening.what === 'order') latest = latest.set(happening.shopper.id, numbers.get(happening.basket) ?? '')
    if (happening.what === 'review') return { ...happening, orderId: latest.get(happening.shopper.id) ?? '' }
    return 'basket' in happening ? { ...happening, basket: numbered(happening.basket) } : happening
  })
}
