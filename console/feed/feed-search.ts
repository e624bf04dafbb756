import { endOfDay, startOfDay } from '#console/roster/days.ts'

/** What is looked for, as it stands in the address of the page: days as one reads them. */
export type FeedSearch = { part?: string; about?: string; member?: string; from?: string; to?: string; waits?: string }

export const SUBJECTS = ['orders', 'returns', 'adjustments', 'uses', 'activities', 'levels', 'members'] as const
type Subject = (typeof SUBJECTS)[number]

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** The same as the API asks for it; what makes no sense is left out. */
export function queryOf({ about, member, from, to }: FeedSearch): { about?: Subject; member?: string; from?: string; to?: string } {
  const subject = SUBJECTS.find((each) => each === about)
  return {
    ...(subject === undefined ? {} : { about: subject }), ...(member === undefined || member === '' ? {} : { member }),
    ...(from !== undefined && DAY.test(from) ? { from: startOfDay(from) } : {}), ...(to !== undefined && DAY.test(to) ? { to: endOfDay(to) } : {}),
  }
}
