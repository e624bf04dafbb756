import type { WriteContext } from '#server/platform/context'
import { copyBuyers, selectPairs, tellBuyers, type BuyersTold } from './buyers.store.ts'
import { selectMembers, selectPerson, updateMergedInto, updateTest } from './members.store.ts'
import { markPersonMerged, unmarkPersonMerged } from './people.store.ts'

/** R43: from now on the ids of one member lead to another, who buys where the first one did, and who says whether it is a test member. What is known of the first stays, for an undoing. */
export async function mergePeople(ctx: WriteContext, { memberId, into }: { memberId: string; into: string }): Promise<void> {
  await followTest(ctx, { memberId, into })
  await updateMergedInto(ctx, { memberId, into })
  await markPersonMerged(ctx, memberId)
  const told = (await selectPairs(ctx, [memberId])).filter(({ buyerId }) => buyerId === memberId)
  await copyBuyers(ctx, { from: memberId, to: into })
  await tellBuyers(ctx, told.flatMap((pair): BuyersTold[] => [{ ...pair, topic: 'buyers.left', why: 'merged' }, { ...pair, buyerId: into, topic: 'buyers.added' }]))
}

/** All of one who was a test member, or was none, is as the one that goes on: else half of what they have would be in the figures. */
async function followTest(ctx: WriteContext, { memberId, into }: { memberId: string; into: string }): Promise<void> {
  const isTest = new Map((await selectMembers(ctx, [memberId, into])).map((row) => [row.memberId, row.isTest]))
  if (isTest.get(memberId) === isTest.get(into)) return
  const { selves = [memberId] } = (await selectPerson(ctx, memberId)) ?? {}
  await updateTest(ctx, { memberIds: selves, isTest: isTest.get(into) === true })
}

/** R43: a member is their own again, and so is for whom they buy. An address or a number that somebody else took meanwhile stays with them. */
export async function unmergePeople(ctx: WriteContext, memberId: string): Promise<void> {
  const [member] = await selectMembers(ctx, [memberId])
  await updateMergedInto(ctx, { memberId, into: null })
  await unmarkPersonMerged(ctx, memberId)
  const pairs = await selectPairs(ctx, [memberId, ...(member?.mergedInto ? [member.mergedInto] : [])])
  await tellBuyers(ctx, pairs.map((pair) => ({ ...pair, topic: 'buyers.added' })))
}
