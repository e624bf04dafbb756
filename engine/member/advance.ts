import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { Program, Timeline } from '#engine/program/program'
import { fireOccasions, expectOccasions } from './activities.ts'
import { tellVolume, volumeTold } from './company-volume.ts'
import { earliest, explainStep, keepReviewDay, openDraft, reviewDay, seal, type Draft } from './draft.ts'
import { closePeriods, openPeriods } from './entitlements.ts'
import { expectLots, fireLots } from './lot-timers.ts'
import type { Outcome } from './outcome.ts'
import { expiryOf } from './policy.ts'
import { holdsAfterPublication } from './publications.ts'
import { shareActivated } from './shares.ts'
import { fireHolds } from './spends.ts'
import type { Head, MemberState } from './state.ts'
import { reviewStandings } from './tiers.ts'

/** What time alone brings through `until`, inclusive: points activate and expire, tiers are reviewed, occasions pay, publications take effect. */
export function advance(timeline: Timeline, state: MemberState, until: Instant): Outcome {
  const draft = openDraft(timeline, state)
  if (state.head.version > 0) advanceDraft(draft, until)
  return seal(draft)
}

/** R21: at one instant holds free themselves, pending points activate, points expire, tiers are reviewed, then occasions pay. */
export function advanceDraft(draft: Draft, until: Instant): void {
  const { head } = draft
  for (;;) {
    const { lots, holds, standings, occasions } = head.due
    const publication = draft.timeline[head.version]
    const timer = earliest(earliest(lots, holds), earliest(standings, occasions))
    const due = earliest(timer, publication?.from ?? null)
    if (due === null || due > until) break
    draft.at = Math.max(due, head.advancedTo)
    draft.source = 'time'
    draft.sourceId = `${head.member}@${draft.at}`
    closePeriods(draft)
    if (publication !== undefined && publication.from <= draft.at) crossPublication(draft)
    fireHolds(draft)
    fireLots(draft)
    shareActivated(draft)
    if (draft.beforeUndo !== null || (head.due.standings !== null && head.due.standings <= draft.at)) reviewStandings(draft)
    if (head.due.occasions !== null && head.due.occasions <= draft.at) {
      fireOccasions(draft)
      reviewStandings(draft)
    }
    assertProgress(head, draft.at)
    head.advancedTo = draft.at
  }
  head.advancedTo = Math.max(head.advancedTo, until)
  draft.at = head.advancedTo
  openPeriods(draft)
}

/** A timer that fired never stays due: time would stand still. */
function assertProgress({ due }: Head, at: Instant): void {
  const { lots, holds, standings, occasions } = due
  const stuck = earliest(earliest(lots, holds), earliest(standings, occasions))
  assert(stuck === null || stuck > at, 'a timer that fired is over', due)
}

/** Begins a member at the first event: the publications until then are in force, and everyone stands at the first level. */
export function beginMember(draft: Draft, at: Instant): void {
  const { head, timeline } = draft
  draft.at = at
  head.version = Math.max(1, timeline.filter(({ from }) => from <= at).length)
  head.joinedAt = at
  draft.program = programOf(timeline, head.version)
  reviewStandings(draft)
  expectOccasions(draft)
  head.advancedTo = at
}

/** The next published version takes effect for this member (R19, R27). */
function crossPublication(draft: Draft): void {
  const { head, timeline } = draft
  const before = draft.program
  const told = volumeTold(draft)
  const reached = reviewDay(draft)
  head.version += 1
  draft.program = programOf(timeline, head.version)
  keepReviewDay(draft, reached)
  const { mode, version } = timeline[head.version - 1] as Timeline[number]
  for (const unit in draft.program.units) {
    const isSwitchedOn = expiryOf(head, before, unit).kind === 'never' && expiryOf(head, draft.program, unit).kind !== 'never'
    if (isSwitchedOn) head.endsGiven = { ...head.endsGiven, [unit]: { at: draft.at, version: head.version, region: head.region } }
  }
  explainStep(draft, 'program.published', { version, mode })
  tellVolume(draft, told)
  holdsAfterPublication(draft, mode)
  reviewStandings(draft)
  expectLots(draft)
  expectOccasions(draft)
}

function programOf(timeline: Timeline, version: number): Program {
  const publication = timeline[version - 1]
  assert(publication, 'a member stands on a version of the timeline', { version })
  return publication.program
}
