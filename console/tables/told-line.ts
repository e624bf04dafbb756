import type { Words } from '#console/words/use-words.ts'
import type { RefusedLine } from './bring-in.ts'
import type { WrongLine } from './understand.ts'

/** A line with what is wrong with it: under which heading, what stood there, and what would be right, in the reader's language. */
export type ToldLine = { line: number; cells: readonly string[]; column: (words: Words) => string; found: string; text: (words: Words) => string }

/** A line that says nothing that can be sent. */
export function lineOfWrong({ line, cells, wrong: { field, found, why } }: WrongLine, { columns, headings }: { columns: readonly (string | null)[]; headings: readonly string[] }): ToldLine {
  const heading = headings[columns.indexOf(field)]
  // How many cells there are is told with how many there should be.
  return { line, cells, found: why.code === 'cells' ? '' : found, column: ({ say }) => heading ?? say(`tables.column.${field}`), text: ({ say }) => say(`tables.wanted.${why.code}`, why.values) }
}

/** What the API says to a developer, and a file needs said otherwise: by code the column, and the detail that was found. */
const SAID: Readonly<Record<string, 'sku' | 'list'>> = { 'catalogue.product_unknown': 'sku', 'catalogue.list_unknown': 'list' }

/** A line that the server refused, in its own words. */
export function lineOfRefused({ line, cells, problem }: RefusedLine): ToldLine {
  const [mistake] = problem.errors ?? []
  const column = SAID[problem.code]
  if (column !== undefined) return { line, cells, found: String(problem.details?.[column] ?? ''), column: ({ say }) => say(`tables.column.${column}`), text: ({ say }) => say(column === 'sku' ? 'tables.wanted.product' : 'tables.wanted.list') }
  return { line, cells, found: mistake?.found ?? '', column: () => mistake?.path ?? '', text: ({ say }) => (mistake === undefined ? problem.detail : mistake.message ?? say('tables.expected', { wanted: mistake.wanted })) }
}
