import { instantText, type Instant } from '#engine/calendar'
import { BOM, csvOf, type Cell } from '#engine/csv'

export { BOM, csvOf, type Cell } from '#engine/csv'

/**
 * What a table says of a row. A plain cell is the same to everybody; programs and people are told otherwise of a truth, an instant (as
 * answers have it, a text), minor units of a currency, so many of a unit (null: the main one), and an id or ids of a sort of things that have names, unless one is told.
 */
export type Value =
  | Cell
  | boolean
  | { at: Instant | string | null }
  | { minor: number | null; currency: string | null }
  | { count: number | null; unit: string | null }
  | { id: string | readonly string[] | null; of: string; name?: string | null | undefined }

/** A column by its name in the API, and what it says of a row. */
export type Column<Row> = readonly [name: string, value: (row: Row) => Value]

/** A file of rows, by the word for what it lists. */
export type Table<Row> = { word: string; columns: readonly Column<Row>[] }

/** Who reads a file: programs, or a person in a language. */
export type Reader = { isPerson: boolean; heading: (word: string, name: string) => string; cell: (value: Exclude<Value, Cell>) => Cell }

/** Programs read the words of the API, minor units and instants in UTC: the same for ever, whatever a store calls its things. */
export const AS_API: Reader = {
  isPerson: false,
  heading: (_, name) => name,
  cell: (value) => {
    if (typeof value === 'boolean') return String(value)
    if ('at' in value) return typeof value.at === 'number' ? instantText(value.at) : value.at
    return 'minor' in value ? value.minor : 'count' in value ? value.count : value.id
  },
}

/** The line of headings. */
export function headOf<Row>({ word, columns }: Table<Row>, reader: Reader): string {
  return csvOf([columns.map(([name]) => reader.heading(word, name))])
}

/** Lines of rows. */
export function linesOf<Row>({ columns }: Table<Row>, rows: readonly Row[], reader: Reader): string {
  return csvOf(rows.map((row) => columns.map(([, value]) => cellFor(value(row), reader))))
}

/** A whole file; people's begins with the mark by which a spreadsheet knows its letters. */
export function fileOf<Row>(table: Table<Row>, rows: readonly Row[], reader: Reader): string {
  return `${reader.isPerson ? BOM : ''}${headOf(table, reader)}${linesOf(table, rows, reader)}`
}

/** A value as its reader is told it. */
function cellFor(value: Value, reader: Reader): Cell {
  return isCell(value) ? value : reader.cell(value)
}

function isCell(value: Value): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'number' || Array.isArray(value) || (typeof value === 'object' && 'decimal' in value)
}
