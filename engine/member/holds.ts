import { addPeriod, anniversaryAfter, localDay, nextPeriodStart, startOfDay, type Day, type Instant } from '#engine/calendar'
import { leavesOf } from '#engine/program/criteria'
import type { Criteria, Track } from '#engine/program/program'
import { isLifetimeOnly, isMet, type Viewed } from './criteria.ts'
import { awardOf, reviewDay, type Draft } from './draft.ts'
import { indexOfLevel, trackOf } from './levels.ts'
import { zoneOf } from './policy.ts'
import type { Head, Hold } from './state.ts'
import { addToSeries } from './windows.ts'

const YEAR = { years: 1 }
const LONGEST_FIRST = ['year', 'half', 'quarter', 'month'] as const

/** A hold after its review: it stands, perhaps renewed or in grace, or falls; judged by the member's windows on `day`. */
export type Judged = { stands: boolean; hold: Hold; day: Day }

/** The member on a local day; a window since entry starts where this hold, or the one in force, was entered. */
export function viewedOn(draft: Draft, day: Day, hold?: Hold): Viewed {
  const zone = zoneOf(draft.head, draft.program)
  const joined = localDay(draft.head.joinedAt ?? draft.at, zone)
  return { head: draft.head, day, anchors: { joined, entered: hold === undefined ? joined : localDay(hold.since, zone) } }
}

/** The keep rule of a hold: its own version's while it has no end; the standing's once a period ends it (R27). */
export function keepOf(draft: Draft, rules: Track, hold: Hold): Criteria | null {
  const track = hold.validUntil === null ? (trackOf(draft.timeline, hold.version, rules.id) ?? rules) : rules
  return track.levels[indexOfLevel(track, hold.levelId)]?.keep ?? null
}

/** R24–R26: reviews a hold at this instant. Before its end it stands; at its end, or without one at every review, its keep rule decides. */
export function judge(draft: Draft, rules: Track, { hold, below }: { hold: Hold; below: Hold | undefined }): Judged {
  const today = reviewDay(draft)
  if (hold.by === 'hand') return { stands: hold.validUntil !== null && draft.at < hold.validUntil, hold, day: today }
  const keep = keepOf(draft, rules, hold)
  const isPeriodic = hold.validUntil !== null && !isLifetimeOnly(keep)
  if (isPeriodic && draft.at < (hold.validUntil as Instant)) return { stands: true, hold, day: today }
  // Under rules without periods nothing follows the one that is over: they judge as of today, and so they do at every review behind it.
  const lastDay = isPeriodic && rules.valid !== null && hold.graceUntil === null ? lastDayOver(draft, rules, hold) : today
  const exists = indexOfLevel(rules, hold.levelId) >= 0 || hold.validUntil === null
  if (exists && isMet(keep, viewedOn(draft, lastDay, hold))) return { stands: true, hold: renewed(draft, rules, { hold, day: lastDay }), day: lastDay }
  if (exists && isQualified(draft, rules, { hold, below })) return { stands: true, hold: renewed(draft, rules, { hold, day: today }), day: today }
  if (rules.downgrade === 'never') return { stands: true, hold: { ...hold, validUntil: nextEnd(draft, rules, hold.since), graceUntil: null }, day: lastDay }
  const graceUntil = hold.graceUntil ?? graceEnd(draft, rules, lastDay)
  return { stands: graceUntil !== null && draft.at < graceUntil, hold: { ...hold, graceUntil }, day: lastDay }
}

/** The last day of the period that is over: the hold's own, or where a higher level covered it for longer, the one that ended last. */
function lastDayOver(draft: Draft, { valid }: Track, hold: Hold): Day {
  const zone = zoneOf(draft.head, draft.program)
  const entered = localDay(hold.since, zone)
  let end = localDay(hold.validUntil as Instant, zone)
  for (let next = end; valid !== null && startOfDay(next, zone) <= draft.at; next = periodEnd(draft, valid.period, { day: end, entered })) end = next
  return end - 1
}

/** Whether a level would be kept today, or entered: a window since entry, asked of an entry rule, began with the level below, or with joining. */
export function isQualified(draft: Draft, rules: Track, { hold, below }: { hold: Hold; below: Hold | undefined }): boolean {
  const level = rules.levels[indexOfLevel(rules, hold.levelId)]
  if (level === undefined) return false
  const day = reviewDay(draft)
  return isMet(level.keep, viewedOn(draft, day, hold)) || (level.entry !== null && isMet(level.entry, viewedOn(draft, day, below)))
}

