import { dayText, instantText, parseInstant, type Instant } from '#engine/calendar'
import { AMENDABLE } from '#engine/member/amend'
import type { OutsideEvent } from '#engine/member/event-schema'
import { canonicalState } from '#engine/member/fold'
import { explain } from '#engine/member/explain'
import { progress, type LeafProgress, type TrackProgress } from '#engine/member/progress'
import { zoneOf } from '#engine/member/policy'
import { readEvent } from '#engine/member/read-event'
import type { Trace } from '#engine/member/outcome'
import type { Lot, MemberState } from '#engine/member/state'
import { lotViews, viewOf } from '#engine/member/view'
import type { Program, Publication, Timeline } from '#engine/program/program'
import { publicationAt, timelineOf } from '#engine/program/timeline'
import { openStore, type Receipt, type Store } from '#engine/simulate/store'
import { checkProgram } from '#engine/program/check'
import { isOfBuyers, type Answer, type Driver, type MemberWitness, type OpenDriver, type ProgressView, type PublicationText, type Told } from './driver.ts'
import { entitlementViews, offerViews, openShelf, redemptionOf, type Shelf } from './redemptions.ts'
import type { ProgramText } from './programs.ts'
import { openCheckouts } from './memory-checkouts.ts'
import { creditsIn } from './memory-credits.ts'
import { priorsOf, quoteView } from './quotes.ts'

/** Runs cases against the engine itself, in memory. */
export const openMemoryDriver: OpenDriver = async (program) => {
  const { compiled, warnings } = compile(program)
  const store = openStore(timelineOf(compiled))
  const checkouts = openCheckouts(store)
  const explained = new Map<string, readonly Trace[]>()
  const shelf = openShelf()
  const driver: Driver = {
    warnings,
    record: async (events) => events.map((event) => recordOne({ store, explained, shelf }, event)),
    correct: async (event) => correctOne({ store, explained, shelf }, event),
    stock: async (reward, left) => shelf.put(reward, left),
    rewards: async (id, at) => offerViews(store.timeline(), store.member(id, at), { at, granted: { ...store.leftOfRewards(at), ...shelf.granted() } }),
    entitlements: async (id, at) => entitlementViews(store.timeline(), store.member(id, at), at),
    publish: async (publication) => store.publish(publicationOf(publication, store.timeline())),
    advance: async (until) => store.advance(until),
    member: async (id, at) => witnessOf(store.member(id, at), store.timeline()),
    progress: async (id, at) => progressAt(store, id, at),
    postings: async (id, at) => store.postings(id).filter(({ effectiveAt }) => effectiveAt <= at),
    facts: async (id, at) => store.facts(id).filter((fact) => fact.at <= at),
    checkout: async (checkout, about) => checkouts.take(checkout, about),
    coupons: async (id, at) => checkouts.coupons({ member: id, at }),
    quote: async (id, at, cart) => {
      const { quoted, program } = checkouts.price(cart, { member: id, at })
      const timeline = store.timeline()
      return quoteView(quoted, { program, priors: priorsOf(timeline, { cart, at, program }), gives_back: creditsIn(cart, { timeline, program, state: store.member(id, at), at }) })
    },
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

type Scene = { store: Store; explained: Map<string, readonly Trace[]>; shelf: Shelf }

function recordOne({ store, explained, shelf }: Scene, told: Told): Answer {
  if (told.type === 'reward.redeemed' || told.type === 'reward.returned') {
    const [receipt] = store.record([{ member: told.member, event: redemptionOf(told, shelf) }]) as [Receipt]
    if (receipt.status === 'accepted') shelf.count(receipt.facts)
    return answerOf(receipt, told.id, explained)
  }
  if (isOfBuyers(told)) {
    const { source, id, type: kind, buyer, member } = told
    return answerOf(store.record([{ member, event: { source, id, at: parseInstant(told.occurredAt), kind, buyer } }])[0] as Receipt, id, explained)
  }
  const read = readEvent(told)
  if ('problems' in read) return invalid(read.problems)
  const { event, member } = read
  const { source, id, at } = event
  const receipt = told.type === 'member.merged' ? store.merge({ into: member, absorbed: told.absorbed, source, id, at })
    : told.type === 'member.unmerged' ? store.unmerge({ into: member, mergeId: told.mergeId, source, id, at })
    : (store.record([{ member, event }])[0] as Receipt)
  return answerOf(receipt, id, explained)
}

function correctOne({ store, explained }: Scene, outside: OutsideEvent): Answer {
  if (!(AMENDABLE as readonly string[]).includes(outside.type)) return invalid([{ path: 'type', found: outside.type, wanted: AMENDABLE.join(', ') }])
  const read = readEvent(outside)
  return 'problems' in read ? invalid(read.problems) : answerOf(store.correct(read), outside.id, explained)
}

function answerOf({ status, refusal, trace }: Receipt, id: string, explained: Map<string, readonly Trace[]>): Answer {
  if (status === 'accepted') explained.set(id, trace)
  return refusal === null ? ({ status } as Answer) : { status: 'refused', ...refusal }
}

function invalid(problems: readonly { path: string; found: string; wanted: string }[]): Answer {
  return { status: 'refused', code: 'event.invalid', details: { problems: problems.map(({ path, found, wanted }) => `${path}: found ${found}, wanted ${wanted}`) } }
}

function witnessOf(state: MemberState, timeline: Timeline): MemberWitness {
  const lots = (some: ReadonlyMap<string, Lot>) => lotViews(timeline, state, some.values())
  return { ...viewOf(timeline, state), lots: lots(state.lots), closedLots: lots(state.closedLots), canonical: canonicalState(state) }
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
