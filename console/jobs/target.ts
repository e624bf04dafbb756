import type { RosterFilter } from '#sdk/index'
import type { Marked } from '#console/roster/roster-table.tsx'
import type { Target } from './deeds.ts'

/** As many as the server leaves out of all who fit. */
export const MOST_WITHOUT = 1_000

/** Whom marks mean: those who are marked, or all whom the filter fits without those whom it leaves out itself and those who were unmarked. */
export function targetOf({ isAll, ids }: Marked, filter: RosterFilter): Target {
  if (!isAll) return { members: [...ids] }
  const without = [...new Set([...(filter.without ?? []), ...ids])]
  return { filter: without.length === 0 ? filter : { ...filter, without } }
}

/** Whether more are left out than the server takes. */
export function isTooMany(target: Target): boolean {
  return 'filter' in target && (target.filter.without ?? []).length > MOST_WITHOUT
}
