import { createRecordReader } from './record-reader.ts'
import { textOf, type Bytes, type Delimiter, type Encoding } from './read-bytes.ts'

/** A line of a file as cells; or one whose quotes do not close, as its text. */
export type FileRow = { line: number; cells: string[]; isBroken?: true }

/** The lines of a file, the header first, piece by piece. A line in which Excel names its separator is none. */
export async function* readRecords(bytes: Bytes, { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter }): AsyncGenerator<FileRow[]> {
  let rows: FileRow[] = []
  let isFirst = true
  const add = (row: FileRow): void => {
    const isNamed = isFirst && row.cells.length <= 2 && /^sep=/i.test(row.cells[0] ?? '')
    isFirst = false
    if (!isNamed && row.cells.some((cell) => cell !== '')) rows.push(row)
  }
  const reader = createRecordReader({
    onRecord: (fields, line) => add({ line, cells: [...fields] }),
    onBrokenQuotes: ({ text, line }) => add({ line, cells: [text], isBroken: true }),
  }, { separator: delimiter })
  for await (const text of textOf(bytes, encoding)) {
    reader.push(text)
    if (rows.length > 0) yield rows
    rows = []
  }
  reader.end()
  if (rows.length > 0) yield rows
}
