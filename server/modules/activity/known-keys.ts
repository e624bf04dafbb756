import { hash } from 'node:crypto'
import { canonicalJson } from '#engine/canonical'
import type { MemberEvent } from '#engine/member/event'
import type { ReadContext } from '#server/platform/context'
import { selectKeys, type KeyRow } from './activity.store.ts'
import type { Answer, Placed } from './recording.ts'

/** The hash of a key whose member was erased: there is nothing left to compare with, so whatever comes under it is taken for the repetition. */
const FORGOTTEN = ''

/** What is known of the keys of these events, by key. */
export async function readKeys(ctx: ReadContext, told: readonly { event: MemberEvent }[]): Promise<Map<string, KeyRow>> {
  const rows = await selectKeys(ctx, told.map(({ event }) => ({ source: event.source, sourceId: event.id })))
  return new Map(rows.map((row) => [keyOf(row.source, row.sourceId), row]))
}

export const keyOf = (source: string, sourceId: string): string => JSON.stringify([source, sourceId])

export function isForgotten({ hash: known }: KeyRow): boolean {
  return known === FORGOTTEN
}

/** The first answer again, or that another body came under this key (R40). */
export function againOf(known: KeyRow, body: string): Answer {
  return known.hash === body || isForgotten(known) ? { ...(known.answer as Extract<Answer, { memberId: string }>), status: 'duplicate' } : { status: 'conflict' }
}

/** SHA-256 of the body that a repetition must have: everything but what we granted, and the time where it is only that of the request. */
export function hashOf({ memberId, event: { granted: _, at, ...event }, isOfRequest }: Placed): string {
  return hash('sha256', canonicalJson({ memberId, event: isOfRequest ? event : { ...event, at } }), 'hex')
}
