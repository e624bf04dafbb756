import type { WriteContext } from '#server/platform/context'
import { copyBuyers, selectPairs, tellBuyers, type BuyersTold } from './buyers.store.ts'
import { selectMembers, updateMergedInto } from './members.store.ts'
import { markPersonMerged, unmarkPersonMerged } from './people.store.ts'

/** R43: from now on the ids of one member lead to another, who buys where the first one did. What is known of the first stays, for an undoing. */
export async function mergePeople(ctx: WriteContext, { memberId, into }: { memberId: string; into: string }): Promise<void> {
  await updateMergedInto(ctx, { memberId, into })
  await markPersonMerged(ctx, memberId)
  const told = (await selectPairs(ctx, [memberId])).filter(({ buyerId }) => buyerId === memberId)
  await copyBuyers(ctx, { from: memberId, to: into })
  await tellBuyers(ctx, told.flatMap((pair): BuyersTold[] => [{ ...pair, topic: 'buyers.left', why: 'merged' }, { ...pair, buyerId: into, topic: 'buyers.added' }]))
}

/** R43: a member is their own again, and so is for whom they buy. An address or a number that somebody else took meanwhile stays with them. */
export async function unmergePeople(ctx: WriteContext, memberId: string): Promise<void> {
  const [member] = await selectMembers(ctx, [memberId])
  await updateMergedInto(ctx, { memberId, into: null })
  await unmarkPersonMerged(ctx, memberId)
  const pairs = await selectPairs(ctx, [memberId, ...(member?.mergedInto ? [member.mergedInto] : [])])
  await tellBuyers(ctx, pairs.map((pair) => ({ ...pair, topic: 'buyers.added' })))
}
