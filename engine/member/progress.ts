import { anniversaryAfter, nextPeriodStart, type Day, type Instant } from '#engine/calendar'
import type { Criteria, Timeline, Track } from '#engine/program/program'
import { advance } from './advance.ts'
import { findingsOf, type Finding, type Viewed } from './criteria.ts'
import { openDraft, reviewDay } from './draft.ts'
import { keepOf, viewedOn } from './holds.ts'
import { indexOfLevel, trackOf } from './levels.ts'
import { commit, copyState } from './parts.ts'
import type { MemberState, Standing } from './state.ts'
import { fallingOut, type FallingOut } from './windows.ts'

/** One leaf on the way to a level: what is still missing, until when it counts, and what falls out of its window before then (R28). */
export type LeafProgress = Finding & { missing: number; deadline: Day | null; fallsOut: readonly FallingOut[] }

/** Where a member stands in one track, and how far the next level is. */
export type LevelAhead = { track: string; levelId: string | null; next: { levelId: string; needs: readonly LeafProgress[] } | null }

/** The same, and what becomes of the level if nothing more happens. */
export type TrackProgress = LevelAhead & {
  /** The last instant of validity, of grace, or of a level set by hand (exclusive); null: without end. */
  validUntil: Instant | null
  graceUntil: Instant | null
  keep: readonly LeafProgress[]
  /** The level to come by time alone within ten years, and when; null if the level stays. `isAtRisk` when it is lower. */
  projected: { levelId: string | null; at: Instant } | null
  isAtRisk: boolean
}

/** How far ahead a level is foretold, in milliseconds: ten years, longer than any window. Birthdays alone would go on for ever. */
const FORESEEN = 3_660 * 86_400_000

/** R28: distance to the next level for each track, at an instant not before the state's. */
export function progress(timeline: Timeline, state: MemberState, at: Instant): TrackProgress[] {
  return standingsOf(timeline, state, at).map(({ now, draft, current, rules, standing, hold, viewed }) => {
    const projected = projectedLevel(timeline, now, current)
    return {
      ...aheadOf(current, { rules, standing, viewed }), validUntil: hold?.validUntil ?? null, graceUntil: hold?.graceUntil ?? null,
      keep: hold === undefined || hold.by === 'hand' ? [] : leavesAhead(keepOf(draft, rules, hold), viewed),
      projected, isAtRisk: projected !== null && indexOfLevel(rules, projected.levelId) < standing.level,
    }
  })
}

/** R28: the same without what becomes of the level, which takes longer to work out. */
export function levelsAhead(timeline: Timeline, state: MemberState, at: Instant): LevelAhead[] {
  return standingsOf(timeline, state, at).map(({ current, ...seen }) => aheadOf(current, seen))
}

/** Where a member stands in each track, by the rules that judge them there. */
function standingsOf(timeline: Timeline, state: MemberState, at: Instant) {
  const copy = copyState(state)
  const now = commit(copy, advance(timeline, copy, at))
  const draft = openDraft(timeline, now)
  draft.at = at
  return draft.program.tracks.flatMap((current) => {
    const standing = now.head.standings[current.id]
    if (standing === undefined) return []
    const rules = trackOf(timeline, standing.version, current.id) ?? current
    const hold = standing.holds.at(-1)
    return [{ now, draft, current, rules, standing, hold, viewed: viewedOn(draft, reviewDay(draft), hold) }]
  })
}

function aheadOf({ id: track }: Track, { rules, standing: { levelId }, viewed }: { rules: Track; standing: Standing; viewed: Viewed }): LevelAhead {
  const next = rules.levels[indexOfLevel(rules, levelId) + 1]
  return { track, levelId, next: next === undefined ? null : { levelId: next.id, needs: leavesAhead(next.entry, viewed) } }
}

function leavesAhead(criteria: Criteria | null, viewed: Viewed): LeafProgress[] {
  return findingsOf(criteria, viewed).map((finding) => {
    const { leaf } = finding
    const missing = Math.max(0, finding.need - finding.have)
    if (leaf.kind !== 'series') return { ...finding, missing, deadline: null, fallsOut: [] }
    return { ...finding, missing, deadline: deadlineOf(leaf.window, viewed), fallsOut: fallingOut(viewed.head.series[leaf.series], leaf.window, viewed) }
  })
}

/** The last day that counts in the window of today; null where the window only moves, or has no end. */
function deadlineOf(window: Parameters<typeof fallingOut>[1], { day, anchors }: Viewed): Day | null {
  if (window.kind === 'calendar') return nextPeriodStart(day, window.unit) - 1
  if (window.kind === 'anniversary') return anniversaryAfter(window.of === 'joining' ? anchors.joined : anchors.entered, day, { years: 1 }) - 1
  return null
}

/** What time alone makes of the level: the engine itself, run ahead on a copy. */
function projectedLevel(timeline: Timeline, now: MemberState, track: Track): TrackProgress['projected'] {
  let state = copyState(now)
  const before = state.head.standings[track.id]?.levelId
  const last = now.head.advancedTo + FORESEEN
  for (;;) {
    const at = state.head.nextDue
    if (at === null || at > last) return null
    state = commit(state, advance(timeline, state, at))
    const levelId = state.head.standings[track.id]?.levelId ?? null
    if (levelId !== before) return { levelId, at }
  }
}

