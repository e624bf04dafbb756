import { Type } from 'typebox'
import { about, Amounts, Condition, Count, Decimal, Id, list, LocalText, object, onDays, oneOf, optional, Period, PositivePoints, record, Text } from './shapes.ts'

/** What a reward gives: exactly one of these. */
const Gives = Type.Union([
  object({ coupon: about(Id, 'a discount of kind coupon') }, 'money off, free shipping or a gift in the cart'),
  object({ product: about(Text, 'its SKU') }, 'a product that is sent or handed over'),
  object({ sample: about(Text, 'its SKU') }, 'a sample that is sent or handed over'),
  object({ gift_card: Amounts }, 'a gift card of this amount, by market'),
  object({ store_credit: Amounts }, 'store credit of this amount, by market'),
  object({ entitlement: Id, uses: Count }, 'uses of an entitlement'),
  object({ donation: about(Text, 'to whom') }, 'a donation in the name of the member'),
  object({ voucher: about(Id, 'the list of codes') }, "a partner's voucher, of a list of codes"),
], {
  title: 'gives', description: 'what it gives: { coupon: five_off }, { product: MUG }, { sample: SERUM-2ML }, { gift_card: { us: "10" } }, { store_credit: { us: "10" } }, { entitlement: consultation, uses: 1 }, { donation: Red Cross } or { voucher: cinema }',
})

const Price = Type.Union([PositivePoints, record(Id, PositivePoints, 1)], { title: 'points_price', description: 'points: 500, or by market: { us: 500, jp: 600 }' })

const RewardLimit = object({
  uses: about(Count, 'so often'),
  per: optional(oneOf('member', 'market'), 'each by itself; all together unless told'),
  in: optional(oneOf('day', 'week', 'month', 'year'), "of the member's calendar, else of the program's own; for ever unless told"),
}, 'how often a reward is given at most: { uses: 1, per: member, in: year }')

export const Reward = object({
  id: Id,
  name: optional(LocalText),
  description: optional(LocalText),
  gives: Gives,
  points: about(Price, 'what it costs: 500, or by market { us: 500, jp: 600 }, and then in these markets only'),
  level_points: optional(record(Id, Price, 1), 'what it costs members of a level: { gold: 400 }'),
  stock: optional(oneOf('unlimited', 'counted'), 'unlimited unless told; counted takes one of what the store has put there'),
  limits: optional(list(RewardLimit, 20), 'how often it is given, to each or to all'),
  when: optional(Condition, 'whom it is for: a CEL expression'),
  ...onDays,
  valid: optional(Period, 'how long what it gives can be used; without an end when absent'),
  cost: optional(Type.Union([Decimal, Amounts], { title: 'reward_cost', description: 'an amount in the base currency, or by market in its own: "4.20" or { us: "4.20" }' }), 'what it costs the store'),
}, 'what points buy')

export const Entitlement = object({
  id: Id,
  name: optional(LocalText),
  description: optional(LocalText),
  uses: about(Count, 'how often in each period'),
  level_uses: optional(record(Id, Count, 1), 'how often for members of a level: { gold: 4 }'),
  per: optional(Type.Union([Type.Literal('year'), Type.Literal('month'), object({ anniversary: Type.Literal('joining') })], {
    title: 'entitlement_period', description: 'year, month or { anniversary: joining }',
  }), 'the calendar year unless told'),
  cost: optional(Decimal, 'what a use costs the store, in the base currency'),
}, 'a service that levels name among their benefits, or that a reward gives')
