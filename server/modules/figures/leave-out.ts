import { sumPostingsOf, takeSales, type NewsRow } from '#server/modules/activity/index'
import { listTests } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { addPoints, changeLeftOut, selectLeftOut } from './figures.store.ts'

/** Whom the sums leave out as they stand, and who turned since: marked as a test member, or marked no more. */
export type LeftOut = { known: ReadonlySet<string>; marked: readonly string[]; unmarked: readonly string[] }

/** Test members against whom the sums leave out. Whoever turned is locked, so that nothing of theirs is written until they are moved. */
export async function readTurned(ctx: WriteContext): Promise<LeftOut> {
  const [known, tests] = [new Set(await selectLeftOut(ctx)), await listTests(ctx)]
  return { known, marked: [...tests].filter((memberId) => !known.has(memberId)).sort(), unmarked: [...known].filter((memberId) => !tests.has(memberId)).sort() }
}

/**
 * What orders changed by, of those who count: news of test members is none; who was marked takes all with them that was counted of them, and who is marked no more brings it.
 * Comes before points are summed up, as it locks whoever turned.
 */
export async function salesOf(ctx: WriteContext, news: readonly NewsRow[], { known, marked, unmarked }: LeftOut): Promise<NewsRow[]> {
  const counted = news.filter(({ memberId }) => !known.has(memberId))
  if (marked.length + unmarked.length === 0) return counted
  const sales = await takeSales(ctx, [...marked, ...unmarked])
  return [...counted, ...sales.flatMap(({ memberId, waiting, all }) => (known.has(memberId) ? all : [...waiting, ...all.map((row) => ({ ...row, orders: -row.orders, minor: -row.minor, bought: -row.bought }))]))]
}

/** The same of points, when everything through a posting is summed up; and says from now on whom the sums leave out. */
export async function movePoints(ctx: WriteContext, { marked, unmarked }: LeftOut, { through, zone }: { through: number; zone: string }): Promise<void> {
  if (marked.length + unmarked.length === 0) return
  await addPoints(ctx, (await sumPostingsOf(ctx, { memberIds: marked, through, zone })).map((row) => ({ ...row, points: -row.points })))
  await addPoints(ctx, await sumPostingsOf(ctx, { memberIds: unmarked, through, zone }))
  await changeLeftOut(ctx, { marked, unmarked })
}
