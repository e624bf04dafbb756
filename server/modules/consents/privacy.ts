import type { ReadContext, WriteContext } from '#server/platform/context'
import { deleteConsents, selectConsents } from './consents.store.ts'
import type { Consent } from './schemas.ts'

/** R44: all that somebody said of being written to. What this lists is what `eraseConsents` takes away. */
export function exportConsents(ctx: ReadContext, memberIds: readonly string[]): Promise<Consent[]> {
  return selectConsents(ctx, memberIds)
}

/** R44: nothing of it stays. */
export function eraseConsents(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteConsents(ctx, memberIds)
}
