import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** A line of a table: what was measured, what it should be, what it was, and whether that holds (null: reported only). */
export type Row = { what: string; aim: string; found: string; holds: boolean | null }

const PAGE = 'docs/benchmarks.md'
const integer = new Intl.NumberFormat('en')

/** A whole number with its thousands apart. */
export function whole(number: number): string {
  return integer.format(Math.round(number))
}

/** A ratio that must be at least, or at most, so much; `detail` says what it was made of. */
export function gate(what: string, ratio: number, { least, most, detail }: { least?: number; most?: number; detail: string }): Row {
  const holds = ratio >= (least ?? 0) && ratio <= (most ?? Infinity)
  return { what, aim: least === undefined ? `≤ ${most}` : `≥ ${least}`, found: `${ratio.toFixed(2)} (${detail})`, holds }
}

/** A figure that is told and fails nothing. */
export function figure(what: string, found: string, aim = ''): Row {
  return { what, aim, found, holds: null }
}

export function tableText(title: string, rows: readonly Row[]): string {
  const lines = rows.map(({ what, aim, found, holds }) => `| ${what} | ${aim} | ${found}${holds === null ? '' : holds ? ' ✓' : ' ✗'} |`)
  return [`| ${title} | aim | measured |`, '|---|---|---|', ...lines].join('\n')
}

export function machineText(): string {
  const [cpu] = cpus()
  return `Machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1_073_741_824)} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

/** Puts a group's text between its marks on the page; the other group's stays. */
export function writePage(group: string, text: string): void {
  const [begin, end] = [`<!-- npm run bench -- --write: ${group} begin -->`, `<!-- npm run bench -- --write: ${group} end -->`]
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${PAGE} lacks its marks ${begin} and ${end}`)
  writeFileSync(PAGE, `${before}${begin}\n${text}\n${end}${after}`)
}
