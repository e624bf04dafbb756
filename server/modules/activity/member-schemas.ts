import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Language, Limit, PlainText, Time } from '#server/platform/schemas'

const MaybeTime = Type.Union([Time, Type.Null()])
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Day = Type.String({ description: 'a date, such as "2026-01-05"' })
const Points = Type.Integer({ minimum: 0 })

const Member = { member: PlainText }
const At = { at: Type.Optional(Time) }
const KnownAt = { knownAt: Type.Optional(Time) }

/** A member by the shop's own id; as of a time: with what was effective before `at`, of what was known before `knownAt`. */
export const ReadMember = Type.Object({ ...Member, ...At, ...KnownAt }, CLOSED)
export type ReadMember = Static<typeof ReadMember>

/** Points of one unit by where they are: earned = active + pending + reserved + spent + expired + revoked − debt. */
export const Totals = Type.Object({
  available: Points, earned: Type.Integer(), pending: Points, active: Points, reserved: Points, spent: Type.Integer(), expired: Type.Integer(), revoked: Type.Integer(), debt: Points,
  clawedBack: Type.Integer(), waived: Type.Integer(), forgiven: Type.Integer(),
}, { ...CLOSED, title: 'Totals' })

export const Tier = Type.Object({
  level: MaybeText, since: MaybeTime, validUntil: MaybeTime, graceUntil: MaybeTime, byHand: Type.Boolean(),
  waiting: Type.Union([Type.Object({ level: Type.String(), from: Time }, CLOSED), Type.Null()], { description: 'a level reached that begins with the next period' }),
}, { ...CLOSED, title: 'Tier' })

/** What a member has and is. */
export const MemberAt = Type.Object({
  member: Type.String(), memberId: Type.String({ description: 'our own id' }), at: Type.Unsafe<number>({ ...Time, description: 'as of when' }),
  zone: Type.String({ description: 'the member’s time zone: their days are those of it' }), mainUnit: Type.String(), units: Type.Record(Type.String(), Totals),
  level: Type.Union([Type.String(), Type.Null()], { description: 'null below the first level, and where tracks are kept apart' }),
  tracks: Type.Record(Type.String(), Tier), benefits: Type.Array(Type.String()),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'totals for life: orders, spend in minor units of the base currency, points of each unit, events' }),
}, { ...CLOSED, title: 'Member' })
export type MemberAt = Static<typeof MemberAt>

export const ReadLots = Type.Object({ ...Member, ...At, state: Type.Optional(Type.Enum(['open', 'closed'], { default: 'open', description: '"open" (points are left) or "closed"' })) }, CLOSED)
export type ReadLots = Static<typeof ReadLots>

export const Lot = Type.Object({
  id: Type.String(), unit: Type.String(), amount: Points, left: Points, held: Points, isPending: Type.Boolean(),
  activatesAt: MaybeTime, activeSince: MaybeTime, expiresOn: Type.Union([Day, Type.Null()]), expiresAt: MaybeTime, zone: Type.String(), earnedAt: Time,
  source: Type.String(), sourceId: Type.String(), orderId: MaybeText, lineId: MaybeText, rule: Type.String(), version: Type.Integer(),
  costPerPoint: Type.Union([Type.String(), Type.Null()], { description: 'in minor units of the base currency, as a decimal or a fraction; null for shoppers' }),
}, { ...CLOSED, title: 'Lot' })

export const Lots = Type.Object({ lots: Type.Array(Lot) }, { ...CLOSED, title: 'Lots' })
export type Lots = Static<typeof Lots>

export const ListPostings = Type.Object({ ...Member, ...At, ...KnownAt, order: Type.Optional(Type.Enum(['asc', 'desc'], { default: 'asc', description: '"asc" in booked order, "desc" the last booked first' })), limit: Limit, after: Type.Optional(Cursor) }, CLOSED)
export type ListPostings = Static<typeof ListPostings>

export const Posting = Type.Object({
  postingNo: Type.Integer(), unit: Type.String(), from: Type.String(), to: Type.String(), points: Type.Integer({ minimum: 1 }), reason: Type.String(),
  lot: MaybeText, orderId: MaybeText, source: Type.String(), sourceId: Type.String(), effectiveAt: Time, bookedAt: Time,
  corrects: Type.Union([Type.Integer(), Type.Null()], { description: 'the posting that this one takes back' }), hash: Type.String(),
}, { ...CLOSED, title: 'Posting' })

