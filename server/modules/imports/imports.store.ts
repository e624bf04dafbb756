import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Field } from './fields.ts'
import type { FileRow } from '#tables/read-records'
import type { Import } from './schemas.ts'

/** An import; `nextRow`: the next row that has its turn, of those that were checked or brought in; `mayReplace`: whether whoever asked for it last may put another address or number in the place of one. */
export type ImportRow = Omit<Import, 'erasedAt'> & { nextRow: number; mayReplace: boolean }
/** What is wrong with a row: in which column (null: the whole), and why. */
export type Problem = { column: number | null; field: Field | null; found: string | null; code: string; details: Readonly<Record<string, unknown>> }
export type Refused = FileRow & { problems: Problem[] }

const IMPORT = sql`import_id as import, name, status, bytes, received, encoding, delimiter, settings, rows, next_row as "nextRow", tally, created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt", may_replace as "mayReplace"`

export async function insertImport({ db, storeId }: WriteContext, { import: id, name, status, bytes, tally, createdAt, createdBy }: ImportRow): Promise<void> {
  await sql`insert into imports (store_id, import_id, name, status, bytes, tally, created_at, created_by) values (${storeId}, ${id}, ${name}, ${status}, ${bytes}, ${jsonb(tally)}, ${createdAt}, ${createdBy})`.execute(db)
}

export async function selectImport({ db, storeId }: ReadContext, id: string): Promise<ImportRow | undefined> {
  const { rows: [row] } = await sql<ImportRow>`select ${IMPORT} from imports where store_id = ${storeId} and import_id = ${id}`.execute(db)
  return row
}

/** An import, locked: whoever does a piece of it has ended it. */
export async function lockImport({ db, storeId }: WriteContext, id: string): Promise<ImportRow | undefined> {
  const { rows: [row] } = await sql<ImportRow>`select ${IMPORT} from imports where store_id = ${storeId} and import_id = ${id} for update`.execute(db)
  return row
}

/** The oldest import that is to be checked or brought in and that nobody works on, locked. */
export async function lockOpenImport({ db, storeId }: WriteContext): Promise<ImportRow | undefined> {
  const { rows: [row] } = await sql<ImportRow>`select ${IMPORT} from imports where store_id = ${storeId} and status in ('checking', 'running') order by import_id limit 1 for update skip locked`.execute(db)
  return row
}

