import { baseIndex, indexOfLevel } from '#engine/member/levels'
import type { Outcome } from '#engine/member/outcome'
import type { Head, MemberState } from '#engine/member/state'
import type { Instant } from '#engine/calendar'
import type { Program, Track } from '#engine/program/program'
import type { LocalText } from '#engine/program/shapes'

/** What reports call the place of a member whom no level holds. */
export const NO_LEVEL = 'none'

/** A level as reports name it: by its id, or by `track/level` where tracks are kept apart; `name` is null for no level at all. */
export type LevelKey = { key: string; track: string; name: LocalText | null }

/** Every level a member of the program can stand on, from the lowest; where tracks are kept apart, track by track. */
export function levelKeys(program: Program): LevelKey[] {
  const isApart = areKeptApart(program)
  const ranked = program.tracks.flatMap((track) => [
    ...(baseIndex(track) < 0 ? [{ key: keyOf(program, track, NO_LEVEL), track: track.id, name: null, rank: -1 }] : []),
    ...track.levels.map(({ id, name }, rank) => ({ key: keyOf(program, track, id), track: track.id, name, rank })),
  ])
  if (!isApart) ranked.sort((a, b) => a.rank - b.rank)
  return ranked.filter(({ key }, index) => ranked.findIndex((other) => other.key === key) === index).map(({ key, track, name }) => ({ key, track, name }))
}

/**
 * The levels a member stands on, as reports name them: one for each track kept apart, else the one that counts across tracks (R23).
 * Whom nothing has happened to yet stands on the level that asks for nothing.
 */
export function levelsHeld(program: Program, head: Pick<Head, 'standings'>): string[] {
  const levels = levelsByTrack(program, head)
  const tracks = areKeptApart(program) ? program.tracks : program.tracks.slice(0, 1)
  return tracks.map((track) => standOn(program, levels, track).key)
}

/** One change of a level, as reports name levels; `isUp` says whether it was a rise. */
export type Move = { at: Instant; from: string; to: string; isUp: boolean }

/**
 * The moves that an outcome announced, each of them, also where one undoes the other. Where one level counts across several
 * tracks, a track's move that leaves that level as it was is none.
 */
export function movesIn(program: Program, before: MemberState, outcome: Outcome): Move[] {
  const changes = outcome.facts.filter(({ name }) => name === 'tier.changed')
  if (changes.length === 0) return []
  const levels = levelsByTrack(program, before.head)
  const moves: Move[] = []
  for (const { at, track: id, to } of changes) {
    const track = program.tracks.find((each) => each.id === id)
    if (track === undefined) continue
    const was = standOn(program, levels, track)
    levels.set(track.id, typeof to === 'string' ? to : null)
    const is = standOn(program, levels, track)
    if (was.key !== is.key) moves.push({ at, from: was.key, to: is.key, isUp: is.rank > was.rank })
  }
  return moves
}

/** The level that a change of this track is told about: the track's own, or the one that counts across all. */
function standOn(program: Program, levels: ReadonlyMap<string, string | null>, changed: Track): { key: string; rank: number } {
  const tracks = areKeptApart(program) ? [changed] : program.tracks
  const stands = tracks.map((track) => {
    const level = levels.get(track.id) ?? null
    return { key: keyOf(program, track, level ?? NO_LEVEL), rank: indexOfLevel(track, level) }
  })
  return stands.reduce((best, stand) => ((program.level === 'lowest' ? stand.rank < best.rank : stand.rank > best.rank) ? stand : best))
}

function levelsByTrack(program: Program, { standings }: Pick<Head, 'standings'>): Map<string, string | null> {
  return new Map(program.tracks.map((track) => {
    const standing = standings[track.id]
    return [track.id, standing ? standing.levelId : (track.levels[baseIndex(track)]?.id ?? null)]
  }))
}

function keyOf(program: Program, track: Track, level: string): string {
  return areKeptApart(program) ? `${track.id}/${level}` : level
}

function areKeptApart(program: Program): boolean {
  return program.level === 'apart' && program.tracks.length > 1
}
