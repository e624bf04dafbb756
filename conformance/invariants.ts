import type { Posting } from '#engine/member/outcome'
import type { UnitTotals } from '#engine/member/state'
import type { LotView } from '#engine/member/view'
import { figures, type Difference, type Witness } from './compare.ts'

/** What is true of every member at every moment of every case: R2's sum, and lots and postings that tell the same totals. */
export function brokenPromises({ view, postings }: Witness): Difference[] {
  return Object.entries(view.units).flatMap(([unit, totals]) => {
    const lots = view.lots.filter((lot) => lot.unit === unit)
    const theirs = postings.filter((posting) => posting.unit === unit)
    const moved = (account: string) => sum(theirs, ({ from, to, points }) => (to === account ? points : 0) - (from === account ? points : 0))
    const { active, pending, reserved, spent, expired, revoked, debt } = totals
    return [
      ...promise(`R2 (${unit}): earned`, active + pending + reserved + spent + expired + revoked - debt, totals.earned),
      ...promise(`lots (${unit}): pending`, pending, sum(lots, (lot) => (lot.isPending ? lot.left : 0))),
      ...promise(`lots (${unit}): active`, active, sum(lots, (lot) => (lot.isPending ? 0 : lot.left - lot.held))),
      ...promise(`lots (${unit}): reserved`, reserved, sum(lots, (lot) => lot.held)),
      ...promise(`postings (${unit}): books`, figures(totals).books, moved('pending') + moved('active') + moved('reserved') + moved('debt')),
      ...(['spent', 'expired', 'revoked'] as const).flatMap((account) => promise(`postings (${unit}): ${account}`, totals[account], moved(account))),
    ]
  })
}

function promise(path: string, expected: number | undefined, found: number): Difference[] {
  return expected === found ? [] : [{ path, expected: String(expected), found: String(found) }]
}

function sum<T extends LotView | Posting | UnitTotals>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0)
}
