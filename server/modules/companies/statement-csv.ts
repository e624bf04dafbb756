import { instantText } from '#engine/calendar'
import { csvOf } from '#server/platform/csv'
import type { Statement } from './schemas.ts'

const HEADER = ['unit', 'what', 'order', 'buyer', 'points', 'at']

/** A statement as a table: a line for the opening balance of each unit, its lines, and one for the closing balance. A buyer is called by the shop's first id. */
export function statementCsv({ units }: Statement): string {
  return csvOf([HEADER, ...units.flatMap(({ unit, opening, lines, closing }) => [
    [unit, 'opening', '', '', opening, ''],
    ...lines.map(({ what, orderId, buyer, points, at }) => [unit, what, orderId ?? '', buyer?.externalIds[0] ?? buyer?.memberId ?? '', points, instantText(at)]),
    [unit, 'closing', '', '', closing, ''],
  ])])
}
