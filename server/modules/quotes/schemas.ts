import { Type, type Static } from 'typebox'
import { SOURCES, WHYS } from '#engine/pricing/cart'
import { Leaf } from '#server/modules/activity/index'
import { CreateCoupon } from '#server/modules/coupons/index'
import { MemberRef } from '#server/modules/members/index'
import { CLOSED, Cursor, Language, Limit, PlainText, Time } from '#server/platform/schemas'

const MOST_LINES = 500
const MOST_COUPONS = 50
const MOST_QUANTITY = 1_000_000
const MOST_MINOR = 1_000_000_000_000

const Amount = Type.Integer({ minimum: 0, maximum: MOST_MINOR, description: 'whole minor units of 0 or more, such as 2499 for 24.99 USD' })
const Minor = Type.Integer()
const MaybeMinor = Type.Union([Type.Integer(), Type.Null()])
const Market = Type.String({ ...PlainText, description: 'a market of the program' })
const Rate = Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,6})?$', description: 'base currency per unit of the market\'s, above 0, such as "1.08"; the program\'s reference where it is left out' })
const Shopper = Type.String({ ...MemberRef, description: "the shop's own id of a member, or ours (mem_…); a guest where it is left out" })
const Company = Type.String({ ...MemberRef, description: 'a company for which the member buys: its prices, coupons, limits and points; to hold points asks for its owner' })
const Source = Type.Enum([...SOURCES])
const Sentences = Type.Array(Type.String(), { description: 'in the language of the answer' })

const QuoteLine = Type.Object({
  id: Type.Optional(PlainText), sku: PlainText, quantity: Type.Integer({ minimum: 1, maximum: MOST_QUANTITY, description: `a whole number from 1 to ${MOST_QUANTITY}` }),
}, { ...CLOSED, title: 'QuoteLine' })

const QuoteId = Type.String({ minLength: 1, maxLength: 150, pattern: '^[\\x21-\\x7e]+$', description: '1 to 150 visible ASCII characters' })

export const MakeQuote = Type.Object({
  member: Type.Optional(Shopper), company: Type.Optional(Company),
  market: Market, currency: Type.Optional(Type.String({ ...PlainText, description: "the market's currency, to be sure" })),
  lines: Type.Array(QuoteLine, { minItems: 1, maxItems: MOST_LINES, description: `a list of 1 to ${MOST_LINES} lines` }),
  coupons: Type.Optional(Type.Array(PlainText, { maxItems: MOST_COUPONS, description: `a list of at most ${MOST_COUPONS} codes of coupons` })),
  points: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_MINOR, description: 'whole points that shall pay a part' })),
  shipping: Type.Optional(Type.Object({ amountMinor: Amount, costMinor: Type.Optional(Amount) }, { ...CLOSED, description: '{ "amountMinor": 490 }; costMinor is what it costs the store' })),
  rate: Type.Optional(Rate),
  hold: Type.Optional(Type.Boolean({ description: 'true: keeps what the quote takes of coupons, limits and points for 15 minutes' })),
  id: Type.Optional(Type.String({ ...QuoteId, description: 'of a quote that is held: its name, or Idempotency-Key, or one of ours; the same again is the same quote' })),
  giftCostMinor: Type.Optional(Type.Integer({ ...Amount, description: 'what gifts in the order cost the store' })),
  override: Type.Optional(Type.Object({ reason: PlainText }, { ...CLOSED, description: '{ "reason": "late parcel" } keeps what the floor would take away; asks for quotes:override' })),
  locale: Language,
}, { ...CLOSED, title: 'MakeQuote' })
export type MakeQuote = Static<typeof MakeQuote>

const Candidate = Type.Object({
  source: Source, list: Type.String(), minQuantity: Type.Integer(), increment: Type.Optional(Type.Integer({ description: 'where it is for multiples of more than one piece alone' })), unitMinor: Minor,
  why: Type.Enum(['chosen', 'higher', 'behind', 'too_few', 'off_increment'], { description: 'higher: it is more; behind: another source comes first; too_few: it begins with more pieces; off_increment: it is for multiples alone' }),
}, { ...CLOSED, title: 'Candidate' })

