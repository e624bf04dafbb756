import type { Statement } from './schemas.ts'

const HEADER = ['unit', 'what', 'order', 'buyer', 'points']

/** A statement as a table: a line for the opening balance of each unit, its lines, and one for the closing balance. A buyer is called by the shop's first id. */
export function statementCsv({ units }: Statement): string {
  const rows = units.flatMap(({ unit, opening, lines, closing }) => [
    [unit, 'opening', '', '', opening],
    ...lines.map(({ what, orderId, buyer, points }) => [unit, what, orderId ?? '', buyer?.externalIds[0] ?? buyer?.memberId ?? '', points]),
    [unit, 'closing', '', '', closing],
  ])
  return [HEADER, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** RFC 4180; a text that a spreadsheet would take for a formula is marked as a text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
