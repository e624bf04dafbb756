import type { Day, Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { openDraft, openLots } from '#engine/member/draft'
import { resolvedLevels } from '#engine/member/levels'
import { lastDayOf } from '#engine/member/lot-ends'
import { commit, copyState } from '#engine/member/parts'
import type { Lot, MemberState } from '#engine/member/state'
import type { Publication, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { addCost, addCosts, type CostSum } from './cost.ts'
import { isSpendable } from './tally.ts'

/** Spendable points to which something happens: whose, how many, what they cost, and the first day after which any is lost. */
export type Touched = { members: number; points: number; cost: CostSum; firstLastDay: Day | null }

/**
 * What publishing a draft would do by an instant, compared with not publishing it: who moves (R27), what gets an end that had none (R19),
 * what ends sooner, what is lost by then, and what all points cost. Plain values: a sum over members that can be carried on.
 */
export type Preview = {
  members: number
  /** Each move with how many members make it, and the first few of them. */
  moves: { from: readonly string[]; to: readonly string[]; members: number; named: string[] }[]
  ending: Touched
  sooner: Touched
  lost: Touched
  liability: { before: CostSum; after: CostSum }
}

/** A draft at the end of a timeline, and the instant at which both ways are compared: not before the draft is in force. */
export type Previewing = { timeline: Timeline; draft: Publication; at: Instant }

/** The same of one member; `move` is null for one who stays. */
export type MemberPreview = Pick<Preview, 'ending' | 'sooner' | 'lost' | 'liability'> & { move: { from: readonly string[]; to: readonly string[] } | null }

const untouched = (): Touched => ({ members: 0, points: 0, cost: [], firstLastDay: null })

export function openPreview(): Preview {
  return { members: 0, moves: [], ending: untouched(), sooner: untouched(), lost: untouched(), liability: { before: [], after: [] } }
}

/** Runs a member both ways, on copies: the engine itself says what happens. @throws PartMissing where a part is asked for that was not read */
export function previewMember({ timeline, draft, at }: Previewing, state: MemberState): MemberPreview {
  const next: Timeline = [...timeline, draft]
  const [before, after] = [advanced(timeline, state, at), advanced(next, state, at)]
  const from = resolvedLevels(before.head, publicationAt(timeline, at).program)
  const to = resolvedLevels(after.head, draft.program)
  const preview: MemberPreview = {
    move: from.join() === to.join() ? null : { from, to },
    ending: untouched(), sooner: untouched(), lost: untouched(), liability: { before: owedIn(timeline, before), after: owedIn(next, after) },
  }
  touchLots(preview, { before, after, timeline, next })
  return preview
}

/** Adds a member to a sum; `name` is by whom its move is told, as long as fewer than `most` are. */
export function addPreview(preview: Preview, member: MemberPreview, { name, most }: { name: string; most: number }): void {
  preview.members += 1
  for (const kind of ['ending', 'sooner', 'lost'] as const) addTouched(preview[kind], member[kind])
  for (const side of ['before', 'after'] as const) addCosts(preview.liability[side], member.liability[side])
  if (member.move === null) return
  const { from, to } = member.move
  let move = preview.moves.find((known) => known.from.join() === from.join() && known.to.join() === to.join())
  if (move === undefined) preview.moves.push((move = { from, to, members: 0, named: [] }))
  move.members += 1
  if (move.named.length < most) move.named.push(name)
}

function addTouched(sum: Touched, { points, cost, firstLastDay }: Touched): void {
  if (points === 0) return
  sum.members += 1
  sum.points += points
  addCosts(sum.cost, cost)
  sum.firstLastDay = earlier(sum.firstLastDay, firstLastDay)
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b
  return b === null || a < b ? a : b
}

function advanced(timeline: Timeline, state: MemberState, until: Instant): MemberState {
  const copy = copyState(state)
  return commit(copy, advance(timeline, copy, until))
}

/** What a member's open lots of spendable units cost. */
function owedIn(timeline: Timeline, state: MemberState): CostSum {
  const draft = openDraft(timeline, state)
  const cost: CostSum = []
  for (const lot of openLots(draft)) if (isSpendable(draft.program, lot.unit)) addCost(cost, lot.costPerPoint, lot.left)
  return cost
}

type Crossing = { before: MemberState; after: MemberState; timeline: Timeline; next: Timeline }

/** Holds each lot that would be there without the draft against what becomes of it with the draft. */
function touchLots(preview: MemberPreview, { before, after, timeline, next }: Crossing): void {
  const [was, is] = [openDraft(timeline, before), openDraft(next, after)]
  for (const old of openLots(was)) {
    if (!isSpendable(was.program, old.unit)) continue
    const lot = after.lots.get(old.id)
    if (old.left > (lot?.left ?? 0)) touch(preview.lost, { lot: old, points: old.left - (lot?.left ?? 0), lastDay: null })
    if (lot === undefined) continue
    const [end, newEnd] = [lastDayOf(was, old), lastDayOf(is, lot)]
    if (newEnd !== null && end === null) touch(preview.ending, { lot, points: lot.left, lastDay: newEnd })
    if (newEnd !== null && end !== null && newEnd < end) touch(preview.sooner, { lot, points: lot.left, lastDay: newEnd })
  }
}

function touch(touched: Touched, { lot, points, lastDay }: { lot: Lot; points: number; lastDay: Day | null }): void {
  touched.members = 1
  touched.points += points
  addCost(touched.cost, lot.costPerPoint, points)
  touched.firstLastDay = earlier(touched.firstLastDay, lastDay)
}