const Discount = { discount: Type.String(), kind: Type.Enum(['member_day', 'promotion', 'coupon']) }
const Taken = Type.Object({ ...Discount, minor: Minor }, { ...CLOSED, title: 'TakenDiscount' })
const Untaken = Type.Object({
  ...Discount, line: Type.Union([Type.String(), Type.Null()], { description: 'null: the whole cart' }),
  why: Type.Enum([...WHYS]),
}, { ...CLOSED, title: 'UntakenDiscount' })

const Prior = Type.Optional(Type.Object({
  quantity: Type.Integer({ description: 'of so many pieces' }), beganAt: Type.Unsafe<number>({ ...Time, description: 'since when everybody can have the reduced price' }),
  lowestMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'the lowest that everybody could have in the 30 days before; null where it was not sold then' }),
}, { ...CLOSED, title: 'PriorPrice', description: 'where the price is reduced for everybody: what a reduction has to be told with in the EU (98/6/EC, art. 6a)' }))

const LineQuote = Type.Object({
  id: Type.String(), sku: Type.String(), quantity: Type.Integer(), unitMinor: Minor, source: Source,
  candidates: Type.Array(Candidate, { description: 'every price that the line could have, and why it has it or not' }),
  amountMinor: Type.Integer({ description: 'before discounts' }), discounts: Type.Array(Taken), netMinor: Minor, taxBaseMinor: Type.Integer({ description: 'what tax is worked out on; nothing for a gift card, which is taxed with what it buys' }), prior: Prior, sentences: Sentences,
}, { ...CLOSED, title: 'LineQuote' })

const Why = {
  why: Type.Enum(['no_price', 'too_few', 'off_increment', 'retired', 'not_for_shopper', 'not_yet'], { description: 'retired: nobody can buy it any more; not_yet: this shopper can later' }),
  from: Type.Union([Time, Type.Null()], { description: 'when it will be sold to this shopper, where that is known' }),
}
const Unpriced = Type.Object({
  line: Type.String(), sku: Type.String(), ...Why, minQuantity: Type.Integer({ description: 'the least that is sold at once' }), increment: Type.Integer({ description: 'it is sold in multiples of so many' }),
}, { ...CLOSED, title: 'UnpricedLine' })

const Shipping = Type.Object({
  fullMinor: Minor, payMinor: Minor, isFree: Type.Boolean(), freeBy: Type.Union([Type.String(), Type.Null()], { description: 'the discount that makes it free; null where it is free without one, or is not' }), missingMinor: Type.Union([Type.Integer(), Type.Null()], { description: "what is missing to the member's free shipping; null where there is none" }),
}, { ...CLOSED, title: 'QuotedShipping' })

const TaxBase = Type.Object({ goodsMinor: Type.Integer({ description: 'the lines together' }), shippingMinor: Minor, totalMinor: Minor }, { ...CLOSED, title: 'TaxBase', description: 'what tax is worked out on: what is left after discounts, before points pay, which are a payment. Where prices contain their tax, so does it' })

const Points = Type.Object({
  used: Type.Integer(), worthMinor: Minor, most: Type.Integer({ description: 'the most that could be used' }),
  less: Type.Union([Type.Enum(['worthless', 'paused', 'balance', 'share', 'minimum', 'step']), Type.Null()], { description: 'why fewer are used than were asked for; null where all are' }),
}, { ...CLOSED, title: 'QuotedPoints' })

const Earns = Type.Object({ points: Type.Integer({ description: 'of the main unit' }), units: Type.Record(Type.String(), Type.Integer()) }, { ...CLOSED, title: 'QuotedEarnings' })

const LineMargin = Type.Object({
  line: Type.String(), netMinor: Minor, costMinor: Minor, freightMinor: Minor, dutyMinor: Minor, feeMinor: Minor, shippingMinor: Minor, giftMinor: Minor, pointsMinor: Minor, marginMinor: Minor, floorMinor: Minor,
}, { ...CLOSED, title: 'LineMargin' })

const Dropped = Type.Object({
  benefit: Type.String(), kind: Type.Enum(['member_day', 'promotion', 'coupon', 'tier']), line: Type.Union([Type.String(), Type.Null()], { description: 'null: what it gives to the whole cart, or all of it' }), isWhole: Type.Optional(Type.Literal(true, { description: 'where the whole order goes without it' })),
}, { ...CLOSED, title: 'DroppedBenefit' })

