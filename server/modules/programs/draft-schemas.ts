import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Language, Limit, PlainText, Time } from '#server/platform/schemas'
import { Mode, Note, Program, ProgramProblem, PublishFrom } from './schemas.ts'

const DraftName = { draft: PlainText }
const Revision = Type.Integer({ minimum: 1, maximum: 2_147_483_646, description: 'the revision that was read, a whole number from 1' })

/** A draft without its program. */
export const DraftSummary = Type.Object({
  draft: Type.String({ description: 'the id of the draft, such as "drf_…"' }),
  name: Type.String(),
  revision: Type.Integer({ minimum: 1, description: 'rises with every replacement' }),
  createdAt: Time, updatedAt: Time,
}, { ...CLOSED, title: 'DraftSummary' })
export type DraftSummary = Static<typeof DraftSummary>

export const Draft = Type.Object({
  ...DraftSummary.properties, program: Type.Unsafe<Static<typeof Program>>({ ...Program, description: 'as it was sent' }),
  isValid: Type.Boolean({ description: 'whether it could be published' }), problems: Type.Array(ProgramProblem),
}, { ...CLOSED, title: 'Draft' })
export type Draft = Static<typeof Draft>

export const CreateDraft = Type.Object({ name: PlainText, program: Program, locale: Language }, { ...CLOSED, title: 'CreateDraft' })
export type CreateDraft = Static<typeof CreateDraft>

export const ListDrafts = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListDrafts = Static<typeof ListDrafts>

export const DraftPage = Type.Object({ drafts: Type.Array(DraftSummary), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'DraftPage' })
export type DraftPage = Static<typeof DraftPage>

export const GetDraft = Type.Object({ ...DraftName, locale: Language }, CLOSED)
export type GetDraft = Static<typeof GetDraft>

export const ReplaceDraft = Type.Object({
  ...DraftName, revision: Revision, name: Type.Optional(PlainText), program: Type.Optional(Program), locale: Language,
}, { ...CLOSED, title: 'ReplaceDraft' })
export type ReplaceDraft = Static<typeof ReplaceDraft>

export const DeleteDraft = Type.Object(DraftName, CLOSED)
export type DeleteDraft = Static<typeof DeleteDraft>

export const PublishDraft = Type.Object({
  ...DraftName, revision: Type.Optional(Revision), from: Type.Optional(PublishFrom), mode: Type.Optional(Mode), note: Type.Optional(Note), locale: Language,
}, { ...CLOSED, title: 'PublishDraft' })
export type PublishDraft = Static<typeof PublishDraft>

const ProgramName = Type.String({ minLength: 1, maxLength: 200, description: 'the number of a version, or the id of a draft' })

export const DiffPrograms = Type.Object({ from: ProgramName, to: ProgramName, locale: Language }, CLOSED)
export type DiffPrograms = Static<typeof DiffPrograms>

const ProgramChange = Type.Object({
  kind: Type.Enum(['added', 'removed', 'changed', 'moved']),
  path: Type.String({ description: 'where, such as earn[purchase].rate: an entry of a list by its id, wherever it stands; empty for the whole' }),
  before: Type.Optional(Type.Unknown({ description: 'what stood there: of what was removed or changed' })),
  after: Type.Optional(Type.Unknown({ description: 'what stands there: of what was added or changed' })),
  fromPlace: Type.Optional(Type.Integer({ minimum: 1, description: 'where a moved entry stood, from 1' })),
  toPlace: Type.Optional(Type.Integer({ minimum: 1, description: 'where a moved or added entry stands, from 1' })),
  message: Type.String({ description: 'the same as a sentence, in the language of the answer' }),
}, { ...CLOSED, title: 'ProgramChange' })

/** Exact: the changes alone make the one program into the other. */
export const ProgramDiff = Type.Object({ from: Type.String(), to: Type.String(), changes: Type.Array(ProgramChange) }, { ...CLOSED, title: 'ProgramDiff' })
export type ProgramDiff = Static<typeof ProgramDiff>
