import type { BadLines } from './bad-lines.ts'
import { FileError } from './errors.ts'
import { ORDER_COLUMNS, recogniseLayout, type Column, type Layout } from './layouts.ts'
import { LINE_ID_WANTED, readLineFacts, readOrderFacts, type Fault, type OrderFacts, type Reading } from './read-line.ts'
import { readText } from './read-text.ts'
import { createRecordReader, type RecordSink } from '#tables/record-reader'
import type { StagingWriter } from './staging.store.ts'

/** One of the files, by its place among them, and how it is read. */
export type OrderFile = { path: string; index: number; reading: Reading }

/** Where lines go: good ones to the database, bad ones to the list. */
export type LineSinks = { writer: StagingWriter; badLines: BadLines }

/**
 * Reads no more than the header of a file.
 * @throws FileError csv.unknown_header, and those of readText
 */
export async function readLayout(path: string): Promise<Layout> {
  const header = await readHeader(path)
  if (header === undefined) throw new FileError('csv.unknown_header', path, 'is empty')
  const layout = recogniseLayout(header)
  if (typeof layout === 'string') throw new FileError('csv.unknown_header', path, layout)
  return layout
}

/**
 * Reads the lines of a file into the sinks and answers how many there are; `onPiece` is told the bytes and lines read so far.
 * @throws FileError those of readText
 */
export async function readLines(file: OrderFile, sinks: LineSinks, onPiece: (bytes: number, lines: number) => void): Promise<number> {
  const { sink, lineCount } = createLineSink(file, sinks)
  const reader = createRecordReader(sink)
  let bytes = 0
  for await (const text of readText(file.path, (bytesRead) => { bytes = bytesRead })) {
    reader.push(text)
    onPiece(bytes, lineCount())
  }
  reader.end()
  onPiece(bytes, lineCount())
  return lineCount()
}

/** What a file calls a column: the name in its header. */
export function columnName({ header, at }: Layout, column: Column): string {
  return header[at[column]] ?? column
}

async function readHeader(path: string): Promise<string[] | undefined> {
  let header: string[] | undefined
  const reader = createRecordReader({
    onRecord: (fields) => { header ??= [...fields] },
    onBrokenQuotes: ({ text }) => { header ??= [text] },
  })
  for await (const text of readText(path, () => {})) {
    reader.push(text)
    if (header) return header
  }
  reader.end()
  return header
}

/** Takes a file's records, the header first: what is the same order's as on the line before is read once. */
function createLineSink({ path, index, reading }: OrderFile, { writer, badLines }: LineSinks): { sink: RecordSink; lineCount: () => number } {
  const { layout } = reading
  const orderColumns = ORDER_COLUMNS.map((column) => layout.at[column]).filter((at) => at < layout.header.length)
  let told: readonly string[] = []
  const lineIds = new Set<string>()
  let facts: OrderFacts | Fault | undefined
  let records = 0

  function isPartOver(fields: readonly string[]): boolean {
    for (const at of orderColumns) {
      if (fields[at] !== told[at]) return true
    }
    return facts === undefined
  }

  function readPart(fields: readonly string[], line: number): void {
    told = fields.slice()
    lineIds.clear()
    facts = readOrderFacts(fields, reading)
    if (!isFault(facts)) writer.beginPart(facts, { file: index, line })
  }

  function putAside(fields: readonly string[], line: number, fault: { field: string; found: string; wanted: string }): void {
    const order = fields[layout.at.order_id] ?? ''
    if (order !== '') writer.leaveOut(order)
    badLines.add({ file: path, line, ...fault, ...(order === '' ? {} : { order }) })
  }

  function putAsideField(fields: readonly string[], line: number, { column, wanted }: Fault): void {
    putAside(fields, line, { field: columnName(layout, column), found: fields[layout.at[column]] ?? '', wanted })
  }

  const sink: RecordSink = {
    onRecord(fields, line) {
      records += 1
      if (records === 1) return
      if (fields.length !== layout.header.length) {
        const wanted = `${layout.header.length} fields, as in the header`
        return putAside(fields, line, { field: 'line', found: `${fields.length} fields`, wanted })
      }
      // Where columns stand that the file does not have.
      fields.push('')
      if (isPartOver(fields)) readPart(fields, line)
      if (isFault(facts!)) return putAsideField(fields, line, facts)
      const lineFacts = readLineFacts(fields, reading, facts!)
      if (isFault(lineFacts)) return putAsideField(fields, line, lineFacts)
      if (lineIds.has(lineFacts.lineId)) return putAsideField(fields, line, { column: 'line_id', wanted: LINE_ID_WANTED })
      if (lineFacts.lineId !== '') lineIds.add(lineFacts.lineId)
      writer.addLine(lineFacts, line)
    },
    onBrokenQuotes({ fields, text, line }) {
      records += 1
      putAside(fields, line, { field: 'line', found: text, wanted: 'quotes around a whole field, and doubled within it' })
    },
  }
  return { sink, lineCount: () => Math.max(records - 1, 0) }
}

function isFault(read: object): read is Fault {
  return 'wanted' in read
}