const Staff = Type.Object({
  only: Type.Array(Type.String(), { description: 'price lists that hide all others from this shopper' }),
  margins: Type.Union([Type.Object({ lines: Type.Array(LineMargin), netMinor: Minor, marginMinor: Minor, orderFloorMinor: MaybeMinor, isBelow: Type.Boolean() }, { ...CLOSED, title: 'Margins' }), Type.Null()], { description: 'what the store keeps; null where the program has no floor' }),
  dropped: Type.Array(Dropped),
  isShadow: Type.Boolean({ description: 'whether it is only said what would be dropped' }), sentences: Sentences,
}, { ...CLOSED, title: 'StaffQuote', description: 'for a key with catalogue:costs alone' })

const Hold = Type.Object({
  quote: Type.String({ description: 'its name: /quotes/…' }), status: Type.Enum(['held', 'committed', 'released', 'over', 'returned'], { description: 'returned: its order came back whole, and what it had taken can be used again' }),
  until: Time, orderId: Type.Union([Type.String(), Type.Null()]), spendId: Type.Union([Type.String(), Type.Null()], { description: "what the order names in tenders.points, where points pay a part" }),
}, { ...CLOSED, title: 'QuoteHold' })

const LevelAfter = Type.Object({
  track: Type.String(), level: Type.Union([Type.String(), Type.Null()]), isReached: Type.Boolean({ description: 'whether this order reaches it' }), next: Type.Union([Type.String(), Type.Null()]), needs: Type.Array(Leaf),
}, { ...CLOSED, title: 'LevelAfter' })

/** What a cart costs now, what comes of it, and why. */
export const Quote = Type.Object({
  market: Type.String(), currency: Type.String(), memberId: Type.Union([Type.String(), Type.Null()], { description: 'our own id, or that of the company; null of a guest' }),
  lines: Type.Array(LineQuote), unpriced: Type.Array(Unpriced, { description: 'lines that are not sold to this shopper, or not so many of them: they are in no sum' }),
  untaken: Type.Array(Untaken), gifts: Type.Array(Type.Object({ discount: Type.String(), sku: Type.String() }, { ...CLOSED, title: 'QuotedGift' }), { description: 'products that are given on top' }), goodsMinor: Minor, shipping: Shipping, taxBase: TaxBase, points: Points,
  toPayMinor: Type.Integer({ description: 'what is left to pay with money' }), earns: Earns, levels: Type.Array(LevelAfter, { description: 'where the member stands on each track once the order is paid, and what is missing to the next level then; nothing for a guest' }), sentences: Sentences,
  override: Type.Optional(Type.Object({ id: Type.String(), reason: Type.String(), kept: Type.Array(Dropped) }, { ...CLOSED, title: 'QuoteOverride', description: 'what was kept below the floor, and is recorded; absent where the floor would have taken nothing away' })),
  staff: Type.Optional(Staff), hold: Type.Optional(Hold),
  coupons: Type.Array(Type.Object({ code: Type.String({ description: 'as it was sent' }), discount: Type.Union([Type.String(), Type.Null()], { description: 'what it stands for; null where it cannot be used, for whichever reason' }), isUsed: Type.Boolean() }, { ...CLOSED, title: 'QuotedCoupon' })),
}, { ...CLOSED, title: 'Quote' })
export type Quote = Static<typeof Quote>

export const ListOverrides = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListOverrides = Static<typeof ListOverrides>
const OverrideLine = Type.Object({ line: Type.String(), sku: Type.String(), quantity: Type.Integer(), netMinor: Minor, marginMinor: Minor, floorMinor: Minor }, { ...CLOSED, title: 'OverrideLine' })
export const OverridePage = Type.Object({
  overrides: Type.Array(Type.Object({
    id: Type.String(), at: Time, by: Type.String({ description: 'the key that asked' }), reason: Type.String(), memberId: Type.Union([Type.String(), Type.Null()]), market: Type.String(), currency: Type.String(),
    kept: Type.Array(Dropped), lines: Type.Array(OverrideLine), shortMinor: Type.Integer({ description: 'how much less stays than must, of the lines below their floors or of the order, whichever is more' }),
  }, { ...CLOSED, title: 'RecordedOverride' })), next: Type.Union([Type.String(), Type.Null()], { description: 'where the next page begins; null on the last' }),
}, { ...CLOSED, title: 'OverridePage' })
export type OverridePage = Static<typeof OverridePage>

