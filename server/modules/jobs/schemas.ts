import { Type, type Static } from 'typebox'
import { Columns, RosterFilter } from '#server/modules/roster/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

/** An explicit list is made by hand or by a mark on each page; more are found by a filter. */
const MOST_LISTED = 10_000
const MOST_TAGS = 20

const KINDS = ['export', 'tag', 'untag', 'adjust', 'coupon', 'tier'] as const
const Kind = Type.Enum([...KINDS], { description: '"export" the list as CSV; "tag" and "untag" (tags), "adjust" points (points, unit), issue a "coupon" (discount, until), set a "tier" by hand (track, level, until)' })

const Arguments = Type.Object({
  tags: Type.Optional(Type.Array(PlainText, { minItems: 1, maxItems: MOST_TAGS, uniqueItems: true, description: `a list of 1 to ${MOST_TAGS} tags` })),
  points: Type.Optional(Type.Integer({ minimum: -1_000_000_000, maximum: 1_000_000_000, description: 'points that each gets, or below 0 loses' })), unit: Type.Optional(PlainText),
  discount: Type.Optional(Type.String({ ...PlainText, description: 'a coupon of the program' })),
  track: Type.Optional(PlainText), level: Type.Optional(PlainText),
  columns: Type.Optional(Type.Unsafe<Static<typeof Columns>>({ ...Columns, description: 'columns of an export, in their order, after who each member is; all that is known unless told' })),
  until: Type.Optional(Type.Unsafe<number>({ ...Time, description: 'until when the level is held, or the coupon works' })),
}, CLOSED)

const Fields = {
  kind: Kind, filter: Type.Optional(RosterFilter),
  members: Type.Optional(Type.Array(PlainText, { minItems: 1, maxItems: MOST_LISTED, description: `a list of 1 to ${MOST_LISTED} members, by the shop's ids or ours` })),
  arguments: Type.Unsafe<Static<typeof Arguments>>({ ...Arguments, default: {} }),
  reason: Type.Optional(Type.String({ ...PlainText, description: 'why: kept with what is done. Needed to adjust points, to set a tier, and to see addresses whole' })),
  isRevealed: Type.Unsafe<boolean>({ ...Type.Boolean(), default: false, description: 'whether an export shows addresses and numbers whole, which takes members:reveal, now and when it is read' }),
}

export const CreateJob = Type.Object(Fields, { ...CLOSED, title: 'CreateJob', description: 'either filter or members' })
export type CreateJob = Static<typeof CreateJob>

export const Job = Type.Object({
  job: Type.String(), kind: Kind, status: Type.Enum(['waiting', 'running', 'done', 'cancelled']), filter: Type.Union([RosterFilter, Type.Null()]), listed: Type.Union([Type.Integer(), Type.Null()], { description: 'how many members were listed; null where a filter finds them' }),
  arguments: Arguments, reason: Type.Union([Type.String(), Type.Null()]), isRevealed: Type.Boolean(),
  wanted: Type.Integer({ description: 'members that were found when it was asked for' }), done: Type.Integer(), failed: Type.Integer(),
  createdAt: Time, createdBy: Type.String({ description: 'whoever of the staff, or which key' }), createdByName: Type.Union([Type.String(), Type.Null()], { description: 'what they are called now' }), endedAt: Type.Union([Time, Type.Null()]), erasedAt: Type.Union([Time, Type.Null()], { description: 'when it and its result will be gone' }),
}, { ...CLOSED, title: 'Job' })
export type Job = Static<typeof Job>

export const JobPreview = Type.Object({
  members: Type.Integer(), balance: Type.Integer({ description: 'points that they have together now' }), points: Type.Integer({ description: 'points that the job would give to all together; below 0: take' }),
}, { ...CLOSED, title: 'JobPreview' })
export type JobPreview = Static<typeof JobPreview>

export const JobName = Type.Object({ job: PlainText }, CLOSED)
export type JobName = Static<typeof JobName>
export const ListJobs = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListJobs = Static<typeof ListJobs>
export const JobPage = Type.Object({ jobs: Type.Array(Job), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'JobPage' })
export type JobPage = Static<typeof JobPage>
