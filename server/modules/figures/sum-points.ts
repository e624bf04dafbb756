import { PASSED_ON, TAKEN } from '#engine/member/outcome'
import type { Program } from '#engine/program/program'
import { addCost, costMinor, type CostSum } from '#engine/simulate/cost'
import { isSpendable } from '#engine/simulate/tally'
import type { PointsRow } from '#server/modules/activity/index'
import type { FigureSums } from './schemas.ts'

/** The points of a span, and of all until its end. */
export type PointSums = Pick<FigureSums, 'issued' | 'spent' | 'expired' | 'revoked' | 'owed' | 'debt' | 'liabilityMinor'>

type Placed = Omit<PointsRow, 'day'> & { place: number }
const OWED = new Set(['pending', 'active', 'reserved'])

/** Sums of so many spans that follow one another, of the main unit; `liabilityMinor` of all that can be spent. The rows of place −1 are all before them. */
export function sumPoints(program: Program, rows: readonly Placed[], count: number): PointSums[] {
  const byPlace = Map.groupBy(rows, ({ place }) => place)
  const cost: CostSum = []
  let [owed, debt] = [0, 0]
  const carry = (row: Placed): void => {
    const more = (OWED.has(row.to) ? row.points : 0) - (OWED.has(row.from) ? row.points : 0)
    if (isSpendable(program, row.unit)) addCost(cost, [row.costOver, row.costUnder], more)
    if (row.unit !== program.mainUnit) return
    owed += more
    debt += (row.from === 'debt' ? row.points : 0) - (row.to === 'debt' ? row.points : 0)
  }
  for (const row of byPlace.get(-1) ?? []) carry(row)
  return Array.from({ length: count }, (_, place) => {
    const sums = { issued: 0, spent: 0, expired: 0, revoked: 0 }
    for (const row of byPlace.get(place) ?? []) {
      carry(row)
      if (row.unit === program.mainUnit) countRow(sums, row)
    }
    return { ...sums, owed, debt, liabilityMinor: costMinor(cost) }
  })
}

/** What one member hands to another, and when they become one, was given, used or ended before. */
function countRow(sums: Pick<PointSums, 'issued' | 'spent' | 'expired' | 'revoked'>, { from, to, reason, points }: Placed): void {
  if (from === 'merged' || to === 'merged' || PASSED_ON.has(reason)) return
  if (from === 'issued') sums.issued += points
  if (to === 'expired') sums.expired += points
  if (to === 'revoked') sums.revoked += points
  const left = TAKEN.has(reason) ? 'revoked' : 'spent'
  if (to === 'spent') sums[left] += points
  if (from === 'spent') sums[left] -= points
}
