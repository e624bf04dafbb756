import { addPeriod, endOfDay, localDay, type Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { EventOf, MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { zoneOf } from '#engine/member/policy'
import { publicationAt } from '#engine/program/timeline'
import { readKinds } from '#server/modules/members/index'
import { takeLate, type Account, type Past } from './account.ts'
import { absorbedState } from './own-events.ts'
import { accountFor, addAccounts, pastOf, recordEvent, recount, type Batch } from './record-event.ts'
import { refoldAccount } from './replay-account.ts'

/** For so many days a merge can be undone (R43). */
const UNMERGE_DAYS = 30

/**
 * R43: two members become one. It happens after all that both have done; what the other does later comes to the one that goes on. A person
 * and a company stay two: only a company has buyers, and only a person buys.
 */
export async function mergeMembers(batch: Batch, account: Account, event: EventOf<'member.merged'>): Promise<Refusal | null> {
  const absorbed = event.absorbed.head.member
  const other = await absorbedBy(batch, event)
  const code = other === account || absorbed === account.memberId ? 'member.merge_with_itself' : other.into !== null ? 'member.merged_already' : hasHappened(account, event) || hasHappened(other, event) ? 'member.merge_in_the_past' : null
  if (code !== null) return { code, details: { into: account.memberId, absorbed } }
  const [intoKind, absorbedKind] = await readKinds(batch.ctx, [account.memberId, absorbed]) as [string, string]
  if (intoKind !== absorbedKind) return { code: 'members.unlike_kinds', details: { into: account.memberId, intoKind, absorbed, absorbedKind } }
  const past = await pastOf(batch, other)
  const { source, id, at } = event
  await recordEvent(batch, account, { named: account.memberId, event: { ...event, absorbed: absorbedState(batch.timeline, { memberId: absorbed, events: past.ordered, at }) } })
  await recordEvent(batch, other, { named: absorbed, event: { source, id, at, kind: 'member.absorbed', into: account.memberId } })
  other.into = { memberId: account.memberId, at }
  batch.merges.push({ memberId: absorbed, into: account.memberId })
  return null
}

/** The one that becomes another, as it is itself. */
export async function absorbedBy(batch: Batch, event: EventOf<'member.merged'>): Promise<Account> {
  const { absorbed: { head: { member } } } = event
  await addAccounts(batch, [{ memberId: member, events: [event], until: event.at }])
  return batch.accounts.get(member) as Account
}

function hasHappened({ state, last }: Account, { at }: MemberEvent): boolean {
  return at < state.head.advancedTo || (last !== null && last.at >= at)
}

/** R43: for 30 days a merge can be undone: both are worked out again as if it had never been, and each gets the events that named it. */
export async function unmergeMembers(batch: Batch, account: Account, told: EventOf<'member.unmerged'>): Promise<Refusal | null> {
  const past = await pastOf(batch, account)
  const merge = past.ordered.find((event): event is EventOf<'member.merged'> => event.kind === 'member.merged' && event.id === told.mergeId)
  if (merge === undefined) return { code: 'member.merge_unknown', details: { mergeId: told.mergeId } }
  if (told.at >= lastUnmerge(merge.at, zoneOf(account.state.head, publicationAt(batch.timeline, told.at).program))) return { code: 'member.unmerge_too_late', details: { mergeId: told.mergeId, days: UNMERGE_DAYS } }
  const event = { ...told, mergeSource: merge.source }
  const absorbed = merge.absorbed.head.member
  const other = await accountFor(batch, absorbed, { ...merge, at: merge.at - 1 })
  batch.merges.push({ memberId: absorbed, into: null })
  part(batch, { account, past, other, otherPast: await pastOf(batch, other), merge, event })
  return null
}

/** Until when, the instant itself left out, a merge of some instant can be undone: the end of the 30th day where the member lives. */
export function lastUnmerge(mergedAt: Instant, zone: string): Instant {
  return endOfDay(addPeriod(localDay(mergedAt, zone), { days: UNMERGE_DAYS }), zone)
}

type Parting = { account: Account; past: Past; other: Account; otherPast: Past; merge: EventOf<'member.merged'>; event: EventOf<'member.unmerged'> }

/** Gives each the events that named it, and works both out anew until the same instant. */
function part(batch: Batch, { account, past, other, otherPast, merge, event }: Parting): void {
  const until = Math.max(event.at, account.state.head.advancedTo)
  const isTheirs = ({ source, id }: MemberEvent) => past.named.get(eventKey(source, id)) === other.memberId
  const back = past.ordered.filter(isTheirs)
  const ours = { ...past, ordered: [...past.ordered.filter((one) => !isTheirs(one)), event] }
  const theirs = { ...otherPast, ordered: [...otherPast.ordered.filter((one) => one.kind !== 'member.absorbed' || one.at !== merge.at), ...back] }
  other.into = null
  takeLate(account, event, account.memberId)
  recount(batch, refoldAccount(batch.timeline, account, { past: ours, cause: event, until }))
  recount(batch, refoldAccount(batch.timeline, other, { past: theirs, cause: event, until }))
}
