import { brokenQuotes, rowOf, type TableRow, type WrongField } from '#tables/columns'
import { detectDelimiter, detectEncoding, textOf, type Bytes, type Delimiter, type Encoding } from '#tables/read-bytes'
import { readRecords, type FileRow } from '#tables/read-records'
import type { FileTable } from './file-table.ts'

/** So much of a file is read at once. */
const PIECE_BYTES = 1024 * 1024

export type HowRead = { encoding: Encoding; delimiter: Delimiter }
/** A file as cells, and how it was read. */
export type FileCells = HowRead & { headings: readonly string[]; rows: readonly FileRow[] }
export type GoodLine<R> = { line: number; cells: readonly string[]; row: R }
export type WrongLine = { line: number; cells: readonly string[]; wrong: WrongField }
export type Understood<R> = { good: readonly GoodLine<R>[]; wrong: readonly WrongLine[] }

/** The cells of a file: as it is told to be read, or as it seems to be written. */
export async function readCells(file: Blob, told?: HowRead): Promise<FileCells> {
  const bytes: Bytes = () => piecesOf(file)
  const how = told ?? await howWritten(bytes)
  const all: FileRow[] = []
  for await (const rows of readRecords(bytes, how)) all.push(...rows)
  const [header, ...rows] = all
  return { ...how, headings: header?.cells ?? [], rows }
}

/** What each line says where columns are these: the good ones, and those with a mistake. */
export function understand<C extends string, R>({ rows }: FileCells, columns: readonly (C | null)[], table: Pick<FileTable<C, R>, 'columns' | 'read'>): Understood<R> {
  const good: GoodLine<R>[] = []
  const wrong: WrongLine[] = []
  for (const { line, cells, isBroken } of rows) {
    const told = isBroken === true ? brokenQuotes(cells[0] ?? '') : rowOf({ line, cells }, columns, table.columns)
    const read = 'row' in told ? table.read(told.row as TableRow<C>) : told
    if ('row' in read) good.push({ line, cells, row: read.row })
    else wrong.push({ line, cells, wrong: read })
  }
  return { good, wrong }
}

async function howWritten(bytes: Bytes): Promise<HowRead> {
  const encoding = await detectEncoding(bytes)
  for await (const start of textOf(bytes, encoding)) return { encoding, delimiter: detectDelimiter(start) }
  return { encoding, delimiter: ',' }
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.size; from += PIECE_BYTES) yield new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer())
}
