import type { Instant } from '#engine/calendar'
import type { Product } from './catalogue.ts'
import type { Shopper } from './shoppers.ts'

/** What somebody buys at once. */
export type Basket = { orderId: string; shopper: Shopper; at: Instant; items: readonly { product: Product; quantity: number }[]; hasCoupon: boolean }

/** One thing that a shopper does, or that staff do for them; what depends on the balance or the level of the day is decided when it comes. */
export type Happening = { at: Instant; shopper: Shopper } & (
  | { what: 'join' | 'profile' | 'check-in' }
  | { what: 'review' | 'photo'; orderId: string }
  | { what: 'judge'; /** When the photo was sent that is judged. */ sentAt: Instant; isGood: boolean }
  | { what: 'checkout'; basket: Basket }
  | { what: 'order'; basket: Basket }
  | { what: 'refund'; basket: Basket; items: number | null }
  | { what: 'charge-back'; basket: Basket }
  | { what: 'exchange'; basket: Basket; instead: Product }
  | { what: 'redeem'; redemption: string; wishes: readonly string[] }
  | { what: 'give-back'; redemption: string }
  | { what: 'fulfil'; redemption: string }
  | { what: 'service'; entitlement: string; reason: string }
  | { what: 'adjust'; points: number; reason: string; author: string }
  | { what: 'level'; level: string; days: number; reason: string; author: string }
  | { what: 'send'; points: number; to: Shopper }
  | { what: 'merge'; absorbed: Shopper }
  | { what: 'erase' }
  | { what: 'goodwill' }
)

type Moment = { at: Instant; shopper: Pick<Shopper, 'id'> }

/** Of two things at one instant, that of the first member is first. */
export function byTime(a: Moment, b: Moment): number {
  return a.at - b.at || (a.shopper.id < b.shopper.id ? -1 : a.shopper.id > b.shopper.id ? 1 : 0)
}
