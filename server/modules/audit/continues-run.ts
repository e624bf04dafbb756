import type { ReadContext } from '#server/platform/context'
import type { NewEntry } from './append-entry.ts'
import { selectEntries } from './audit.store.ts'

/** So long a run of saves is one entry. */
const RUN_MS = 600_000

/**
 * Whether a deed only goes on with what is entered already: the newest entry about its subject, or about what lies below it, is the same deed of the same person, of the last
 * minutes. So nobody else has touched the subject since, and what the next entry finds there before is their work. A refusal, and what has a reason, is always entered.
 */
export async function continuesRun(ctx: ReadContext, { actor, deed, subject, at, reason, refusal }: NewEntry): Promise<boolean> {
  if (subject === null || reason !== null || refusal !== null) return false
  const [newest] = await selectEntries(ctx, { filter: { subject }, before: Number.MAX_SAFE_INTEGER, most: 1 })
  return newest !== undefined && newest.actor === actor && newest.deed === deed && newest.refusal === null && newest.reason === null && newest.at > at - RUN_MS
}
