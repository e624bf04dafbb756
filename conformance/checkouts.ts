import { Type, type Static, type TSchema } from 'typebox'
import { cartFields, CartGood } from '#engine/pricing/cart-document'
import type { WrittenCart } from '#engine/pricing/cart-document'
import type { Instant } from '#engine/calendar'

/** What a story tells of coupons and checkouts, which are no events of a member: who gets a coupon, whose cart is held, committed or let go. */

const optional = Type.Optional
const object = <T extends Record<string, TSchema>>(fields: T) => Type.Object(fields, { additionalProperties: false })
const Word = Type.String({ minLength: 1, maxLength: 200, description: 'a text' })
const Goods = Type.Record(Type.String(), Type.Union([Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,4})?$' }), Type.Number({ minimum: 0 }), CartGood], { description: 'a retail price, or { retail: 20.00, quantity: 2 }' }), { minProperties: 1, description: 'goods by SKU: { mug: 20.00 }' })
const Uses = Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('endless')], { description: 'a number of uses, or endless' })

export const CHECKOUT_DEEDS = {
  gets: { gets: Word, code: Word, until: optional(Word), from: optional(Word) },
  shares: { shares: Word, code: Word, times: optional(Uses), until: optional(Word) },
  voids: { voids: Word },
  checks_out: { checks_out: Word, goods: Goods, ...cartFields },
  completes: { completes: Word, order: Word },
  abandons: { abandons: Word },
} satisfies Record<string, Record<string, TSchema>>

const Held = object(CHECKOUT_DEEDS.checks_out)

/** The same with its times as instants. */
export type Checkout =
  | { type: 'coupon.given'; discount: string; code: string; uses: number | null; isBound: boolean; from: Instant | null; until: Instant | null }
  | { type: 'coupon.voided'; code: string }
  | { type: 'checkout.held'; cartId: string; cart: WrittenCart }
  | { type: 'checkout.committed'; cartId: string; orderId: string }
  | { type: 'checkout.released'; cartId: string }

/** A coupon of a member as a case looks at it; without a code of the case's own its code is not told. */
export type CouponView = { discount: string; status: string; origin: string; until: Instant | null }

type Written = { [verb: string]: unknown }

/** A deed about coupons or carts; null for any other. `moment` reads a time where the member lives. */
export function checkoutOf(deed: Written, moment: (text: string) => Instant): Checkout | null {
  const time = (text: unknown) => (text === undefined ? null : moment(String(text)))
  const span = { from: time(deed['from']), until: time(deed['until']) }
  const code = String(deed['code'])
  if (deed['gets'] !== undefined) return { type: 'coupon.given', discount: String(deed['gets']), code, uses: 1, isBound: true, ...span }
  if (deed['shares'] !== undefined) return { type: 'coupon.given', discount: String(deed['shares']), code, uses: typeof deed['times'] === 'number' ? deed['times'] : null, isBound: false, ...span }
  if (deed['voids'] !== undefined) return { type: 'coupon.voided', code: String(deed['voids']) }
  if (deed['completes'] !== undefined) return { type: 'checkout.committed', cartId: String(deed['completes']), orderId: String(deed['order']) }
  if (deed['abandons'] !== undefined) return { type: 'checkout.released', cartId: String(deed['abandons']) }
  if (deed['checks_out'] === undefined) return null
  const { checks_out: cartId, goods, ...beside } = deed as Static<typeof Held>
  const lines = Object.entries(goods).map(([sku, good]) => ({ sku, ...(typeof good === 'object' ? good : { retail: good }) }))
  return { type: 'checkout.held', cartId, cart: { ...beside, lines } }
}
