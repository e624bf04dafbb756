import { dayOfStart, startOfDay } from './days.ts'
import type { RosterSearch } from './roster-search.ts'

/** How long somebody does nothing before they are called dormant. */
export const DORMANT_DAYS = 180

const DAY_MS = 86_400_000

/** The list of who has done nothing for so many whole days by now, those first who went last. By days of the reader, as all of the filter is. */
export function dormantSearch(now: number): RosterSearch {
  return { activeTo: startOfDay(dayOfStart(new Date(now - DORMANT_DAYS * DAY_MS).toISOString())), sort: '-active' }
}
