import type { RefundPolicy } from '#engine/program/program'
import { awardOf, changeTotals, explainStep, lotOf, post, putAward, type Draft } from './draft.ts'
import { resolvedLevels } from './levels.ts'
import { openOf, uncountEarning } from './earnings.ts'
import { lotsToSpend, takeFromLots } from './lots.ts'
import { totalsOf } from './parts.ts'
import type { Earning, Lot } from './state.ts'

type Claw = { unit: string; points: number; lots: readonly string[]; orderId: string | null }
type Clawed = { clawed: number; waived: number }

/**
 * Takes points back (R8): from pending lots of that order, then its active lots, then other active lots, then as debt, as far as
 * the policy goes; the rest is waived. Points under a reservation are not touched.
 */
function claw(draft: Draft, { unit, points, lots, orderId }: Claw): Clawed {
  const own = lots.flatMap((id) => lotOf(draft, id) ?? [])
  const { claw: policy } = draft.program.refund
  const pending = own.filter((lot) => lot.isPending)
  return settle(draft, { unit, points, orderId, order: policy === 'only_pending' ? pending : ownThenOthers(draft, unit, [...pending, ...own.filter((lot) => !lot.isPending)]) })
}

/** The order's own lots, and only when they do not suffice all others: a member may have thousands. */
function* ownThenOthers(draft: Draft, unit: string, own: readonly Lot[]): Generator<Lot> {
  yield* own
  const ids = new Set(own.map(({ id }) => id))
  yield* lotsToSpend(draft, unit).filter(({ id }) => !ids.has(id))
}

/** R13a: a credit note that names no order takes active points in the order of spending, then goes on by R8's policy. */
export function clawUnnamed(draft: Draft, { unit, points }: { unit: string; points: number }): Clawed {
  return settle(draft, { unit, points, orderId: null, order: lotsToSpend(draft, unit) })
}

function settle(draft: Draft, { unit, points, orderId, order }: { unit: string; points: number; orderId: string | null; order: Iterable<Lot> }): Clawed {
  const { wanting } = takeFromLots(draft, order, { unit, points, to: 'revoked', reason: 'claw', orderId })
  const owed = Math.min(wanting, debtRoom(draft, unit, draft.program.refund))
  post(draft, { unit, from: 'debt', to: 'revoked', points: owed, reason: 'claw', orderId })
  const totals = changeTotals(draft, unit)
  const waived = wanting - owed
  totals.clawedBack += points - waived
  totals.waived += waived
  explainStep(draft, 'claw.taken', { unit, points: points - waived, orderId, debt: owed })
  if (waived > 0) explainStep(draft, 'claw.waived', { unit, points: waived, policy: draft.program.refund.claw })
  return { clawed: points - waived, waived }
}

/** How much more a member may owe. */
function debtRoom(draft: Draft, unit: string, { claw: policy, debtLimit }: RefundPolicy): number {
  if (policy === 'unlimited') return Number.MAX_SAFE_INTEGER
  if (policy !== 'limit_by_tier') return 0
  const limit = Math.max(0, ...resolvedLevels(draft.head, draft.program).map((level) => debtLimit[level] ?? 0))
  return Math.max(0, limit - totalsOf(draft.head, unit).debt)
}

/** Takes back part of an earning, with all that it counted for (R11). */
export function clawEarning(draft: Draft, earning: Earning, { points, orderId, siblings }: { points: number; orderId: string | null; siblings: readonly Earning[] }): Earning {
  if (points <= 0) return earning
  uncountEarning(draft, earning, points)
  const { clawed, waived } = claw(draft, { unit: earning.unit, points, lots: lotsOf(earning, siblings), orderId })
  return { ...earning, clawed: earning.clawed + clawed, waived: earning.waived + waived }
}

/** The lots of the whole order in this unit, this earning's own first. */
function lotsOf(earning: Earning, siblings: readonly Earning[]): readonly string[] {
  if (siblings.length < 2) return earning.lots
  return [...earning.lots, ...siblings.filter((other) => other !== earning && other.unit === earning.unit).flatMap(({ lots }) => lots)]
}

/** Takes back all that a milestone or an entry gave, when what it stood on is undone (R11). */
export function clawBonus(draft: Draft, awardId: string): void {
  const award = awardOf(draft, awardId)
  if (award === undefined || award.isWhollyRefunded) return
  const earnings = award.earnings.map((earning) => {
    const points = openOf(earning)
    if (points > 0) explainStep(draft, 'claw.bonus', { rule: earning.rule, version: earning.version, unit: earning.unit, points })
    return clawEarning(draft, earning, { points, orderId: null, siblings: award.earnings })
  })
  putAward(draft, { ...award, earnings, isWhollyRefunded: true })
}
