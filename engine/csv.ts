/** What a cell may hold; lists are put together with a semicolon. A decimal keeps its digits, such as those of a currency, and is a number to a spreadsheet, below 0 too. */
export type Cell = string | number | null | readonly string[] | { readonly decimal: string }

/** Tells a spreadsheet that the text behind it is UTF-8, without which Chinese shows as noise. */
export const BOM = '\uFEFF'

const DECIMAL = /^-?\d+(?:\.\d+)?$/

/** Lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula is marked as a text. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object' && 'decimal' in value) return DECIMAL.test(value.decimal) ? value.decimal : cellOf(value.decimal)
  const text = typeof value === 'string' ? value : value.join('; ')
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
