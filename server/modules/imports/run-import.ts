import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { KEPT_MS, NOTHING } from './create-import.ts'
import { doRows, readRows, type Done } from './do-rows.ts'
import { addRefused, deleteImportsBy, forgetFile, insertRows, lockOpenImport, selectPieces, selectRowsFrom, updateImport, type ImportRow } from './imports.store.ts'
import { openReading } from './read-row.ts'
import { readRecords, type FileRow } from '#tables/read-records'
import { MOST_ROWS, type Settings, type Tally } from './schemas.ts'

/** Rows of one piece, which is one transaction: events of these members wait for so long. */
const PIECE_ROWS = 100

/**
 * Does the next piece of the oldest import of the store that nobody works on: cuts its file into rows, once; then checks, or brings in, as many rows as a piece has. What was done, how
 * far it is and what was refused become durable together, so that a process that ends loses a piece that another one does. Says whether there may be more.
 */
export async function runImport(ctx: WriteContext, { worldNow, mostRows = MOST_ROWS, pieceRows = PIECE_ROWS }: { worldNow: Instant; mostRows?: number; pieceRows?: number }): Promise<boolean> {
  await deleteImportsBy(ctx, worldNow - KEPT_MS)
  const job = await lockOpenImport(ctx)
  if (job === undefined) return false
  const settings = job.settings as Settings
  if (job.rows === null) {
    const cut = await cutFile(ctx, job, { settings, mostRows, pieceRows })
    await updateImport(ctx, 'rows' in cut ? { ...job, ...cut, nextRow: 1 } : await giveUp(ctx, job, { problem: cut, worldNow }))
    return true
  }
  const rows = await selectRowsFrom(ctx, job.import, job.nextRow)
  const { tally, refused } = rows.length === 0 ? { tally: NOTHING, refused: [] } : await doPiece(ctx, { job, settings, rows, worldNow })
  await addRefused(ctx, job.import, refused)
  const nextRow = job.nextRow + rows.length
  const isOver = nextRow > job.rows
  const isDone = isOver && job.status === 'running'
  if (isDone) await forgetFile(ctx, job.import)
  await updateImport(ctx, { ...job, nextRow, tally: sumOf(job.tally, tally), status: isDone ? 'done' : isOver ? 'checked' : job.status, endedAt: isDone ? worldNow : null })
  return true
}

/** A check does what a run does, and undoes it: of the transaction stays what it found. */
async function doPiece(ctx: WriteContext, { job, settings, rows, worldNow }: { job: ImportRow; settings: Settings; rows: readonly FileRow[]; worldNow: Instant }): Promise<Done> {
  const reading = await openReading(ctx, settings)
  const read = await readRows(ctx, { job, reading, rows })
  if (job.status === 'running') return doRows(ctx, { job, reading, read, worldNow })
  await sql`savepoint checking`.execute(ctx.db)
  const found = await doRows(ctx, { job, reading, read, worldNow })
  await sql`rollback to savepoint checking`.execute(ctx.db)
  return found
}

/** A file that cannot be brought in is one refused row, and over. */
async function giveUp(ctx: WriteContext, job: ImportRow, { problem: { row, code, details }, worldNow }: { problem: NoFile; worldNow: Instant }): Promise<ImportRow> {
  await forgetFile(ctx, job.import)
  await addRefused(ctx, job.import, [{ ...row, problems: [{ column: null, field: null, found: null, code, details }] }])
  return { ...job, status: 'cancelled', tally: { ...NOTHING, refused: 1 }, endedAt: worldNow }
}

type NoFile = { row: FileRow; code: string; details: Readonly<Record<string, unknown>> }
type Cutting = { settings: Settings; mostRows: number; pieceRows: number }

/** Cuts a file into rows, all of it in one transaction: whoever ends in the middle has cut nothing. One that is empty, or too long, is none. */
async function cutFile(ctx: WriteContext, { import: id }: ImportRow, { settings: { encoding, delimiter }, mostRows, pieceRows }: Cutting): Promise<{ rows: number } | NoFile> {
  let [header, count, batch]: [FileRow | undefined, number, FileRow[]] = [undefined, 0, []]
  const write = async (): Promise<void> => {
    if (batch.length > 0) await insertRows(ctx, id, { rowNo: count - batch.length + 1, rows: batch })
    batch = []
  }
  for await (const rows of readRecords(() => selectPieces(ctx, id), { encoding, delimiter })) {
    for (const row of rows) {
      if (header === undefined) {
        header = row
        await insertRows(ctx, id, { rowNo: 0, rows: [row] })
        continue
      }
      if (count === mostRows) return { row, code: 'imports.too_many_rows', details: { most: mostRows } }
      batch.push(row)
      count += 1
      if (batch.length === pieceRows) await write()
    }
  }
  await write()
  return header === undefined ? { row: { line: 1, cells: [] }, code: 'imports.empty', details: { import: id } } : { rows: count }
}

function sumOf(a: Tally, b: Tally): Tally {
  return { made: a.made + b.made, changed: a.changed + b.changed, unchanged: a.unchanged + b.unchanged, refused: a.refused + b.refused, points: a.points + b.points, consents: a.consents + b.consents }
}