const MOST_ORDERS = 200
export const ListCredits = Type.Object({
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 300, pattern: '^[A-Za-z0-9_-]+$', description: 'the "next" of the answer before' })),
  limit: Type.Integer({ minimum: 1, maximum: MOST_ORDERS, default: MOST_ORDERS, description: `how many orders are looked at: a whole number from 1 to ${MOST_ORDERS}` }),
}, CLOSED)
export type ListCredits = Static<typeof ListCredits>
const PriceCredit = Type.Object({
  memberId: Type.String(), orderId: Type.String(), line: Type.String(), sku: Type.String(), quantity: Type.Integer({ description: 'units that were not returned' }), boughtAt: Time, market: Type.String(), currency: Type.String(),
  paidMinor: Minor, nowMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'what the same would cost this member now, without coupons' }), creditMinor: Minor,
  why: Type.Enum(['fell', 'floor'], { description: 'floor: nothing is given, as the price now leaves less than must stay' }),
  gives: Type.Union([Type.Object({ unit: Type.String(), points: Type.Integer() }, CLOSED), Type.Null()], { description: 'in points, or in minor units of store credit; null where there is nothing to give' }),
  isGiven: Type.Boolean({ description: 'whether this line has had its credit' }),
}, { ...CLOSED, title: 'PriceCredit' })
const NextOrders = Type.Union([Type.String(), Type.Null()], { description: 'where the next orders begin; null behind the last' })
export const CreditPage = Type.Object({ credits: Type.Array(PriceCredit), next: NextOrders }, { ...CLOSED, title: 'PriceCreditPage' })
export type CreditPage = Static<typeof CreditPage>
export const GivenCredits = Type.Object({ given: Type.Array(PriceCredit), next: NextOrders }, { ...CLOSED, title: 'GivenPriceCredits' })
export type GivenCredits = Static<typeof GivenCredits>

const MOST_DAYS = 366
export const CheckFloors = Type.Object({
  draft: Type.Optional(Type.String({ ...PlainText, description: 'a draft of a program; the program in force where it is left out' })),
  days: Type.Integer({ minimum: 1, maximum: MOST_DAYS, default: 30, description: `orders of so many days: a whole number from 1 to ${MOST_DAYS}` }),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 300, pattern: '^[A-Za-z0-9_-]+$', description: 'the "next" of the answer before' })),
  limit: Type.Integer({ minimum: 1, maximum: MOST_ORDERS, default: MOST_ORDERS, description: `how many orders are looked at: a whole number from 1 to ${MOST_ORDERS}` }),
}, { ...CLOSED, title: 'CheckFloors' })
export type CheckFloors = Static<typeof CheckFloors>
const Breach = Type.Object({
  orderId: Type.String(), memberId: Type.String(), line: Type.String(), sku: Type.String(), market: Type.String(), currency: Type.String(), netMinor: Minor, marginMinor: Minor, floorMinor: Minor,
  shortBaseMinor: Type.Integer({ description: 'how much less stays than must, in the base currency' }),
}, { ...CLOSED, title: 'FloorBreach' })
const Counts = {
  orders: Type.Integer({ description: 'looked at' }), lines: Type.Integer(), notSold: Type.Integer({ description: 'lines that would not be sold now' }),
  ordersBelow: Type.Integer({ description: 'with a line below its floor, or below their own' }), linesBelow: Type.Integer(), worst: Type.Array(Breach, { description: 'the lines that miss most, the worst first' }),
}
const FloorCounts = Type.Object(Counts)
export type FloorCounts = Static<typeof FloorCounts>
export const FloorCheck = Type.Object({ hasFloor: Type.Boolean({ description: 'whether the program has a floor at all' }), ...Counts, next: NextOrders }, { ...CLOSED, title: 'FloorCheck' })
export type FloorCheck = Static<typeof FloorCheck>
export const FloorWarning = Type.Object({ days: Type.Integer({ description: 'of the last so many days the newest orders are looked at' }), ...Counts, message: Type.String({ description: 'the same as a sentence, in the language of the answer' }) }, {
  ...CLOSED, title: 'FloorWarning', description: "what the store's own last orders would leave, bought again by what was saved just now; for a key with catalogue:costs alone, and where the program has a floor",
})
export type FloorWarning = Static<typeof FloorWarning>

