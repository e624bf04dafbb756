import { Type } from 'typebox'
import { about, Amounts, Condition, Count, Days, Decimal, Id, list, LocalText, object, onDays, oneOf, optional, Period, PositivePoints, record, Text } from './shapes.ts'

const Choose = oneOf('lowest', 'first')

export const Prices = object({
  choose: optional(Choose, 'lowest unless told; first takes contract, price list, quantity break, tier and promotion in this order'),
  contracted: optional(Choose, 'the same for a company with a contract price; first unless told'),
  markets: optional(record(Id, object({ choose: optional(Choose), contracted: optional(Choose) }), 1), 'markets that choose in another way'),
  stacking: optional(oneOf('in_order', 'best_of', 'all', 'exclusive'), 'several discounts at once: in_order unless told'),
  percent_of: optional(oneOf('running', 'original'), 'what a percentage is of: what is left unless told, or the retail price'),
  protection: optional(object({ days: Days, as: oneOf('points', 'store_credit') }), 'what a member may get back whose purchase costs less within so many days'),
  points_share: optional(Decimal, 'the most of the goods that points may pay, in percent; "100" unless told'),
  points_minimum: optional(PositivePoints, 'fewest points that may pay a part of an order'),
  points_step: optional(PositivePoints, 'points pay in multiples of this'),
})

const Limit = object({
  uses: optional(Count, 'so many orders; per: sku counts pieces'),
  money: optional(Type.Union([Decimal, Amounts], { title: 'limit_money', description: 'so much money: in the base currency "5000", or by market { us: "5000" }' })),
  per: optional(oneOf('member', 'market', 'sku'), 'each by itself; all together unless told'),
  in: optional(oneOf('day', 'week', 'month', 'year'), 'of the calendar; for ever unless told'),
}, 'how much a discount gives at most: { uses: 1, per: member, in: month }')

/** Occasions on which a coupon is issued by itself. */
const Issue = Type.Union([oneOf('welcome', 'birthday', 'anniversary'), object({ win_back: about(Period, 'without an order for so long, such as { days: 60 }') })], {
  title: 'issue', description: 'welcome, birthday, anniversary or { win_back: { days: 60 } }',
})

const Base = object({
  sale_items: optional(oneOf('include', 'exclude'), 'include unless told'),
  only_skus: optional(list(Text)),
  exclude_skus: optional(list(Text)),
  only_tags: optional(list(Text)),
  exclude_tags: optional(list(Text)),
})

export const Discount = object({
  id: Id,
  kind: oneOf('member_day', 'promotion', 'coupon'),
  name: optional(LocalText),
  percent: optional(Decimal, 'such as "20" for 20 % off'),
  amount: optional(Amounts, "an amount off, by market: { us: \"5\" }"),
  most: optional(Amounts, 'the most that a percentage takes off, by market'),
  minimum: optional(Amounts, 'what its lines must come to, by market'),
  when: optional(Condition),
  ...onDays,
  base: optional(Base, 'which lines of the cart it is on'),
  stacks_with: optional(list(Id), 'discounts of the same kind that it may meet on a line'),
  free_shipping: optional(Type.Literal(true), 'true: shipping is free besides, or instead'),
  gift: optional(Text, 'the SKU of a product that is given besides, or instead'),
  limits: optional(list(Limit, 20), 'how much it gives at most, to all or to each; what is left is given'),
  codes: optional(oneOf('unique', 'shared', 'auto'), 'of a coupon: a code for each unless told, one code for many, or none: it is taken by itself where it fits'),
  valid: optional(Period, 'of a coupon: how long after it was issued; without an end unless told'),
  issue: optional(Issue, 'of a coupon: when members get one by themselves'),
}, 'what is taken off the chosen price')

export const Floor = Type.Union([Decimal, object({ percent: Decimal, amount: optional(Amounts) }), object({ amount: Amounts })], {
  title: 'floor', description: 'a percentage of the net price, or { percent: "10", amount: { us: "1.00" } }: the higher of both',
})

const OwnFloor = object({
  when: optional(Condition),
  lists: optional(list(Text), 'for lines with a price of these lists alone, such as the contract of a company'),
  base: optional(Base, 'for these lines of the cart alone'),
  floor: optional(Floor),
  order_floor: optional(Floor),
})

export const Margin = object({
  floor: about(Floor, 'what must stay of each line: a percentage of its net price, or { percent: "10", amount: { us: "1.00" } } with an amount for each piece'),
  order_floor: optional(about(Floor, 'what must stay of the order as a whole; an amount is for the order')),
  floors: optional(list(OwnFloor, 200), 'floors of some products, companies or members: the first that fits counts in place of the others'),
  fee: optional(object({ percent: optional(Decimal), amount: optional(Amounts) }), 'what a payment costs: { percent: "2.9", amount: { us: "0.30" } }'),
  breakage: optional(Decimal, 'points that are never used, in percent; "0" unless told'),
  unknown_cost: optional(Decimal, 'the cost of a product that has none told, in percent of its retail price; "100" unless told'),
  drop: optional(list(oneOf('coupon', 'promotion', 'member_day', 'tier'), 4), 'what is dropped first; coupon, promotion, member_day, tier unless told'),
  mode: optional(oneOf('drop', 'shadow'), 'drop unless told; shadow only says what would be dropped'),
})
