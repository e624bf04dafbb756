import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { apply } from '#engine/member/apply'
import { decide } from '#engine/member/decide'
import type { MemberEvent } from '#engine/member/event'
import { canonicalState, fold, inOrder } from '#engine/member/fold'
import type { Outcome } from '#engine/member/outcome'
import { commit, emptyMember, snapshotOf, stateOf } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { history } from './arbitrary-history.ts'
import { deepFreeze, frozenState } from './freeze.ts'
import type { Plan } from './plan.ts'
import { property, seldom, type Property } from './property.ts'
import { drawFrom } from './random.ts'
import { eventsByMember, tell } from './story.ts'

/** A member is a fold over events: nothing else decides, and nothing is touched that was given. */
export const replayProperties: readonly Property[] = [
  property('rebuilt from its events a member is what it is live, however often time was asked to go on', history(), rebuiltIsLive),
  seldom(0.5, property('apply, decide and advance leave what they are given untouched, and answer the same twice', history(), nothingIsTouched)),
  seldom(0.5, property('a member written as JSON and read again goes on the same', history(), survivesJson)),
]

type Member = { timeline: Timeline; id: string; events: readonly MemberEvent[]; ended: Instant }

/** The members of a history that happened, each with its events in order. */
function membersOf(plan: Plan): Member[] {
  const { store, told, ended } = tell(plan)
  return [...eventsByMember(told)].map(([id, events]) => ({ timeline: store.timeline(), id, events: inOrder(events), ended }))
}

/** State and everything said on the way, as one text. */
function textOf(state: MemberState, outcomes: readonly Pick<Outcome, 'postings' | 'facts' | 'trace'>[]): string {
  return JSON.stringify([canonicalState(state), outcomes.flatMap(({ postings }) => postings), outcomes.flatMap(({ facts }) => facts), outcomes.flatMap(({ trace }) => trace)])
}

function rebuiltIsLive(plan: Plan): void {
  const draw = drawFrom(plan.salt)
  for (const { timeline, id, events, ended } of membersOf(plan)) {
    let state = emptyMember(id)
    const outcomes: Outcome[] = []
    const take = (outcome: Outcome) => {
      state = commit(state, outcome)
      outcomes.push(outcome)
    }
    for (const event of events) {
      const since = Math.max(state.head.advancedTo, (events[0] as MemberEvent).at)
      while (draw(2) === 0) take(advance(timeline, state, Math.min(event.at, since + draw(1 + event.at - since))))
      take(apply(timeline, state, event))
    }
    take(advance(timeline, state, ended))
    const rebuilt = fold(timeline, id, { events, until: ended })
    assert(textOf(state, outcomes) === textOf(rebuilt.state, [rebuilt]), 'rebuilt is live', { id })
  }
}

function nothingIsTouched(plan: Plan): void {
  for (const { timeline, id, events, ended } of membersOf(plan)) {
    deepFreeze(timeline)
    deepFreeze(events)
    let state = emptyMember(id)
    for (const event of events) {
      const given = frozenState(state)
      const before = canonicalState(given)
      const [later, outcome, decision] = [advance(timeline, given, event.at), apply(timeline, given, event), decide(timeline, given, event)]
      assert(canonicalState(given) === before, 'what was given is what it was')
      assert(JSON.stringify([later, outcome, decision]) === JSON.stringify([advance(timeline, given, event.at), apply(timeline, given, event), decide(timeline, given, event)]), 'asked twice, answered the same')
      if (decision.accepted) assert(JSON.stringify(decision.outcome) === JSON.stringify(apply(timeline, given, decision.event)), 'what is decided is what is applied')
      deepFreeze(outcome)
      state = commit(state, outcome)
    }
    assert(ended >= state.head.advancedTo, 'no event is after the end')
  }
}

function survivesJson(plan: Plan): void {
  const draw = drawFrom(plan.salt)
  for (const { timeline, id, events, ended } of membersOf(plan)) {
    const cut = draw(events.length + 1)
    let state = emptyMember(id)
    for (const event of events.slice(0, cut)) state = commit(state, apply(timeline, state, event))
    let copy = stateOf(JSON.parse(JSON.stringify(snapshotOf(state))) as ReturnType<typeof snapshotOf>)
    assert(canonicalState(copy) === canonicalState(state), 'what was read is what was written')
    for (const event of events.slice(cut)) {
      const [ours, theirs] = [apply(timeline, state, event), apply(timeline, copy, JSON.parse(JSON.stringify(event)) as MemberEvent)]
      assert(JSON.stringify(ours) === JSON.stringify(theirs), 'what was read goes on the same', event)
      state = commit(state, ours)
      copy = commit(copy, theirs)
    }
    assert(canonicalState(commit(copy, advance(timeline, copy, ended))) === canonicalState(commit(state, advance(timeline, state, ended))), 'what was read ends the same')
  }
}