const { discount, from, until, member, usesAllowed } = CreateCoupon.properties
export const PreviewCoupon = Type.Object({ discount, from, until, member, usesAllowed, locale: Language }, { ...CLOSED, title: 'PreviewCoupon' })
export type PreviewCoupon = Static<typeof PreviewCoupon>
const MaybeTime = Type.Union([Time, Type.Null()])
export const CouponPreview = Type.Object({
  discount: Type.String(), name: Type.String({ description: 'as it will be called' }), memberId: Type.Union([Type.String(), Type.Null()], { description: 'our own id of the one member that it would work for; null: whoever has the code' }),
  from: MaybeTime, until: MaybeTime, usesAllowed: Type.Union([Type.Integer(), Type.Null()]), open: Type.Integer({ description: 'coupons of this discount that the member has and can use' }),
  gives: Type.Array(Type.Object({
    market: Type.String(), currency: Type.String(), text: Type.Union([Type.String(), Type.Null()], { description: 'what a use gives, in the language of the answer; null: nothing in this market, or no more' }), notes: Sentences,
    mostMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'what one use takes off at most; null: as much as the order makes it' }),
  }, { ...CLOSED, title: 'CouponGives' }), { description: "in the member's market; in each where it is for nobody in particular" }),
  limits: Type.Array(Type.Object({
    per: Type.Enum(['all', 'member', 'market', 'sku'], { description: 'whom it counts: all together, this member, a market' }), span: Type.Union([Type.Enum(['day', 'week', 'month', 'year']), Type.Null()], { description: 'of which period, or ever' }), market: Type.Union([Type.String(), Type.Null()]),
    currency: Type.Union([Type.String(), Type.Null()], { description: 'of its amounts, in minor units; null: it counts uses' }), most: Type.Integer(), left: Type.Integer({ description: '0: a use would give nothing now' }),
  }, { ...CLOSED, title: 'CouponLimit' }), { description: 'what is left of the limits of the discount, but for those of each SKU' }),
}, { ...CLOSED, title: 'CouponPreview' })
export type CouponPreview = Static<typeof CouponPreview>

const MOST_SKUS = 200
export const QuoteName = Type.Object({ quote: QuoteId }, CLOSED)
export type QuoteName = Static<typeof QuoteName>
export const CommitQuote = Type.Object({ quote: QuoteId, orderId: PlainText }, { ...CLOSED, title: 'CommitQuote' })
export type CommitQuote = Static<typeof CommitQuote>

export const ReadPrices = Type.Object({
  sku: Type.Array(PlainText, { minItems: 1, maxItems: MOST_SKUS, description: `1 to ${MOST_SKUS} SKUs: sku=MUG&sku=CUP` }),
  market: Market, member: Type.Optional(Shopper), company: Type.Optional(Company), rate: Type.Optional(Rate),
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_QUANTITY, description: 'of how many pieces: of as few as this shopper can buy at once where it is left out' })),
  explain: Type.Optional(Type.Boolean({ description: 'true: says why, in sentences; nothing for shoppers' })), locale: Language,
}, CLOSED)
export type ReadPrices = Static<typeof ReadPrices>

export const ShownPrices = Type.Object({
  market: Type.String(), currency: Type.String(),
  prices: Type.Array(Type.Object({
    sku: Type.String(), quantity: Type.Integer({ description: 'netMinor and points are of so many pieces: the fewest that this shopper can buy at once, unless told' }), retailMinor: MaybeMinor,
    unitMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'the price of one piece for this shopper; null where there is none' }), source: Type.Union([Source, Type.Null()]),
    netMinor: Type.Union([Type.Integer(), Type.Null()], { description: 'the same with what a member day or a promotion takes off' }),
    points: Type.Integer({ description: 'of the main unit, that they earn' }),
    prior: Prior, sentences: Type.Optional(Sentences),
    unpriced: Type.Optional(Type.Object(Why, { ...CLOSED, title: 'WhyUnpriced', description: 'where there is no price' })),
  }, { ...CLOSED, title: 'ShownPrice' })),
  unknown: Type.Array(Type.String(), { description: 'SKUs that the store does not have' }),
}, { ...CLOSED, title: 'ShownPrices' })
export type ShownPrices = Static<typeof ShownPrices>
