import { Type, type Static } from 'typebox'
import type { Instant } from '#engine/calendar'
import { Mistake } from '#server/platform/problem'
import { CLOSED, Language, PLAIN, Time } from '#server/platform/schemas'

/** A program is a document of a thousand rules at most; the check reads no more than this either. */
const LONGEST_TEXT = 2_000_000

export const Program = Type.Union([Type.String({ maxLength: LONGEST_TEXT }), Type.Record(Type.String(), Type.Unknown())], {
  description: 'the program: a document, or its text in YAML or JSON',
})
export const Mode = Type.Enum(['new_periods', 'upgrades_only', 'all'], { description: 'whom the levels of the new version reach: "new_periods", "upgrades_only" or "all"' })

/** From when a publication is in force. */
export const PublishFrom = Type.Unsafe<Instant>({ ...Time, description: 'from when it is in force, an ISO 8601 time with its zone; left out: now, or right behind an event of a clock that is ahead' })

const LONGEST_NOTE = 300

/** Why something is published, for colleagues: it stays with the version and stands in the audit. */
export const Note = Type.String({ minLength: 1, maxLength: LONGEST_NOTE, pattern: PLAIN, description: `why it is published, a text of 1 to ${LONGEST_NOTE} characters on one line; kept with the version` })

/** What a check has to say about a place of the document: a mistake keeps a program from running, a warning is legal but unwise. */
export const ProgramProblem = Type.Object({
  ...Mistake.properties, severity: Type.Enum(['mistake', 'warning']),
}, { ...CLOSED, title: 'ProgramProblem' })
export type ProgramProblem = Static<typeof ProgramProblem>

export const PublishProgram = Type.Object({
  program: Program, from: Type.Optional(PublishFrom), mode: Type.Optional(Mode), note: Type.Optional(Note), locale: Language,
}, { ...CLOSED, title: 'PublishProgram' })
export type PublishProgram = Static<typeof PublishProgram>

export const PublishedProgram = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  from: Type.Union([Time, Type.Null()], { description: 'from when it is in force; null for the first version: since ever' }),
  warnings: Type.Array(ProgramProblem),
}, { ...CLOSED, title: 'PublishedProgram' })
export type PublishedProgram = Static<typeof PublishedProgram>

export const CheckProgram = Type.Object({ program: Program, locale: Language }, { ...CLOSED, title: 'CheckProgram' })
export type CheckProgram = Static<typeof CheckProgram>

export const CheckedProgram = Type.Object({
  isValid: Type.Boolean({ description: 'whether it could be published' }), problems: Type.Array(ProgramProblem),
}, { ...CLOSED, title: 'CheckedProgram' })
export type CheckedProgram = Static<typeof CheckedProgram>

export const ListPrograms = Type.Object({ locale: Language }, CLOSED)
export type ListPrograms = Static<typeof ListPrograms>

const ProgramVersion = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  name: Type.String({ description: 'in the language of the answer' }),
  from: Type.Union([Time, Type.Null()], { description: 'from when it is in force; null for the first version: since ever' }),
  isInForce: Type.Boolean({ description: 'whether it is the one in force now; a newest one may be still to come' }),
  mode: Mode, isPaused: Type.Boolean({ description: 'whether nothing is earned or redeemed while it is in force' }), publishedAt: Time,
  publishedBy: Type.Union([Type.String(), Type.Null()], { description: 'whoever of the staff, or which key; null where that was not kept' }), publishedByName: Type.Union([Type.String(), Type.Null()], { description: 'what they are called now' }),
  note: Type.Union([Type.String(), Type.Null()], { description: 'why it was published; null where nobody said' }),
  restores: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description: 'the earlier version that it brings back; null where it brings none back' }),
}, { ...CLOSED, title: 'ProgramVersion' })

export const ProgramVersions = Type.Object({ programs: Type.Array(ProgramVersion) }, { ...CLOSED, title: 'ProgramVersions' })
export type ProgramVersions = Static<typeof ProgramVersions>

const VersionName = { version: Type.String({ minLength: 1, maxLength: 200, description: 'the number of a version, such as 3' }) }

export const GetVersion = Type.Object({ ...VersionName, locale: Language }, CLOSED)
export type GetVersion = Static<typeof GetVersion>

export const RestoreVersion = Type.Object({
  ...VersionName, mode: Type.Optional(Mode), note: Type.Optional(Note), locale: Language,
}, { ...CLOSED, title: 'RestoreVersion' })
export type RestoreVersion = Static<typeof RestoreVersion>

export const ResumeProgram = Type.Object({ note: Type.Optional(Note), locale: Language }, { ...CLOSED, title: 'ResumeProgram' })
export type ResumeProgram = Static<typeof ResumeProgram>
export const PauseProgram = Type.Object({
  ...ResumeProgram.properties, isLater: Type.Unsafe<boolean>({ ...Type.Boolean(), default: false, description: 'whether it may begin only behind the start of a version that is still to come' }),
}, { ...CLOSED, title: 'PauseProgram' })
export type PauseProgram = Static<typeof PauseProgram>

export const PublishedVersion = Type.Object({
  ...ProgramVersion.properties,
  document: Type.Record(Type.String(), Type.Unknown(), { description: 'the program as a document' }),
  text: Type.Union([Type.String(), Type.Null()], { description: 'the text that was sent, with its comments and its layout; null where a document was' }),
}, { ...CLOSED, title: 'PublishedVersion' })
export type PublishedVersion = Static<typeof PublishedVersion>
