import { assert } from '#engine/assert'
import { parseDay } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { EventOf, TransferPiece } from '#engine/member/event'
import type { WriteContext } from '#server/platform/context'
import { deleteOutbox, lockOutbox, type OutboxRow } from './activity.store.ts'
import { recordBatch } from './record-batch.ts'
import type { Recording } from './recording.ts'

const MOST = 200

/** What a member sent, as it waits in the outbox. */
type Sent = { at: number; to: string; unit: string; pieces: readonly { points: number; expiresOn: string | null; zone: string }[]; source: string; sourceId: string }

/**
 * Hands on what members sent each other: an event of the receiver's, at the same instant, under a key of the sender's event, so that
 * it arrives once however often it is delivered. Says how many, 0 when nothing waits.
 */
export async function deliverTransfers(ctx: WriteContext): Promise<number> {
  const waiting = await lockOutbox(ctx, { topic: 'points.sent', most: MOST })
  if (waiting.length === 0) return 0
  const answers = await recordBatch(ctx, waiting.map(receivedOf))
  assert(answers.every(({ status }) => status === 'accepted' || status === 'duplicate'), 'points that were sent are received', answers)
  await deleteOutbox(ctx, waiting.map(({ outboxNo }) => outboxNo))
  return waiting.length
}

function receivedOf({ memberId, payload }: OutboxRow): Recording {
  const { at, to, unit, pieces, source, sourceId } = payload as Sent
  const received: TransferPiece[] = pieces.map((piece) => ({ ...piece, expiresOn: piece.expiresOn === null ? null : parseDay(piece.expiresOn) }))
  const event: EventOf<'points.received'> = { source: 'rockpool', id: `${eventKey(source, sourceId)}/sent`, at, kind: 'points.received', unit, from: memberId, pieces: received }
  return { member: { memberId: to }, event }
}
