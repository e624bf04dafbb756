import type { Program, Timeline, Track } from '#engine/program/program'
import type { Head } from './state.ts'

/** The track of a version of the program; undefined where that version has none of that name. */
export function trackOf(timeline: Timeline, version: number, id: string): Track | undefined {
  return timeline[version - 1]?.program.tracks.find((track) => track.id === id)
}

/** Index of a level in a track; −1 for none, or for one that the track no longer has. */
export function indexOfLevel(track: Track, levelId: string | null): number {
  return track.levels.findIndex(({ id }) => id === levelId)
}

/** The level that asks for nothing: −1 where even the first must be reached. */
export function baseIndex(track: Track): number {
  return track.levels.findLastIndex(({ entry }) => entry === null)
}

/**
 * The levels that count: one by the program's way with several tracks (the highest or the lowest rank), or one for each track
 * kept apart (R23). Below every level there is none.
 */
export function resolvedLevels(head: Head, program: Program): string[] {
  const standings = program.tracks.flatMap(({ id }) => head.standings[id] ?? [])
  if (program.level === 'apart' || standings.length < 2) return standings.flatMap(({ levelId }) => levelId ?? [])
  const isBetter = (a: number, b: number) => (program.level === 'highest' ? a > b : a < b)
  const { levelId } = standings.reduce((best, standing) => (isBetter(standing.level, best.level) ? standing : best))
  return levelId === null ? [] : [levelId]
}
