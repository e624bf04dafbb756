import { addPeriod, type Day } from '#engine/calendar'
import { leavesOf } from '#engine/program/criteria'
import type { Criteria, Leaf } from '#engine/program/program'
import type { Head } from './state.ts'
import { firstDayWhen, sumOf, windowStart, type Anchors } from './windows.ts'

/** A member as criteria see them on one local day. */
export type Viewed = { head: Head; day: Day; anchors: Anchors }

/** What one leaf finds: what the member has, what is needed. Amounts in the leaf's own unit; days for the member's age. */
export type Finding = { leaf: Leaf; have: number; need: number; isMet: boolean }

/** Whether the member meets the criteria on that day; null asks for nothing. */
export function isMet(criteria: Criteria | null, viewed: Viewed): boolean {
  if (criteria === null) return true
  switch (criteria.kind) {
    case 'all': return criteria.of.every((part) => isMet(part, viewed))
    case 'any': return criteria.of.some((part) => isMet(part, viewed))
    default: return findingOf(criteria, viewed).isMet
  }
}

/** What a leaf finds on that day. */
function findingOf(leaf: Leaf, { head, day, anchors }: Viewed): Finding {
  switch (leaf.kind) {
    case 'series': {
      const have = sumOf(head.series[leaf.series], windowStart(leaf.window, day, anchors), day)
      return { leaf, have, need: leaf.need, isMet: have >= leaf.need }
    }
    case 'member_age': {
      const need = addPeriod(anchors.joined, leaf.period) - anchors.joined
      return { leaf, have: day - anchors.joined, need, isMet: day - anchors.joined >= need }
    }
    case 'tag': {
      const has = head.tags.includes(leaf.tag)
      return { leaf, have: has ? 1 : 0, need: 1, isMet: has }
    }
  }
}

/** Every leaf's finding, in the order of the document. */
export function findingsOf(criteria: Criteria | null, viewed: Viewed): Finding[] {
  return leavesOf(criteria).map((leaf) => findingOf(leaf, viewed))
}

/** Whether nothing but lifetime totals decides: such criteria are reviewed at every event (R22). */
export function isLifetimeOnly(criteria: Criteria | null): boolean {
  const leaves = leavesOf(criteria)
  return leaves.length > 0 && leaves.every((leaf) => leaf.kind === 'series' && leaf.window.kind === 'lifetime')
}

/** The next day on which time alone can make a met leaf unmet: when enough has fallen out of its window; null if never. */
export function nextLoss(criteria: Criteria | null, viewed: Viewed): Day | null {
  return earliestDay(leavesOf(criteria), (leaf) => {
    if (leaf.kind !== 'series' || !findingOf(leaf, viewed).isMet) return null
    return firstDayWhen(viewed.head.series[leaf.series], leaf.window, { ...viewed, isWanted: (left) => left < leaf.need })
  })
}

/** The next day on which time alone can make an unmet leaf met: an age reached, or a refund's minus falling out of a window; null if never. */
export function nextGain(criteria: Criteria | null, viewed: Viewed): Day | null {
  return earliestDay(leavesOf(criteria), (leaf) => {
    if (leaf.kind === 'tag') return null
    if (leaf.kind === 'member_age') {
      const day = addPeriod(viewed.anchors.joined, leaf.period)
      return day > viewed.day ? day : null
    }
    if (findingOf(leaf, viewed).isMet) return null
    return firstDayWhen(viewed.head.series[leaf.series], leaf.window, { ...viewed, isWanted: (left) => left >= leaf.need })
  })
}

function earliestDay(leaves: readonly Leaf[], dayOf: (leaf: Leaf) => Day | null): Day | null {
  let earliest: Day | null = null
  for (const leaf of leaves) {
    const day = dayOf(leaf)
    if (day !== null && (earliest === null || day < earliest)) earliest = day
  }
  return earliest
}
