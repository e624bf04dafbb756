import { brokenQuotes, columnsOf, rowOf, type TableColumns, type TableRow, type WrongField } from '#tables/columns'
import { createRecordReader } from '#tables/record-reader'
import { FileError } from './errors.ts'
import { readText } from './read-text.ts'
import type { BadLine } from './types.ts'

/** What is told on the way: bytes of the disk read so far, and lines that are none. */
export type TableListener = { onBytes: (bytes: number) => void; onBad: (bad: BadLine) => void }

/** Reads a file of lines under a header, in any order of columns, piece by piece. @throws FileError csv.unknown_header, and those of readText */
export async function* readTable<C extends string>(file: string, table: TableColumns<C>, { onBytes, onBad }: TableListener): AsyncGenerator<TableRow<C>[]> {
  let columns: readonly (C | null)[] | undefined
  let rows: TableRow<C>[] = []
  const bad = (line: number, { field, found, wanted }: WrongField): void => onBad({ file, line, field, found, wanted })
  const reader = createRecordReader({
    onRecord(fields, line) {
      if (columns === undefined) return void (columns = headerOf(file, fields, table))
      const told = rowOf({ line, cells: fields }, columns, table)
      if ('row' in told) rows.push(told.row)
      else bad(line, told)
    },
    onBrokenQuotes: ({ text, line }) => bad(line, brokenQuotes(text)),
  })
  for await (const text of readText(file, onBytes)) {
    reader.push(text)
    yield rows
    rows = []
  }
  reader.end()
  if (columns === undefined) throw new FileError('csv.unknown_header', file, 'is empty')
  yield rows
}

/** What each column is; one that is not known could be a misspelt one. */
function headerOf<C extends string>(file: string, headings: readonly string[], table: TableColumns<C>): (C | null)[] {
  const { required, optional } = table
  const columns = columnsOf(headings, table)
  const missing = required.filter((column) => !columns.includes(column))
  const strange = headings[columns.indexOf(null)]
  if (missing.length === 0 && strange === undefined) return columns
  const found = missing.length > 0 ? `has no column ${missing.join(', ')}` : `has a column "${strange}" that is not known, or comes twice`
  throw new FileError('csv.unknown_header', file, `${found}; its header is ${required.join(',')}${optional.length === 0 ? '' : ` and may have ${optional.join(', ')}`}`)
}
