import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { isToTell } from './dues-of.ts'
import { insertDues } from './due.store.ts'
import { selectKinds } from './messages.store.ts'

/** Notes, in the transaction of whoever lets somebody join, that they are to be welcomed: once for ever. Who joined long ago is no newcomer, but part of a past that is told. */
export async function welcomeMember(ctx: WriteContext, { memberId, joinedAt = ctx.now }: { memberId: string; joinedAt?: Instant }): Promise<void> {
  if (!isToTell(await selectKinds(ctx), 'welcome', { at: joinedAt, now: ctx.now })) return
  await insertDues(ctx, [{ memberId, kind: 'welcome', cause: '', dueAt: ctx.now, details: {} }])
}
