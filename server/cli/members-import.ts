import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { Compile } from 'typebox/compile'
import { pathText, shapeProblems } from '#engine/shape'
import { addPiece, cancelImport, checkImport, createImport, FIELDS, firstProblems, getImport, PIECE_BYTES, readSample, runImport, runImportNow, Settings, type Field, type Import, type ToldProblem } from '#server/modules/imports/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { Failure, UsageError, wrongOptions } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import { storeNow } from './store-clock.ts'
import { openText, type Text } from './text.ts'

export type MembersOptions = Partial<Pick<Settings, 'encoding' | 'delimiter' | 'dateOrder' | 'phoneCountry' | 'levelUntil' | 'consentText' | 'reason'>> & {
  store: string; source: string; columns?: string; overwrite?: boolean; check?: boolean; json?: boolean
}

/** What a check found or a run did; the first 1,000 problems are listed, all refused rows are counted. */
export type ImportedMembers = { import: string; status: Import['status']; rows: number; columns: Record<string, Field | null> } & Import['tally'] & { problems: readonly ToldProblem[] }

type Bringing = { database: Database; file: string; options: MembersOptions; text: Text }
type InStore = <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>

const ACTOR = { kind: 'system', job: 'members import' } as const
const LISTED = 1_000
/** Problems that are told one by one. */
const TOLD = 20
/** Between looks while a server's worker does a piece. */
const PAUSE_MS = 300

/** `rockpool members import`: a file of members by the steps of the console: understood, checked, brought in. Refused rows are told and left out; twice is once. @throws Failure, UsageError */
export async function runMembersImport(file: string, options: MembersOptions, text: Text): Promise<void> {
  const bytes = readBytes(file, text)
  const imported = await onDatabase(text.locale, ({ database }) => bringMembers({ database, file, options, text }, bytes))
  process.stdout.write(options.json === true ? `${JSON.stringify(imported)}\n` : `${toldLines(imported, text).join('\n')}\n`)
}

function readBytes(file: string, { say }: Text): Buffer {
  try {
    const bytes = readFileSync(file)
    return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Failure(code === 'ENOENT' ? say('cli.wrong.missing', { file }) : say('cli.wrong.unreadable', { file, why: message }))
  }
}

async function bringMembers({ database, file, options, text }: Bringing, bytes: Buffer): Promise<ImportedMembers> {
  const { store: storeId, columns: written, source, overwrite = false, check = false } = options
  const inStore: InStore = (act) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now: Date.now() }))
  // What is recorded is of the store's time, and imports are kept by that of the world; so the worker does it.
  const now = await storeNow(database, storeId, ACTOR)
  const id = await send(inStore, basename(file), bytes)
  const progress = openProgress(text)
  const work = async (key: string): Promise<Import> => {
    const show = progress.begin(key)
    for (;;) {
      const job = await inStore((ctx) => getImport(ctx, { import: id }))
      if (job.status !== 'checking' && job.status !== 'running') return job
      const { made, changed, unchanged, refused } = job.tally
      show(made + changed + unchanged + refused, job.rows ?? Infinity)
      if (!(await inStore((ctx) => runImport({ ...ctx, now }, { worldNow: ctx.now })))) await pause(PAUSE_MS)
    }
  }
  try {
    const { encoding, delimiter, columns: found } = await inStore((ctx) => readSample(ctx, { import: id, ...pick(options, 'encoding', 'delimiter') }))
    const headings = found.map(({ heading }) => heading)
    const columns = written === undefined ? found.map(({ field }) => field) : fieldsOf(written, { headings, text })
    const settings = checkedSettings({ encoding, delimiter, columns, source, isOverwriting: overwrite, ...pick(options, 'dateOrder', 'phoneCountry', 'levelUntil', 'consentText', 'reason') })
    await inStore((ctx) => checkImport({ ...ctx, now }, { import: id, ...settings }))
    let job = await work('cli.progress.checking_members')
    if (!check && job.status === 'checked') {
      await inStore((ctx) => runImportNow(ctx, { import: id }))
      job = await work('cli.progress.members')
    }
    const problems = await inStore((ctx) => firstProblems(ctx, { import: id, most: LISTED }))
    return { import: id, status: job.status, rows: job.rows ?? 0, columns: Object.fromEntries(headings.map((heading, place) => [heading, columns[place] ?? null])), ...job.tally, problems }
  } finally {
    progress.stop()
    // What was only checked, or could not be, is not left for somebody to run.
    await inStore((ctx) => cancelImport(ctx, { import: id }))
  }
}

async function send(inStore: InStore, name: string, bytes: Buffer): Promise<string> {
  const { import: id } = await inStore((ctx) => createImport(ctx, { name, bytes: bytes.length }))
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    await inStore((ctx) => addPiece(ctx, { import: id, number: at / PIECE_BYTES + 1, content: bytes.subarray(at, at + PIECE_BYTES).toString('base64') }))
  }
  return id
}

/** What somebody says that the columns are, in their order; `-` passes one over. @throws UsageError */
function fieldsOf(written: string, { headings, text: { say } }: { headings: readonly string[]; text: Text }): (Field | null)[] {
  const fields = written.split(',').map((name) => name.trim())
  const unknown = fields.find((name) => name !== '-' && !FIELDS.includes(name as Field))
  if (unknown !== undefined) throw new UsageError(say('cli.members.import.wrong_field', { found: unknown, fields: FIELDS.join(', ') }))
  if (fields.length !== headings.length) throw new UsageError(say('cli.members.import.wrong_columns', { found: fields.length, wanted: headings.length, headings: headings.join(', ') }))
  return fields.map((name) => (name === '-' ? null : (name as Field)))
}

const settingsShape = Compile(Settings)

/** @throws UsageError */
function checkedSettings(settings: Settings): Settings {
  if (settingsShape.Check(settings)) return settings
  throw wrongOptions(shapeProblems(settingsShape, settings).map(({ keys, ...wrong }) => ({ path: pathText(keys), ...wrong })))
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as Pick<T, K>
}

function toldLines({ status, columns, problems, ...counts }: ImportedMembers, { say, locale }: Text): string[] {
  const { say: why } = openText(locale, ['server'])
  const passedOver = Object.entries(columns).flatMap(([heading, field]) => (field === null ? [heading] : []))
  return [
    say('cli.members.import.columns', { columns: Object.entries(columns).flatMap(([heading, field]) => (field === null ? [] : [`${heading} → ${field}`])).join(', ') }),
    ...(passedOver.length === 0 ? [] : [say('cli.members.import.passed_over', { columns: passedOver.join(', ') })]),
    say(status === 'done' ? 'cli.members.import.done' : 'cli.members.import.checked', counts),
    say('cli.members.import.value', { points: counts.points, consents: counts.consents }),
    ...(counts.refused === 0 ? [] : [say('cli.members.import.refused', { refused: counts.refused })]),
    ...problems.slice(0, TOLD).map(({ line, column, found, code, details }) => say('cli.members.import.problem', { line, column: column ?? 'none', found: found ?? 'none', why: why(`server.problem.${code}`, details as Record<string, string>) })),
    ...(problems.length > TOLD ? [say('cli.table.more', { count: problems.length - TOLD })] : []),
  ]
}