export const ListedPosting = Type.Object({
  ...Posting.properties, spentOn: Type.Union([Type.String(), Type.Null()], { description: 'of a spend the order that it paid a part of, where it names one; orderId is the one that had earned the points' }),
}, { ...CLOSED, title: 'ListedPosting' })

export const PostingPage = Type.Object({ postings: Type.Array(ListedPosting), next: Type.Union([Type.String(), Type.Null()]) }, { ...CLOSED, title: 'PostingPage' })
export type PostingPage = Static<typeof PostingPage>

export const ReadFacts = Type.Object({ ...Member, ...At }, CLOSED)
export type ReadFacts = Static<typeof ReadFacts>

export const Facts = Type.Object({
  facts: Type.Array(Type.Object({ name: Type.String(), at: Time }, { additionalProperties: true, title: 'Fact' })),
}, { ...CLOSED, title: 'Facts' })
export type Facts = Static<typeof Facts>

export const ExplainMember = Type.Object({ ...Member, ...At, event: Type.Optional({ ...PlainText, description: 'the id of an event, or what the ledger names as the source of what time did' }), source: Type.Optional({ ...PlainText, description: 'the source of the event; of several of one id the first, where it is not sent' }), locale: Language }, CLOSED)
export type ExplainMember = Static<typeof ExplainMember>

export const Explanation = Type.Object({
  sentences: Type.Array(Type.String()), steps: Type.Array(Type.Object({ code: Type.String(), at: Time, sentence: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'the place of its sentence among `sentences`; null where it says nothing that another does not' }) }, { additionalProperties: true, title: 'Step' })),
}, { ...CLOSED, title: 'Explanation' })
export type Explanation = Static<typeof Explanation>

export const Leaf = Type.Object({
  what: Type.String(), have: Type.Integer(), need: Type.Integer(), missing: Type.Integer(), deadline: Type.Union([Day, Type.Null()]),
  fallsOut: Type.Array(Type.Object({ day: Day, amount: Type.Integer() }, CLOSED)),
}, { ...CLOSED, title: 'Leaf' })

const NearestWay = Type.Object({
  percent: Type.Integer({ minimum: 0, maximum: 100, description: 'how much of it is there; 100 when nothing is missing' }),
  needs: Type.Array(Type.Integer(), { description: 'places in the list of leaves' }),
}, { ...CLOSED, title: 'NearestWay', description: 'of a list of leaves, those that are nearest to their end and together enough: all of them where all are asked for, the best where one of several is' })

export const Progress = Type.Object({
  tracks: Type.Array(Type.Object({
    track: Type.String(), level: MaybeText, next: MaybeText, needs: Type.Array(Leaf), keep: Type.Array(Leaf),
    nearest: NearestWay, keepNearest: NearestWay,
    projected: Type.Union([Type.Object({ level: MaybeText, at: Time }, CLOSED), Type.Null()], { description: 'what time alone makes of the level' }), isAtRisk: Type.Boolean(),
  }, { ...CLOSED, title: 'TrackProgress' })),
}, { ...CLOSED, title: 'Progress' })
export type Progress = Static<typeof Progress>

export const ListMerges = Type.Object({ ...Member }, CLOSED)
export type ListMerges = Static<typeof ListMerges>
const Merge = Type.Object({ merge: Type.String({ description: 'the id of the event, which `member.unmerged` names' }), source: Type.String(), at: Time, until: Type.Unsafe<number>({ ...Time, description: 'from then on it cannot be undone any more' }), absorbed: Type.String({ description: 'our own id of who became this member' }), name: Type.Union([Type.String(), Type.Null()], { description: 'what they were called; null: nobody knows' }), externalId: Type.Union([Type.String(), Type.Null()], { description: "the first of the shop's ids that were theirs" }) }, { ...CLOSED, title: 'Merge' })
export const Merges = Type.Object({ merges: Type.Array(Merge, { description: 'the newest first' }) }, { ...CLOSED, title: 'Merges' })
export type Merges = Static<typeof Merges>
