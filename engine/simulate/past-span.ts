import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { apply } from '#engine/member/apply'
import type { MemberEvent } from '#engine/member/event'
import { inOrder } from '#engine/member/fold'
import type { Outcome } from '#engine/member/outcome'
import { commit, emptyMember, totalsOf } from '#engine/member/parts'
import { marketOf } from '#engine/member/policy'
import type { MemberState } from '#engine/member/state'
import type { Program, Timeline } from '#engine/program/program'
import { BEGINNING, publicationAt, publish, timelineOf } from '#engine/program/timeline'
import type { Ratio } from '#engine/ratio'
import { openBudgets } from './budgets.ts'
import { addCost } from './cost.ts'
import { levelsHeld } from './level-keys.ts'
import type { PastGoods } from './past-cart.ts'
import { openPriceTally } from './price-tally.ts'
import { openRewardTally } from './reward-tally.ts'
import { noSpanSums, sumsOfPrices, sumsOfRewards, sumsOfTally, type SpanSums } from './span-sums.ts'
import { openTakenPoints } from './taken-points.ts'
import { isSpendable, openTally, type Step } from './tally.ts'

/** A program that is in force over a span, [from, to); from BEGINNING on: over all that happened. `isAsItWas`: this very version was in force all that time. */
export type PastSpan = { timeline: Timeline; from: Instant; to: Instant; isAsItWas: boolean }

/** What is put in force: a version that was published has its number. */
export type Tried = { program: Program; version: number | null }

/** A store's versions until a span begins, and from then on one program alone; where it was in force just then, it goes on and nothing is published. */
export function spanOf(published: Timeline, { program, version }: Tried, { from, to }: { from: Instant; to: Instant }): PastSpan {
  const before = published.filter((one) => one.from <= from)
  if (version !== null && before.length > 0 && publicationAt(before, from).version === version) return { timeline: before, from, to, isAsItWas: true }
  const earlier = before.filter((one) => one.from < from)
  return { timeline: earlier.length === 0 ? timelineOf(program) : publish(earlier, { program, from, mode: 'all', committedAt: from }), from, to, isAsItWas: false }
}

export type SpanOptions = { span: PastSpan; goods: PastGoods; /** What of shared limits is used already. */ used: Readonly<Record<string, number>> }

/** All that happened to a member; who was merged into another goes on there, and stands nowhere by themselves. */
export type Life = { events: readonly MemberEvent[]; isGoingOn: boolean }

/** Some members over a span; `take` answers with what a member is when it ends. */
export type SpanRun = { take: (member: string, life: Life) => MemberState; sums: () => SpanSums; /** What one of them bought in the span, in minor units of the base currency. */ spendOf: (member: string) => number }

/** All uses of services that levels give are counted as used: nobody knows which part would be. */
const ALL_USED: Ratio = [1, 1]

/**
 * R55: runs members through a span of their own history, one after the other. What was before it only brings them to where they stood; what is counted is what
 * events of the span did, and time within it. Events stay what they were: what was spent, redeemed, handed on by companies or set by hand happened.
 */
export function openPastSpan({ span, goods, used }: SpanOptions): SpanRun {
  const { timeline, from, to } = span
  const program = timeline.at(-1)?.program
  assert(program, 'a span has a program')
  const { count, countPast, price, grant, sums, spendOf, open, stand } = openCounting({ span, goods, used, program })

  function step(before: MemberState, event: MemberEvent | null): MemberState {
    const granted = event === null ? null : grant(event)
    if (granted?.kind === 'order.paid' && granted.at >= from) price?.({ order: granted.order, at: granted.at, granted: granted.granted, before })
    const outcome = granted === null ? advance(timeline, before, to - 1) : apply(timeline, before, granted)
    count({ before, event, outcome })
    return commit(before, outcome)
  }

  return {
    sums, spendOf,
    take(member, { events: told, isGoingOn }) {
      const events = inOrder(told).filter(({ at }) => at < to)
      const first = events.findIndex(({ at }) => at >= from)
      const [past, now] = first < 0 ? [events, []] : [events.slice(0, first), events.slice(first)]
      let state = emptyMember(member)
      for (const event of past) {
        const outcome = apply(timeline, state, event)
        countPast(outcome)
        state = commit(state, outcome)
      }
      if (past.length > 0) state = open(from - 1 > state.head.advancedTo ? commit(state, advance(timeline, state, from - 1)) : state)
      for (const event of now) state = step(state, event)
      if (to - 1 > state.head.advancedTo) state = step(state, null)
      // Whoever came after the span was not there yet.
      if (isGoingOn && events.length > 0) stand(state)
      return state
    },
  }
}

