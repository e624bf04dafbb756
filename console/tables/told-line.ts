import type { Words } from '#console/words/use-words.ts'
import type { RefusedLine } from './bring-in.ts'
import type { WrongLine } from './understand.ts'

/** A line with what is wrong with it: under which heading, what stood there, and what would be right, in the reader's language. */
export type ToldLine = { line: number; cells: readonly string[]; column: (words: Words) => string; found: string; text: (words: Words) => string }

/** A line that says nothing that can be sent. */
export function lineOfWrong({ line, cells, wrong: { field, found, why } }: WrongLine, { columns, headings }: { columns: readonly (string | null)[]; headings: readonly string[] }): ToldLine {
  const heading = headings[columns.indexOf(field)]
  return { line, cells, found, column: ({ say }) => heading ?? say(`tables.column.${field}`), text: ({ say }) => say(`tables.wanted.${why.code}`, why.values) }
}

/** A line that the server refused, in its own words. */
export function lineOfRefused({ line, cells, problem }: RefusedLine): ToldLine {
  const [mistake] = problem.errors ?? []
  return { line, cells, found: mistake?.found ?? '', column: () => mistake?.path ?? '', text: ({ say }) => (mistake === undefined ? problem.detail : mistake.message ?? say('tables.expected', { wanted: mistake.wanted })) }
}
