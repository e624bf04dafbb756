import { Type, type Static, type TSchema } from 'typebox'
import { CHECKOUT_DEEDS } from './checkouts.ts'
import { QuoteCase } from './quotes.ts'

/**
 * The form of a case file: a program, a story told in events, and what must be true at which moment. One definition
 * serves the check with line numbers and the editor's JSON Schema.
 */

const object = <T extends Record<string, TSchema>>(fields: T, description?: string) =>
  Type.Object(fields, description === undefined ? { additionalProperties: false } : { additionalProperties: false, description })
const optional = Type.Optional

const MOMENT = '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?)?( ?(Z|[+-]\\d{2}:\\d{2}))?$'
const Moment = Type.String({
  pattern: MOMENT,
  description: 'a time where the member lives, such as 2026-01-05 or 2026-01-05 10:00; elsewhere with its offset: 2026-01-05 10:00 +08:00',
})
const Amount = Type.Union([Type.String({ pattern: '^-?\\d{1,13}(\\.\\d{1,4})?$' }), Type.Number()], { description: 'an amount of money, such as 24.99' })
const Points = Type.Integer({ minimum: 1, description: 'whole points of 1 or more' })
const Id = Type.String({ minLength: 1, maxLength: 200, description: 'an id' })
const Word = Type.String({ minLength: 1, maxLength: 200, description: 'a text' })
const Words = Type.Array(Word, { description: 'a list of texts' })
const Rate = Type.Union(
  [Type.String({ pattern: '^\\d+(\\.\\d+)?$' }), Type.Number({ exclusiveMinimum: 0 }), object({ rate: Type.String(), source: Word, as_of: Word })],
  { description: "base currency per unit of the order's currency, such as 0.92" },
)

export const Profile = object({
  zone: optional(Word),
  market: optional(Word),
  region: optional(Word),
  birthday: optional(Type.String({ pattern: '^\\d{2}-\\d{2}$', description: 'a month and a day, such as 02-29' })),
  tags: optional(Words),
}, 'zone, market, region, birthday or tags')
const Member = object({ joined: optional(Moment), ...Profile.properties }, 'a member: when they joined and where they live')

const Line = Type.Union([
  Amount,
  object({
    amount: Amount, quantity: optional(Type.Integer()), sku: optional(Word), discount: optional(Amount), tax: optional(Amount),
    tags: optional(Words), gift_card: optional(Type.Boolean()), sale: optional(Type.Boolean()),
  }),
], { description: 'an amount, or { amount: 20.00, quantity: 2, … }' })

const order = {
  pays: Id,
  amount: optional(Amount),
  lines: optional(Type.Record(Type.String(), Line, { description: 'lines by name: { hat: 10.00, scarf: 5.00 }' })),
  discount: optional(Amount),
  shipping: optional(Amount),
  currency: optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code' })),
  market: optional(Word),
  rate: optional(Rate),
  tax: optional(Type.Enum(['included', 'excluded'])),
  points: optional(object({ spend: Id, worth: Amount }, 'points that paid a part: { spend: s1, worth: 5.00 }')),
  store_credit: optional(Amount),
  gift_card: optional(Amount),
  coupons: optional(Words),
  buyer: optional(Id),
}
const Part = Type.Union([Type.Literal('all'), Type.Integer({ minimum: 1 }), object({ amount: Amount })], { description: 'all, a number of units, or { amount: 5.00 }' })
const refund = {
  lines: optional(Type.Union([Words, Type.Record(Type.String(), Part)], { description: 'lines that come back: [hat], or { hat: 1 } by units' })),
  amount: optional(Amount),
  shipping: optional(Amount),
  money: optional(Amount),
  to: optional(Type.Enum(['original', 'store_credit'])),
}
const reason = { reason: optional(Word), author: optional(Word) }
const unit = { unit: optional(Id) }

