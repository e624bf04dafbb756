import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'
import { FIELDS } from './fields.ts'
import { DELIMITERS, ENCODINGS } from '#tables/read-bytes'

/** The longest file that is taken, the longest piece of it, and the most rows. */
const MOST_BYTES = 128 * 1024 * 1024
export const PIECE_BYTES = 512 * 1024
export const MOST_ROWS = 1_000_000
const MOST_COLUMNS = 200

const MaybeText = Type.Union([Type.String(), Type.Null()])
const FieldOrNull = Type.Union([Type.Enum([...FIELDS]), Type.Null()])
const EncodingName = Type.Enum([...ENCODINGS], { description: ENCODINGS.map((name) => `"${name}"`).join(', ') })
const DelimiterSign = Type.Enum([...DELIMITERS], { description: 'a comma, a semicolon, a tab or a bar' })
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: 'a day, such as "2026-12-31"' })

export const CreateImport = Type.Object({
  name: Type.String({ ...PlainText, description: 'the name of the file' }), bytes: Type.Integer({ minimum: 1, maximum: MOST_BYTES, description: `how long it is in all, at most ${MOST_BYTES} (128 MiB)` }),
}, { ...CLOSED, title: 'CreateImport' })
export type CreateImport = Static<typeof CreateImport>

export const AddPiece = Type.Object({
  import: PlainText, number: Type.Integer({ minimum: 1, maximum: 100_000, description: 'which piece it is, from 1; in their order' }),
  content: Type.String({ minLength: 1, maxLength: Math.ceil(PIECE_BYTES / 3) * 4, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: `the bytes of the piece in Base64, at most ${PIECE_BYTES} of them (512 KiB)` }),
}, { ...CLOSED, title: 'AddPiece' })
export type AddPiece = Static<typeof AddPiece>

/** What the columns are, and how what stands in them is to be read. */
export const Settings = Type.Object({
  encoding: EncodingName, delimiter: DelimiterSign,
  columns: Type.Array(FieldOrNull, { minItems: 1, maxItems: MOST_COLUMNS, description: 'what each column is, in the order of the file; null: it is passed over' }),
  source: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$', description: 'where the members come from, such as "shopline": opening points and levels are given once for each member and source' }),
  isOverwriting: Type.Unsafe<boolean>({ ...Type.Boolean(), default: false, description: 'whether what is known of a member gives way to what the file says; else only what is missing is filled in. An empty cell never takes anything away' }),
  dateOrder: Type.Optional(Type.Enum(['dmy', 'mdy'], { description: 'what 03/04/1990 means: "dmy" is the third of April, "mdy" the fourth of March. Where it is not said, such days are refused' })),
  phoneCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'the country of telephone numbers that have no country code, by ISO 3166-1, such as "CN"' })),
  levelUntil: Type.Optional(Type.String({ ...Day, description: 'the last day of levels whose row names none, such as "2026-12-31"' })),
  consentText: Type.Optional(Type.String({ ...PlainText, description: 'which version of which text members had before them when they agreed; needed where a column is a consent' })),
  reason: Type.Optional(Type.String({ ...PlainText, description: 'what explanations say of opening points and levels, such as "Opening balance from Shopline"; needed where a column is points or a level' })),
}, { ...CLOSED, title: 'ImportSettings' })
export type Settings = Static<typeof Settings>

export const CheckImport = Type.Object({ import: PlainText, ...Settings.properties }, { ...CLOSED, title: 'CheckImport' })
export type CheckImport = Static<typeof CheckImport>
export const ImportName = Type.Object({ import: PlainText }, CLOSED)
export type ImportName = Static<typeof ImportName>

export const Tally = Type.Object({
  made: Type.Integer({ description: 'members that are new' }), changed: Type.Integer({ description: 'members that were known, and get something' }), unchanged: Type.Integer({ description: 'members who have all of it already' }), refused: Type.Integer({ description: 'rows that were left out whole' }),
  points: Type.Integer({ description: 'opening points in all' }), consents: Type.Integer({ description: 'consents that were recorded, given or refused' }),
}, { ...CLOSED, title: 'ImportTally' })
export type Tally = Static<typeof Tally>

export const Import = Type.Object({
  import: Type.String(), name: Type.String(), status: Type.Enum(['uploading', 'uploaded', 'checking', 'checked', 'running', 'done', 'cancelled']),
  bytes: Type.Integer(), received: Type.Integer({ description: 'bytes that have come' }), encoding: Type.Union([EncodingName, Type.Null()], { description: 'as it was found, or said' }), delimiter: Type.Union([DelimiterSign, Type.Null()]),
  settings: Type.Union([Settings, Type.Null()]), rows: Type.Union([Type.Integer(), Type.Null()], { description: 'rows of the file; null until they were counted' }), tally: Tally,
  createdAt: Time, createdBy: Type.String(), endedAt: Type.Union([Time, Type.Null()]), erasedAt: Type.Unsafe<number>({ ...Time, description: 'when it and all of it will be gone' }),
}, { ...CLOSED, title: 'Import' })
export type Import = Static<typeof Import>

export const ListImports = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListImports = Static<typeof ListImports>
export const ImportPage = Type.Object({ imports: Type.Array(Import), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'ImportPage' })
export type ImportPage = Static<typeof ImportPage>

export const ReadSample = Type.Object({ import: PlainText, encoding: Type.Optional(EncodingName), delimiter: Type.Optional(DelimiterSign) }, CLOSED)
export type ReadSample = Static<typeof ReadSample>
const SampleColumn = Type.Object({ heading: Type.String(), field: Type.Union([Type.Enum([...FIELDS]), Type.Null()], { description: 'what it seems to be' }), examples: Type.Array(Type.String(), { description: 'what stands in its first rows' }) }, CLOSED)
export const Sample = Type.Object({ encoding: EncodingName, delimiter: DelimiterSign, isMasked: Type.Boolean(), columns: Type.Array(SampleColumn) }, { ...CLOSED, title: 'ImportSample' })
export type Sample = Static<typeof Sample>

export const ListProblems = Type.Object({ import: PlainText, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListProblems = Static<typeof ListProblems>
const RowProblem = Type.Object({
  line: Type.Integer({ description: 'the line of the file, from 1; the heading is in the first' }), column: Type.Union([Type.String(), Type.Null()], { description: 'its heading; null: the whole row' }), field: FieldOrNull, found: MaybeText, code: Type.String(),
  wanted: Type.String({ description: 'what is wrong and what would be right, in the language of the answer' }),
}, { ...CLOSED, title: 'RowProblem' })
export type RowProblem = Static<typeof RowProblem>
export const ProblemPage = Type.Object({ problems: Type.Array(RowProblem), isMasked: Type.Boolean(), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'ProblemPage' })
export type ProblemPage = Static<typeof ProblemPage>
