import type { WriteContext } from '#server/platform/context'
import { deleteMessagesOf } from './messages.store.ts'

/** R44: what was noted of mails goes with them; nothing more is written. */
export function eraseMessages(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteMessagesOf(ctx, memberIds)
}
