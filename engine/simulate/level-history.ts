import type { Instant } from '#engine/calendar'
import { emptyMember } from '#engine/member/parts'
import type { Program } from '#engine/program/program'
import { levelsHeld, type Move } from './level-keys.ts'

/** Which levels members stood on, and when: what an order cost is counted where the member stood when it was paid. */
export type LevelHistory = {
  /** Takes a member's moves, in the order of time. */
  record: (member: string, moves: readonly Move[]) => void
  /** The levels that a member stood on just before an instant, as `levelsHeld` names them; equal ones are one array. */
  before: (member: string, at: Instant) => readonly string[]
}

type Stand = { from: Instant; held: readonly string[] }

/** A history in which everyone begins on the level that asks for nothing. */
export function openLevelHistory(program: Program): LevelHistory {
  const known = new Map<string, readonly string[]>()
  const one = (keys: readonly string[]): readonly string[] => {
    const name = keys.join()
    const held = known.get(name)
    if (held === undefined) known.set(name, keys)
    return held ?? keys
  }
  const first = one(levelsHeld(program, emptyMember('').head))
  const standsOf = new Map<string, Stand[]>()
  return {
    record(member, moves) {
      if (moves.length === 0) return
      let stands = standsOf.get(member)
      if (stands === undefined) standsOf.set(member, (stands = [{ from: -Infinity, held: first }]))
      for (const { at, from, to } of moves) stands.push({ from: at, held: one(stands.at(-1)!.held.map((key) => (key === from ? to : key))) })
    },
    before(member, at) {
      const stands = standsOf.get(member)
      if (stands === undefined) return first
      // Most ask about now: from the end, the first look is the answer.
      let index = stands.length - 1
      while (stands[index]!.from >= at) index -= 1
      return stands[index]!.held
    },
  }
}
