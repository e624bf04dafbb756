import { hash } from 'node:crypto'
import { canonicalJson } from '#engine/canonical'
import { compareEvents, type MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { availableOf, emptyMember, snapshotOf, totalsOf } from '#engine/member/parts'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { resolveMembers } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { Account } from './account.ts'
import { amendEvent } from './amend-event.ts'
import { selectKeys, type KeyRow } from './activity.store.ts'
import { mergeMembers, unmergeMembers } from './merge-members.ts'
import { readAccounts, type Asking } from './read-accounts.ts'
import { readBudgets } from './read-budgets.ts'
import { accountFor, addAccounts, recordEvent, type Batch, type Told } from './record-event.ts'
import { saveAccounts } from './save-accounts.ts'

/**
 * A request to record an event of a member, whom the shop knows by its own id, or whom we name ourselves. The time of one `isOfRequest` is
 * the request's own: a repetition has another, and is the same.
 */
export type Recording = { member: { externalId: string } | { memberId: string }; event: MemberEvent; isOfRequest?: true }

/** What a member has of each unit, right after an event. */
export type Balances = Record<string, { available: number; active: number; pending: number; reserved: number; debt: number }>

/** What became of one event of a batch. A repetition has the first answer again (R40). */
export type Answer =
  | { status: 'accepted' | 'duplicate'; memberId: string; balances: Balances }
  | { status: 'conflict' }
  | { status: 'refused'; code: string; details: Refusal['details'] }

/** An event and the member that it names, by our own ids. */
export type Placed = { memberId: string; event: MemberEvent; isOfRequest: boolean }
export type Keyed = Batch & { known: Map<string, KeyRow>; keys: KeyRow[] }

/**
 * Records events of one store in one transaction: the members' heads are read and locked, each event is judged in the order given,
 * and everything that changed is written at the end. An event that is refused changes nothing and fails no other.
 */
export async function recordBatch(ctx: WriteContext, recordings: readonly Recording[]): Promise<Answer[]> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const placed = placeRecordings(recordings, await resolveMembers(ctx, idsIn(recordings)))
  const batch: Batch = { ctx, timeline, accounts: new Map(), budgets: await readBudgets(ctx, timeline), read: (asking) => readAccounts(ctx, asking) }
  await addAccounts(batch, askedOf(placed))
  const keyed: Keyed = { ...batch, known: await readKeys(ctx, placed), keys: [] }
  const answers: Answer[] = []
  for (const one of placed) answers.push(await recordOne(keyed, one))
  await saveAccounts(ctx, [...batch.accounts.values()], { timeline, keys: keyed.keys, budgets: batch.budgets.used })
  return answers
}

/** The shop's ids in requests: of members, of those that points are sent to, and of those that are absorbed. */
export function idsIn(recordings: readonly Recording[]): string[] {
  const others = (event: MemberEvent) => (event.kind === 'points.sent' ? [event.to] : event.kind === 'member.merged' ? [event.absorbed.head.member] : [])
  return recordings.flatMap(({ member, event }) => [...('externalId' in member ? [member.externalId] : []), ...others(event)])
}

/** Puts our ids where the shop's stood. */
export function placeRecordings(recordings: readonly Recording[], members: ReadonlyMap<string, string>): Placed[] {
  const idOf = (externalId: string) => members.get(externalId) as string
  const ours = (event: MemberEvent): MemberEvent => {
    if (event.kind === 'points.sent') return { ...event, to: idOf(event.to) }
    return event.kind === 'member.merged' ? { ...event, absorbed: snapshotOf(emptyMember(idOf(event.absorbed.head.member))) } : event
  }
  return recordings.map(({ member, event, isOfRequest = false }) => ({ memberId: 'externalId' in member ? idOf(member.externalId) : member.memberId, event: ours(event), isOfRequest }))
}

function askedOf(placed: readonly Placed[]): Asking[] {
  return [...Map.groupBy(placed, ({ memberId }) => memberId)].map(([memberId, group]) => {
    const events = group.map(({ event }) => event)
    return { memberId, events, until: Math.max(...events.map(({ at }) => at)) }
  })
}

/** What is known of the keys of these events. */
export async function readKeys(ctx: ReadContext, placed: readonly Placed[]): Promise<Map<string, KeyRow>> {
  const rows = await selectKeys(ctx, placed.map(({ event }) => ({ source: event.source, sourceId: event.id })))
  return new Map(rows.map((row) => [keyOf(row.source, row.sourceId), row]))
}

const keyOf = (source: string, sourceId: string): string => JSON.stringify([source, sourceId])

/** Judges one event and takes it over where it is accepted; writes nothing. */
export async function recordOne(batch: Keyed, placed: Placed): Promise<Answer> {
  const { memberId, event } = placed
  const key = keyOf(event.source, event.id)
  const body = hashOf(placed)
  const known = batch.known.get(key)
  if (known !== undefined) return known.hash === body ? { ...(known.answer as Extract<Answer, { memberId: string }>), status: 'duplicate' } : { status: 'conflict' }
  const account = await accountFor(batch, memberId, event)
  const refusal = await recordOn(batch, account, { named: memberId, event: placed.isOfRequest ? lastOfAll(account, event) : event })
  if (refusal !== null) return { status: 'refused', ...refusal }
  const answer: Answer = { status: 'accepted', memberId, balances: balancesOf(account) }
  const row: KeyRow = { source: event.source, sourceId: event.id, memberId, hash: body, answer }
  batch.known.set(key, row)
  batch.keys.push(row)
  return answer
}

/** So far may clocks of two machines be apart, in milliseconds. */
const CLOCKS_APART = 1_000

/** What is asked for now happens after all that is known to have happened, though it was told of within the same millisecond or by a clock that is ahead. */
function lastOfAll({ state: { head }, last }: Account, event: MemberEvent): MemberEvent {
  const at = Math.max(event.at, head.advancedTo, last !== null && compareEvents(event, last) < 0 ? last.at + 1 : 0)
  return at - event.at > CLOCKS_APART ? event : { ...event, at }
}

function recordOn(batch: Batch, account: Account, told: Told): Promise<Refusal | null> {
  const { event } = told
  if (event.amends !== undefined) return amendEvent(batch, account, { ...told, amends: event.amends })
  if (event.kind === 'member.merged') return mergeMembers(batch, account, event)
  if (event.kind === 'member.unmerged') return unmergeMembers(batch, account, event)
  return recordEvent(batch, account, told)
}

/** SHA-256 of the body that a repetition must have: everything but what we granted, and the time where it is only that of the request. */
function hashOf({ memberId, event: { granted: _, at, ...event }, isOfRequest }: Placed): string {
  return hash('sha256', canonicalJson({ memberId, event: isOfRequest ? event : { ...event, at } }), 'hex')
}

function balancesOf({ state: { head } }: Account): Balances {
  return Object.fromEntries(Object.keys(head.units).map((unit) => {
    const { active, pending, reserved, debt } = totalsOf(head, unit)
    return [unit, { available: availableOf(head, unit), active, pending, reserved, debt }]
  }))
}
