import type { Hold, MemberState, Standing } from '#engine/member/state'
import type { Program, Timeline } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'

/** A member as they are, with their levels, tags and points, where a program counts as if there had never been another: what R36 asks of a draft. */
export function underProgram(program: Program, state: MemberState): { timeline: Timeline; state: MemberState } {
  const [timeline, { head }] = [timelineOf(program), state]
  const holdOf = (hold: Hold): Hold => ({ ...hold, version: 1 })
  const standingOf = (standing: Standing): Standing => ({ ...standing, version: 1, next: null, holds: standing.holds.map(holdOf) })
  const standings = Object.fromEntries(Object.entries(head.standings).map(([track, standing]) => [track, standingOf(standing)]))
  // Who has no past has crossed no publication, and goes by the program too.
  return { timeline, state: head.version === 0 ? state : { ...state, head: { ...head, version: 1, standings } } }
}
