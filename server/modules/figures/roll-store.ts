import type { Instant } from '#engine/calendar'
import { publicationAt } from '#engine/program/timeline'
import { takeLedger, takeNews } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import { recountJoined, refreshRoster } from '#server/modules/roster/index'
import type { WriteContext } from '#server/platform/context'
import { countEnds } from './count-ends.ts'
import { movePoints, readTurned, salesOf } from './leave-out.ts'
import { addPoints, addSales, clearPoints, lockMark, updateMark, type Mark } from './figures.store.ts'

/** News of one transaction: some hundred milliseconds of work, and as much is lost where a process ends. */
const MOST_NEWS = 10_000
/** Postings of one transaction. */
const MOST_POSTINGS = 20_000
/** Ends are counted member by member, 10,000 a second: not again at once. */
const CENSUS_EVERY_MS = 600_000

/**
 * Sums up the next piece of what batches have left behind: news into sales and the roster, postings behind the mark into points by day, and a page of the census of
 * ends. All of a piece or nothing; of one store one transaction at a time does so. Says whether there may be more. `worldNow` is the world's clock, by which the census is paced.
 */
export async function rollStore(ctx: WriteContext, { worldNow, most = MOST_POSTINGS }: { worldNow: Instant; most?: number }): Promise<boolean> {
  const mark = await lockMark(ctx)
  const timeline = await readTimeline(ctx)
  if (mark === undefined || timeline.length === 0) return false
  const news = await takeNews(ctx, MOST_NEWS)
  const leftOut = await readTurned(ctx)
  await addSales(ctx, await salesOf(ctx, news, leftOut))
  await refreshRoster(ctx, [...new Set(news.map(({ memberId }) => memberId))].sort())
  const { zone } = publicationAt(timeline, ctx.now).program
  const rolled = await rollPostings(ctx, mark, { zone, most, without: [...leftOut.known] })
  await movePoints(ctx, leftOut, { through: rolled.mark.postingNo, zone })
  const isTurned = leftOut.marked.length + leftOut.unmarked.length > 0
  const due = isTurned ? worldNow : news.length === 0 ? mark.censusDueAt : (mark.censusDueAt ?? Math.max(worldNow, (mark.censusAt ?? 0) + CENSUS_EVERY_MS))
  const counted = await countEnds(ctx, { ...rolled.mark, censusDueAt: due }, { timeline, worldNow })
  await updateMark(ctx, counted)
  return news.length === MOST_NEWS || rolled.isMore || counted.censusAfter !== null
}

async function rollPostings(ctx: WriteContext, mark: Mark, { zone, most, without }: { zone: string; most: number; without: readonly string[] }): Promise<{ mark: Mark; isMore: boolean }> {
  const isOther = mark.zone !== zone
  if (isOther) {
    await clearPoints(ctx)
    await recountJoined(ctx, zone)
  }
  const after = isOther ? 0 : mark.postingNo
  const { rows, through, isMore } = await takeLedger(ctx, { after, most, zone, without })
  await addPoints(ctx, rows)
  return { mark: { ...mark, postingNo: through, zone }, isMore }
}
