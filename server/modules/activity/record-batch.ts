import type { Instant } from '#engine/calendar'
import { compareEvents, type MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { availableOf, totalsOf } from '#engine/member/parts'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { takeByOrders, type CouponOrder } from '#server/modules/coupons/index'
import { mergePeople, unmergePeople } from '#server/modules/members/index'
import { holdTimeline } from '#server/modules/programs/index'
import type { Account } from './account.ts'
import type { KeyRow } from './activity.store.ts'
import { amendEvent } from './amend-event.ts'
import { saveCheckpoints } from './checkpoints.ts'
import { frozenRefusal, readFrozen, type Frozen } from './frozen.ts'
import { readRoles, roleRefusal, type Roles } from './company-roles.ts'
import { againOf, hashOf, keyOf, readKeys } from './known-keys.ts'
import { absorbedBy, mergeMembers, unmergeMembers } from './merge-members.ts'
import { placeRecordings } from './place-recordings.ts'
import { readAccounts, type Asking } from './read-accounts.ts'
import { readBudgets } from './read-budgets.ts'
import { readPasts } from './read-past.ts'
import { accountFor, addAccounts, recordEvent, type Batch, type Told } from './record-event.ts'
import type { Answer, Balances, Placed, Recording } from './recording.ts'
import { isLate } from './replay-account.ts'
import { CLOCKS_APART_MS, saveAccounts } from './save-accounts.ts'

/** A batch with what is known of its events' keys, the keys that it adds, and the roles of who acts for companies. */
export type Keyed = Batch & { known: Map<string, KeyRow>; keys: KeyRow[]; roles: Roles; frozen: Frozen }

/**
 * Records events of one store in one transaction: the members' heads are read and locked, each event is judged, and everything that
 * changed is written at the end. An event that is refused changes nothing and fails no other. Told in no order, they are judged in the
 * one order that events have (R41): what is late within a batch only need not be folded again. Answers come in the order given.
 */
export async function recordBatch(ctx: WriteContext, recordings: readonly Recording[], { checkpointEvery }: { checkpointEvery?: number } = {}): Promise<Answer[]> {
  const timeline = await holdTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { placed, answered } = await placeRecordings(ctx, recordings)
  const accounts: Batch['accounts'] = new Map()
  const read = (asking: readonly Asking[]) => readAccounts(ctx, asking)
  await addAccounts({ accounts, read }, askedOf(placed.values()))
  for (const [place, { memberId }] of placed) if ('externalId' in (recordings[place] as Recording).member) requireNamed(accounts.get(memberId))
  const known = await readKeys(ctx, [...placed.values()])
  const batch: Keyed = { ctx, timeline, accounts, read, known, budgets: await readBudgets(ctx, timeline, [...placed.values()].map(({ event }) => event)), merges: [], pasts: await readPasts(ctx, lateOf(placed, { accounts, known })), keys: [], roles: await readRoles(ctx, placed.values()), frozen: await readFrozen(ctx, placed.values()) }
  const answers = new Map(answered)
  for (const [place, one] of inTime(placed)) answers.set(place, await recordOne(batch, one))
  for (const { memberId, into } of batch.merges) await (into === null ? unmergePeople(ctx, memberId) : mergePeople(ctx, { memberId, into }))
  await takeByOrders(ctx, [...placed].flatMap(([place, one]) => (answers.get(place)?.status === 'accepted' ? couponOrdersOf(one) : [])))
  await saveAccounts(ctx, [...accounts.values()], { timeline, keys: batch.keys, budgets: batch.budgets.changes })
  await saveCheckpoints(ctx, timeline, { accounts: [...accounts.values()], every: checkpointEvery })
  return recordings.map((_, place) => answers.get(place) as Answer)
}

/** The orders of an event that name coupons; a correction takes none again. */
function couponOrdersOf({ memberId, event }: Placed): CouponOrder[] {
  const order = event.amends === undefined && (event.kind === 'order.paid' || event.kind === 'order.exchanged') ? event.order : undefined
  return order?.coupons === undefined || order.coupons.length === 0 ? [] : [{ memberId, orderId: order.id, codes: order.coupons }]
}

/** The members whose pasts late events ask for, each with the earliest of their times. */
function lateOf(placed: ReadonlyMap<number, Placed>, { accounts, known }: Pick<Keyed, 'accounts' | 'known'>): { memberId: string; at: Instant }[] {
  const late = new Map<string, Instant>()
  for (const { memberId, event } of placed.values()) {
    const account = accounts.get(memberId)
    if (account === undefined || account.into !== null || known.has(keyOf(event.source, event.id)) || !isLate(account, event)) continue
    late.set(memberId, Math.min(late.get(memberId) ?? event.at, event.at))
  }
  return [...late].map(([memberId, at]) => ({ memberId, at }))
}

/** Each with its place in the batch, in the one order that events have. */
function inTime(placed: ReadonlyMap<number, Placed>): [number, Placed][] {
  return [...placed].sort(([, a], [, b]) => compareEvents(a.event, b.event))
}

/** Somebody who was erased between the look-up of the shop's id and the lock is nobody's: the whole batch is tried again, and the id names another. */
function requireNamed(account: Account | undefined): void {
  if (account?.isForgotten === true) throw Object.assign(new Error('a member was erased while events were on their way'), { code: '40001' })
}

function askedOf(placed: Iterable<Placed>): Asking[] {
  return [...Map.groupBy(placed, ({ memberId }) => memberId)].map(([memberId, group]) => {
    const events = group.map(({ event }) => event)
    return { memberId, events, until: Math.max(...events.map(({ at }) => at)) }
  })
}

/** Judges one event and takes it over where it is accepted; writes nothing. */
export async function recordOne(batch: Keyed, placed: Placed): Promise<Answer> {
  const { memberId, event } = placed
  const key = keyOf(event.source, event.id)
  const body = hashOf(placed)
  const known = batch.known.get(key)
  if (known !== undefined) return againOf(known, body)
  const mayNot = roleRefusal(batch.roles, placed) ?? frozenRefusal(batch.frozen, placed)
  if (mayNot !== null) return { status: 'refused', ...mayNot }
  const { account, told } = placed.isOfRequest ? await atLast(batch, placed) : { account: await accountFor(batch, memberId, event), told: event }
  const refusal = await recordOn(batch, account, { named: memberId, event: told })
  if (refusal !== null) return { status: 'refused', ...refusal }
  const answer: Answer = { status: 'accepted', memberId, balances: balancesOf(account) }
  const row: KeyRow = { source: event.source, sourceId: event.id, memberId, hash: body, answer }
  batch.known.set(key, row)
  batch.keys.push(row)
  return answer
}

/** What is asked for now, behind all that is known of its member, and of whom it merges into them; of one who was merged by then, of the one that goes on. */
async function atLast(batch: Batch, { memberId, event }: Placed): Promise<{ account: Account; told: MemberEvent }> {
  for (let told = event.kind === 'member.merged' ? lastOfAll(await absorbedBy(batch, event), event) : event; ;) {
    const account = await accountFor(batch, memberId, told)
    const after = lastOfAll(account, told)
    if (account.into === null || after.at < account.into.at) return { account, told: after }
    told = after
  }
}

/** What is asked for now happens after all that is known to have happened, though it was told of within the same millisecond or by a clock that is ahead. */
function lastOfAll({ state: { head }, last }: Account, event: MemberEvent): MemberEvent {
  const isBehind = last === null || (event.kind === 'member.merged' ? event.at > last.at : compareEvents(event, last) >= 0)
  const at = Math.max(event.at, head.advancedTo, isBehind ? 0 : last.at + 1)
  return at - event.at > CLOCKS_APART_MS ? event : { ...event, at }
}

function recordOn(batch: Batch, account: Account, told: Told): Promise<Refusal | null> {
  const { event } = told
  if (event.amends !== undefined) return amendEvent(batch, account, { ...told, amends: event.amends })
  if (event.kind === 'member.merged') return mergeMembers(batch, account, event)
  if (event.kind === 'member.unmerged') return unmergeMembers(batch, account, event)
  return recordEvent(batch, account, told)
}

function balancesOf({ state: { head } }: Account): Balances {
  return Object.fromEntries(Object.keys(head.units).map((unit) => {
    const { active, pending, reserved, debt } = totalsOf(head, unit)
    return [unit, { available: availableOf(head, unit), active, pending, reserved, debt }]
  }))
}
