import type { ReadContext, WriteContext } from '#server/platform/context'
import { selectBuyers, selectEmployers, selectPairs, tellBuyers, type BuyerRow } from './buyers.store.ts'
import type { Identity } from './identity.ts'
import { eraseMembers, lockMembers, selectExternalIds } from './members.store.ts'
import { selectPeople } from './people.store.ts'

/** What this module knows of a person: each row under the member that it is of, for somebody may have been several. */
export type KnownPerson = { identities: (Identity & { memberId: string })[]; externalIds: { memberId: string; externalId: string }[]; companies: BuyerRow[]; buyers: BuyerRow[] }

/** More buyers than any company of a store has. */
const MOST_BUYERS = 10_000

/** R44: everything that is known of a person here. What this lists is what `erasePeople` takes away. */
export async function exportPeople(ctx: ReadContext, memberIds: readonly string[]): Promise<KnownPerson> {
  const buyers: BuyerRow[] = []
  for (const companyId of memberIds) buyers.push(...(await selectBuyers(ctx, { companyId, after: '', most: MOST_BUYERS, withLeft: true })))
  return { identities: await selectPeople(ctx, memberIds), externalIds: await selectExternalIds(ctx, memberIds), companies: await selectEmployers(ctx, memberIds), buyers }
}

/** R44: nothing leads to these members any more, and nothing is known of them but a random id, its kind, and when it was made and erased. */
export async function erasePeople(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  await lockMembers(ctx, memberIds)
  const theirs = (await selectPairs(ctx, memberIds)).filter(({ companyId }) => !memberIds.includes(companyId))
  await tellBuyers(ctx, theirs.map((pair) => ({ ...pair, topic: 'buyers.left', why: 'erased' })))
  await eraseMembers(ctx, memberIds)
}
