import type { MemberEvent } from '#engine/member/event'
import type { Fact } from '#engine/member/outcome'
import type { Timeline } from '#engine/program/program'

/** Limits that all members share (R35), in memory: an event is granted what is left, and keeps what it used. */
export type Budgets = {
  /** Points that are left, by rule. */
  left: (timeline: Timeline) => Readonly<Record<string, number>>
  /** The event with everything that is left granted to it. */
  grant: (timeline: Timeline, event: MemberEvent) => MemberEvent
  /** Counts what facts used and returned; with −1 takes that count back, for facts that a replay replaces. */
  count: (facts: readonly Fact[], sign: 1 | -1) => void
  /** Points used so far, by rule. */
  used: Readonly<Record<string, number>>
}

/** Opens the limits at what is used of them already. */
export function openBudgets(usedBefore: Readonly<Record<string, number>> = {}): Budgets {
  const used: Record<string, number> = { ...usedBefore }
  const left: Budgets['left'] = (timeline) => Object.fromEntries((timeline.at(-1)?.program.rules ?? [])
    .flatMap(({ id, programCap }) => (programCap === null ? [] : [[id, Math.max(0, programCap - (used[id] ?? 0))]])))
  return {
    used, left,
    grant: (timeline, event) => {
      const granted = left(timeline)
      return Object.keys(granted).length === 0 ? event : { ...event, granted }
    },
    count: (facts, sign) => {
      for (const [rule, points] of netUse(facts)) used[rule] = (used[rule] ?? 0) + sign * points
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
