import { Type, type Static } from 'typebox'
import { Mode, Program } from '#server/modules/programs/index'
import { Problem } from '#server/platform/problem'
import { CLOSED, Language, PlainText, Time } from '#server/platform/schemas'
import { Explanation, Facts, Lot, Posting, Tier, Totals } from './member-schemas.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const PreviewEvent = Type.Object({
  event: Type.Record(Type.String(), Type.Unknown(), { description: 'an event as POST /events takes it; source, id, occurredAt and member may be left out' }),
  member: Type.Optional(Type.Unsafe<string>({ ...PlainText, description: "the shop's own id of a member, or ours (mem_…)" })),
  program: Type.Optional(Program), draft: Type.Optional(PlainText), mode: Type.Optional(Mode), locale: Language,
}, { ...CLOSED, title: 'PreviewEvent' })
export type PreviewEvent = Static<typeof PreviewEvent>

/** What a member has and where they stand. */
const Standing = Type.Object({
  units: Type.Record(Type.String(), Totals),
  level: orNull(Type.String()), tracks: Type.Record(Type.String(), Tier),
}, { ...CLOSED, title: 'Standing' })

const { postingNo: _no, bookedAt: _booked, hash: _hash, ...posting } = Posting.properties
const PreviewedPosting = Type.Object(posting, { ...CLOSED, title: 'PreviewedPosting' })

const PreviewedLot = Type.Object({
  ...Lot.properties, change: Type.Integer({ description: 'by how many points the event changes what is left of it' }),
}, { ...CLOSED, title: 'PreviewedLot' })

const TierMove = Type.Object({ track: Type.String(), from: orNull(Type.String()), to: orNull(Type.String()) }, { ...CLOSED, title: 'TierMove' })

/** What an event would do. Everything but `before` is of the event alone: what time brings until then has happened before it. */
export const EventPreview = Type.Object({
  isAccepted: Type.Boolean(),
  isRepeated: Type.Boolean({ description: 'whether the event was recorded already, so that nothing would happen' }),
  problem: Type.Union([Problem, Type.Null()], { description: 'why it would be refused, as POST /events would answer' }),
  version: Type.Integer({ minimum: 1, description: 'the version that judges it; of a program that is not published, the one it would become' }),
  at: Type.Unsafe<number>({ ...Time, description: 'when the event happens' }),
  isNew: Type.Boolean({ description: 'whether it would be the first of the member' }),
  before: Standing, after: Standing,
  moves: Type.Array(TierMove), lots: Type.Array(PreviewedLot), postings: Type.Array(PreviewedPosting), facts: Facts.properties.facts, explanation: Explanation,
}, { ...CLOSED, title: 'EventPreview' })
export type EventPreview = Static<typeof EventPreview>
