import type { Units } from '#console/words/use-units.ts'

type Points = { unit: string; points: number }

/** Points of one unit or several, each with its sign and its unit. */
export function pointsText(changes: readonly Points[], units: Pick<Units, 'told'>): string {
  return changes.map(({ unit, points }) => `${points < 0 ? '−' : '+'}${units.told(unit, Math.abs(points))}`).join(', ')
}
