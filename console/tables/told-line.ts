import type { Words } from '#console/words/use-words.ts'
import type { RefusedLine } from './bring-in.ts'
import type { WrongLine } from './understand.ts'

/** One thing that is wrong with a line: under which heading, what stood there, and what would be right, in the reader's language. */
type Mistake = { column: (words: Words) => string; found: string; text: (words: Words) => string }
/** A line with all that is wrong with it. */
export type ToldLine = { line: number; cells: readonly string[]; mistakes: readonly Mistake[] }

/** A line that says nothing that can be sent. */
export function lineOfWrong({ line, cells, wrong }: WrongLine, { columns, headings }: { columns: readonly (string | null)[]; headings: readonly string[] }): ToldLine {
  return {
    line, cells,
    mistakes: [wrong, ...wrong.also ?? []].map(({ field, found, why }) => {
      const heading = headings[columns.indexOf(field)]
      // How many cells there are is told with how many there should be.
      return { found: why.code === 'cells' ? '' : found, column: ({ say }) => heading ?? say(`tables.column.${field}`), text: ({ say }) => say(`tables.wanted.${why.code}`, why.values) }
    }),
  }
}

/** What the API says to a developer, and a file needs said otherwise: by code the column, and the detail that was found. */
const SAID: Readonly<Record<string, 'sku' | 'list'>> = { 'catalogue.product_unknown': 'sku', 'catalogue.list_unknown': 'list' }

/** A line that the server refused, in its own words. */
export function lineOfRefused({ line, cells, problem }: RefusedLine): ToldLine {
  const [mistake] = problem.errors ?? []
  const column = SAID[problem.code]
  if (column !== undefined) return { line, cells, mistakes: [{ found: String(problem.details?.[column] ?? ''), column: ({ say }) => say(`tables.column.${column}`), text: ({ say }) => say(column === 'sku' ? 'tables.wanted.product' : 'tables.wanted.list') }] }
  return { line, cells, mistakes: [{ found: mistake?.found ?? '', column: () => mistake?.path ?? '', text: ({ say }) => (mistake === undefined ? problem.detail : mistake.message ?? say('tables.expected', { wanted: mistake.wanted })) }] }
}