/** What is counted of a span: points and levels, and beside them, where the program has any, prices and rewards. */
function openCounting({ span: { timeline, from, isAsItWas }, goods, used, program }: SpanOptions & { program: Program }) {
  const sums = noSpanSums()
  const { tally, count, history } = openTally({ program, from })
  const budgets = isAsItWas || program.rules.every(({ programCap }) => programCap === null) ? null : openBudgets(used)
  const taken = openTakenPoints()
  const priced = program.pricing.isTold ? openPriceTally({ program, timeline, asked: { from, goods }, taken }) : null
  const rewarded = program.rewards.length > 0 || program.entitlements.length > 0 ? openRewardTally(program, { from, goods, redeem: null, usedPart: ALL_USED }, history) : null
  /** Points of the span that members got, and those of them that they lost again, by what they cost; and on which level they were earned. */
  function addKept({ before, outcome }: Step): void {
    for (const { from: source, to, points, unit, lot: id, effectiveAt } of outcome.postings) {
      const sign = source === 'issued' ? 1 : to === 'expired' || to === 'revoked' ? -1 : 0
      if (sign === 0 || unit !== program.mainUnit) continue
      const lot = id === null ? undefined : (outcome.lots.find((one) => one.id === id) ?? before.lots.get(id) ?? before.closedLots.get(id))
      const at = lot?.earnedAt ?? effectiveAt
      if (at < from) continue
      const cost = lot?.costPerPoint ?? marketOf(before.head, program).pointCost
      addCost(sums.kept, cost, sign * points)
      for (const level of history.before(before.head.member, at)) addCost((sums.keptOn[level] ??= []), cost, sign * points)
    }
  }
  const spendOf = (member: string): number => tally.spendOf.get(member) ?? 0
  const base = levelsHeld(program, emptyMember('').head)
  return {
    price: priced?.price,
    grant: (event: MemberEvent) => budgets?.grant(timeline, event) ?? event,
    /** What was used before the span is used. */
    countPast: ({ facts }: Outcome) => budgets?.count(facts, 1),
    count(step: Step) {
      budgets?.count(step.outcome.facts, 1)
      const counted = ownOf(step, from)
      count(counted)
      addKept(counted)
      rewarded?.count(counted)
      taken.take(counted)
    },
    /** Where a member stands as the span begins, so that what they buy counts there. */
    open(state: MemberState): MemberState {
      const held = levelsHeld(program, state.head)
      history.record(state.head.member, base.flatMap((level, index) => (held[index] === undefined || held[index] === level ? [] : [{ at: BEGINNING, from: level, to: held[index], isUp: true }])))
      for (const lot of state.lots.values()) if (isSpendable(program, lot.unit)) addCost(sums.opening.owed, lot.costPerPoint, lot.left)
      return state
    },
    spendOf,
    /** What a member is as the span ends. */
    stand: (state: MemberState) => addStanding(sums, program, state),
    sums: (): SpanSums => ({ ...sums, ...sumsOfTally(tally), prices: priced && sumsOfPrices(priced.tally), rewards: rewarded && sumsOfRewards(rewarded.tally), used: { ...budgets?.changes } }),
  }
}

function addStanding(sums: SpanSums, program: Program, { head, lots }: MemberState): void {
  const { active, debt, pending } = totalsOf(head, program.mainUnit)
  sums.members += 1
  sums.debtors += active < debt ? 1 : 0
  sums.debt += debt
  sums.balance += active - debt
  sums.pending += pending
  const own = [...lots.values()].filter(({ unit }) => isSpendable(program, unit))
  for (const lot of own) addCost(sums.owed, lot.costPerPoint, lot.left)
  for (const key of levelsHeld(program, head)) {
    const standing = (sums.standing[key] ??= { members: 0, debtors: 0, owed: [] })
    standing.members += 1
    standing.debtors += active < debt ? 1 : 0
    for (const lot of own) addCost(standing.owed, lot.costPerPoint, lot.left)
  }
}

/** What a step did to this member in the span: orders of before are not of it, and what a merge brings was counted where it happened. */
function ownOf({ before, event, outcome }: Step, from: Instant): Step {
  const awards = event?.kind === 'member.merged' ? [] : outcome.awards.filter(({ paid }) => paid === null || paid.at >= from)
  return { before, event, outcome: { ...outcome, awards, postings: outcome.postings.filter(({ reason }) => reason !== 'merge') } }
}
