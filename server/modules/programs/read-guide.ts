import { guideOf } from '#engine/guide/guide'
import { publicationAt } from '#engine/program/timeline'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Unchangeable } from '#server/platform/route'
import type { ProgramGuide, ReadGuide } from './guide-schemas.ts'
import { readTimeline } from './read-timeline.ts'
import { requireMarket } from './require-market.ts'

/**
 * The program in force, told to whoever reads it: what earns, what points are worth, levels, rewards, questions and terms.
 * @throws AppError programs.none_published, http.wrong_shape
 */
export async function readGuide(ctx: ReadContext, { locale, market, region }: ReadGuide): Promise<Unchangeable<ProgramGuide>> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  return guideOf(program, { ...(await voiceOf(ctx, locale)), at: ctx.now, region: region ?? null, market: requireMarket(program, market ?? program.defaultMarket).id })
}
