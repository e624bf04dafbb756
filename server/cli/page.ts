import Table from 'cli-table3'
import { createColors } from 'picocolors'
import { pad, wrap } from './wrap.ts'
import type { Figure } from './report-sections.ts'
import type { Cell, Section, Table as ReportTable, Tone } from './report-tables.ts'

/** How a terminal is written to: in colour or without. */
export type Page = { isColour: boolean }

/** Columns that every terminal has room for; wider tables wrap their words. */
const WIDTH = 100
const BAR_WIDTH = 16
const INDENT = '  '

const BARE = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
}

/** A title with a rule below it. */
export function titleLines(title: string, lines: readonly string[], page: Page): string[] {
  const { bold, dim, cyan } = createColors(page.isColour)
  return ['', `${INDENT}${bold(cyan(title))}`, ...lines.map((line) => `${INDENT}${dim(line)}`), dim(`${INDENT}${'─'.repeat(WIDTH - INDENT.length * 2)}`)]
}

/** The figures side by side: the number, what it is below it, and what qualifies it. */
export function figureLines(figures: readonly Figure[], page: Page): string[] {
  const { bold, dim } = createColors(page.isColour)
  const width = Math.floor((WIDTH - INDENT.length) / Math.max(1, figures.length))
  const cells = figures.map(({ value, label, more }) => [bold(value), ...wrap(label, width - 2), ...wrap(more ?? '', width - 2).map(dim)])
  const height = Math.max(0, ...cells.map((lines) => lines.length))
  const rows = Array.from({ length: height }, (_, row) => cells.map((lines) => pad(lines[row] ?? '', width)).join(''))
  return ['', ...rows.map((row) => `${INDENT}${row}`.trimEnd())]
}

/** A section: its title, its sentence, its tables and its notes. */
export function sectionLines({ title, lead, tables, notes }: Omit<Section, 'id'>, page: Page): string[] {
  const { bold, dim, cyan } = createColors(page.isColour)
  return [
    '', '', `${INDENT}${bold(cyan(title))}`, ...paragraphLines(lead),
    ...tables.flatMap((table) => ['', ...tableLines(table, page)]),
    ...(notes.length > 0 ? [''] : []), ...notes.flatMap((note) => wrap(note, WIDTH - INDENT.length * 3).map((line, index) => dim(`${INDENT}${index === 0 ? '·' : ' '} ${line}`))),
  ]
}

/** A sentence, wrapped to the width of the page. */
export function paragraphLines(sentence: string): string[] {
  return wrap(sentence, WIDTH - INDENT.length * 2).map((line) => `${INDENT}${line}`)
}

/** A table without lines: its head dim, its last row bold where that is a sum. */
export function tableLines({ caption, columns, rows, hasTotal }: ReportTable, page: Page): string[] {
  const colours = createColors(page.isColour)
  const table = new Table({
    chars: BARE, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    head: columns.map(({ label }) => colours.dim(label)), colAligns: columns.map(({ align }) => align),
  })
  for (const [index, row] of rows.entries()) {
    const isTotal = hasTotal === true && index === rows.length - 1
    table.push(row.map((cell) => (typeof cell === 'string' ? (isTotal ? colours.bold(cell) : cell) : barText(cell, page))))
  }
  return [...(caption === null ? [] : [`${INDENT}${colours.bold(caption)}`]), ...indented(table.toString())]
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** A bar of eighths of a character; anything above nothing is seen. */
function barText({ bar, tone }: Exclude<Cell, string>, page: Page): string {
  const eighths = bar <= 0 ? 0 : Math.max(1, Math.round(bar * BAR_WIDTH * 8))
  const full = Math.floor(eighths / 8)
  const text = ('█'.repeat(full) + EIGHTHS[eighths % 8]).padEnd(BAR_WIDTH)
  return colourOf(tone, page)(text)
}

function colourOf(tone: Tone, { isColour }: Page): (text: string) => string {
  const { green, red, cyan } = createColors(isColour)
  return tone === 'good' ? green : tone === 'bad' ? red : cyan
}

function indented(block: string): string[] {
  return block.split('\n').map((line) => `${INDENT}${line}`.trimEnd())
}
