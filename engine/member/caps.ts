import { startOfPeriod, type CalendarUnit, type Day } from '#engine/calendar'
import type { EarnRule, PeriodCaps } from '#engine/program/program'
import { dayOf, type Draft } from './draft.ts'

const SPANS = ['member', 'day', 'week', 'month', 'year'] as const
/** Days that a counter is kept after its period: a zone change may bring a local date back, and it must find its counter. */
const KEPT_DAYS = 2

/** How much of a rule's caps is left to a member today, which cap binds and whether it counts times; and the counters that an award uses. */
export type Room = { points: number; binding: string | null; isTimes: boolean; keys: string[] }

/** Room in points under the rule's caps of member and period; 0 where its caps in times are used up. */
export function roomOf(draft: Draft, rule: EarnRule): Room {
  const day = dayOf(draft)
  const times = spansOf(rule.id + '#', rule.timesCaps, day)
  const spent = times.find(({ key, cap }) => usedOf(draft, key) >= cap)
  const room: Room = { points: rule.orderCap ?? Number.MAX_SAFE_INTEGER, binding: rule.orderCap === null ? null : 'order', isTimes: false, keys: times.map(({ key }) => key) }
  if (spent !== undefined) return { ...room, points: 0, binding: spent.span, isTimes: true }
  for (const { key, cap, span } of spansOf(rule.id, rule.caps, day)) {
    const left = Math.max(0, cap - usedOf(draft, key))
    room.keys.push(key)
    if (left < room.points) Object.assign(room, { points: left, binding: span })
  }
  return room
}

/** Counters of something that is had whole, and the first of its limits that leaves none of it. */
export function fullSpan(draft: Draft, name: string, limits: PeriodCaps): { keys: string[]; full: { span: string; cap: number } | null } {
  const spans = spansOf(name, limits, dayOf(draft))
  return { keys: spans.map(({ key }) => key), full: spans.find(({ key, cap }) => usedOf(draft, key) >= cap) ?? null }
}

/** Uses up (or, with negative points, gives back: R11, R35) what an award took of its counters. Periods that are over stay closed. */
export function useRoom(draft: Draft, keys: readonly string[], { points, times }: { points: number; times: number }): void {
  if (keys.length === 0) return
  const used = { ...draft.head.used }
  const isGivingBack = points < 0 || times < 0
  for (const key of keys) {
    if (isGivingBack && used[key] === undefined) continue
    used[key] = Math.max(0, (used[key] ?? 0) + (key.includes('#') ? times : points))
    if (!isGivingBack) forget(used, key)
  }
  draft.head.used = used
}

function usedOf(draft: Draft, key: string): number {
  return draft.head.used[key] ?? 0
}

function spansOf(name: string, caps: PeriodCaps, day: Day): { key: string; cap: number; span: string }[] {
  const spans: { key: string; cap: number; span: string }[] = []
  for (const span of SPANS) {
    const cap = caps[span]
    if (cap === undefined) continue
    const start = span === 'member' ? '' : startOfPeriod(day, span as CalendarUnit)
    spans.push({ key: `${name}:${span}:${start}`, cap, span })
  }
  return spans
}

/** Drops the counters of the same cap whose period is over. */
function forget(used: Record<string, number>, key: string): void {
  const cut = key.lastIndexOf(':')
  const start = Number(key.slice(cut + 1))
  for (const other in used) {
    if (other !== key && other.startsWith(key.slice(0, cut + 1)) && Number(other.slice(cut + 1)) < start - KEPT_DAYS) delete used[other]
  }
}
