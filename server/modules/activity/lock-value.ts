import { readTimeline } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { lockHeads } from './activity.store.ts'
import { readBudgets } from './read-budgets.ts'

/**
 * Locks what a member has, and the limits that an event of theirs may take of, until the transaction ends: for whoever looks at it, locks something
 * else and then records an event in the same transaction. A batch locks in this order too.
 */
export async function lockValue(ctx: WriteContext, memberId: string): Promise<void> {
  await lockHeads(ctx, [memberId])
  await readBudgets(ctx, await readTimeline(ctx))
}
