import { trackOf } from '#engine/member/levels'
import type { LeafProgress, TrackProgress } from '#engine/member/progress'
import { leavesOf } from '#engine/program/criteria'
import type { Criteria } from '#engine/program/program'
import type { Seen } from './read-state.ts'

/** Of all that criteria ask for, what is nearest to its end and enough: how much of it is there, 0 to 100, and the places of its leaves among all. */
export type NearestWay = { percent: number; needs: number[] }

type Way = NearestWay & { /** Whether the member can do nothing for it: a tag, or what a company that they do not buy for would buy. */ isOthers: boolean }

/** The same of the next level of a track, and of the level that is held. */
export function nearestWays({ timeline, state: { head } }: Seen, { track, levelId, next, keep }: TrackProgress): { nearest: NearestWay; keepNearest: NearestWay } {
  const standing = head.standings[track]
  const hold = standing?.holds.at(-1)
  const rules = standing === undefined ? undefined : trackOf(timeline, standing.version, track)
  // A hold without end is kept by the rules under which it was entered (R27).
  const kept = hold?.validUntil === null ? (trackOf(timeline, hold.version, track) ?? rules) : rules
  return {
    nearest: nearestWay(rules?.levels.find(({ id }) => id === next?.levelId)?.entry ?? null, next?.needs ?? []),
    keepNearest: nearestWay(kept?.levels.find(({ id }) => id === levelId)?.keep ?? null, keep),
  }
}

/** Where one of several is enough, the best of them; where all are needed, all of them, each as much as any other. */
export function nearestWay(criteria: Criteria | null, found: readonly LeafProgress[]): NearestWay {
  const { percent, needs } = wayOf(criteria === null || leavesOf(criteria).length !== found.length ? null : criteria, found)
  return { percent, needs }
}

function wayOf(criteria: Criteria | null, found: readonly LeafProgress[]): Way {
  if (criteria === null) return wholeOf(found.map((leaf, place) => leafWay(leaf, place)))
  let place = 0
  const walk = (one: Criteria): Way => {
    if (one.kind !== 'all' && one.kind !== 'any') return leafWay(found[place]!, place++)
    const parts = one.of.map(walk)
    return one.kind === 'all' ? wholeOf(parts) : parts.reduce((best, part) => (isNearer(part, best) ? part : best))
  }
  return walk(criteria)
}

/** A share is rounded down: it is 100 when nothing is missing, and not before. */
function leafWay({ leaf, have, need, isMet }: LeafProgress, place: number): Way {
  const percent = isMet ? 100 : need <= 0 ? 0 : Math.min(99, Math.max(0, Math.floor((have * 100) / need)))
  return { percent, needs: [place], isOthers: !isMet && (leaf.kind === 'tag' || (leaf.kind === 'series' && leaf.measure === 'company_volume' && have <= 0)) }
}

function wholeOf(parts: readonly Way[]): Way {
  const sum = parts.reduce((total, { percent }) => total + percent, 0)
  return { percent: parts.length === 0 ? 100 : Math.floor(sum / parts.length), needs: parts.flatMap(({ needs }) => needs), isOthers: parts.some(({ isOthers }) => isOthers) }
}

function isNearer(a: Way, b: Way): boolean {
  if (a.isOthers !== b.isOthers) return b.isOthers
  return a.percent > b.percent
}
