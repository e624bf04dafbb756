import { unitName } from '#console/members/balances.tsx'
import type { Words } from '#console/words/use-words.ts'

type Points = { unit: string; points: number }

/** Points of one unit or several, each with its sign and its unit. */
export function pointsText(changes: readonly Points[], { say, number }: Pick<Words, 'say' | 'number'>): string {
  return changes.map(({ unit, points }) => say('feed.points', { points: `${points < 0 ? '−' : '+'}${number(Math.abs(points))}`, unit: unitName(unit, say) })).join(', ')
}
