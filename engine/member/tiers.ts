import { assert } from '#engine/assert'
import { localDay, startOfDay, type Day, type Instant } from '#engine/calendar'
import type { Track } from '#engine/program/program'
import { eventKey } from '#engine/ids'
import { entryAwardId } from './award-ids.ts'
import { clawBonus } from './claw.ts'
import { findingsOf, isMet, nextGain, nextLoss, type Finding } from './criteria.ts'
import { announce, reviewDay, earliest, explainStep, putAward, type Draft } from './draft.ts'
import { bonusAward, earn } from './earn.ts'
import { openPeriods } from './entitlements.ts'
import type { TraceValue } from './outcome.ts'
import { isQualified, isUndoneSince, judge, keepOf, nextEnd, nextPeriod, validEnd, versionInForce, viewedOn, type Judged } from './holds.ts'
import { baseIndex, indexOfLevel, trackOf } from './levels.ts'
import { zoneOf } from './policy.ts'
import type { Head, Hold, Standing, Waiting } from './state.ts'

/** Rounds of review at one instant: each can at most enter or leave a level, and levels are few. */
const MOST_ROUNDS = 100

/** Reviews every track at this instant (R22–R26), until nothing moves: an entry bonus may lead to the next level. */
export function reviewStandings(draft: Draft): void {
  for (let round = 0; ; round++) {
    assert(round < MOST_ROUNDS, 'a review comes to rest')
    let isMoved = false
    for (const track of draft.program.tracks) if (reviewTrack(draft, track)) isMoved = true
    if (!isMoved) break
  }
  draft.beforeUndo = null
  expectStandings(draft)
  openPeriods(draft)
}

/** One track's review; true if the level changed, or a hold fell whose bonus others may have stood on. */
function reviewTrack(draft: Draft, current: Track): boolean {
  const before = draft.head.standings[current.id] ?? newStanding(draft, current)
  const standing = draft.head.standings[current.id] = switchVersion(draft, before)
  const rules = trackOf(draft.timeline, standing.version, current.id) ?? current
  const kept = draft.beforeUndo === null ? standing : undoHolds(draft, rules, { standing, before: draft.beforeUndo })
  const judged = judgeHolds(draft, rules, kept)
  const entered = enterLevel(draft, rules, judged)
  const top = entered.holds.at(-1)
  const level = top === undefined ? baseIndex(rules) : indexOfLevel(rules, top.levelId)
  const levelId = top?.levelId ?? rules.levels[level]?.id ?? null
  const after: Standing = { ...entered, level, levelId }
  draft.head.standings[current.id] = after
  if (before.levelId !== levelId) tellMove(draft, { track: rules, from: before, to: after })
  explainStay(draft, { track: rules, from: before, to: after })
  return before.levelId !== levelId || kept.holds.length < standing.holds.length
}

/** Everyone begins at the level that asks for nothing; to begin is no move. */
function newStanding(draft: Draft, rules: Track): Standing {
  const level = baseIndex(rules)
  return { level, levelId: rules.levels[level]?.id ?? null, holds: [], waiting: null, version: draft.head.version, next: null }
}

/** R27: a publication for new periods starts to judge this member when the old period ends. */
function switchVersion(draft: Draft, standing: Standing): Standing {
  if (standing.next === null || standing.next.from > draft.at) return standing
  return { ...standing, version: standing.next.version, next: null }
}

/**
 * R22: a level whose qualification refunds have undone falls at once, without grace, and takes its entry bonus along (R11); one that
 * was only renewed by it is again what it was before, and waits for its review.
 */
function undoHolds(draft: Draft, rules: Track, { standing, before }: { standing: Standing; before: Head['series'] }): Standing {
  const kept = (hold: Hold, below: Hold | undefined): Hold[] => {
    if (!isUndoneSince(draft, trackOf(draft.timeline, hold.version, rules.id) ?? rules, { hold, below, before })) return [hold]
    return hold.renewedFrom === null ? [] : kept({ ...hold, ...hold.renewedFrom, renewedFrom: null }, below)
  }
  const holds = standing.holds.flatMap((hold, rank) => kept(hold, standing.holds[rank - 1]))
  for (const { award, since } of standing.holds) {
    if (award !== null && !holds.some((hold) => hold.since === since && hold.award === award)) clawBonus(draft, award)
  }
  let { waiting } = standing
  while (waiting !== null && isWaitUndone(draft, rules, { waiting, top: standing.holds.at(-1), before })) waiting = waiting.raisedFrom
  return { ...standing, holds, waiting }
}

function isWaitUndone(draft: Draft, rules: Track, { waiting, top, before }: { waiting: Waiting; top: Hold | undefined; before: Head['series'] }): boolean {
  const entry = rules.levels[indexOfLevel(rules, waiting.levelId)]?.entry ?? null
  const viewed = viewedOn(draft, waiting.day, top)
  return isMet(entry, { ...viewed, head: { ...draft.head, series: before } }) && !isMet(entry, viewed)
}