/** The publication whose rules judge a member in a track now: under `new_periods` an older one than the store's newest (R27). */
export function versionInForce(draft: Draft, { id }: Track): number {
  return draft.head.standings[id]?.version ?? draft.head.version
}

/** A hold that stands is in no grace; at its end it lasts for another period. */
function renewed(draft: Draft, rules: Track, { hold, day }: { hold: Hold; day: Day }): Hold {
  if (hold.validUntil === null || draft.at < hold.validUntil) return hold.graceUntil === null ? hold : { ...hold, graceUntil: null }
  const { by, version, validUntil, graceUntil } = hold
  const renewedFrom = { day: hold.day, by, version, validUntil, graceUntil }
  return { ...hold, day, by: 'keep', version: versionInForce(draft, rules), validUntil: nextEnd(draft, rules, hold.since), graceUntil: null, renewedFrom }
}

/** Whether what refunds took back undid the qualification that made a hold, as of its own day (R22): it was there before, and is not now. */
export function isUndoneSince(draft: Draft, rules: Track, { hold, below, before }: { hold: Hold; below: Hold | undefined; before: Head['series'] }): boolean {
  if (hold.by === 'hand' || hold.by === 'step') return false
  const level = rules.levels[indexOfLevel(rules, hold.levelId)]
  const isQualified = (series: Head['series']) => {
    const head = withoutOwnBonus(draft, hold, series)
    const isMetFrom = (rule: Criteria | null = null, from: Hold | undefined) => isMet(rule, { ...viewedOn(draft, hold.day, from), head })
    return isMetFrom(level?.entry, below) || (hold.by !== 'entry' && isMetFrom(level?.keep, hold.by === 'landing' ? below : hold))
  }
  return isQualified(before) && !isQualified(draft.head.series)
}

/** What entering a level earned is no reason to stay in it: it goes with the entry (R11). */
function withoutOwnBonus(draft: Draft, hold: Hold, series: Head['series']): Head {
  const award = hold.award === null ? undefined : awardOf(draft, hold.award)
  if (award === undefined) return { ...draft.head, series }
  const without = { ...series }
  const day = localDay(hold.since, zoneOf(draft.head, draft.program))
  for (const { unit, earned, clawed, waived } of award.earnings) without[`points:${unit}`] = addToSeries(without[`points:${unit}`], day, clawed + waived - earned)
  return { ...draft.head, series: without }
}

/** R24: until when a level entered on a day is valid: the end of this period or the next; null without a period. */
export function validEnd(draft: Draft, { valid }: Track, day: Day): Instant | null {
  if (valid === null) return null
  const zone = zoneOf(draft.head, draft.program)
  const first = periodEnd(draft, valid.period, { day, entered: day })
  const end = valid.through === 'this' ? first : periodEnd(draft, valid.period, { day: first, entered: day })
  return startOfDay(end, zone)
}

/** Until when a level kept, or fallen to, is valid: the end of the period that begins now, whatever an entry would give. */
export function nextEnd(draft: Draft, { valid }: Track, since: Instant): Instant | null {
  if (valid === null) return null
  const zone = zoneOf(draft.head, draft.program)
  return startOfDay(periodEnd(draft, valid.period, { day: reviewDay(draft), entered: localDay(since, zone) }), zone)
}

type ValidPeriod = NonNullable<Track['valid']>['period']

function periodEnd(draft: Draft, period: ValidPeriod, { day, entered }: { day: Day; entered: Day }): Day {
  if ('calendar' in period) return nextPeriodStart(day, period.calendar)
  return anniversaryAfter(period.anniversary === 'entry' ? entered : viewedOn(draft, day).anchors.joined, day, YEAR)
}

/** When a level reached today begins under `entry: next_period`: with the validity period, else with the longest calendar window, else the month. */
export function nextPeriod(draft: Draft, rules: Track, day: Day): Day {
  if (rules.valid !== null) return periodEnd(draft, rules.valid.period, { day, entered: day })
  const units: string[] = rules.levels.flatMap(({ entry }) => leavesOf(entry)).flatMap((leaf) => (leaf.kind === 'series' && leaf.window.kind === 'calendar' ? leaf.window.unit : []))
  return nextPeriodStart(day, LONGEST_FIRST.find((unit) => units.includes(unit)) ?? 'month')
}

/** R25: the midnight at which grace is over, when the keep rule was missed on a day; null without grace. */
function graceEnd(draft: Draft, { grace }: Track, day: Day): Instant | null {
  if (grace === null) return null
  const last = addPeriod(day, grace.period)
  return startOfDay(grace.roundUp === null ? last + 1 : nextPeriodStart(last, grace.roundUp), zoneOf(draft.head, draft.program))
}
