import type { MemberEvent } from '#engine/member/event'
import type { Fact } from '#engine/member/outcome'
import { sharedKeys } from '#engine/member/rewards'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Instant } from '#engine/calendar'

/** Limits that all members share (R35), in memory: an event is granted what is left, and keeps what it used. */
export type Budgets = {
  /** Points that are left, by rule. */
  left: (timeline: Timeline) => Readonly<Record<string, number>>
  /** The same of rewards at an instant, by the name under which they are counted. */
  leftOfRewards: (timeline: Timeline, at: Instant) => Readonly<Record<string, number>>
  /** The event with everything that is left granted to it. */
  grant: (timeline: Timeline, event: MemberEvent) => MemberEvent
  /** Counts what facts used and returned; with −1 takes that count back, for facts that a replay replaces. */
  count: (facts: readonly Fact[], sign: 1 | -1) => void
  /** Points used so far, by rule. */
  used: Readonly<Record<string, number>>
  /** How much of that was counted here. */
  changes: Readonly<Record<string, number>>
}

/** The limits that all members share of rewards at an instant: of one, or of all. */
export function sharedOfRewards(timeline: Timeline, at: Instant, reward?: string): { key: string; cap: number }[] {
  const { program } = publicationAt(timeline, at)
  return program.rewards.filter(({ id }) => reward === undefined || id === reward).flatMap((one) => sharedKeys(program, one, at))
}

/** Opens the limits at what is used of them already. */
export function openBudgets(usedBefore: Readonly<Record<string, number>> = {}): Budgets {
  const used: Record<string, number> = { ...usedBefore }
  const changes: Record<string, number> = {}
  const room = (key: string, cap: number): [string, number] => [key, Math.max(0, cap - (used[key] ?? 0))]
  const left: Budgets['left'] = (timeline) => Object.fromEntries((timeline.at(-1)?.program.rules ?? [])
    .flatMap(({ id, programCap }) => (programCap === null ? [] : [room(id, programCap)])))
  return {
    used, changes, left,
    leftOfRewards: (timeline, at) => Object.fromEntries(sharedOfRewards(timeline, at).map(({ key, cap }) => room(key, cap))),
    grant: (timeline, event) => {
      const ofReward = event.kind === 'reward.redeemed' ? sharedOfRewards(timeline, event.at, event.reward) : []
      const granted = { ...event.granted, ...left(timeline), ...Object.fromEntries(ofReward.map(({ key, cap }) => room(key, cap))) }
      return Object.keys(granted).length === 0 ? event : { ...event, granted }
    },
    count: (facts, sign) => {
      for (const [rule, points] of netUse(facts)) {
        used[rule] = (used[rule] ?? 0) + sign * points
        changes[rule] = (changes[rule] ?? 0) + sign * points
      }
    },
  }
}

/** The event as it is stored: granted exactly what it used. */
export function settled(event: MemberEvent, facts: readonly Fact[]): MemberEvent {
  if (event.granted === undefined) return event
  return { ...event, granted: Object.fromEntries(netUse(facts.filter(({ name }) => name === 'budget.used'))) }
}

function netUse(facts: readonly Fact[]): Map<string, number> {
  const net = new Map<string, number>()
  for (const { name, rule, points } of facts) {
    if ((name !== 'budget.used' && name !== 'budget.returned') || typeof rule !== 'string' || typeof points !== 'number') continue
    net.set(rule, (net.get(rule) ?? 0) + (name === 'budget.used' ? points : -points))
  }
  return net
}
