import { assert } from '#engine/assert'
import { localDay } from '#engine/calendar'
import { useRoom } from './caps.ts'
import { announce, awardOf, beginUndo, lotOf, putAward, record, type Draft } from './draft.ts'
import type { Earning, Lot } from './state.ts'

/** Cancelled points never count for a tier, their caps get the room back, and no refund takes them again (R11). */
export function uncountPending(draft: Draft, lot: Lot, points: number): void {
  const awards = [lot.award]
  let left = points
  for (let id = awards.shift(); id !== undefined && left > 0; id = awards.shift()) {
    const award = id === null ? undefined : awardOf(draft, id)
    if (award === undefined) continue
    const earnings = award.earnings.map((earning) => {
      if (!earning.lots.includes(lot.id)) return earning
      awards.push(...earning.movedTo)
      const taken = Math.min(left, openOf(earning))
      left -= taken
      uncountEarning(draft, earning, taken)
      return { ...earning, clawed: earning.clawed + taken }
    })
    putAward(draft, { ...award, earnings })
  }
}

/** What of an earning no refund, cancellation or exchange has taken yet. */
export function openOf({ earned, clawed, waived, moved }: Earning): number {
  return earned - clawed - waived - moved
}

/** Takes back what an earning counted for: its points on the day they were earned, the room of its caps, the limit that members share (R11, R35). */
export function uncountEarning(draft: Draft, earning: Earning, points: number): void {
  if (points === 0) return
  const lot = lotOf(draft, earning.lots[0] as string)
  assert(lot, 'an earning has the lot that it opened', earning)
  beginUndo(draft)
  record(draft, { series: `points:${earning.unit}`, day: localDay(lot.earnedAt, lot.zone), amount: -points })
  useRoom(draft, earning.capKeys, { points: -points, times: points === openOf(earning) ? -1 : 0 })
  const rule = draft.timeline[earning.version - 1]?.program.rules.find(({ id }) => id === earning.rule)
  if (rule !== undefined && rule.programCap !== null) announce(draft, 'budget.returned', { rule: earning.rule, points })
}
