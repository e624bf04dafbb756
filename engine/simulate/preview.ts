import type { Day } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { openDraft, openLots } from '#engine/member/draft'
import { resolvedLevels } from '#engine/member/levels'
import { lastDayOf } from '#engine/member/lot-ends'
import { commit, copyState } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Publication, Timeline } from '#engine/program/program'
import { addCost, costMinor, type CostSum } from './cost.ts'

/** What publishing a draft would do at its first instant: who moves (R27), and what gets an end that had none (R19). */
export type Preview = {
  members: number
  moves: { member: string; from: readonly string[]; to: readonly string[] }[]
  /** Points that had no end and get one: whose, how many, what they cost in minor units of the base currency, and the first day on which any is lost. */
  ending: { members: number; points: number; costMinor: number; firstLastDay: Day | null }
}

/** Runs every member across the publication, on copies: the engine itself says what happens. */
export function previewPublication(timeline: Timeline, draft: Publication, members: Iterable<MemberState>): Preview {
  const next: Timeline = [...timeline, draft]
  const preview: Preview = { members: 0, moves: [], ending: { members: 0, points: 0, costMinor: 0, firstLastDay: null } }
  const cost: CostSum = []
  for (const state of members) {
    preview.members += 1
    const before = advanced(timeline, state, draft.from)
    const after = advanced(next, state, draft.from)
    const from = resolvedLevels(before.head, (timeline.at(-1) as Publication).program)
    const to = resolvedLevels(after.head, draft.program)
    if (from.join() !== to.join()) preview.moves.push({ member: state.head.member, from, to })
    countEndings(preview, { before, after, timeline, next, cost })
  }
  preview.ending.costMinor = costMinor(cost)
  return preview
}

function advanced(timeline: Timeline, state: MemberState, until: number): MemberState {
  const copy = copyState(state)
  return commit(copy, advance(timeline, copy, until))
}

type Crossing = { before: MemberState; after: MemberState; timeline: Timeline; next: Timeline; cost: CostSum }

function countEndings({ ending }: Preview, { before, after, timeline, next, cost }: Crossing): void {
  const was = openDraft(timeline, before)
  const is = openDraft(next, after)
  let points = 0
  for (const lot of openLots(is)) {
    const lastDay = lastDayOf(is, lot)
    const old = before.lots.get(lot.id)
    if (lastDay === null || old === undefined || lastDayOf(was, old) !== null) continue
    points += lot.left
    addCost(cost, lot.costPerPoint, lot.left)
    if (ending.firstLastDay === null || lastDay < ending.firstLastDay) ending.firstLastDay = lastDay
  }
  if (points > 0) ending.members += 1
  ending.points += points
}
