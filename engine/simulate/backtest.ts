import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { apply } from '#engine/member/apply'
import { compareEvents, type MemberEvent, type Order } from '#engine/member/event'
import { commit, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import { guest } from '#engine/pricing/scene'
import type { Program, Timeline } from '#engine/program/program'
import { openBudgets } from './budgets.ts'
import { pricesReport } from './price-report.ts'
import { openPriceTally, type PricesAsked } from './price-tally.ts'
import { openRedeeming } from './redeeming.ts'
import { reportOf, type BacktestReport, type GuestTotals } from './report.ts'
import { rewardsReport } from './reward-report.ts'
import { openRewardTally, type RewardsAsked } from './reward-tally.ts'
import { openTakenPoints } from './taken-points.ts'
import { openTally, type Step } from './tally.ts'

/** A history on its way through the engine; events must come in the order of their time. */
export type Backtest = {
  /** Takes what happened to a member; at or after `asOf` it is left out. */
  take: (member: string, event: MemberEvent) => void
  /** Takes what a guest bought (`netMinor` above 0) or brought back; guests make no member. */
  takeGuest: (order: GuestOrder) => void
  /** Brings every member to the instant before `asOf` and tells what came of it; nothing can be taken afterwards. */
  finish: (asOf: Instant) => BacktestReport
  /** A member as of the events taken so far; undefined when none was about them. */
  member: (id: string) => MemberState | undefined
}

/** `order` is what a guest bought, where that shall be priced. */
export type GuestOrder = { at: Instant; kind: 'order' | 'refund' | 'credit_note'; currency: string; netMinor: number; order?: Order | undefined }

/** `from` limits which tier moves are told, nothing else; `asOf` is exclusive; `prices` and `rewards` also work out what those of the program would have cost. */
export type BacktestOptions = { timeline: Timeline; from?: Instant | undefined; asOf?: Instant | undefined; prices?: PricesAsked | undefined; rewards?: RewardsAsked | undefined }

/** A back-test without members: whole histories run through the engine in memory, kept as state and sums, never as events. */
export function openBacktest(options: BacktestOptions): Backtest {
  const { timeline, from, asOf: end = Infinity } = options
  const program = timeline.at(-1)?.program
  assert(program, 'a timeline has a publication')
  const members = new Map<string, MemberState>()
  const guests: GuestTotals = { orders: 0, netMinor: {} }
  const { grant, price, count, redeeming, reports } = openCounting(program, options)
  /** Events of one instant, by member: the files know the order of time, the engine the order within it (R41). */
  const waiting = new Map<string, MemberEvent[]>()
  let now = -Infinity
  let firstAt: Instant | null = null

  function reach(at: Instant): void {
    assert(at >= now, 'a history comes in the order of its time', { at, after: now })
    if (at === now) return
    settle()
    now = at
    firstAt ??= at
  }

  function settle(): void {
    for (const [member, events] of waiting) for (const event of events.sort(compareEvents)) applyTo(member, event)
    waiting.clear()
  }

  function applyTo(member: string, event: MemberEvent): void {
    const before = members.get(member) ?? emptyMember(member)
    const granted = grant(event)
    if (event.kind === 'order.paid') price?.({ order: event.order, at: event.at, granted: granted.granted, before })
    const outcome = apply(timeline, before, granted)
    count({ before, event, outcome })
    members.set(member, commit(before, outcome))
    if (event.kind === 'order.paid') redeemAll(member)
  }

  /** Whoever has just bought takes what they can have, one after the other. */
  function redeemAll(member: string): void {
    if (redeeming === null) return
    const next = () => redeeming.next(members.get(member)!, now)
    for (let event = next(); event !== null; event = next()) applyTo(member, event)
  }

  return {
    take(member, event) {
      if (event.at >= end) return
      reach(event.at)
      const events = waiting.get(member)
      if (events) events.push(event)
      else waiting.set(member, [event])
    },
    takeGuest({ at, kind, currency, netMinor, order }) {
      if (at >= end) return
      reach(at)
      if (order !== undefined) price?.({ order, at, before: guest() })
      if (kind === 'order') guests.orders += 1
      guests.netMinor[currency] = (guests.netMinor[currency] ?? 0) + netMinor
    },
    finish(asOf) {
      settle()
      for (const [member, before] of members) {
        const outcome = advance(timeline, before, asOf - 1)
        count({ before, event: null, outcome })
        members.set(member, commit(before, outcome))
      }
      return reportOf({ program, members: members.values(), guests, from: from ?? null, firstAt, asOf, ...reports() })
    },
    member(id) {
      settle()
      return members.get(id)
    },
  }
}

/** All that is counted while a history runs: what it did, and beside it, where somebody asked, its prices, rewards, and members who take some. */
function openCounting(program: Program, { timeline, from, prices, rewards }: BacktestOptions) {
  const { tally, count, history } = openTally({ program, from })
  const redeem = rewards?.redeem ?? null
  const budgets = redeem !== null || program.rules.some(({ programCap }) => programCap !== null) ? openBudgets() : null
  const redeeming = redeem === null || budgets === null ? null : openRedeeming(timeline, redeem, budgets)
  const taken = redeem === null || prices === undefined ? null : openTakenPoints()
  const priced = prices === undefined ? null : { asked: prices, ...openPriceTally({ program, timeline, asked: prices, taken }) }
  const rewarded = rewards === undefined ? null : { asked: rewards, ...openRewardTally(program, rewards, history) }
  return {
    redeeming, price: priced?.price,
    grant: (event: MemberEvent) => budgets?.grant(timeline, event) ?? event,
    count(step: Step) {
      budgets?.count(step.outcome.facts, 1)
      count(step)
      rewarded?.count(step)
      taken?.take(step)
      if (step.event !== null) redeeming?.count(step.event)
    },
    reports: () => ({ tally, prices: priced && pricesReport(program, priced, rewarded), rewards: rewarded && rewardsReport(program, rewarded) }),
  }
}
