import { fieldsOf, type Headings } from './headings.ts'

/** The columns of a table: those that must be there, those that may be, and the headings by which each is known. */
export type TableColumns<C extends string> = { required: readonly C[]; optional: readonly C[]; headings: Headings<C> }

/** One line of a table; a column that the file does not have is empty everywhere. */
export type TableRow<C extends string> = { line: number; fields: Readonly<Record<C, string>> }

/** What would have been right, by a word for each sort of mistake, so that everybody reads it in their language. */
export type Wanted = { code: 'truth' | 'amount' | 'list' | 'text' | 'tags' | 'quantity' | 'cells' | 'quotes'; values?: Readonly<Record<string, string | number>> }
/** The first thing that is wrong with a line: which column, what stood there, what would be right, in English and as a word; and what else is. */
export type WrongField = { field: string; found: string; wanted: string; why: Wanted; also?: readonly WrongField[] }
/** A row as a line tells it, or what is wrong with it. */
export type ReadRow<R> = { row: R } | WrongField

/** What each column of a file is. */
export function columnsOf<C extends string>(headings: readonly string[], { required, optional, headings: known }: TableColumns<C>): (C | null)[] {
  const asked: readonly C[] = [...required, ...optional]
  return fieldsOf(headings, known).map((field) => (field !== null && asked.includes(field) ? field : null))
}

/** A line by the names of its columns; or that it has not as many cells as the heading. */
export function rowOf<C extends string>({ line, cells }: { line: number; cells: readonly string[] }, columns: readonly (C | null)[], { required, optional }: TableColumns<C>): ReadRow<TableRow<C>> {
  if (cells.length !== columns.length) return { field: 'line', found: `${cells.length} fields`, wanted: `${columns.length} fields, as in the header`, why: { code: 'cells', values: { found: cells.length, wanted: columns.length } } }
  const told = Object.fromEntries([...required, ...optional].map((column) => [column, unmarked(cells[columns.indexOf(column)] ?? '')]))
  return { row: { line, fields: told as Record<C, string> } }
}

/** A text that was marked as none of a spreadsheet's formulas, as we write it ourselves, without that mark. */
function unmarked(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, '')
}

/** A line whose quotes do not close as they should. */
export function brokenQuotes(text: string): WrongField {
  return { field: 'line', found: text, wanted: 'quotes around a whole field, and doubled within it', why: { code: 'quotes' } }
}
