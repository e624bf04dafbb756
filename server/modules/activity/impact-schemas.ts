import { Type, type Static } from 'typebox'
import { Mode } from '#server/modules/programs/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

/** So many members are looked at in one request at most: seconds, on a slow machine too. */
const MOST_MEMBERS = 10_000
const MOST_NAMED = 100
/** The sum so far: a hundred moves, each with a hundred ids of the shop. */
const LONGEST_CURSOR = 4_000_000

const Asked = {
  mode: Type.Optional(Mode), from: Type.Optional(Time),
  at: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'when to look, not before `from`; at its first instant unless told' })),
  named: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_NAMED, description: `how many members of each move are named, 0 to ${MOST_NAMED}; 10 unless told` })),
  members: Type.Integer({ minimum: 1, maximum: MOST_MEMBERS, default: 1_000, description: `how many members to look at in this request, 1 to ${MOST_MEMBERS}` }),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_CURSOR, pattern: '^[A-Za-z0-9_-]+$', description: 'the "next" of the answer before' })),
}

export const PreviewImpact = Type.Object({ draft: PlainText, ...Asked }, { ...CLOSED, title: 'PreviewImpact' })
export type PreviewImpact = Static<typeof PreviewImpact>

export const PreviewRestoring = Type.Object({ version: PlainText, ...Asked }, { ...CLOSED, title: 'PreviewRestoring' })
export type PreviewRestoring = Static<typeof PreviewRestoring>

const Count = Type.Integer({ minimum: 0 })
const Levels = Type.Array(Type.String(), { description: 'the level, or one for each track that is kept apart; empty below the first' })

const touched = (description: string) => Type.Object({
  members: Count, points: Count,
  costMinor: Type.Integer({ description: 'what they cost, in minor units of the base currency' }),
  firstLastDay: Type.Union([Type.String(), Type.Null()], { description: 'the last day on which all of them can be used, such as "2027-01-05"' }),
}, { ...CLOSED, description })

/** What publishing would do to the members that were looked at so far, compared with not publishing. */
const Impact = {
  version: Type.Integer({ minimum: 1, description: 'the version that it would become' }), mode: Mode,
  from: Type.Union([Time, Type.Null()], { description: 'from when it would be in force; null: since ever' }),
  at: Time,
  members: Type.Object({ looked: Count, all: Count }, { ...CLOSED, title: 'ImpactProgress' }),
  moves: Type.Array(Type.Object({
    from: Levels, to: Levels, members: Type.Integer({ minimum: 1 }), named: Type.Array(Type.String(), { description: "the first of them, by the shop's own ids" }),
  }, { ...CLOSED, title: 'ImpactMove' })),
  ending: touched('points that have no end and would get one'),
  sooner: touched('points that would end sooner than they do now'),
  lost: touched('points that would be gone by `at`, and otherwise be there'),
  liability: Type.Object({
    currency: Type.String(), beforeMinor: Type.Integer(), afterMinor: Type.Integer(),
  }, { ...CLOSED, title: 'ImpactLiability', description: 'what the points that members hold at `at` would cost if all were used, without the publication and with it' }),
  next: Type.Union([Type.String(), Type.Null()], { description: 'send it as `after` to go on; null once every member was looked at' }),
}

export const PublicationImpact = Type.Object({ draft: Type.String(), revision: Type.Integer({ minimum: 1 }), ...Impact }, { ...CLOSED, title: 'PublicationImpact' })
export type PublicationImpact = Static<typeof PublicationImpact>

export const RestoringImpact = Type.Object({ restores: Type.Integer({ minimum: 1, description: 'the earlier version that would be published again' }), ...Impact }, { ...CLOSED, title: 'RestoringImpact' })
export type RestoringImpact = Static<typeof RestoringImpact>

const Whole = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
const Positive = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const Costs = Type.Array(Type.Object({ cost: Type.Tuple([Whole, Positive]), points: Whole }, CLOSED), { maxItems: 10_000 })
const TouchedSum = Type.Object({ members: Whole, points: Whole, cost: Costs, firstLastDay: Type.Union([Whole, Type.Null()]) }, CLOSED)
const Texts = Type.Array(Type.String({ maxLength: 200 }), { maxItems: MOST_NAMED })

/** What one answer leaves to the next request: what was asked first, whom it has looked at, and the sums so far. */
export const Carried = Type.Object({
  asked: Whole, revision: Positive, version: Positive, mode: Mode, from: Whole, at: Whole, named: Whole, all: Whole, lastMember: Type.String({ maxLength: 200 }),
  preview: Type.Object({
    members: Whole, moves: Type.Array(Type.Object({ from: Texts, to: Texts, members: Positive, named: Texts }, CLOSED), { maxItems: 10_000 }),
    ending: TouchedSum, sooner: TouchedSum, lost: TouchedSum, liability: Type.Object({ before: Costs, after: Costs }, CLOSED),
  }, CLOSED),
}, CLOSED)
export type Carried = Static<typeof Carried>
