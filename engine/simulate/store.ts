import { assert } from '#engine/assert'
import { canonicalJson } from '#engine/canonical'
import { addPeriod, endOfDay, localDay, type Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import { advance } from '#engine/member/advance'
import { amendmentOf, isSameContent, nextAmendment, OUR_SOURCE, standingOf } from '#engine/member/amend'
import { correctionsOf } from '#engine/member/corrections'
import { decide, isJudgedNow } from '#engine/member/decide'
import { compareEvents, type EventOf, type MemberEvent } from '#engine/member/event'
import { fold, inOrder } from '#engine/member/fold'
import { handingOf, handingsBetween, receivedOf } from '#engine/member/hand-over'
import type { Fact, Posting, Refusal, Trace } from '#engine/member/outcome'
import { commit, copyState, emptyMember, snapshotOf } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import type { MemberState, Snapshot } from '#engine/member/state'
import type { Publication, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { openBudgets, settled, type Budgets } from './budgets.ts'

/** What became of one request. A repetition gets the first answer again; the same id with another body is a conflict (R40). */
export type Receipt = {
  status: 'accepted' | 'duplicate' | 'refused' | 'conflict'
  refusal: Refusal | null
  postings: readonly Posting[]; facts: readonly Fact[]; trace: readonly Trace[]
}

/** A store of many members in memory, with the promises of the server's write path: the engine's own proof runs on it. */
export type Store = {
  timeline: () => Timeline
  record: (entries: readonly { member: string; event: MemberEvent }[]) => Receipt[]
  /** Lets an event count as it should have been told; the same again is a duplicate. */
  correct: (entry: { member: string; event: MemberEvent }) => Receipt
  merge: (merge: { into: string; absorbed: string; source: string; id: string; at: Instant }) => Receipt
  unmerge: (unmerge: { into: string; mergeId: string; source: string; id: string; at: Instant }) => Receipt
  publish: (publication: Publication) => void
  advance: (until: Instant) => void
  /** The member at an instant (now where none is told), with all that is known now. */
  member: (id: string, at?: Instant) => MemberState
  /** What is left at an instant of the limits of rewards that all members share. */
  leftOfRewards: (at: Instant) => Readonly<Record<string, number>>
  postings: (id: string) => readonly Posting[]
  facts: (id: string) => readonly Fact[]
  trace: (id: string) => readonly Trace[]
  members: () => string[]
  /** What a member has been told, in its order, as it counts. */
  events: (id: string) => readonly MemberEvent[]
}

type Account = { id: string; events: MemberEvent[]; state: MemberState; ledger: Posting[]; replayed: Posting[]; facts: Fact[]; trace: Trace[]; into: { id: string; at: Instant; key: string } | null }
type World = { timeline: Timeline; accounts: Map<string, Account>; keys: Map<string, { member: string; hash: string; receipt: Receipt }>; merges: Map<string, { into: string; absorbed: string; at: Instant }>; budgets: Budgets; /** Facts that others must be told. */ waiting: { from: string; fact: Fact }[] }

const UNMERGE_DAYS = 30
const NOTHING = { refusal: null, postings: [], facts: [], trace: [] } as const

export function openStore(timeline: Timeline): Store {
  const world: World = { timeline, accounts: new Map(), keys: new Map(), merges: new Map(), budgets: openBudgets(), waiting: [] }
  return {
    timeline: () => world.timeline,
    record: (entries) => entries.map(({ member, event }) => handedOn(world, () => recordOne(world, member, event))),
    correct: ({ member, event }) => {
      const standing = standingOf(accountOf(world, member).events, event)
      return standing === undefined ? notAmendable(event) : handedOn(world, () => recordOne(world, member, nextAmendment(event, standing)))
    },
    merge: (merge) => handedOn(world, () => mergeMembers(world, merge)),
    unmerge: (unmerge) => handedOn(world, () => unmergeMembers(world, unmerge)),
    publish: (publication) => handedOn(world, () => {
      world.timeline = [...world.timeline, publication]
      for (const account of world.accounts.values()) if (account.state.head.advancedTo >= publication.from) replay(world, account)
    }),
    advance: (until) => {
      // Whoever is told of something for the first time has not lived until then.
      do for (const account of world.accounts.values()) advanceAccount(world, account, until)
      while (handOnAll(world) > 0)
    },
    member: (id, at) => memberAt(world, accountOf(world, id), at),
    leftOfRewards: (at) => world.budgets.leftOfRewards(world.timeline, at),
    postings: (id) => accountOf(world, id).ledger,
    facts: (id) => accountOf(world, id).facts,
    trace: (id) => accountOf(world, id).trace,
    members: () => [...world.accounts.keys()],
    events: (id) => freshEvents(world, accountOf(world, id)),
  }
}

/** Does something to members, and tells others what follows for them. */
function handedOn<T>(world: World, act: () => T): T {
  const done = act()
  handOnAll(world)
  return done
}

/** Tells others what waits for them, and what follows from that; says how many times. */
function handOnAll(world: World): number {
  let handed = 0
  for (let next = world.waiting.shift(); next !== undefined; next = world.waiting.shift(), handed += 1) handOn(world, next)
  return handed
}

/** An event for the member whom a fact of another concerns; where that was told already and says something else, a correction of it. */
function handOn(world: World, { from, fact }: World['waiting'][number]): void {
  const handing = handingOf(from, fact)
  assert(handing, 'what waits to be told is for somebody', fact)
  const { to, event, isEmpty } = handing
  const standing = standingOf(ownerOf(world, to, event).events, event)
  if (standing === undefined ? isEmpty : isSameContent(standing.event, event)) return
  const { status, refusal } = recordOne(world, to, standing === undefined ? event : amendmentOf(event, standing.n))
  assert(status === 'accepted', 'what follows for another member is a fact', refusal)
}

function accountOf(world: World, id: string): Account {
  let account = world.accounts.get(id)
  if (account === undefined) {
    account = { id, events: [], state: emptyMember(id), ledger: [], replayed: [], facts: [], trace: [], into: null }
    world.accounts.set(id, account)
  }
  return account
}

/** The account that an event belongs to: after a merge, the one that goes on. */
function ownerOf(world: World, member: string, event: MemberEvent): Account {
  let account = accountOf(world, member)
  while (account.into !== null && event.at >= account.into.at) account = accountOf(world, account.into.id)
  return account
}

function recordOne(world: World, member: string, event: MemberEvent): Receipt {
  const key = eventKey(event.source, event.id)
  const hash = canonicalJson({ member, event: { ...event, granted: null } })
  const known = world.keys.get(key)
  if (known !== undefined) return known.hash === hash ? { ...known.receipt, status: 'duplicate' } : { status: 'conflict', ...NOTHING }
  const account = ownerOf(world, member, event)
  const receipt = event.amends === undefined ? judge(world, account, event) : amend(world, account, { member, event, amends: event.amends })
  if (receipt.status !== 'accepted') return receipt
  world.keys.set(key, { member, hash, receipt })
  for (const fact of receipt.facts) if (fact.name === 'points.sent') deliver(world, event, fact)
  return receipt
}

/** A request is judged where it stands in time; one that takes value, or undoes a spend, also on what is there now (R41). */
function judge(world: World, account: Account, event: MemberEvent): Receipt {
  const isLate = event.at < account.state.head.advancedTo || account.events.some((other) => compareEvents(event, other) < 0)
  const place = isLate ? stateBefore(world, account, event) : account.state
  const granted = world.budgets.grant(world.timeline, event)
  const decision = decide(world.timeline, copyState(place), granted)
  if (!decision.accepted) return { ...NOTHING, status: 'refused', refusal: decision.refusal }
  if (isLate && isJudgedNow(event)) {
    const now = decide(world.timeline, copyState(account.state), { ...granted, at: account.state.head.advancedTo })
    if (!now.accepted) return { ...NOTHING, status: 'refused', refusal: now.refusal }
  }
  const accepted = settled(decision.event, decision.outcome.facts)
  account.events.push(accepted)
  if (isLate) {
    const before = account.ledger.length
    replay(world, account)
    const { facts, trace } = decision.outcome
    return { status: 'accepted', refusal: null, postings: account.ledger.slice(before), facts, trace }
  }
  const { outcome } = decision
  account.state = commit(account.state, outcome)
  book(world, account, outcome)
  return { status: 'accepted', refusal: null, postings: outcome.postings, facts: outcome.facts, trace: outcome.trace }
}

type Amending = { member: string; event: MemberEvent; amends: NonNullable<MemberEvent['amends']> }

/** A correction is judged where it stands in time, in a past without what it corrects; then it counts in the place of that. */
function amend(world: World, account: Account, { member, event, amends }: Amending): Receipt {
  const { source, id } = amends
  const events = freshEvents(world, account)
  const known = events.find((other) => other.source === source && other.id === id)
  const isPlain = account.into === null && account.id === member && world.keys.get(eventKey(source, id))?.member === member
  if (known?.kind !== event.kind || !(isPlain || source === OUR_SOURCE)) return notAmendable(amends)
  const { amends: _, ...content } = event
  const granted = world.budgets.grant(world.timeline, { ...content, source, id })
  const before = events.filter((other) => other !== known && compareEvents(other, granted) < 0)
  const decision = decide(world.timeline, fold(world.timeline, account.id, { events: before }).state, granted)
  if (!decision.accepted) return { ...NOTHING, status: 'refused', refusal: decision.refusal }
  const { facts, trace } = decision.outcome
  account.events.push({ ...settled(granted, facts), source: event.source, id: event.id, amends })
  const booked = account.ledger.length
  replay(world, account)
  return { status: 'accepted', refusal: null, postings: account.ledger.slice(booked), facts, trace }
}

function notAmendable({ source, id }: { source: string; id: string }): Receipt {
  return { ...NOTHING, status: 'refused', refusal: { code: 'event.not_amendable', details: { source, id } } }
}

function book(world: World, account: Account, { postings, facts, trace }: { postings: readonly Posting[]; facts: readonly Fact[]; trace: readonly Trace[] }): void {
  account.ledger.push(...postings)
  account.replayed.push(...postings)
  account.facts.push(...facts)
  for (const fact of facts) if (handingOf(account.id, fact) !== null) world.waiting.push({ from: account.id, fact })
  world.budgets.count(facts, 1)
  account.trace.push(...trace)
}

function advanceAccount(world: World, account: Account, until: Instant): void {
  const outcome = advance(world.timeline, account.state, until)
  account.state = commit(account.state, outcome)
  book(world, account, outcome)
}

/** Works a member out anew from its events; the ledger gets the difference (invariant 5). */
function replay(world: World, account: Account): void {
  const until = account.state.head.advancedTo
  const { state, postings, facts, trace } = fold(world.timeline, account.id, { events: freshEvents(world, account), until })
  account.ledger.push(...correctionsOf(account.replayed, postings))
  for (const fact of handingsBetween(account.id, account.facts, facts)) world.waiting.push({ from: account.id, fact })
  world.budgets.count(account.facts, -1)
  world.budgets.count(facts, 1)
  Object.assign(account, { state, replayed: postings, facts, trace })
  const next = account.into === null ? undefined : world.accounts.get(account.into.id)
  if (next !== undefined) replay(world, next)
}

/** A merge brings the other member as it is known now, not as it was known then. */
function freshEvents(world: World, account: Account): MemberEvent[] {
  return inOrder(account.events).map((event) => {
    const merge = event.kind === 'member.merged' ? world.merges.get(eventKey(event.source, event.id)) : undefined
    return merge === undefined ? event : { ...event, absorbed: snapshotAt(world, merge.absorbed, merge.at) } as EventOf<'member.merged'>
  })
}

function snapshotAt(world: World, id: string, at: Instant): Snapshot {
  const account = accountOf(world, id)
  const events = freshEvents(world, account).filter((event) => event.at <= at && event.kind !== 'member.absorbed')
  return snapshotOf(fold(world.timeline, id, { events, until: at }).state)
}

function stateBefore(world: World, account: Account, event: MemberEvent): MemberState {
  const events = freshEvents(world, account).filter((other) => compareEvents(other, event) < 0)
  return fold(world.timeline, account.id, { events }).state
}

function memberAt(world: World, account: Account, at: Instant = account.state.head.advancedTo): MemberState {
  if (at >= account.state.head.advancedTo) {
    const copy = copyState(account.state)
    return commit(copy, advance(world.timeline, copy, at))
  }
  return fold(world.timeline, account.id, { events: freshEvents(world, account).filter((event) => event.at <= at), until: at }).state
}

/** What one member sends, another receives: an event of its own, at the same instant. */
function deliver(world: World, origin: MemberEvent, fact: Fact): void {
  const from = world.keys.get(eventKey(origin.source, origin.id))?.member ?? ''
  const receipt = recordOne(world, fact['to'] as string, { source: OUR_SOURCE, id: `${eventKey(origin.source, origin.id)}/sent`, at: origin.at, ...receivedOf(from, fact) })
  assert(receipt.status === 'accepted' || receipt.status === 'duplicate', 'points that were sent are received', receipt.refusal)
}

function mergeMembers(world: World, { into, absorbed, source, id, at }: { into: string; absorbed: string; source: string; id: string; at: Instant }): Receipt {
  const key = eventKey(source, id)
  const known = world.merges.get(key)
  if (known !== undefined) return known.into === into && known.absorbed === absorbed ? { status: 'duplicate', ...NOTHING } : { status: 'conflict', ...NOTHING }
  const [survivor, leaver] = [accountOf(world, into), accountOf(world, absorbed)]
  const latest = Math.max(survivor.state.head.advancedTo, leaver.state.head.advancedTo)
  const hasEventAt = [...survivor.events, ...leaver.events].some((event) => event.at >= at)
  const code = into === absorbed ? 'member.merge_with_itself' : survivor.into !== null || leaver.into !== null ? 'member.merged_already' : at < latest || hasEventAt ? 'member.merge_in_the_past' : null
  if (code !== null) return { ...NOTHING, status: 'refused', refusal: { code, details: { into, absorbed } } }
  world.merges.set(key, { into, absorbed, at })
  const snapshot = snapshotAt(world, absorbed, at)
  const receipt = judge(world, survivor, { source, id, at, kind: 'member.merged', absorbed: snapshot })
  judge(world, leaver, { source, id, at, kind: 'member.absorbed', into })
  leaver.into = { id: into, at, key }
  return receipt
}

/** R43: for 30 days a merge can be undone: both are worked out again as if it had never been; each gets the events that named it. */
function unmergeMembers(world: World, { into, mergeId, source, id, at }: { into: string; mergeId: string; source: string; id: string; at: Instant }): Receipt {
  const own = eventKey(source, id)
  const hash = canonicalJson({ into, mergeId, at })
  const known = world.keys.get(own)
  if (known !== undefined) return known.hash === hash ? { ...known.receipt, status: 'duplicate' } : { status: 'conflict', ...NOTHING }
  const survivor = accountOf(world, into)
  const found = [...world.merges].find(([key, merge]) => merge.into === into && survivor.events.some((event) => event.kind === 'member.merged' && event.id === mergeId && eventKey(event.source, event.id) === key))
  if (found === undefined) return { ...NOTHING, status: 'refused', refusal: { code: 'member.merge_unknown', details: { mergeId } } }
  const [key, merge] = found
  const zone = zoneOf(survivor.state.head, publicationAt(world.timeline, at).program)
  const last = endOfDay(addPeriod(localDay(merge.at, zone), { days: UNMERGE_DAYS }), zone)
  if (at >= last) return { ...NOTHING, status: 'refused', refusal: { code: 'member.unmerge_too_late', details: { mergeId, days: UNMERGE_DAYS } } }
  const leaver = accountOf(world, merge.absorbed)
  const mergeSource = survivor.events.find((event) => eventKey(event.source, event.id) === key)?.source ?? source
  leaver.into = null
  const back = survivor.events.filter((event) => world.keys.get(eventKey(event.source, event.id))?.member === merge.absorbed)
  survivor.events = survivor.events.filter((event) => !back.includes(event))
  leaver.events = [...leaver.events.filter((event) => event.kind !== 'member.absorbed' || eventKey(event.source, event.id) !== key), ...back]
  const before = survivor.ledger.length
  survivor.events.push({ source, id, at, kind: 'member.unmerged', mergeSource, mergeId })
  const until = Math.max(at, survivor.state.head.advancedTo)
  for (const account of [survivor, leaver]) {
    replay(world, account)
    advanceAccount(world, account, until)
  }
  world.merges.delete(key)
  const receipt: Receipt = { status: 'accepted', refusal: null, postings: survivor.ledger.slice(before), facts: [], trace: [] }
  world.keys.set(own, { member: into, hash, receipt })
  return receipt
}
