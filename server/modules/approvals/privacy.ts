import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import { forgetMembers } from './approvals.store.ts'

/** R44: what was asked for about somebody says nothing of them any more, and nobody grants it. */
export function eraseApprovals(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return forgetMembers(ctx, { memberIds, by: actorName(ctx.actor) })
}
