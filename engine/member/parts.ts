import { BEGINNING } from '#engine/program/timeline'
import type { Outcome } from './outcome.ts'
import type { Head, Lot, MemberState, Snapshot, UnitTotals } from './state.ts'

const EMPTY_DUE = { lots: null, holds: null, standings: null, occasions: null }

/** A member with no past; the first event begins it. */
export function emptyMember(member: string): MemberState {
  const head: Head = {
    member, advancedTo: BEGINNING, nextDue: null, due: EMPTY_DUE, version: 0, joinedAt: null,
    zone: null, market: null, region: null, birthday: null, tags: [],
    units: {}, series: {}, standings: {}, used: {}, countedDays: {}, streaks: {}, milestones: {}, slides: {}, endsGiven: {},
  }
  return { head, lots: new Map(), closedLots: new Map(), awards: new Map(), spends: new Map(), present: null }
}

/** The empty list and the empty record that parts share: a million orders hold two objects, not ten million. */
export const NONE: readonly never[] = Object.freeze([])
export const NOTHING: Readonly<Record<string, never>> = Object.freeze({})

export const NO_POINTS: UnitTotals = Object.freeze({
  earned: 0, pending: 0, active: 0, reserved: 0, spent: 0, expired: 0, revoked: 0, debt: 0, clawedBack: 0, waived: 0, forgiven: 0,
})

/** Totals of a unit; zeros for one the member never had. */
export function totalsOf(head: Head, unit: string): UnitTotals {
  return head.units[unit] ?? NO_POINTS
}

/** R2: what a member is shown and may spend. */
export function availableOf(head: Head, unit: string): number {
  const { active, debt } = totalsOf(head, unit)
  return Math.max(0, active - debt)
}

/** The state after an outcome. It takes over the maps of `state`: go on with the state it returns. */
export function commit(state: MemberState, outcome: Outcome): MemberState {
  const lots = state.lots as Map<string, Lot>
  const closedLots = state.closedLots as Map<string, Lot>
  for (const lot of outcome.lots) {
    const [into, outOf] = lot.left > 0 ? [lots, closedLots] : [closedLots, lots]
    outOf.delete(lot.id)
    into.set(lot.id, lot)
  }
  const awards = state.awards as Map<string, (typeof outcome.awards)[number]>
  for (const award of outcome.awards) awards.set(award.id, award)
  const spends = state.spends as Map<string, (typeof outcome.spends)[number]>
  for (const spend of outcome.spends) spends.set(spend.id, spend)
  return { head: outcome.head, lots, closedLots, awards, spends, present: state.present }
}

/** A copy that lives on when the original's maps are taken over by `commit`. */
export function copyState(state: MemberState): MemberState {
  return { ...state, lots: new Map(state.lots), closedLots: new Map(state.closedLots), awards: new Map(state.awards), spends: new Map(state.spends) }
}

/** The whole member as canonical JSON can write it: each kind of part in order of its id. Equal members have equal snapshots. */
export function snapshotOf(state: MemberState): Snapshot {
  const byId = <T extends { id: string }>(...maps: ReadonlyMap<string, T>[]) =>
    maps.flatMap((map) => [...map.values()]).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { head: state.head, lots: byId(state.lots, state.closedLots), awards: byId(state.awards), spends: byId(state.spends) }
}

/** The member that a snapshot tells. */
export function stateOf(snapshot: Snapshot): MemberState {
  const open = snapshot.lots.filter((lot) => lot.left > 0)
  const closed = snapshot.lots.filter((lot) => lot.left === 0)
  const byId = <T extends { id: string }>(parts: readonly T[]) => new Map(parts.map((part) => [part.id, part]))
  return { head: snapshot.head, lots: byId(open), closedLots: byId(closed), awards: byId(snapshot.awards), spends: byId(snapshot.spends), present: null }
}
