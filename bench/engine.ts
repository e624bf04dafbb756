import { readFileSync } from 'node:fs'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import type { MemberEvent } from '#engine/member/event'
import { commit, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import { checkProgram } from '#engine/program/check'
import { compileCondition, vocabularyOf } from '#engine/program/conditions'
import type { Program, Timeline } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'

const HOUR = 3_600_000
const MEMBERS = 500
const ROUNDS = 12
const YEARS = 5
const RUNS = 6

/** The program of the figures: levels with a keep rule, pending points, an expiry. */
export const PROGRAM_FILE = 'programs/fashion.yaml'

/** Reads a program that is known to be right. @throws Error when it is not */
function programOf(file: string): Program {
  const { program, problems } = checkProgram(readFileSync(file, 'utf8'))
  if (program === null) throw new Error(`${file}: ${JSON.stringify(problems)}`)
  return program
}

/**
 * Orders applied a second on one core: 500 members buy three lines each in turn, once a month for a year, so that each has lots,
 * awards and a level when the next order comes; then the year begins again. The events are made beforehand; the best of six runs
 * counts.
 */
export function measureApply(): { eventsPerSecond: number } {
  const timeline = timelineOf(programOf(PROGRAM_FILE))
  const events = Array.from({ length: MEMBERS * ROUNDS }, (_, index) => orderEvent(index))
  return { eventsPerSecond: Math.round(events.length * perSecond(YEARS, () => applyAll(timeline, events), RUNS)) }
}

function applyAll(timeline: Timeline, events: readonly MemberEvent[]): void {
  const states: MemberState[] = Array.from({ length: MEMBERS }, (_, index) => emptyMember(`m${index}`))
  for (const [index, event] of events.entries()) {
    const before = states[index % MEMBERS]!
    states[index % MEMBERS] = commit(before, apply(timeline, before, event))
  }
}

function orderEvent(index: number): MemberEvent {
  const at = parseInstant('2025-01-01T00:00:00Z') + Math.floor(index / MEMBERS) * 730 * HOUR + (index % MEMBERS) * 1000
  const lines = [1, 2, 3].map((line) => ({ id: String(line), sku: `S${(index + line) % 50}`, quantity: line, amountMinor: 999 * line }))
  return { source: 'bench', id: `O${index}`, at, kind: 'order.paid', order: { id: `O${index}`, currency: 'USD', lines, discountMinor: 150, shippingMinor: 490 } }
}

/** Conditions answered a second: a typical one, of an order, a level and a day. */
export function measureConditions(): { answersPerSecond: number } {
  const condition = compileCondition('order.base_total >= 20.0 && (member.level == "gold" || "new" in order.tags) && today.month != 12', vocabularyOf('order.paid', {}))
  const scope = {
    member: { level: 'silver', levels: ['silver'], tags: [], market: 'us', region: '', orders: 3n, spend: 120.5, days: 90n },
    today: { date: '2026-03-01', year: 2026n, month: 3n, day: 1n, weekday: 7n },
    event: { name: 'order.paid' },
    order: { id: 'O1', total: 59.9, base_total: 59.9, currency: 'USD', market: 'us', skus: ['A'], tags: ['new'], coupons: [], lines: 1n, items: 1n, is_first: false },
  }
  return { answersPerSecond: Math.round(perSecond(200_000, () => void condition(scope))) }
}

/** Milliseconds to check and compile a program from its text. */
export function measureCheck(): { milliseconds: number } {
  const source = readFileSync(PROGRAM_FILE, 'utf8')
  return { milliseconds: Math.round((1000 / perSecond(50, () => void checkProgram(source))) * 10) / 10 }
}

/** How often an action is done in a second: the best of some runs, the first of which warms up. */
export function perSecond(times: number, act: () => void, runs = 4): number {
  let best = 0
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    for (let time = 0; time < times; time += 1) act()
    best = Math.max(best, (times / (performance.now() - start)) * 1000)
  }
  return best
}
