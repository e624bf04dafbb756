import type { Criteria, Leaf, Window } from './program.ts'

/** Every leaf of a criteria tree, in the order of the document; none for "everyone". */
export function leavesOf(criteria: Criteria | null): Leaf[] {
  if (criteria === null) return []
  return criteria.kind === 'all' || criteria.kind === 'any' ? criteria.of.flatMap(leavesOf) : [criteria]
}

/** How windows are compared: within a lifetime every window lies; or only a window with itself. */
export type Comparing = 'windows_within_lifetime' | 'same_windows'

/**
 * Whether whoever meets `a` surely meets `b`. True is certain; false may mean that it depends on the member.
 * null is met by everyone.
 */
export function implies(a: Criteria | null, b: Criteria | null, comparing: Comparing = 'windows_within_lifetime'): boolean {
  if (b === null) return true
  if (b.kind === 'all') return b.of.every((part) => implies(a, part, comparing))
  if (a === null) return b.kind === 'any' && b.of.some((part) => implies(null, part, comparing))
  if (a.kind === 'any') return a.of.every((part) => implies(part, b, comparing))
  if (b.kind === 'any' && b.of.some((part) => implies(a, part, comparing))) return true
  if (a.kind === 'all') return a.of.some((part) => implies(part, b, comparing))
  return b.kind !== 'any' && leafImplies(a, b, comparing)
}

function leafImplies(a: Leaf, b: Leaf, comparing: Comparing): boolean {
  if (a.kind === 'series' && b.kind === 'series') {
    const isWithin = isSameWindow(a.window, b.window) || (b.window.kind === 'lifetime' && comparing === 'windows_within_lifetime')
    return a.series === b.series && a.need >= b.need && isWithin
  }
  if (a.kind === 'tag' && b.kind === 'tag') return a.tag === b.tag
  return a.kind === 'member_age' && b.kind === 'member_age' && shortestDays(a.period) >= longestDays(b.period)
}

function isSameWindow(a: Window, b: Window): boolean {
  if (a.kind === 'rolling' && b.kind === 'rolling') return JSON.stringify(a.period) === JSON.stringify(b.period)
  if (a.kind === 'calendar' && b.kind === 'calendar') return a.unit === b.unit
  if (a.kind === 'anniversary' && b.kind === 'anniversary') return a.of === b.of
  return a.kind === b.kind
}

type Lengths = { days?: number | undefined; weeks?: number | undefined; months?: number | undefined; years?: number | undefined }

/** The fewest days that a period can have. */
export function shortestDays({ days = 0, weeks = 0, months = 0, years = 0 }: Lengths): number {
  const whole = Math.floor(months / 12) + years
  return days + weeks * 7 + whole * 365 + (months % 12) * 28
}

/** The most days that a period can have. */
export function longestDays({ days = 0, weeks = 0, months = 0, years = 0 }: Lengths): number {
  const whole = Math.floor(months / 12) + years
  return days + weeks * 7 + whole * 366 + (months % 12) * 31
}
