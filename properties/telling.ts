import { assert } from '#engine/assert'
import { startOfDay, type Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { apply } from '#engine/member/apply'
import { explain, refusalText } from '#engine/member/explain'
import type { MemberEvent } from '#engine/member/event'
import type { Posting, Trace } from '#engine/member/outcome'
import { commit, copyState, emptyMember } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import { progress } from '#engine/member/progress'
import { inOrder } from '#engine/member/fold'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import type { CriteriaDocument, TrackDocument } from '#engine/program/schema'
import { history } from './arbitrary-history.ts'
import type { Plan } from './plan.ts'
import { property, seldom, type Property } from './property.ts'
import { eventsByMember, tell } from './story.ts'

/** What members and staff are told (R28, R58). */
export const tellingProperties: readonly Property[] = [
  seldom(0.1, property('every step of every history and every refusal has its sentence, in every language', history({ members: 3 }), everythingIsTold)),
  seldom(0.25, property('every point that is earned is in the explanation of its event', history(), pointsAreExplained)),
  seldom(0.05, property('what is said to be missing to the next level is what is missing', history({ members: 1, steps: 12 }), missingIsMissing)),
  seldom(0.1, property('a level that time alone will lower is foretold, to the instant', history({ members: 1, steps: 12 }), fallsAreForetold)),
]

const LOCALES = ['en', 'zh-CN'] as const

function everythingIsTold(plan: Plan): void {
  const { store, told } = tell(plan)
  const timeline = store.timeline()
  for (const locale of LOCALES) {
    for (const id of store.members()) for (const sentence of explain(store.trace(id), { timeline, locale })) assertSentence(sentence)
    for (const { receipt } of told) if (receipt.refusal !== null) assertSentence(refusalText(receipt.refusal, { locale, timeline }))
  }
}

function assertSentence(sentence: string): void {
  assert(sentence.trim() !== '' && !/undefined|NaN|\[object|[{}]|^(trace|refusal)\./.test(sentence), 'a step is told in a whole sentence', { sentence })
}

/** Every member of a history after each of its events. */
function afterEach(plan: Plan, look: (timeline: Timeline, state: MemberState, said: { event: MemberEvent; trace: readonly Trace[]; postings: readonly Posting[] }) => void): void {
  const { store, told } = tell(plan)
  for (const [id, events] of eventsByMember(told)) {
    let state = emptyMember(id)
    for (const event of inOrder(events)) {
      const outcome = apply(store.timeline(), state, event)
      state = commit(state, outcome)
      look(store.timeline(), state, { event, ...outcome })
    }
  }
}

function pointsAreExplained(plan: Plan): void {
  afterEach(plan, (_, __, { event, trace, postings }) => {
    const posted = postings.filter(({ reason }) => reason === 'earn').reduce((sum, { points }) => sum + points, 0)
    const explained = trace.filter(({ code }) => code === 'earn.rate' || code === 'earn.fixed').reduce((sum, { points }) => sum + Number(points), 0)
    assert(posted === explained, 'what is posted is what is explained', { event, posted, explained })
  })
}

/** The same program with levels that only the volume of a company leads to: the one thing that an event can add without doing more. */
export function byVolume(plan: Plan): Plan {
  const entryOf = (rank: number, { entry }: TrackDocument['levels'][number]) => ({ company_volume: `${100 * rank}.07`, window: entry !== undefined && 'window' in entry ? entry.window : 'lifetime' }) as CriteriaDocument
  const levels = (track: TrackDocument) => track.levels.map((level, rank) => (rank === 0 ? { id: level.id } : { id: level.id, entry: entryOf(rank, level) }))
  return { ...plan, programs: plan.programs.map((program) => ({ ...program, tiers: (program.tiers ?? []).map((track) => ({ ...track, entry: 'at_once' as const, levels: levels(track) })) })) }
}

function missingIsMissing(drawn: Plan): void {
  const { store } = tell(byVolume(drawn))
  for (const id of store.members()) {
    const timeline = store.timeline()
    const state = onReviewDay(timeline, store.member(id))
    for (const { track, next } of progress(timeline, state, state.head.advancedTo)) {
      const rules = timeline[(state.head.standings[track]?.version ?? 1) - 1]?.program.tracks.find((one) => one.id === track)
      const need = next?.needs[0]
      if (next === null || need === undefined || rules === undefined) continue
      const rank = (baseMinor: number) => levelAfter(timeline, state, { track, baseMinor })
      const wanted = rules.levels.findIndex((level) => level.id === next.levelId)
      assert(need.missing > 0 && rank(need.missing) >= wanted, 'with what was missing the level is reached', { track, next, need })
      // A higher level may be reached with less, by a window that looks further back.
      assert(need.missing === 1 || rank(need.missing - 1) !== wanted, 'with less it is not', { track, next, need })
    }
  }
}

/** Whoever moved west lives a day twice that was reviewed already; what they do in it counts on that day, and may lie before a window that has begun. */
function onReviewDay(timeline: Timeline, state: MemberState): MemberState {
  const { notBefore, advancedTo, version } = state.head
  const program = timeline[version - 1]?.program
  if (notBefore === undefined || program === undefined) return state
  return commit(state, advance(timeline, state, Math.max(advancedTo, startOfDay(notBefore, zoneOf(state.head, program)))))
}

function levelAfter(timeline: Timeline, state: MemberState, { track, baseMinor }: { track: string; baseMinor: number }): number {
  const { head } = apply(timeline, copyState(state), { source: 'zz', id: 'volume', at: state.head.advancedTo, kind: 'company.volume', baseMinor })
  return head.standings[track]?.level ?? -1
}

const YEAR = 366 * 86_400_000

function fallsAreForetold(plan: Plan): void {
  const { store } = tell(plan)
  for (const id of store.members()) {
    const state = store.member(id)
    const known = store.timeline().slice(0, Math.max(1, state.head.version))
    for (const { track, projected, isAtRisk } of progress(known, state, state.head.advancedTo)) {
      const change = firstChange(known, state, track)
      if (change === null || change.rank >= (state.head.standings[track]?.level ?? -1)) assert(!isAtRisk, 'no fall is foretold that does not come', { track, projected, change })
      else assert(isAtRisk && projected?.at === change.at, 'a fall is foretold', { track, projected, change })
    }
  }
}

/** When the level first changes if nothing more happens, found timer by timer. */
function firstChange(timeline: Timeline, from: MemberState, track: string): { at: Instant; rank: number } | null {
  let state = copyState(from)
  const before = state.head.standings[track]?.level ?? -1
  while (state.head.nextDue !== null && state.head.nextDue < from.head.advancedTo + 5 * YEAR) {
    const at = state.head.nextDue
    state = commit(state, advance(timeline, state, at))
    const rank = state.head.standings[track]?.level ?? -1
    if (rank !== before) return { at, rank }
  }
  return null
}
