import { assert } from '#engine/assert'
import type { MemberEvent } from '#engine/member/event'
import type { Spend } from '#engine/member/state'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { selectSpend } from './activity.store.ts'
import { errorOf } from './events-route.ts'
import { recordBatch } from './record-batch.ts'

/**
 * Records an event of the time of the request, of a member whom we name, as all others in it, in the transaction of the caller, who undoes all else where it is refused.
 * @throws AppError with why it is refused, programs.none_published
 */
export async function recordInside(ctx: WriteContext, { memberId, event }: { memberId: string; event: MemberEvent }): Promise<void> {
  const [answer] = await recordBatch(ctx, [{ member: { memberId }, event, isOfRequest: true, namesOurs: true }])
  assert(answer, 'an event has an answer', event)
  if (answer.status === 'conflict' || answer.status === 'refused') throw errorOf(answer, event)
}

/** A spend of a member, as it stands. */
export async function readSpend(ctx: ReadContext, { memberId, spendId }: { memberId: string; spendId: string }): Promise<Spend> {
  const spend = await selectSpend(ctx, memberId, spendId)
  assert(spend, 'a spend that was recorded is there', { memberId, spendId })
  return spend
}
