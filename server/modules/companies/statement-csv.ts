import { moneyText } from '#engine/money'
import { fileOf, type Column, type Reader, type Value } from '#server/platform/csv'
import type { Statement } from './schemas.ts'

type Told = Statement['units'][number]
type Line = Pick<Told, 'unit' | 'currency'> & { what: Value; order: string; buyer: string; points: number; at: number | null }

/** A statement as a table: a line for the opening balance of each unit, its lines, and one for the closing balance. A buyer is called by the shop's first id; what is money stands there as an amount too. */
export function statementCsv({ units }: Statement, reader: Reader): string {
  return fileOf({ word: 'statement', columns: columnsFor(reader) }, units.flatMap(linesOfUnit), reader)
}

function linesOfUnit({ unit, currency, opening, lines, closing }: Told): Line[] {
  const balance = (what: string, points: number): Line => ({ unit, currency, what: { id: what, of: 'balance' }, order: '', buyer: '', points, at: null })
  return [
    balance('opening', opening),
    ...lines.map(({ what, orderId, buyer, points, at }): Line => ({ unit, currency, what: { id: what, of: 'what' }, order: orderId ?? '', buyer: buyer?.externalIds[0] ?? buyer?.memberId ?? '', points, at })),
    balance('closing', closing),
  ]
}

/** People have no use for minor units beside the amount. */
function columnsFor({ isPerson }: Reader): readonly Column<Line>[] {
  return [
    ['unit', ({ unit }) => ({ id: unit, of: 'unit' })], ['what', ({ what }) => what], ['order', ({ order }) => order], ['buyer', ({ buyer }) => buyer],
    ['points', ({ points, currency }) => (isPerson && currency !== null ? '' : points)],
    ['amount', ({ points, currency }) => (currency === null ? '' : isPerson ? { minor: points, currency } : Number(moneyText(points, currency)))],
    ['currency', ({ currency }) => currency ?? ''], ['at', ({ at }) => ({ at })],
  ]
}