/** Judges the hold in force, and those below it as far as it falls. */
function judgeHolds(draft: Draft, rules: Track, standing: Standing): Standing {
  const holds = [...standing.holds]
  let fallen: Judged | null = null
  while (holds.length > 0) {
    const hold = holds.at(-1) as Hold
    const judged = judge(draft, rules, { hold, below: holds.at(-2) })
    if (judged.stands) {
      holds[holds.length - 1] = judged.hold
      break
    }
    holds.pop()
    if (hold.by === 'hand') continue
    fallen ??= judged
    if (rules.downgrade === 'one_step') return { ...standing, holds: stepDown(draft, rules, { holds, from: hold }) }
  }
  if (fallen === null) return { ...standing, holds }
  return { ...standing, holds: landOn(draft, rules, { holds, fallen }) }
}

/** R25, one step: the level just below, whatever the chain held; met or not, which tells whether a refund can undo it (R22). */
function stepDown(draft: Draft, rules: Track, { holds, from }: { holds: readonly Hold[]; from: Hold }): Hold[] {
  const index = indexOfLevel(rules, from.levelId) - 1
  const lower = holds.filter(({ levelId }) => indexOfLevel(rules, levelId) < index)
  if (index <= baseIndex(rules)) return lower
  const hold = newHold(draft, rules, { index, day: reviewDay(draft), by: 'step' })
  return [...lower, isQualified(draft, rules, { hold, below: lower.at(-1) }) ? { ...hold, by: 'keep' } : hold]
}

/** R25, full: the highest level whose entry or keep rule the member meets, on the day judged or today. */
function landOn(draft: Draft, rules: Track, { holds, fallen }: { holds: readonly Hold[]; fallen: Judged }): Hold[] {
  const from = indexOfLevel(rules, fallen.hold.levelId)
  const current = Math.max(baseIndex(rules), indexOfLevel(rules, holds.at(-1)?.levelId ?? null))
  for (let index = from - 1; index > current; index--) {
    const level = rules.levels[index] as Track['levels'][number]
    const day = [fallen.day, reviewDay(draft)].find((on) => [level.entry, level.keep].some((rule) => isMet(rule, viewedOn(draft, on, holds.at(-1)))))
    if (day !== undefined) return [...holds, newHold(draft, rules, { index, day, by: 'landing' })]
  }
  return [...holds]
}

/** R24: the highest level whose entry rule is met, at once or from the next period. */
function enterLevel(draft: Draft, rules: Track, standing: Standing): Standing {
  const waited = standing.waiting !== null && standing.waiting.from <= draft.at ? standing.waiting : null
  const top = standing.holds.at(-1)
  const current = top === undefined ? baseIndex(rules) : indexOfLevel(rules, top.levelId)
  const viewed = viewedOn(draft, reviewDay(draft), top)
  const met = rules.levels.findLastIndex(({ entry }, index) => index > current && entry !== null && isMet(entry, viewed))
  const due = waited === null ? -1 : indexOfLevel(rules, waited.levelId)
  const index = rules.entry === 'at_once' ? Math.max(met, due) : due
  const next = waited === null ? standing : { ...standing, waiting: null }
  if (index > current) {
    const day = index === met ? viewed.day : (waited as NonNullable<typeof waited>).day
    return { ...next, holds: [...standing.holds, newHold(draft, rules, { index, day, by: 'entry' })] }
  }
  if (met <= current || rules.entry === 'at_once' || met <= indexOfLevel(rules, next.waiting?.levelId ?? null)) return next
  const levelId = (rules.levels[met] as Track['levels'][number]).id
  const from = startOfDay(nextPeriod(draft, rules, viewed.day), zoneOf(draft.head, draft.program))
  return { ...next, waiting: { levelId, from, day: viewed.day, raisedFrom: next.waiting } }
}

function newHold(draft: Draft, rules: Track, { index, day, by }: { index: number; day: Day; by: Hold['by'] }): Hold {
  const levelId = (rules.levels[index] as Track['levels'][number]).id
  const validUntil = by === 'entry' ? validEnd(draft, rules, reviewDay(draft)) : nextEnd(draft, rules, draft.at)
  return { levelId, since: draft.at, day, by, version: versionInForce(draft, rules), validUntil, graceUntil: null, renewedFrom: null, award: null }
}

function tellMove(draft: Draft, { track, from, to }: { track: Track; from: Standing; to: Standing }): void {
  const isUp = to.level > from.level
  const level = track.levels[isUp ? to.level : from.level]
  const criteria = isUp ? level?.entry : level?.keep
  const viewed = isUp ? viewedOn(draft, to.holds.at(-1)?.day ?? reviewDay(draft), from.holds.at(-1)) : viewedOn(draft, dayOfLoss(draft, track, from), from.holds.at(-1))
  const why = findingsOf(criteria ?? null, viewed).map(whyOf)
  const cause = to.holds.at(-1)?.by === 'hand' ? 'hand' : draft.beforeUndo !== null ? 'undone' : 'rules'
  announce(draft, 'tier.changed', { track: track.id, from: from.levelId, to: to.levelId, isUp, cause })
  explainStep(draft, isUp ? 'tier.up' : 'tier.down', { track: track.id, from: from.levelId, to: to.levelId, cause, why, currency: draft.program.currency })
  if (isUp) payEntry(draft, track, to)
}

