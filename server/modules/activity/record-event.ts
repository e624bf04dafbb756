import type { Instant } from '#engine/calendar'
import { decide } from '#engine/member/decide'
import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import type { Timeline } from '#engine/program/program'
import { BEGINNING } from '#engine/program/timeline'
import { settled, type Budgets } from '#engine/simulate/budgets'
import { assert } from '#engine/assert'
import type { ReadContext } from '#server/platform/context'
import { takeEvent, takeLate, takeOutcome, type Account, type Past } from './account.ts'
import type { Start } from './checkpoints.ts'
import { absorbedState } from './own-events.ts'
import { readPast, type ReadPast } from './read-past.ts'
import { withParts, type Asking } from './read-accounts.ts'
import { isLate, judgeLate, openPast, refoldAccount, replayAccount } from './replay-account.ts'

/**
 * One transaction's work on members of one store. `read` brings members: locked where they are to be written, to look at in a preview.
 * `merges` are those who went into another, or (null) became their own again.
 */
export type Batch = {
  ctx: ReadContext
  timeline: Timeline
  accounts: Map<string, Account>
  budgets: Budgets
  merges: { memberId: string; into: string | null }[]
  /** Pasts that were read for all late events together. */
  pasts: ReadonlyMap<string, ReadPast>
  read: (asking: readonly Asking[]) => Promise<Map<string, Account>>
}

/** An event, and the member that it named: the account's own, or one that was merged into it. */
export type Told = { named: string; event: MemberEvent }

/** Reads members who are not in the batch yet, and those into whom they were merged. */
export async function addAccounts(batch: Pick<Batch, 'accounts' | 'read'>, asking: readonly Asking[]): Promise<void> {
  const asked = asking.filter(({ memberId }) => !batch.accounts.has(memberId))
  if (asked.length === 0) return
  for (const [memberId, account] of await batch.read(asked)) batch.accounts.set(memberId, account)
  await addAccounts(batch, asked.flatMap((one) => {
    const into = batch.accounts.get(one.memberId)?.into ?? null
    return into === null ? [] : [{ ...one, memberId: into.memberId }]
  }))
}

/** The account that an event belongs to: of the member that it names, or after a merge of the one that goes on. */
export async function accountFor(batch: Batch, named: string, event: MemberEvent): Promise<Account> {
  for (let memberId = named; ;) {
    if (!batch.accounts.has(memberId)) await addAccounts(batch, [{ memberId, events: [event], until: event.at }])
    const account = batch.accounts.get(memberId)
    assert(account, 'an account that was asked for is there', { memberId })
    if (account.into === null || event.at < account.into.at) return account
    memberId = account.into.memberId
  }
}

/** Judges an event and takes it over where it is accepted; says why not where it is refused. */
export async function recordEvent(batch: Batch, account: Account, told: Told): Promise<Refusal | null> {
  return isLate(account, told.event) ? recordLate(batch, account, told) : recordNow(batch, account, told)
}

async function recordNow({ ctx, timeline, budgets }: Batch, account: Account, { named, event }: Told): Promise<Refusal | null> {
  const decision = await withParts(ctx, account, () => decide(timeline, account.state, budgets.grant(timeline, event)))
  if (!decision.accepted) return decision.refusal
  const { facts } = decision.outcome
  takeEvent(account, settled(decision.event, facts), named)
  takeOutcome(account, decision.outcome, decision.event)
  budgets.count(facts, 1)
  return null
}

async function recordLate(batch: Batch, account: Account, { named, event }: Told): Promise<Refusal | null> {
  const { timeline, budgets } = batch
  const past = await pastOf(batch, account, event.at)
  const decision = judgeLate(timeline, account, { past, event: budgets.grant(timeline, event) })
  if (!decision.accepted) return decision.refusal
  const goesOn = account.into === null ? null : await accountFor(batch, account.memberId, { ...event, at: account.into.at })
  if (goesOn !== null) await pastOf(batch, goesOn)
  const added = settled(decision.event, decision.outcome.facts)
  recount(batch, replayAccount(timeline, account, { past, added }))
  takeLate(account, added, named)
  account.trace.push(...decision.outcome.trace)
  if (goesOn !== null) bringAgain(batch, goesOn, { from: account, cause: added })
  return null
}

/** A member who was merged into another has a new past: the other is worked out anew with what it brought. */
export function bringAgain(batch: Batch, account: Account, { from, cause }: { from: Account; cause: MemberEvent }): void {
  const { timeline } = batch
  const past = account.past as Past
  const ordered = past.ordered.map((event) => (event.kind === 'member.merged' && event.absorbed.head.member === from.memberId
    ? { ...event, absorbed: absorbedState(timeline, { memberId: from.memberId, events: (from.past as Past).ordered, at: event.at }) } : event))
  recount(batch, refoldAccount(timeline, account, { past: { ...past, ordered }, cause, until: account.state.head.advancedTo }))
}

/** Counts what shared limits are used of, after a replay. */
export function recount({ budgets }: Batch, { was, is }: ReturnType<typeof replayAccount>): void {
  budgets.count(was, -1)
  budgets.count(is, 1)
}

/**
 * What a member has been told to have done, with what this batch has added, and what stands in the ledger: everything, or as much as it takes
 * to change what happened at an instant. Read again only where a later look goes further back.
 */
export async function pastOf({ ctx, timeline, pasts }: Batch, account: Account, at?: Instant): Promise<Past> {
  const { memberId, recorded, past } = account
  const isFarEnough = (start: Start) => start.at <= (at ?? BEGINNING)
  if (past !== null && isFarEnough(past.start)) return past
  const known = pasts.get(memberId)
  const { start, events, standing } = known !== undefined && isFarEnough(known.start) ? known : await readPast(ctx, timeline, { memberId, at })
  const added = recorded.map((one) => ({ ...one, isAmended: false })).filter(({ event }) => event.at >= start.at)
  return openPast(timeline, account, { start, events: [...events, ...added], standing, at })
}
