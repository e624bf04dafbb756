import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { decide } from '#engine/member/decide'
import { compareEvents, type MemberEvent } from '#engine/member/event'
import { receivedOf } from '#engine/member/hand-over'
import { emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { openBacktest, type Backtest } from '#engine/simulate/backtest'

/** What is done through a verb of its own, and not told as an event. */
export type Deed =
  | { do: 'redeem'; redemption: string; reward: string }
  | { do: 'give-back' | 'fulfil'; redemption: string }
  | { do: 'buyers' | 'contract' | 'erase' }

/** What a shop tells of a member, and when: an event, perhaps with the discount whose coupon it names, or a deed. */
export type Told = { at: Instant; member: string } & ({ event: MemberEvent; coupon: string | null } | { deed: Deed })

/** Members who live through a year under the engine, in the order of time; what happens after its end is left out. */
export type Lives = {
  backtest: Backtest
  eventsOf: ReadonlyMap<string, MemberEvent[]>
  told: readonly Told[]
  /** A fact, told by the shop as it is. */
  tell: (member: string, event: MemberEvent, coupon?: string | null) => void
  /** What the store tells members because of others. */
  hand: (member: string, event: MemberEvent) => void
  /** A request, told where it is accepted; says whether it was. */
  ask: (member: string, request: MemberEvent) => boolean
  /** A request that a verb records, and what it records; or, with null, a deed that is none of the engine's. */
  act: (member: string, deed: Deed, request: MemberEvent | { at: Instant; kind: null }) => boolean
  state: (member: string) => MemberState
}

/** Opens the lives of nobody yet. */
export function openLives(timeline: Timeline, asOf: Instant): Lives {
  const backtest = openBacktest({ timeline, asOf })
  const eventsOf = new Map<string, MemberEvent[]>()
  const told: Told[] = []
  const state = (member: string) => backtest.member(member) ?? emptyMember(member)

  function hand(member: string, event: MemberEvent): void {
    if (event.at >= asOf) return
    backtest.take(member, event)
    const events = eventsOf.get(member)
    if (events) events.push(event)
    else eventsOf.set(member, [event])
  }

  function tell(member: string, event: MemberEvent, coupon: string | null = null): void {
    if (event.at >= asOf) return
    hand(member, event)
    told.push({ at: event.at, member, event, coupon })
  }

  /** The request as it is accepted, and what is sent with it to another member; null where it is refused, or too late. */
  function judge(member: string, request: MemberEvent): MemberEvent | null {
    if (request.at >= asOf) return null
    const decision = decide(timeline, state(member), request)
    if (!decision.accepted) return null
    for (const fact of decision.outcome.facts) {
      if (fact.name === 'points.sent') hand(fact['to'] as string, { source: 'rockpool', id: `${request.id}/sent`, at: request.at, ...receivedOf(member, fact) })
    }
    return decision.event
  }

  return {
    backtest, eventsOf, told, tell, hand, state,
    ask(member, request) {
      const event = judge(member, request)
      if (event === null) return false
      hand(member, event)
      told.push({ at: request.at, member, event: request, coupon: null })
      return true
    },
    act(member, deed, request) {
      if (request.at >= asOf) return false
      if (request.kind !== null) {
        const event = judge(member, request)
        if (event === null) return false
        hand(member, event)
      }
      told.push({ at: request.at, member, deed })
      return true
    },
  }
}

/** What a member was told, in the order that events have. @throws AssertionError for nobody */
export function eventsIn(lives: Pick<Lives, 'eventsOf'>, member: string): readonly MemberEvent[] {
  const events = lives.eventsOf.get(member)
  assert(events, 'a member of the year has events', { member })
  return [...events].sort(compareEvents)
}
