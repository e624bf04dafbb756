import { assert } from '#engine/assert'
import { dayText, localDay, type Day, type Instant, startOfDay, type Zone } from '#engine/calendar'
import type { Program, Timeline } from '#engine/program/program'
import type { Account, Fact, FactDetail, Outcome, Posting, PostingReason, Trace, TraceValue } from './outcome.ts'
import { NO_POINTS } from './parts.ts'
import { PartMissing } from './present.ts'
import { zoneOf } from './policy.ts'
import type { Award, Head, Lot, MemberState, PartKind, Series, Spend, UnitTotals } from './state.ts'
import { addToSeries } from './windows.ts'

/**
 * The next state while it is being worked out. The state it began from is never touched: what changes is kept beside it,
 * and `seal` gives the head, the changed parts, and what was posted, announced and explained.
 */
export type Draft = {
  readonly timeline: Timeline
  readonly base: MemberState
  readonly head: Head
  /** Changed parts; maps of their own only once something changes. */
  lots: Map<string, Lot>
  awards: Map<string, Award>
  spends: Map<string, Spend>
  readonly postings: Posting[]
  readonly facts: Fact[]
  readonly trace: Trace[]
  program: Program
  /** The instant being worked on, and who causes it: an event, or 'time'. */
  at: Instant
  source: string
  sourceId: string
  /** The last answer of `todayIn`. */
  today: { at: Instant; zone: Zone; day: Day } | null
  /** Points of shared limits granted from outside, by rule. */
  granted: Readonly<Record<string, number>>
  /** Points of a company's orders that became active, and were not looked at for shares yet. */
  activated: readonly { lot: string; points: number }[]
  /** The series as they were before a refund or a cancellation took from them in this step; null while none has (R22). */
  beforeUndo: Readonly<Record<string, Series>> | null
}

// oxlint-disable-next-line typescript/no-explicit-any -- shared by the three kinds, and never written
const UNCHANGED: Map<string, any> = new Map()

export function openDraft(timeline: Timeline, state: MemberState): Draft {
  const { head } = state
  const version = Math.max(1, head.version)
  const publication = timeline[version - 1]
  assert(publication, 'the timeline has the publication that this member has crossed')
  return {
    timeline, base: state, program: publication.program,
    head: { ...head, units: { ...head.units }, series: { ...head.series }, standings: { ...head.standings } },
    lots: UNCHANGED, awards: UNCHANGED, spends: UNCHANGED, postings: [], facts: [], trace: [],
    at: head.advancedTo, source: 'time', sourceId: '', granted: {}, activated: [], today: null, beforeUndo: null,
  }
}

/** The outcome of a draft, after the assertions that hold at every event (R2, invariant 2). */
export function seal(draft: Draft): Outcome {
  const { head } = draft
  const { lots, holds, standings, occasions } = head.due
  head.nextDue = earliest(earliest(lots, holds), earliest(standings, occasions))
  assertBooks(draft)
  return {
    head, lots: [...draft.lots.values()], awards: [...draft.awards.values()], spends: [...draft.spends.values()],
    postings: draft.postings, facts: draft.facts, trace: draft.trace,
  }
}

function assertBooks(draft: Draft): void {
  for (const lot of draft.lots.values()) assert(lot.left >= lot.held && lot.held >= 0, 'a lot holds no more than it has', lot)
  for (const unit of Object.keys(draft.head.units)) assertUnit(draft, unit)
}

/** What lots gained and lost is what the accounts gained and lost, unit by unit; and R2's sum. */
function assertUnit({ head, base, lots }: Draft, unit: string): void {
  const now = head.units[unit] as UnitTotals
  const before = base.head.units[unit] ?? NO_POINTS
  if (now === before) return
  let lotsChange = 0
  for (const lot of lots.values()) {
    if (lot.unit === unit) lotsChange += lot.left - (base.lots.get(lot.id) ?? base.closedLots.get(lot.id) ?? NO_LOT).left
  }
  const accountsChange = now.pending + now.active + now.reserved - before.pending - before.active - before.reserved
  assert(lotsChange === accountsChange, 'the lots and the accounts of a unit move together', { unit, lotsChange, accountsChange })
  assert(
    now.earned === now.active + now.pending + now.reserved + now.spent + now.expired + now.revoked - now.debt,
    'R2: earned = active + pending + reserved + spent + expired + revoked − debt', now,
  )
  assert(now.pending >= 0 && now.active >= 0 && now.reserved >= 0 && now.debt >= 0, 'no account of a member is below zero', now)
}

const NO_LOT = { left: 0 }

export function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b
  return b === null || a < b ? a : b
}

/** Local date of an instant (the draft's own unless told) where the member lives. */
export function dayOf(draft: Draft, at: Instant = draft.at): Day {
  return localDay(at, zoneOf(draft.head, draft.program))
}

/** The local day that levels are reviewed on: a day that was reached does not come again when the zone changes (R16). */
export function reviewDay(draft: Draft): Day {
  return Math.max(dayOf(draft), draft.head.notBefore ?? -Infinity)
}

/** Keeps the review day that was reached, after what may have changed the zone. */
export function keepReviewDay(draft: Draft, reached: Day): void {
  if (reached > dayOf(draft)) draft.head.notBefore = reached
  else delete draft.head.notBefore
}

