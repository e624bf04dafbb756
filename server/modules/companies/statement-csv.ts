import { instantText } from '#engine/calendar'
import { moneyText } from '#engine/money'
import { csvOf } from '#server/platform/csv'
import type { Statement } from './schemas.ts'

const HEADER = ['unit', 'what', 'order', 'buyer', 'points', 'amount', 'currency', 'at']

/** A statement as a table: a line for the opening balance of each unit, its lines, and one for the closing balance. A buyer is called by the shop's first id; what is money stands there as an amount too. */
export function statementCsv({ units }: Statement): string {
  return csvOf([HEADER, ...units.flatMap(({ unit, currency, opening, lines, closing }) => {
    const told = (points: number) => [points, currency === null ? '' : amountOf(points, currency), currency ?? '']
    return [
      [unit, 'opening', '', '', ...told(opening), ''],
      ...lines.map(({ what, orderId, buyer, points, at }) => [unit, what, orderId ?? '', buyer?.externalIds[0] ?? buyer?.memberId ?? '', ...told(points), instantText(at)]),
      [unit, 'closing', '', '', ...told(closing), ''],
    ]
  })])
}

/** As a number: a text that begins with a minus would be marked as none of a formula, and added up by nobody. */
function amountOf(minor: number, currency: string): number {
  return Number(moneyText(minor, currency))
}