/** What a member, the shop or the staff may do in a story, by its verb. */
export const deeds = {
  joins: { joins: Type.Union([Type.Literal(true), Profile], { description: 'true, or the profile' }) },
  changes: { changes: Profile },
  pays: order,
  receives: { receives: Id },
  returns: { returns: Id, ...refund },
  disputes: { disputes: Id, ...refund },
  exchanges: { exchanges: Id, ...refund, for: object(order) },
  credited: { credited: Amount, currency: order.currency, market: order.market, rate: order.rate },
  does: { does: Word, with: optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer(), Type.Boolean(), Words]))), order: optional(Id) },
  company_buys: { company_buys: Amount },
  hires: { hires: Id, role: optional(Type.Enum(['owner', 'buyer', 'finance'])) },
  lets_go: { lets_go: Id },
  splits: { splits: Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: 'percent in quotes, such as "10"' }), per_month: optional(Points), leaver: optional(Type.Enum(['keep', 'forfeit'])), by: Id },
  gains: { gains: Points, ...unit, ...reason },
  loses: { loses: Points, ...unit, ...reason },
  forgiven: { forgiven: Points, ...unit, ...reason },
  approved: { approved: Id, ...reason },
  rejected: { rejected: Id, ...reason },
  spends: { spends: Points, on: optional(Type.Enum(['checkout', 'reward', 'donation'])), order: optional(Id), code: optional(Word), ...unit },
  holds: { holds: Points, until: Moment, ...unit },
  commits: { commits: Id, order: optional(Id) },
  releases: { releases: Id, order: optional(Id) },
  cancels: { cancels: Id, points: optional(Points), code_voided: optional(Type.Boolean()) },
  sends: { sends: Points, to: Id, ...unit },
  redeems: { redeems: Id, market: order.market },
  gives_back: { gives_back: Id },
  uses: { uses: Id, ...reason },
  grants: { grants: Id, times: optional(Points), through: optional(Moment), ...reason },
  withdraws: { withdraws: Id, of: Id, ...reason },
  set_to: { set_to: Id, track: optional(Id), until: Moment, ...reason },
  absorbs: { absorbs: Id },
  unmerges: { unmerges: Id },
  ...CHECKOUT_DEEDS,
} satisfies Record<string, Record<string, TSchema>>

export type Verb = keyof typeof deeds
const withId = { as: optional(Id) }
/** The schema of one deed: exactly one verb and what goes with it; `as` gives its event an id. */
export const deedSchemas = Object.fromEntries(
  Object.entries(deeds).map(([verb, fields]) => [verb, object({ ...fields, ...withId })]),
) as unknown as Record<Verb, TSchema>

const Answer = Type.Union([Type.Enum(['accepted', 'duplicate', 'conflict']), object({ refused: Word, details: optional(Type.Record(Type.String(), Type.Unknown())) })], {
  description: 'accepted, duplicate, conflict, or { refused: code, details: { … } }',
})
const telling = {
  arrives: optional(Moment), source: optional(Id), answer: optional(Answer),
  corrects: optional(Type.Literal(true, { description: 'true: an event that was told before counts as it is told here' })),
}
const Told = Type.Object({ at: Moment, ...telling }, { additionalProperties: Type.Unknown(), description: 'a time, and what each member named did' })
const Again = object({ again: Id, arrives: optional(Moment), answer: optional(Answer) }, 'the same event once more')
const Outside = object({ event: Type.Record(Type.String(), Type.Unknown()), ...telling }, 'an event in its outside form')

const Whole = Type.Integer({ description: 'a whole number' })
const FIGURES = [
  'earned', 'pending', 'active', 'reserved', 'spent', 'expired', 'revoked', 'debt', 'clawed_back', 'waived', 'forgiven', 'balance', 'available', 'books',
]
const totals = Object.fromEntries(FIGURES.map((name) => [name, optional(Whole)]))
const Said = Type.Union([Word, Words, object({ exactly: Words })])
const Says = object({ of: optional(Id), en: optional(Said), 'zh-CN': optional(Said) }, 'what an explanation says: { of: o1, en: 24 points }')
const Loose = Type.Record(Type.String(), Type.Unknown())
const Rows = Type.Array(Loose)
const Postings = Type.Array(Type.String({ pattern: '^\\d+ \\w+ → \\w+ \\w+$', description: 'such as 24 issued → active earn' }))

