import { apply } from '#engine/member/apply'
import { commit, copyState } from '#engine/member/parts'
import { levelsAhead, type LevelAhead } from '#engine/member/progress'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { eventOfQuote, orderOfQuote } from './forecast.ts'
import type { Quote } from './quote.ts'
import { isGuest, type Asked } from './scene.ts'

/** A track once the order of a quote is paid, and whether the order reached the level. */
export type LevelAfter = LevelAhead & { isReached: boolean }

/** R28: how far each next level is from a member once they have paid for what was quoted; nothing for a guest. */
export function levelsAfter(timeline: Timeline, member: MemberState, { quoted, at }: { quoted: Quote; at: Asked['at'] }): LevelAfter[] {
  if (isGuest(member) || quoted.lines.length === 0) return []
  const before = new Map(levelsAhead(timeline, member, at).map(({ track, levelId }) => [track, levelId]))
  const copy = copyState(member)
  const after = commit(copy, apply(timeline, copy, eventOfQuote(orderOfQuote(quoted), { at, granted: quoted.cart.granted })))
  return levelsAhead(timeline, after, at).map((ahead) => ({ ...ahead, isReached: before.has(ahead.track) && before.get(ahead.track) !== ahead.levelId }))
}
