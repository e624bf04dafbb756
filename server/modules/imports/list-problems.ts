import { fileReader } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, csvOf, type Cell } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { requireImport, seesWhole } from './create-import.ts'
import type { Field } from './fields.ts'
import { selectImport, selectRefused, selectRowsFrom, type ImportRow, type Problem, type Refused } from './imports.store.ts'
import { maskCell } from './mask-cell.ts'
import type { ImportName, ListProblems, ProblemPage, RowProblem } from './schemas.ts'

type House = { database: Database }
type Seen = { row: ImportRow; headings: string[]; isWhole: boolean }

/** What is wrong with rows of a file, in the order of its lines, in the reader's language. @throws AppError imports.unknown */
export async function listProblems({ database }: House, call: Call, { import: id, after, limit }: ListProblems): Promise<Reply<ProblemPage>> {
  return database.readStore(call.storeId, async (db) => {
    const ctx = { ...contextOf(call), db }
    const seen = await look(ctx, id)
    const problems: RowProblem[] = []
    let [place, next]: [number, string | null] = [after === undefined ? 0 : Number.parseInt(after, 36) || 0, null]
    for (let found = await selectRefused(ctx, id, place); found !== undefined; found = await selectRefused(ctx, id, place)) {
      problems.push(...found.rows.flatMap((row) => row.problems.map((problem) => tell(call, seen, { line: row.line, problem }))))
      place = found.lineNo
      if (problems.length < limit) continue
      next = place.toString(36)
      break
    }
    return { status: 200, body: { problems, isMasked: !seen.isWhole, next } }
  })
}

/** A problem of a row for a reader that knows no columns: under which heading, and which words to say it in. */
export type ToldProblem = { line: number; column: string | null; found: string | null; code: string; details: Readonly<Record<string, unknown>> }

/** What is wrong with the first rows, in the order of lines, for whoever brought the file. @throws AppError imports.unknown */
export async function firstProblems(ctx: ReadContext, { import: id, most }: ImportName & { most: number }): Promise<ToldProblem[]> {
  const { headings, isWhole } = await look(ctx, id)
  const problems: ToldProblem[] = []
  for (let found = await selectRefused(ctx, id, 0); found !== undefined && problems.length < most; found = await selectRefused(ctx, id, found.lineNo)) {
    problems.push(...found.rows.flatMap(({ line, problems: some }) => some.map(({ column, field, found: cell, code, details }) =>
      ({ line, column: column === null ? null : (headings[column] ?? null), found: cell === null || isWhole ? cell : maskCell(cell, field), code, details }))))
  }
  return problems.slice(0, most)
}

function contextOf({ storeId, actor, now }: Call): Omit<ReadContext, 'db'> {
  return { storeId, actor, now }
}

/** The import, the headings of its file, and whether whoever asks sees its cells whole. */
async function look(ctx: ReadContext, id: string): Promise<Seen> {
  const row = await requireImport(await selectImport(ctx, id), id)
  const [header] = await selectRowsFrom(ctx, id, 0)
  return { row, headings: header?.cells ?? [], isWhole: seesWhole(ctx, row) }
}

function tell(call: Call, { headings, isWhole }: Seen, { line, problem: { column, field, found, code, details } }: { line: number; problem: Problem }): RowProblem {
  const shown = found === null || isWhole ? found : maskCell(found, field)
  return { line, column: column === null ? null : (headings[column] ?? null), field, found: shown, code, wanted: call.problemOf(new AppError('conflict', code, details)).detail }
}

/** The refused rows as they stood in the file, each with its line and what is wrong with it: what is put right here can be brought in by itself. @throws AppError imports.unknown */
export async function readRefused({ database }: House, call: Call, { import: id }: ImportName): Promise<AsyncIterable<string>> {
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(call.storeId, (db) => act({ ...contextOf(call), db }))
  const seen = await read((ctx) => look(ctx, id))
  const { heading } = await read((ctx) => fileReader(ctx, call.locale))
  return (async function* pieces() {
    yield `${BOM}${csvOf([[...seen.headings, heading('lines', 'line'), heading('lines', 'problem')]])}`
    for (let after = 0; ;) {
      const found = await read((ctx) => selectRefused(ctx, id, after))
      if (found === undefined) return
      after = found.lineNo
      yield csvOf(found.rows.map((row) => lineOf(call, seen, row)))
    }
  })()
}

function lineOf(call: Call, seen: Seen, { line, cells, problems }: Refused): Cell[] {
  const fields: readonly (Field | null)[] = seen.row.settings?.columns ?? []
  const shown = seen.headings.map((_, place) => (seen.isWhole ? (cells[place] ?? '') : maskCell(cells[place] ?? '', fields[place] ?? null)))
  const told = problems.map((problem) => tell(call, seen, { line, problem })).map(({ column, wanted }) => (column === null ? wanted : `${column}${call.locale.startsWith('zh') ? '：' : ': '}${wanted}`))
  return [...shown, line, told.join(' ')]
}
