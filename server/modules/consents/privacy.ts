import type { ReadContext, WriteContext } from '#server/platform/context'
import { tellConsents } from './change-consents.ts'
import { deleteConsents, selectConsents } from './consents.store.ts'
import type { Consent } from './schemas.ts'

/** R44: all that somebody said of being written to. What this lists is what `eraseConsents` takes away. */
export async function exportConsents(ctx: ReadContext, memberIds: readonly string[]): Promise<Consent[]> {
  // Who of the staff it was is not of the member.
  return (await tellConsents(ctx, await selectConsents(ctx, memberIds), { isExported: true }))
}

/** R44: nothing of it stays. */
export function eraseConsents(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteConsents(ctx, memberIds)
}
