import { assert } from '#engine/assert'
import { addPeriod, endOfDay, localDay, nextPeriodStart, startOfDay, type Day, type Instant, type Zone } from '#engine/calendar'
import type { ExpiryPolicy, Timeline } from '#engine/program/program'
import { earliest, openDraft, todayIn, type Draft } from './draft.ts'
import { expiryOf } from './policy.ts'
import type { Head, Lot, MemberState } from './state.ts'

/** A lot's end counted from a day; none while that day is not known, or where nothing ends it. */
export function endFrom(expiry: ExpiryPolicy, { from, zone }: { from: Day | null; zone: Zone }): Pick<Lot, 'expiresOn' | 'expiresAt'> {
  if (expiry.kind === 'never' || from === null) return { expiresOn: null, expiresAt: null }
  const exact = addPeriod(from, expiry.period)
  const expiresOn = expiry.kind === 'after' && expiry.roundUp !== null ? nextPeriodStart(exact, expiry.roundUp) - 1 : exact
  return { expiresOn, expiresAt: endOfDay(expiresOn, zone) }
}

/** The day through which a lot is usable, with what a sliding expiry or a publication gave it; null for ever (R18, R19). */
export function lastDayOf(draft: Draft, lot: Lot): Day | null {
  const slide = lot.isSliding && lot.activeSince !== null ? slideOf(draft.head, lot, lot.activeSince) : null
  if (lot.expiresOn !== null) return slide === null ? lot.expiresOn : Math.max(slide, lot.expiresOn)
  const given = draft.head.endsGiven[lot.unit]
  if (given === undefined || lot.isPending || lot.earnedAt >= given.at) return null
  const program = draft.timeline[given.version - 1]?.program
  assert(program, 'the version that gave lots an end stays on the timeline', given)
  const policy = expiryOf(given, program, lot.unit)
  const { expiresOn } = endFrom(policy, { from: localDay(given.at, lot.zone), zone: lot.zone })
  if (expiresOn === null || policy.kind !== 'inactivity') return expiresOn
  return Math.max(slideOf(draft.head, lot, given.at) ?? expiresOn, expiresOn)
}

function slideOf(head: Head, lot: Lot, activeSince: Instant): Day | null {
  const slide = head.slides[lot.unit]
  return slide !== undefined && activeSince <= slide.at ? slide.through : null
}

/** The midnight that closes a lot's last day; null for ever. */
export function endOf(draft: Draft, lot: Lot): Instant | null {
  const day = lastDayOf(draft, lot)
  return day === null ? null : endOfDay(day, lot.zone)
}

/** When time alone next does something to a lot: activates, cancels or expires it, or tells that it will expire. */
export function lotDue(draft: Draft, lot: Lot): Instant | null {
  if (lot.left === lot.held) return null
  if (lot.isPending) return earliest(lot.activatesAt, lot.cancelsAt)
  const lastDay = lastDayOf(draft, lot)
  if (lastDay === null) return null
  const today = todayIn(draft, lot.zone)
  let due = lastDay + 1
  for (const days of warningDays(expiryOf(draft.head, draft.program, lot.unit))) {
    const warning = lastDay - days
    if (warning > today && warning < due) due = warning
  }
  return startOfDay(due, lot.zone)
}

/** When time next does something to each of these lots of a member, as of the instant that the member has reached: what is stored beside them. */
export function duesOf(timeline: Timeline, state: MemberState, lots: Iterable<Lot>): { lot: Lot; due: Instant | null }[] {
  const draft = openDraft(timeline, state)
  return [...lots].map((lot) => ({ lot, due: lotDue(draft, lot) }))
}

/** Whether a lot's last day is over. */
export function isOver(draft: Draft, lot: Lot): boolean {
  const lastDay = lastDayOf(draft, lot)
  return lastDay !== null && lastDay < todayIn(draft, lot.zone)
}

const warnings = new WeakMap<ExpiryPolicy, readonly number[]>()

/** How many days before the end a policy tells of it; worked out once for each policy. */
export function warningDays(policy: ExpiryPolicy): readonly number[] {
  let days = warnings.get(policy)
  if (days === undefined) {
    const notice = policy.kind === 'inactivity' ? [policy.noticeDays] : []
    const reminders = policy.kind === 'never' ? [] : (policy.reminders?.days ?? [])
    days = [...new Set([...notice, ...reminders])]
    warnings.set(policy, days)
  }
  return days
}

/** Makes the lots' timer aware of a lot that was opened or changed. */
export function expectLot(draft: Draft, lot: Lot): void {
  draft.head.due = { ...draft.head.due, lots: earliest(draft.head.due.lots, lotDue(draft, lot)) }
}