export const Being = object({
  ...totals,
  units: optional(Type.Record(Type.String(), object(totals))),
  tier: optional(Word),
  tiers: optional(Type.Record(Type.String(), Type.Union([Word, Loose]))),
  benefits: optional(Words),
  lots: optional(Rows),
  closed_lots: optional(Rows),
  postings: optional(Postings),
  postings_of: optional(Type.Record(Type.String(), Postings)),
  facts: optional(Rows),
  no_facts: optional(Words),
  says: optional(Type.Union([Says, Type.Array(Says)])),
  counts: optional(Type.Record(Type.String(), Whole)),
  progress: optional(Type.Union([Loose, Rows])),
  rewards: optional(Type.Record(Type.String(), Loose, { description: 'what points buy: { mug: { points: 400, why: points.insufficient } }' })),
  entitlements: optional(Type.Record(Type.String(), Loose, { description: 'services with so many uses: { returns: { issued: 2, used: 1, left: 1, through: 2026-12-31 } }' })),
  coupons: optional(Rows),
  quotes: optional(Type.Array(QuoteCase, { description: 'carts, and what they cost' })),
}, 'what is true of a member')

const Program = Type.Union([Type.String(), object({ base: Type.String(), with: Loose }), Loose], { description: 'a name, { base: name, with: changes } or a whole program' })
const Publish = object({ from: Moment, mode: Type.Enum(['new_periods', 'upgrades_only', 'all']), with: optional(Loose), program: optional(Program) })
const RULE = '^R\\d{1,2}[a-z]?$'
const RuleId = Type.String({ pattern: RULE, description: 'a rule, such as R6' })

export const Case = object({
  rule: optional(Type.Union([RuleId, Type.Array(RuleId, { minItems: 1 })], { description: 'R6, or [R6, R8]' })),
  policy: optional(Type.Union([Word, Words])),
  name: Type.String({ minLength: 1, maxLength: 200, description: 'a sentence about the member' }),
  note: optional(Type.String()),
  program: Program,
  publish: optional(Type.Array(Publish)),
  members: optional(Type.Record(Type.String(), Member)),
  each: optional(Type.Array(Loose, { minItems: 1, description: 'rows of values for <names> in the case' })),
  stock: optional(Type.Record(Id, Type.Integer({ minimum: 0 }), { description: 'what the store has of rewards whose stock is counted: { mug: 1 }' })),
  as_written: optional(Type.String({ minLength: 1, description: 'why this story cannot be told in another order' })),
  warned: optional(Type.Array(Word, { description: 'codes of what the check of the program must warn of' })),
  not_warned: optional(Type.Array(Word, { description: 'codes of what it must not warn of' })),
  events: Type.Array(Type.Unknown(), { description: 'what happens, in order' }),
  expect: Type.Array(Type.Object({ at: optional(Moment) }, { additionalProperties: Type.Unknown() }), { minItems: 1, description: 'what must be true, and when' }),
})

export const CaseFile = object({ about: optional(Type.String()), cases: Type.Array(Type.Unknown(), { minItems: 1, description: 'a list of cases' }) })
/** The shapes of one line of a story: told in words, told again, or in the outside form. */
export const tellings = { told: Told, again: Again, outside: Outside }

export type CaseDocument = Static<typeof Case>
export type Being = Static<typeof Being>
export type Telling = { at: string; arrives?: string; source?: string; corrects?: true; answer?: AnswerDocument } & Record<string, unknown>
export type AnswerDocument = Static<typeof Answer>
export type ProfileDocument = Static<typeof Profile>

/** Parts that occur in several places, by the name an editor's schema gives them. */
export const parts = {
  moment: Moment, amount: Amount, line: Line, part: Part, rate: Rate, words: Words, answer: Answer, profile: Profile, order: object(order),
  postings: Postings, says: Says,
}
