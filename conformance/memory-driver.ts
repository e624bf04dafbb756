import { dayText, instantText, type Instant } from '#engine/calendar'
import type { OutsideEvent } from '#engine/member/event-schema'
import { openDraft } from '#engine/member/draft'
import { canonicalState } from '#engine/member/fold'
import { resolvedLevels } from '#engine/member/levels'
import { explain } from '#engine/member/explain'
import { lastDayOf } from '#engine/member/lot-ends'
import { progress, type LeafProgress, type TrackProgress } from '#engine/member/progress'
import { zoneOf } from '#engine/member/policy'
import { readEvent } from '#engine/member/read-event'
import type { Trace } from '#engine/member/outcome'
import type { Lot, MemberState, Standing } from '#engine/member/state'
import type { Program, Publication, Timeline } from '#engine/program/program'
import { publicationAt, timelineOf } from '#engine/program/timeline'
import { openStore, type Receipt, type Store } from '#engine/simulate/store'
import { checkProgram } from '#engine/program/check'
import type { Answer, Driver, LotView, MemberView, OpenDriver, ProgressView, PublicationText, TierView } from './driver.ts'
import type { ProgramText } from './programs.ts'

/** Runs cases against the engine itself, in memory. */
export const openMemoryDriver: OpenDriver = async (program) => {
  const { compiled, warnings } = compile(program)
  const store = openStore(timelineOf(compiled))
  const explained = new Map<string, readonly Trace[]>()
  const driver: Driver = {
    warnings,
    record: async (events) => events.map((event) => recordOne(store, event, explained)),
    publish: async (publication) => store.publish(publicationOf(publication, store.timeline())),
    advance: async (until) => store.advance(until),
    member: async (id, at) => viewOf(store.member(id, at), store.timeline()),
    progress: async (id, at) => progressAt(store, id, at),
    postings: async (id, at) => store.postings(id).filter(({ effectiveAt }) => effectiveAt <= at),
    facts: async (id, at) => store.facts(id).filter((fact) => fact.at <= at),
    explain: async (id, { at, event, locale }) => {
      const trace = event === null ? store.trace(id).filter((step) => step.at <= at) : (explained.get(event) ?? [])
      return explain(trace, { timeline: store.timeline(), locale, zone: zoneOf(store.member(id).head, publicationAt(store.timeline(), at).program) })
    },
    close: async () => {},
  }
  return driver
}

/** @throws RangeError with the mistakes of a program that cannot run */
function compile(program: ProgramText): { compiled: Program; warnings: string[] } {
  const { program: compiled, problems } = checkProgram(program)
  if (compiled === null) {
    const mistakes = problems.filter(({ severity }) => severity === 'mistake').map(({ path, code, found }) => `${path} ${code} ${found}`)
    throw new RangeError(`the program cannot run: ${mistakes.join('; ')}`)
  }
  return { compiled, warnings: problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code) }
}

function publicationOf({ from, mode, program }: PublicationText, timeline: Timeline): Publication {
  return { version: timeline.length + 1, from, mode, program: compile(program).compiled }
}

function recordOne(store: Store, outside: OutsideEvent, explained: Map<string, readonly Trace[]>): Answer {
  const read = readEvent(outside)
  if ('problems' in read) {
    const problems = read.problems.map(({ path, found, wanted }) => `${path}: found ${found}, wanted ${wanted}`)
    return { status: 'refused', code: 'event.invalid', details: { problems } }
  }
  const { event, member } = read
  const { source, id, at } = event
  const receipt = outside.type === 'member.merged' ? store.merge({ into: member, absorbed: outside.absorbed, source, id, at })
    : outside.type === 'member.unmerged' ? store.unmerge({ into: member, mergeId: outside.mergeId, source, id, at })
    : (store.record([{ member, event }])[0] as Receipt)
  if (receipt.status === 'accepted') explained.set(id, receipt.trace)
  if (receipt.refusal !== null) return { status: 'refused', ...receipt.refusal }
  return { status: receipt.status } as Answer
}

function viewOf(state: MemberState, timeline: Timeline): MemberView {
  const { head } = state
  const draft = openDraft(timeline, state)
  const { program } = draft
  const views = (lots: ReadonlyMap<string, Lot>) =>
    [...lots.values()].map((lot): LotView => ({ ...lot, expiresOn: lastDayOf(draft, lot) })).sort(byEarning)
  const levels = resolvedLevels(head, program)
  const benefits = program.tracks.flatMap((track) => track.levels.filter(({ id }) => levels.includes(id)).flatMap((level) => level.benefits))
  return {
    mainUnit: program.mainUnit,
    units: head.units,
    level: program.level === 'apart' ? null : (levels[0] ?? null),
    tracks: Object.fromEntries(Object.entries(head.standings).map(([id, standing]) => [id, tierOf(standing)])),
    benefits: [...new Set(benefits)],
    lots: views(state.lots),
    closedLots: views(state.closedLots),
    counts: Object.fromEntries(Object.entries(head.series).map(([name, { total }]) => [name, total])),
    canonical: canonicalState(state),
  }
}

function byEarning(a: LotView, b: LotView): number {
  return a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1)
}

function progressAt(store: Store, id: string, at: Instant): ProgressView[] {
  const state = store.member(id, at)
  return state.head.version === 0 ? [] : progress(store.timeline(), state, at).map(progressOf)
}

function progressOf({ track, levelId, keep, next, projected, isAtRisk }: TrackProgress): ProgressView {
  return {
    track, level: levelId ?? 'none', next: next?.levelId ?? 'none', needs: (next?.needs ?? []).map(leafOf), keep: keep.map(leafOf),
    projected: projected === null ? 'none' : { level: projected.levelId ?? 'none', at: instantText(projected.at) }, at_risk: isAtRisk,
  }
}

function leafOf({ leaf, have, need, missing, deadline, fallsOut }: LeafProgress): ProgressView['needs'][number] {
  return {
    what: leaf.kind === 'series' ? leaf.series : leaf.kind, have, need, missing, deadline: deadline === null ? 'none' : dayText(deadline),
    falls_out: fallsOut.map(({ day, amount }) => `${amount} on ${dayText(day)}`),
  }
}

function tierOf({ levelId, holds, waiting }: Standing): TierView {
  const hold = holds.at(-1)
  const term = (at: Instant | null | undefined) => at ?? null
  return {
    level: levelId, since: term(hold?.since), validUntil: term(hold?.validUntil), graceUntil: term(hold?.graceUntil), byHand: hold?.by === 'hand',
    waiting: waiting === null ? null : { level: waiting.levelId, from: waiting.from },
  }
}
