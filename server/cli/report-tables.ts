import type { BacktestReport } from '#engine/simulate/report'
import type { Text } from './text.ts'

/** One cell: a text, or a bar as a part of the widest in its column (0 … 1). */
export type Cell = string | { bar: number; tone: Tone }
export type Tone = 'plain' | 'good' | 'bad'
export type Column = { label: string; align: 'left' | 'right' }
/** The last row is the sum of the others where `hasTotal` says so. */
export type Table = { caption: string | null; columns: readonly Column[]; rows: readonly (readonly Cell[])[]; hasTotal?: boolean }
export type SectionId = 'levels' | 'moves' | 'points' | 'reasons' | 'cost' | 'prices' | 'rewards' | 'balances'
/** A part of the report in words and tables, the same on a terminal and on a page. */
export type Section = { id: SectionId; title: string; lead: string; tables: readonly Table[]; notes: readonly string[] }

/** The name of a level; with its track where tracks are kept apart. */
export function levelName(report: BacktestReport, key: string, text: Text): string {
  const level = report.levels.find((each) => each.key === key)
  const name = level === undefined ? key : level.name === null ? text.say('report.levels.none') : text.name(level.name)
  const track = report.program.tracks.find(({ id }) => key === `${id}/${key.slice(id.length + 1)}`)
  return track === undefined ? name : `${text.name(track.name)}: ${name}`
}

/** Columns by the names of their labels. */
export function columnsOf({ say }: Text, ...columns: readonly (readonly [label: string, align?: 'left' | 'right'])[]): Column[] {
  return columns.map(([label, align = 'right']) => ({ label: label === '' ? '' : say(`report.columns.${label}`), align }))
}
