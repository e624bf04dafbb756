import type { FloorWarning, Problem, Rockpool } from '#sdk/index'
import type { ReadRow, TableColumns, TableRow } from '#tables/columns'

/** What became of a row that was sent; the problem where it was refused. */
export type PutResult = { outcome?: 'created' | 'changed' | 'unchanged' | 'deleted'; problem?: Problem }
export type PutAnswer = { results: readonly PutResult[]; floors?: FloorWarning | null }

/** A sort of file that can be brought in: its columns, what a line says, and how rows are sent. */
export type FileTable<C extends string, R> = {
  word: 'products' | 'prices' | 'vouchers'
  columns: TableColumns<C>
  read: (row: TableRow<C>) => ReadRow<R>
  /** `isDryRun`: answered as it would be, and nothing is written. */
  put: (client: Rockpool, rows: readonly R[], isDryRun: boolean) => Promise<PutAnswer>
  /** What is read anew once rows are in. */
  touches: readonly string[]
  /** What a file without some of its columns does, in a sentence; null: nothing to know. */
  note?: (columns: readonly (C | null)[]) => string | null
}
