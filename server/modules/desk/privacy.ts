import type { ReadContext, WriteContext } from '#server/platform/context'
import { deleteDesk, selectNotes } from './desk.store.ts'
import type { KnownNote } from './schemas.ts'

/** More notes than anybody has. */
const ALL = 100_000

/** R44: what was noted of a person; who noted it is of the staff. What this lists is what `eraseDesk` takes away. */
export async function exportNotes(ctx: ReadContext, memberIds: readonly string[]): Promise<KnownNote[]> {
  return (await selectNotes(ctx, { memberIds, after: null, most: ALL })).map(({ at, text, ticket }) => ({ at, text, ticket }))
}

/** R44: nothing of it stays. */
export function eraseDesk(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteDesk(ctx, memberIds)
}
