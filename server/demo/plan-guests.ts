import type { Instant } from '#engine/calendar'
import type { GuestOrder } from '#server/modules/activity/index'
import { PRODUCTS } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { drawTime, FIRST_DAY, LAST_DAY } from './days.ts'
import { COUNTRIES } from './people.ts'
import { priceMinor } from './rates.ts'

const GUESTS = 140

/** Who bought once without becoming a member; one in twelve sends it back. In the order of time. */
export function planGuests(chance: Chance, asOf: Instant): GuestOrder[] {
  const shelf = PRODUCTS.map((product) => [product, product.weight] as const)
  const orders = Array.from({ length: GUESTS }, (_, index): GuestOrder[] => {
    const { currency, places } = chance.weighted(COUNTRIES.map((country) => [country, country.share] as const))
    const day = chance.between(FIRST_DAY, LAST_DAY)
    const at = drawTime(chance, day, { place: chance.pick(places) })
    const netMinor = priceMinor(chance.weighted(shelf).price + (chance.isLucky(0.4) ? chance.weighted(shelf).price : 0), currency)
    const order: GuestOrder = { source: 'demo', id: `G${1_001 + index}`, at, kind: 'order', currency, netMinor }
    return [order, ...(chance.isLucky(0.08) ? [{ ...order, id: `return-${order.id}`, at: drawTime(chance, day + chance.between(6, 20), { place: chance.pick(places) }), kind: 'refund' as const, netMinor: -netMinor }] : [])]
  })
  return orders.flat().filter(({ at }) => at < asOf).sort((a, b) => a.at - b.at)
}
