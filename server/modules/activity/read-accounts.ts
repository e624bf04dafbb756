import { assert } from '#engine/assert'
import { needsOf, PartMissing, withAsked } from '#engine/member/present'
import { emptyMember } from '#engine/member/parts'
import type { Award, Head, Lot, MemberState, PartKind, Spend } from '#engine/member/state'
import type { MemberEvent } from '#engine/member/event'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { openAccount, type Account } from './account.ts'
import { lockHeads, selectAwards, selectHeads, selectLots, selectNextLots, selectSpends, type HeadRow, type Wanted } from './activity.store.ts'

/** What is asked of a member in a batch: the events, and until when time goes on. */
export type Asking = { memberId: string; events: readonly MemberEvent[]; until: Instant }

/** Reads these members for writing: their heads, locked, and of their parts what the events name and what time does something to. */
export async function readAccounts(ctx: WriteContext, asking: readonly Asking[]): Promise<Map<string, Account>> {
  const rows = await lockHeads(ctx, asking.map(({ memberId }) => memberId))
  return openAccounts(ctx, rows, { asking, allLots: false })
}

/** Reads these members to look at: the same parts, or every open lot besides. Nothing is locked, and who has no past is empty. */
export async function lookAtAccounts(ctx: ReadContext, asking: readonly Asking[], { allLots = false }: { allLots?: boolean } = {}): Promise<Map<string, Account>> {
  const rows = await selectHeads(ctx, asking.map(({ memberId }) => memberId))
  const known = new Set(rows.map(({ memberId }) => memberId))
  const fresh = asking.filter(({ memberId }) => !known.has(memberId)).map(({ memberId }): HeadRow => ({ memberId, head: emptyMember(memberId).head, events: 0, lastPlace: null, intoMemberId: null, intoAt: null, isForgotten: false }))
  return openAccounts(ctx, [...rows, ...fresh], { asking, allLots })
}

/** Members whose heads were read, with their parts. */
export async function openAccounts(ctx: ReadContext, rows: readonly HeadRow[], { asking, allLots }: { asking: readonly Asking[]; allLots: boolean }): Promise<Map<string, Account>> {
  const heads = new Map(rows.map((row) => [row.memberId, row]))
  const wanted = asking.map((one) => wantedOf(one, (heads.get(one.memberId) as HeadRow).head)).map((want) => ({ ...want, allLots: want.allLots || allLots }))
  const accounts = new Map(wanted.map((want) => [want.memberId, accountOf(heads.get(want.memberId) as HeadRow, want)]))
  await fill(ctx, accounts, wanted)
  return accounts
}

function wantedOf({ memberId, events, until }: Asking, { due }: Head): Wanted {
  const needs = events.map(needsOf)
  const isHoldDue = due.holds !== null && due.holds <= until
  return {
    memberId, until: due.lots !== null && due.lots <= until ? until : null, heldSpends: isHoldDue, allLots: needs.some(({ lots }) => lots === 'all'),
    lots: needs.flatMap(({ lots }) => (lots === 'all' ? [] : lots)), awards: needs.flatMap(({ awards }) => awards), spends: needs.flatMap(({ spends }) => spends),
  }
}

function accountOf({ memberId, head, events, lastPlace, intoMemberId, intoAt, isForgotten }: HeadRow, wanted: Wanted): Account {
  const isNew = head.version === 0
  const { lots, awards, spends } = wanted
  const present = {
    nextLot: isNew || wanted.allLots ? null : head.due.lots, hasAllLots: wanted.allLots || isNew, hasHeldSpends: wanted.heldSpends || isNew,
    asked: { lots: new Set(lots), awards: new Set(awards), spends: new Set(spends) },
  }
  return openAccount(memberId, {
    isForgotten,
    // A member without a past is whole: nothing of it is anywhere else.
    state: { ...emptyMember(memberId), head, present: isNew ? null : present }, dues: new Map(), events, last: lastPlace,
    into: intoMemberId === null ? null : { memberId: intoMemberId, at: intoAt as Instant },
  })
}

