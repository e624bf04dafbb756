import { assert } from '#engine/assert'
import { eventKey } from '#engine/ids'
import { OUR_SOURCE } from '#engine/member/amend'
import { receivedOf } from '#engine/member/hand-over'
import type { Fact } from '#engine/member/outcome'
import type { WriteContext } from '#server/platform/context'
import { deleteOutbox, lockOutbox, type OutboxRow } from './activity.store.ts'
import { recordBatch } from './record-batch.ts'
import type { Recording } from './recording.ts'

const MOST = 200

/**
 * Hands on what members sent each other: an event of the receiver's, at the same instant, under a key of the sender's event, so that
 * it arrives once however often it is delivered. Says how many, 0 when nothing waits.
 */
export async function deliverTransfers(ctx: WriteContext): Promise<number> {
  const waiting = await lockOutbox(ctx, { topics: ['points.sent'], most: MOST })
  if (waiting.length === 0) return 0
  const answers = await recordBatch(ctx, waiting.map(recordingOf))
  assert(answers.every(({ status }) => status === 'accepted' || status === 'duplicate'), 'points that were sent are received', answers)
  await deleteOutbox(ctx, waiting.map(({ outboxNo }) => outboxNo))
  return waiting.length
}

function recordingOf({ memberId, payload }: OutboxRow): Recording {
  const { at, to, source, sourceId } = payload as { at: number; to: string; source: string; sourceId: string }
  return { member: { memberId: to }, event: { source: OUR_SOURCE, id: `${eventKey(source, sourceId)}/sent`, at, ...receivedOf(memberId, payload as Fact) } }
}