/** The day whose windows decided that a level is lost: the last of the period that ended, else today. */
function dayOfLoss(draft: Draft, { valid }: Track, { holds }: Standing): Day {
  const { validUntil = null, graceUntil = null } = holds.at(-1) ?? {}
  const isPeriodOver = valid !== null && validUntil !== null && graceUntil === null && validUntil <= draft.at
  return isPeriodOver && draft.beforeUndo === null ? localDay(validUntil, zoneOf(draft.head, draft.program)) - 1 : reviewDay(draft)
}

/** A finding as an explanation tells it; a window as the document writes it. */
function whyOf({ leaf, have, need, isMet }: Finding): TraceValue {
  if (leaf.kind === 'series') return { what: leaf.measure, series: leaf.series, window: { ...leaf.window }, have, need, isMet }
  return leaf.kind === 'tag' ? { what: 'tag', tag: leaf.tag, have, need, isMet } : { what: 'member_age', have, need, isMet }
}

/** Explains what a review did without a move: a level kept for another period, in grace, or waiting for its period. */
function explainStay(draft: Draft, { track: rules, from, to }: { track: Track; from: Standing; to: Standing }): void {
  const { id: track, levels } = rules
  const [was, is] = [from.holds.at(-1), to.holds.at(-1)]
  if (is !== undefined) {
    const isSame = was !== undefined && was.levelId === is.levelId && was.since === is.since
    const keep = levels.find(({ id }) => id === is.levelId)?.keep ?? null
    const stay = () => ({ track, level: is.levelId, why: findingsOf(keep, viewedOn(draft, isSame ? dayOfLoss(draft, rules, from) : reviewDay(draft), is)).map(whyOf), currency: draft.program.currency })
    if (is.graceUntil !== null && was?.graceUntil !== is.graceUntil) explainStep(draft, 'tier.grace', { ...stay(), until: { at: is.graceUntil } })
    else if (isSame && is.validUntil !== null && was.validUntil !== is.validUntil) explainStep(draft, 'tier.kept', { ...stay(), until: { at: is.validUntil } })
  }
  const { waiting } = to
  if (waiting !== null && waiting.levelId !== from.waiting?.levelId) explainStep(draft, 'tier.waiting', { track, level: waiting.levelId, from: { at: waiting.from } })
}

/** What rules on `tier.entered` give; kept on the hold, so that undoing the entry takes it back. */
function payEntry(draft: Draft, track: Track, standing: Standing): void {
  const hold = standing.holds.at(-1)
  if (hold === undefined || draft.program.rulesOn['tier.entered'] === undefined) return
  const award = entryAwardId(track.id, hold.levelId, eventKey(draft.source, draft.sourceId))
  const { earnings } = earn(draft, { name: 'tier.entered', award, fields: { track: track.id, level: hold.levelId } })
  if (earnings.length === 0) return
  putAward(draft, bonusAward(award, earnings))
  draft.head.standings[track.id] = { ...standing, holds: [...standing.holds.slice(0, -1), { ...hold, award }] }
}

/** Works out when time alone next calls for a review. */
function expectStandings(draft: Draft): void {
  let due: Instant | null = null
  for (const track of draft.program.tracks) {
    const standing = draft.head.standings[track.id]
    if (standing !== undefined) due = earliest(due, standingDue(draft, trackOf(draft.timeline, standing.version, track.id) ?? track, standing))
  }
  draft.head.due = { ...draft.head.due, standings: due }
}

function standingDue(draft: Draft, rules: Track, standing: Standing): Instant | null {
  const hold = standing.holds.at(-1)
  const viewed = viewedOn(draft, reviewDay(draft), hold)
  let day: Day | null = null
  for (let index = standing.level + 1; index < rules.levels.length; index++) day = earliest(day, nextGain(rules.levels[index]?.entry ?? null, viewed))
  let due = earliest(standing.waiting?.from ?? null, standing.next?.from ?? null)
  if (hold !== undefined) {
    for (const at of [hold.validUntil, hold.graceUntil]) if (at !== null && at > draft.at) due = earliest(due, at)
    const nextTurn = hold.graceUntil === null ? nextLoss : nextGain
    const { keep = null, entry = null } = rules.levels[standing.level] ?? {}
    // What a level stands on: its own version's keep rule, and the keep and entry rules of today (`judge`).
    const turns = [nextTurn(keepOf(draft, rules, hold), viewed), nextTurn(keep, viewed), nextTurn(entry, viewedOn(draft, reviewDay(draft), standing.holds.at(-2)))]
    if (hold.by !== 'hand') for (const turn of turns) day = earliest(day, turn)
  }
  return day === null ? due : earliest(due, startOfDay(day, zoneOf(draft.head, draft.program)))
}
