import { FileError } from './errors.ts'
import { readText } from './read-text.ts'
import { createRecordReader } from './record-reader.ts'
import type { BadLine } from './types.ts'

/** The columns of a file: those that must be there, and those that may be. */
export type TableColumns<C extends string> = { required: readonly C[]; optional: readonly C[] }

/** One line of a table; a column that the file does not have is empty everywhere. */
export type TableRow<C extends string> = { line: number; fields: Readonly<Record<C, string>> }

/** What is told on the way: bytes of the disk read so far, and lines that are none. */
export type TableListener = { onBytes: (bytes: number) => void; onBad: (bad: BadLine) => void }

/** Reads a file of lines under a header, in any order of columns, piece by piece. @throws FileError csv.unknown_header, and those of readText */
export async function* readTable<C extends string>(file: string, { required, optional }: TableColumns<C>, { onBytes, onBad }: TableListener): AsyncGenerator<TableRow<C>[]> {
  let header: readonly string[] | undefined
  let rows: TableRow<C>[] = []
  const reader = createRecordReader({
    onRecord(fields, line) {
      if (header === undefined) return void (header = headerOf(file, fields, { required, optional }))
      if (fields.length !== header.length) return onBad({ file, line, field: 'line', found: `${fields.length} fields`, wanted: `${header.length} fields, as in the header` })
      const told = Object.fromEntries([...required, ...optional].map((column) => [column, fields[(header as readonly string[]).indexOf(column)] ?? '']))
      rows.push({ line, fields: told as Record<C, string> })
    },
    onBrokenQuotes: ({ text, line }) => onBad({ file, line, field: 'line', found: text, wanted: 'quotes around a whole field, and doubled within it' }),
  })
  for await (const text of readText(file, onBytes)) {
    reader.push(text)
    yield rows
    rows = []
  }
  reader.end()
  if (header === undefined) throw new FileError('csv.unknown_header', file, 'is empty')
  yield rows
}

function headerOf<C extends string>(file: string, fields: readonly string[], { required, optional }: TableColumns<C>): string[] {
  const known: readonly string[] = [...required, ...optional]
  const missing = required.filter((column) => !fields.includes(column))
  const strange = fields.filter((name, index) => !known.includes(name) || fields.indexOf(name) !== index)
  if (missing.length === 0 && strange.length === 0) return [...fields]
  const found = missing.length > 0 ? `has no column ${missing.join(', ')}` : `has a column "${strange[0]}" that is not known, or comes twice`
  throw new FileError('csv.unknown_header', file, `${found}; its header is ${required.join(',')}${optional.length === 0 ? '' : ` and may have ${optional.join(', ')}`}`)
}