/** The newest first. */
export async function selectImports({ db, storeId }: ReadContext, { before, most }: { before: string | undefined; most: number }): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${IMPORT} from imports where store_id = ${storeId} and ${before === undefined ? sql`true` : sql`import_id < ${before}`} order by import_id desc limit ${most}`.execute(db)
  return rows
}

export async function updateImport({ db, storeId }: WriteContext, { import: id, status, received, encoding, delimiter, settings, rows, nextRow, tally, endedAt, mayReplace }: ImportRow): Promise<void> {
  await sql`update imports set status = ${status}, received = ${received}, encoding = ${encoding}, delimiter = ${delimiter}, settings = ${settings === null ? null : jsonb(settings)}, rows = ${rows}, next_row = ${nextRow}, tally = ${jsonb(tally)}, ended_at = ${endedAt}, may_replace = ${mayReplace}
    where store_id = ${storeId} and import_id = ${id}`.execute(db)
}

export async function insertPiece({ db, storeId }: WriteContext, { id, number, content }: { id: string; number: number; content: Buffer }): Promise<void> {
  await sql`insert into imports_pieces (store_id, import_id, piece_no, content) values (${storeId}, ${id}, ${number}, ${content})`.execute(db)
}

export async function countPieces({ db, storeId }: ReadContext, id: string): Promise<number> {
  const { rows: [row] } = await sql<{ pieces: number }>`select coalesce(max(piece_no), 0) as pieces from imports_pieces where store_id = ${storeId} and import_id = ${id}`.execute(db)
  return row?.pieces ?? 0
}

/** The pieces of a file in their order, one in memory at a time. */
export async function* selectPieces({ db, storeId }: ReadContext, id: string): AsyncGenerator<Uint8Array> {
  for (let number = 1; ; number += 1) {
    const { rows: [piece] } = await sql<{ content: Buffer }>`select content from imports_pieces where store_id = ${storeId} and import_id = ${id} and piece_no = ${number}`.execute(db)
    if (piece === undefined) return
    yield piece.content
  }
}

export async function insertRows({ db, storeId }: WriteContext, id: string, { rowNo, rows }: { rowNo: number; rows: readonly FileRow[] }): Promise<void> {
  await sql`insert into imports_rows (store_id, import_id, row_no, rows) values (${storeId}, ${id}, ${rowNo}, ${jsonb(rows)})`.execute(db)
}

/** The batch of rows that begins with a row; under 0 stands the heading. */
export async function selectRowsFrom({ db, storeId }: ReadContext, id: string, rowNo: number): Promise<FileRow[]> {
  const { rows: [found] } = await sql<{ rows: FileRow[] }>`select rows from imports_rows where store_id = ${storeId} and import_id = ${id} and row_no = ${rowNo}`.execute(db)
  return found?.rows ?? []
}

/** Claims digests for the rows in which they stand, and says in which row each came first. */
export async function claimKeys({ db, storeId }: WriteContext, id: string, keys: readonly { digest: string; line: number }[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map()
  await sql`insert into imports_keys (store_id, import_id, digest, line) select ${storeId}, ${id}, digest, min(line) from jsonb_to_recordset(${jsonb(keys)}) as k(digest text, line integer) group by digest on conflict do nothing`.execute(db)
  const { rows } = await sql<{ digest: string; line: number }>`select digest, line from imports_keys where store_id = ${storeId} and import_id = ${id} and digest = any(${keys.map(({ digest }) => digest)}::text[])`.execute(db)
  return new Map(rows.map(({ digest, line }) => [digest, line]))
}

/** Adds refused rows to those that are there. */
export async function addRefused({ db, storeId }: WriteContext, id: string, rows: readonly Refused[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into imports_lines (store_id, import_id, line_no, lines) select ${storeId}, ${id}, coalesce(max(line_no), 0) + 1, ${jsonb(rows)} from imports_lines where store_id = ${storeId} and import_id = ${id}`.execute(db)
}

/** The next refused rows. */
export async function selectRefused({ db, storeId }: ReadContext, id: string, after: number): Promise<{ lineNo: number; rows: Refused[] } | undefined> {
  const { rows: [found] } = await sql<{ lineNo: number; rows: Refused[] }>`select line_no as "lineNo", lines as rows from imports_lines where store_id = ${storeId} and import_id = ${id} and line_no > ${after} order by line_no limit 1`.execute(db)
  return found
}

/** What a check, or a run, has written down: a new one begins without. */
export async function forgetFindings({ db, storeId }: WriteContext, id: string, { rowsToo }: { rowsToo: boolean }): Promise<void> {
  await sql`delete from imports_lines where store_id = ${storeId} and import_id = ${id}`.execute(db)
  await sql`delete from imports_keys where store_id = ${storeId} and import_id = ${id}`.execute(db)
  if (rowsToo) await sql`delete from imports_rows where store_id = ${storeId} and import_id = ${id}`.execute(db)
}

/** The file itself is gone with the end of its import; its heading stays. */
export async function forgetFile(ctx: WriteContext, id: string): Promise<void> {
  const { db, storeId } = ctx
  await sql`delete from imports_pieces where store_id = ${storeId} and import_id = ${id}`.execute(db)
  await sql`delete from imports_rows where store_id = ${storeId} and import_id = ${id} and row_no > 0`.execute(db)
  await sql`delete from imports_keys where store_id = ${storeId} and import_id = ${id}`.execute(db)
}

/** Takes away imports that ended by then, or that nobody has gone on with since: one that is worked on stays until it has ended. */
export async function deleteImportsBy({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`delete from imports where store_id = ${storeId} and ((ended_at is null and status not in ('checking', 'running') and created_at <= ${at}) or ended_at <= ${at})`.execute(db)
}
