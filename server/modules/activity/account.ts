import type { Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { MemberEvent } from '#engine/member/event'
import type { Folded } from '#engine/member/fold'
import type { Fact, Outcome, Posting, Trace } from '#engine/member/outcome'
import { commit } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Start } from './checkpoints.ts'

/** A posting as it will be booked; one that takes another back names it. */
export type NewPosting = Posting & { corrects?: number | undefined }

/** A fact for the outbox, and the event that led to it; null for time. */
export type Told = { fact: Fact; cause: { source: string; id: string } | null }

/** A member while a batch is worked out: what was read of it, and what has become of it since. */
export type Account = {
  readonly memberId: string
  /** Whether the person was erased: the shop names them no more. */
  readonly isForgotten: boolean
  state: MemberState
  /** When time next does something to each open lot that was read, as it stands in the database. */
  readonly dues: Map<string, Instant | null>
  /** How many events the member has had, and the newest of them. */
  events: number
  last: MemberEvent | null
  /** The member that goes on after a merge. */
  into: { memberId: string; at: Instant } | null
  readonly changed: { lots: Set<string>; awards: Set<string>; spends: Set<string> }
  /** Parts that a replay found not to be there. */
  readonly gone: { lots: Set<string>; awards: Set<string>; spends: Set<string> }
  readonly postings: NewPosting[]
  readonly told: Told[]
  /** How it came about, step by step: what a preview explains. */
  readonly trace: Trace[]
  /** Events to be kept, each with the member that it named. */
  readonly recorded: { memberId: string; event: MemberEvent }[]
  isChanged: boolean
  /** Its past, once a late event has asked for it. */
  past: Past | null
  /** The earliest instant from which on its past is another than it was; null: none. */
  changedFrom: Instant | null
  /** The daily totals that stand in the database as this member's own: what they bought is counted by the difference to them. */
  readonly counted: MemberState['head']['series']
}

/** A posting that stands: booked, and not taken back. */
export type StandingPosting = Posting & { postingNo: number }

/** A member's past from where it starts. */
export type Past = {
  readonly start: Start
  /** The events since, in their order. */
  ordered: MemberEvent[]
  /** The members that they named, by their keys. */
  named: Map<string, string>
  /** Whether all named this member, and none is a correction or has to do with a merge. */
  isPlain: boolean
  /** What of the ledger since then stands, and what has been announced. */
  standing: readonly StandingPosting[]
  facts: readonly Fact[]
  /** The fold of so many of the events, which are all before an instant. */
  before: { at: Instant; count: number; folded: Folded } | null
}

export function openAccount(memberId: string, read: Pick<Account, 'isForgotten' | 'state' | 'dues' | 'events' | 'last' | 'into'>): Account {
  const none = () => ({ lots: new Set<string>(), awards: new Set<string>(), spends: new Set<string>() })
  return { memberId, ...read, changed: none(), gone: none(), postings: [], told: [], trace: [], recorded: [], isChanged: false, past: null, changedFrom: null, counted: read.into === null ? read.state.head.series : {} }
}

/** Takes over what an event, or time (null), did. */
export function takeOutcome(account: Account, outcome: Outcome, cause: Told['cause']): void {
  account.state = commit(account.state, outcome)
  for (const { id } of outcome.lots) account.changed.lots.add(id)
  for (const { id } of outcome.awards) account.changed.awards.add(id)
  for (const { id } of outcome.spends) account.changed.spends.add(id)
  account.postings.push(...outcome.postings)
  account.trace.push(...outcome.trace)
  account.told.push(...outcome.facts.map((fact) => ({ fact, cause })))
  if (account.past !== null) account.past.facts = [...account.past.facts, ...outcome.facts]
  account.isChanged = true
}

/** Takes over an event that was accepted, behind all others; it may have named a member that was merged into this one. */
export function takeEvent(account: Account, event: MemberEvent, named: string = account.memberId): void {
  account.past?.ordered.push(event)
  account.last = event
  takeLate(account, event, named)
}

/** Notes that what happened at an instant is not what it was. */
export function changePast(account: Account, at: Instant): void {
  account.changedFrom = Math.min(account.changedFrom ?? at, at)
}

/** Takes over an event that was accepted among others. */
export function takeLate(account: Account, event: MemberEvent, named: string): void {
  account.past?.named.set(eventKey(event.source, event.id), named)
  account.recorded.push({ memberId: named, event })
  account.events += 1
}
