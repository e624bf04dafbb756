import type { Instant } from '#engine/calendar'
import { checkProgram } from '#engine/program/check'
import type { Problem } from '#engine/program/problem'
import type { Publication, PublicationMode, Timeline } from '#engine/program/program'
import { publish, PublicationError, timelineOf, type Publishing as Asked } from '#engine/program/timeline'
import { updateClock } from '#server/modules/stores/index'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { shutTimeline } from './hold-timeline.ts'
import { insertVersion } from './programs.store.ts'

/** The behaviour of the engine that events of this version keep. */
const ENGINE = 1

/** `note`: why, kept with the version; `restores`: the earlier version that is published again. */
export type Publishing = { document: unknown; from?: Instant | undefined; mode?: PublicationMode | undefined; note?: string | undefined; restores?: number | undefined }

/**
 * Publishes a program: the store's first is in force since ever, a later one from `from`, for whom `mode` says (R27). Left out, it is now, or
 * right behind what was judged already by the program before it: a shop's clock may be ahead.
 * @throws AppError programs.wrong with every mistake, programs.publication_before_commit, programs.publication_out_of_order
 */
export async function publishProgram(ctx: WriteContext, { document, from, mode = 'all', note, restores }: Publishing): Promise<{ version: number; from: Instant; warnings: readonly Problem[] }> {
  const { document: checked, program, problems } = checkProgram(document)
  if (program === null) throw new AppError('invalid', 'programs.wrong', { problems })
  const { timeline, first } = await shutTimeline(ctx)
  // Two within one instant follow each other as well.
  const next = timeline.at(-1)?.from === first ? first + 1 : first
  const added = addVersion(timeline, { program, from: from ?? next, mode, committedAt: first })
  await insertVersion(ctx, { version: added.version, from: added.from, mode: added.mode, engine: ENGINE, document: checked, source: document, note: note ?? null, publishedBy: actorName(ctx.actor), restores: restores ?? null })
  // What is said to be in force at once, as a version that is rolled back or a pause, is so also where a clock stands.
  if (timeline.length > 0 && added.from <= next && added.from > ctx.now) await updateClock(ctx, added.from)
  return { version: added.version, from: added.from, warnings: problems }
}

/** What comes behind a timeline; a store's first program is in force since ever. @throws AppError programs.publication_before_commit, programs.publication_out_of_order */
export function addVersion(timeline: Timeline, asked: Asked): Publication {
  try {
    return (timeline.length === 0 ? timelineOf(asked.program) : publish(timeline, asked)).at(-1) as Publication
  } catch (error) {
    if (!(error instanceof PublicationError)) throw error
    throw new AppError('conflict', `programs.${error.code}`, { from: asked.from, committedAt: asked.committedAt })
  }
}
