import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import type { Timeline } from '#engine/program/program'
import { holdTimeline } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { takeOutcome, type Account } from './account.ts'
import { lockDue } from './activity.store.ts'
import { openAccounts, withParts } from './read-accounts.ts'
import { readBudgets } from './read-budgets.ts'
import { saveAccounts } from './save-accounts.ts'

/** Members of one transaction: enough to make its commit cheap, few enough that an event need not wait long for one of them. */
export const MOST = 200

/**
 * Lets time do what it is due to do by an instant to at most so many members of the store, in one transaction; says to how many, 0 when
 * nobody is left. A member is brought to the last instant at which something happened and no further: an event told a little late is not late for that.
 */
export async function advanceDue(ctx: WriteContext, asked: { until: Instant; most?: number }): Promise<number> {
  return (await advanceSome(ctx, asked)).members
}

/** The same, and how many postings were booked. */
export async function advanceSome(ctx: WriteContext, { until, most = MOST }: { until: Instant; most?: number }): Promise<{ members: number; postings: number }> {
  const timeline = await holdTimeline(ctx)
  const version = timeline.filter(({ from }) => from <= until).length
  const due = await lockDue(ctx, { until, version, most })
  if (due.length === 0) return { members: 0, postings: 0 }
  const accounts = [...(await openAccounts(ctx, due, { asking: due.map(({ memberId }) => ({ memberId, events: [], until })), allLots: false })).values()]
  for (const account of accounts) await advanceAccount(ctx, account, { timeline, until })
  const budgets = await readBudgets(ctx, timeline)
  for (const { told } of accounts) budgets.count(told.map(({ fact }) => fact), 1)
  await saveAccounts(ctx, accounts, { timeline, budgets: budgets.changes })
  return { members: due.length, postings: accounts.reduce((sum, { postings }) => sum + postings.length, 0) }
}

async function advanceAccount(ctx: WriteContext, account: Account, { timeline, until }: { timeline: Timeline; until: Instant }): Promise<void> {
  for (let at = nextInstant(account, timeline); at <= until; at = nextInstant(account, timeline)) {
    const instant = at
    takeOutcome(account, await withParts(ctx, account, () => advance(timeline, account.state, instant)), null)
  }
}

/** When something next happens to a member by itself: a timer, or a publication that it has not crossed. */
function nextInstant({ state: { head } }: Account, timeline: Timeline): Instant {
  const next = Math.min(head.nextDue ?? Infinity, timeline[head.version]?.from ?? Infinity)
  return Math.max(next, head.advancedTo)
}
