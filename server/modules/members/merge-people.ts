import type { WriteContext } from '#server/platform/context'
import { copyBuyers } from './buyers.store.ts'
import { updateMergedInto } from './members.store.ts'
import { markPersonMerged, unmarkPersonMerged } from './people.store.ts'

/** R43: from now on the ids of one member lead to another, who buys where the first one did. What is known of the first stays, for an undoing. */
export async function mergePeople(ctx: WriteContext, { memberId, into }: { memberId: string; into: string }): Promise<void> {
  await updateMergedInto(ctx, { memberId, into })
  await markPersonMerged(ctx, memberId)
  await copyBuyers(ctx, { from: memberId, to: into })
}

/** R43: a member is their own again. An address or a number that somebody else took meanwhile stays with them. */
export async function unmergePeople(ctx: WriteContext, memberId: string): Promise<void> {
  await updateMergedInto(ctx, { memberId, into: null })
  await unmarkPersonMerged(ctx, memberId)
}