async function fill(ctx: ReadContext, accounts: ReadonlyMap<string, Account>, wanted: readonly Wanted[]): Promise<void> {
  const old = wanted.filter(({ memberId }) => (accounts.get(memberId) as Account).state.present !== null)
  const timed = old.filter(({ until }) => until !== null)
  const awarded = old.filter(({ awards }) => awards.length > 0)
  const spending = old.filter(({ heldSpends, spends }) => heldSpends || spends.length > 0)
  const awards = awarded.length > 0 ? await selectAwards(ctx, awarded) : []
  const lotted = lotsWanted(old, awards)
  const lots = lotted.length > 0 ? await selectLots(ctx, lotted) : []
  const next = timed.length > 0 ? await selectNextLots(ctx, timed) : []
  const spends = spending.length > 0 ? await selectSpends(ctx, spending) : []
  for (const { memberId, lot, dueAt, isOpen } of lots) putLot(accounts.get(memberId) as Account, { lot, dueAt, isOpen })
  for (const { memberId, dueAt } of next) setNextLot(accounts.get(memberId) as Account, dueAt)
  for (const { memberId, award } of awards) mapOf<Award>((accounts.get(memberId) as Account).state, 'awards').set(award.id, award)
  for (const { memberId, spend } of spends) putSpend(accounts.get(memberId) as Account, spend)
}

/** Lots of awards that exist only: an order that is paid asks for its award, which hardly ever is there (8 % of a batch). */
function lotsWanted(wanted: readonly Wanted[], found: readonly { memberId: string; award: Award }[]): Wanted[] {
  const awards = Map.groupBy(found, ({ memberId }) => memberId)
  const narrowed = wanted.map((one) => ({ ...one, awards: (awards.get(one.memberId) ?? []).map(({ award }) => award.id) }))
  return narrowed.filter(({ until, allLots, lots, awards: known }) => until !== null || allLots || lots.length + known.length > 0)
}

/** A lot that is in memory already may have changed since it was read: it stays. */
function putLot({ state, dues }: Account, { lot, dueAt, isOpen }: { lot: Lot; dueAt: Instant | null; isOpen: boolean }): void {
  if (state.lots.has(lot.id) || state.closedLots.has(lot.id)) return
  mapOf<Lot>(state, isOpen ? 'lots' : 'closedLots').set(lot.id, lot)
  if (isOpen) dues.set(lot.id, dueAt)
}

function putSpend({ state }: Account, spend: Spend): void {
  if (!state.spends.has(spend.id)) mapOf<Spend>(state, 'spends').set(spend.id, spend)
}

function setNextLot(account: Account, nextLot: Instant | null): void {
  const { state } = account
  account.state = { ...state, present: state.present && { ...state.present, nextLot: state.present.hasAllLots ? null : nextLot } }
}

function mapOf<T>(state: MemberState, kind: PartKind | 'closedLots'): Map<string, T> {
  return state[kind] as unknown as Map<string, T>
}

/** Does something that may ask for parts which were not read; reads those, and does it again. */
export async function withParts<T>(ctx: ReadContext, account: Account, act: () => T): Promise<T> {
  for (;;) {
    try {
      return act()
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error
      await readMore(ctx, account, error)
    }
  }
}

async function readMore(ctx: ReadContext, account: Account, { kind, id }: PartMissing): Promise<void> {
  const { present } = account.state
  assert(present, 'a whole member misses nothing', { kind, id })
  const more = id !== null ? withAsked(present, kind, [id]) : kind === 'lots' ? { ...present, hasAllLots: true, nextLot: null } : { ...present, hasHeldSpends: true }
  account.state = { ...account.state, present: more }
  const nothing: Wanted = { memberId: account.memberId, until: null, allLots: id === null && kind === 'lots', heldSpends: id === null && kind === 'spends', lots: [], awards: [], spends: [] }
  await fill(ctx, new Map([[account.memberId, account]]), [id === null ? nothing : { ...nothing, [kind]: [id] }])
}
