import { assert } from '#engine/assert'
import { amendmentOf, isSameContent, OUR_SOURCE } from '#engine/member/amend'
import type { EventBody } from '#engine/member/event'
import { handingOf, type Handing } from '#engine/member/hand-over'
import type { Fact } from '#engine/member/outcome'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { deleteOutbox, lockOutbox, type OutboxRow } from './activity.store.ts'
import { findStanding } from './find-recorded.ts'
import { keyOf, readKeys } from './known-keys.ts'
import { recordBatch } from './record-batch.ts'
import type { Recording } from './recording.ts'

const MOST = 200
/** What one member's doings tell another, who is told by an event of their own. */
export const TOPICS = ['points.shared', 'points.forfeited', 'company.volume', 'company.left', 'buyers.added', 'buyers.left']
const SEQUENCE_DIGITS = 12

/**
 * Hands on what doings of one member are to another: shares of a company's points, what leavers forfeit, volumes, and who buys for a
 * company. Each is an event under a name of its own, told once however often it is delivered; where it says something else than what was
 * told by that name, a correction of it. Of one store one transaction at a time does so, that the last word is the last. Says how many.
 */
export async function deliverHanded(ctx: WriteContext): Promise<number> {
  const waiting = await lockOutbox(ctx, { topics: TOPICS, most: MOST, waits: true })
  if (waiting.length === 0 || (await readTimeline(ctx)).length === 0) return 0
  const last = new Map(waiting.map(handingIn).map((handing) => [keyOf(handing.event.source, handing.event.id), handing]))
  const known = await readKeys(ctx, [...last.values()])
  const recordings: Recording[] = []
  for (const [key, handing] of last) recordings.push(...(await recordingsOf(ctx, handing, known.has(key))))
  const answers = recordings.length === 0 ? [] : await recordBatch(ctx, recordings)
  assert(answers.every(({ status }) => status === 'accepted'), 'what follows for another member is a fact', answers)
  await deleteOutbox(ctx, waiting.map(({ outboxNo }) => outboxNo))
  return waiting.length
}

/** Nothing where there is nothing new to tell. */
async function recordingsOf(ctx: ReadContext, { to, event, isEmpty }: Handing, isKnown: boolean): Promise<Recording[]> {
  if (!isKnown) return isEmpty ? [] : [{ member: { memberId: to }, event }]
  const standing = await findStanding(ctx, to, event)
  assert(standing, 'what was told by a name stands among what that member was told', { to, id: event.id })
  if (isSameContent(standing.event, event)) return []
  return [{ member: { memberId: to }, event: amendmentOf(event, standing.n) }]
}

/** What waits in the outbox, as an event of whom it concerns. */
function handingIn({ outboxNo, topic, memberId, payload }: OutboxRow): Handing {
  const { source: _, sourceId: __, ...fact } = payload
  const handing = handingOf(memberId, { name: topic, ...fact } as Fact)
  if (handing !== null) return handing
  const { buyer, at, why } = payload as { buyer: string; at: number; why?: 'merged' | 'erased' }
  const body: EventBody = topic === 'buyers.added' ? { kind: 'company.buyer_added', buyer } : { kind: 'company.buyer_left', buyer, ...(why === undefined ? {} : { why }) }
  return { to: memberId, isEmpty: false, event: { source: OUR_SOURCE, id: `buyers/${String(outboxNo).padStart(SEQUENCE_DIGITS, '0')}`, at, ...body } }
}
