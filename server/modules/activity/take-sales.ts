import type { WriteContext } from '#server/platform/context'
import { newsOf, type NewsRow } from './news-of.ts'
import { takeNewsOf } from './news.store.ts'
import { readAccounts } from './read-accounts.ts'

/** What somebody bought by day: what of it is news that nobody has taken, and all of it. */
export type Sales = { memberId: string; waiting: readonly NewsRow[]; all: readonly NewsRow[] }

/** The orders of members as their heads have them, and their news, which are taken. They are locked first, so that the one goes with the other. */
export async function takeSales(ctx: WriteContext, memberIds: readonly string[]): Promise<Sales[]> {
  const accounts = await readAccounts(ctx, [...memberIds].sort().map((memberId) => ({ memberId, events: [], until: 0 })))
  const news = Map.groupBy(await takeNewsOf(ctx, memberIds), ({ memberId }) => memberId)
  return [...accounts.values()].map(({ memberId, state }) => ({ memberId, waiting: news.get(memberId) ?? [], all: newsOf(memberId, { was: {}, is: state.head.series }) }))
}