/** The calendar day that has begun in a zone at the draft's instant; one answer serves all lots of a member, which mostly share a zone. */
export function todayIn(draft: Draft, zone: Zone): Day {
  const { at, today } = draft
  if (today !== null && today.at === at && today.zone === zone) return today.day
  const day = localDay(at, zone)
  // A clock put back just after midnight (St John's until 2011) tells the old date again; the day has begun all the same.
  const begun = startOfDay(day + 1, zone) <= at ? day + 1 : day
  draft.today = { at, zone, day: begun }
  return begun
}

export function lotOf(draft: Draft, id: string): Lot | undefined {
  return draft.lots.get(id) ?? draft.base.lots.get(id) ?? draft.base.closedLots.get(id) ?? absent(draft, 'lots', id)
}

export function awardOf(draft: Draft, id: string): Award | undefined {
  return draft.awards.get(id) ?? draft.base.awards.get(id) ?? absent(draft, 'awards', id)
}

export function spendOf(draft: Draft, id: string): Spend | undefined {
  return draft.spends.get(id) ?? draft.base.spends.get(id) ?? absent(draft, 'spends', id)
}

/** A part that does not exist. @throws PartMissing where it may exist, and was not read */
function absent({ base: { present } }: Draft, kind: PartKind, id: string): undefined {
  if (present !== null && !present.asked[kind].has(id)) throw new PartMissing(kind, id)
}

export function putLot(draft: Draft, lot: Lot): Lot {
  if (draft.lots === UNCHANGED) draft.lots = new Map()
  draft.lots.set(lot.id, lot)
  return lot
}

export function putAward(draft: Draft, award: Award): Award {
  if (draft.awards === UNCHANGED) draft.awards = new Map()
  draft.awards.set(award.id, award)
  return award
}

export function putSpend(draft: Draft, spend: Spend): Spend {
  if (draft.spends === UNCHANGED) draft.spends = new Map()
  draft.spends.set(spend.id, spend)
  return spend
}

/** Open lots as they are now, in no order; of one unit, or of all. @throws PartMissing where not all were read */
export function openLots(draft: Draft, unit?: string): Lot[] {
  if (draft.base.present?.hasAllLots === false) throw new PartMissing('lots', null)
  return lotsHere(draft, unit)
}

/** The open lots that were read: all that time does something to by now are among them. */
export function lotsHere(draft: Draft, unit?: string): Lot[] {
  const { base, lots } = draft
  const open: Lot[] = []
  for (const before of base.lots.values()) {
    const lot = lots.size === 0 ? before : (lots.get(before.id) ?? before)
    if (lot.left > 0 && (unit === undefined || lot.unit === unit)) open.push(lot)
  }
  for (const lot of lots.values()) {
    if (lot.left > 0 && (unit === undefined || lot.unit === unit) && !base.lots.has(lot.id)) open.push(lot)
  }
  return open
}

export type Movement = { unit: string; from: Account; to: Account; points: number; reason: PostingReason; lot?: string; orderId?: string | null }

/** Moves points from one account to another: the posting, and the totals it changes. Moves of nothing leave no posting. */
export function post(draft: Draft, { unit, from, to, points, reason, lot, orderId }: Movement): void {
  if (points === 0) return
  assert(Number.isSafeInteger(points) && points > 0, 'a posting moves a whole number of points', { unit, from, to, points })
  draft.postings.push({
    unit, from, to, points, reason, effectiveAt: draft.at, source: draft.source, sourceId: draft.sourceId, lot: lot ?? null, orderId: orderId ?? null,
  })
  const totals = changeTotals(draft, unit)
  count(totals, from, -points)
  count(totals, to, points)
}

/** The totals of a unit, to be changed in this draft. */
export function changeTotals(draft: Draft, unit: string): UnitTotals {
  const now = draft.head.units[unit]
  if (now !== undefined && now !== draft.base.head.units[unit]) return now
  return (draft.head.units[unit] = { ...(now ?? NO_POINTS) })
}

function count(totals: UnitTotals, account: Account, points: number): void {
  if (account === 'debt') totals.debt -= points
  else if (account === 'issued') totals.earned -= points
  else if (account === 'forgiven') {
    totals.earned -= points
    totals.forgiven -= points
  } else if (account !== 'merged') totals[account] += points
}

/** Adds to a series of daily totals (spend, orders, points of a unit …); a refund takes from the day it belonged to. */
export function record(draft: Draft, { series, day, amount }: { series: string; day: Day; amount: number }): void {
  if (amount === 0) return
  draft.head.series[series] = addToSeries(draft.head.series[series], day, amount)
}

/** What follows takes qualification back: entries are judged against how it was (R22). */
export function beginUndo(draft: Draft): void {
  draft.beforeUndo ??= { ...draft.head.series }
}

/** Tells the rest of the world. */
export function announce(draft: Draft, name: string, details: Record<string, FactDetail>): void {
  draft.facts.push({ name, at: draft.at, ...details })
}

/** Adds one step to the explanation. */
export function explainStep(draft: Draft, code: string, values: Record<string, TraceValue>): void {
  draft.trace.push({ code, at: draft.at, ...values })
}

/** A day as facts tell it. */
export const factDay = (day: Day | null): string | null => (day === null ? null : dayText(day))
